#include "web/hooks/news.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "web/hooks/target.hpp"

namespace luot::web::hooks {

namespace {

constexpr std::array kinds{std::pair{Kind::called, "called"}, std::pair{Kind::served, "served"}, std::pair{Kind::rated, "rated"},
                           std::pair{Kind::alert, "alert"}};

// The leg that was the current one at that moment.
const core::Leg& leg_at(const core::Ticket& ticket, core::TimeUs at_us) {
    const auto later =
        std::find_if(ticket.legs.begin() + 1, ticket.legs.end(), [&](const core::Leg& leg) { return leg.arrived_us > at_us; });
    return *(later - 1);
}

class Telling {
  public:
    Telling(const core::State& state, const core::Event& event, const core::TicketIssued* issued)
        : state_(state), event_(event), issued_(issued) {}

    std::optional<News> operator()(const core::TicketCalled& called) {
        auto news = about(Kind::called, called.ticket);
        if (!news) return news;
        news->fields["counter"] = called.counter.value;
        if (leg_ != nullptr) news->fields["waited_s"] = (leg_->called_first_us - leg_->arrived_us) / 1'000'000;
        return news;
    }
    std::optional<News> operator()(const core::TicketFinished& finished) {
        auto news = about(Kind::served, finished.ticket);
        if (!news) return news;
        news->fields["counter"] = finished.counter.value;
        if (!finished.outcome.empty()) news->fields["outcome"] = finished.outcome.value;
        return news;
    }
    std::optional<News> operator()(const core::TicketRated& rated) {
        auto news = about(Kind::rated, rated.ticket);
        if (!news) return news;
        if (leg_ != nullptr && leg_->counter) news->fields["counter"] = leg_->counter.value;
        news->fields["grade"] = rated.grade;
        return news;
    }
    template <class Other>
    std::optional<News> operator()(const Other& other) {
        (void)other;
        return std::nullopt;
    }

  private:
    std::optional<News> about(Kind kind, core::TicketId id) {
        const core::Ticket* ticket = core::find_ticket(state_, id);
        if (ticket != nullptr && ticket->legs.empty()) return std::nullopt;
        if (ticket == nullptr && issued_ == nullptr) return std::nullopt;
        if (ticket != nullptr ? ticket->test : issued_->test) return std::nullopt;
        if (ticket != nullptr) leg_ = &leg_at(*ticket, event_.at_us);
        News news;
        news.kind = kind;
        news.name = std::to_string(state_.epoch) + "-" + std::to_string(event_.seq);
        news.token = ticket != nullptr ? ticket->token : issued_->token;
        news.fields["at_us"] = event_.at_us;
        news.fields["number"] = ticket != nullptr ? ticket->number : issued_->number;
        news.fields["service"] = leg_ != nullptr ? leg_->service.value : issued_->service.value;
        return news;
    }

    const core::State& state_;
    const core::Event& event_;
    const core::TicketIssued* issued_;
    const core::Leg* leg_ = nullptr;
};

}  // namespace

std::optional<News> news_of(const core::State& state, const core::Event& event, const core::TicketIssued* issued) {
    return std::visit(Telling(state, event, issued), event.body);
}

News news_of_alert(const boost::json::object& alert) {
    News news;
    news.kind = Kind::alert;
    const auto text = [&](const char* name) {
        const auto* value = alert.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    const auto* since = alert.if_contains("since_us");
    const std::int64_t since_us = since != nullptr && since->is_int64() ? since->as_int64() : 0;
    news.name = "alert-" + text("key") + "-" + std::to_string(since_us);
    news.fields["at_us"] = since_us;
    news.fields["alert"] = text("kind");
    news.fields["key"] = text("key");
    news.fields["severity"] = text("severity");
    if (const auto* params = alert.if_contains("params")) news.fields["params"] = *params;
    return news;
}

std::vector<News> news_of_alerts(std::string_view live_document) {
    std::vector<News> all;
    boost::json::error_code error;
    const auto document = boost::json::parse(boost::json::string_view(live_document.data(), live_document.size()), error);
    const auto* alerts = !error && document.is_object() ? document.as_object().if_contains("alerts") : nullptr;
    if (alerts == nullptr || !alerts->is_array()) return all;
    for (const boost::json::value& alert : alerts->as_array()) {
        if (alert.is_object()) all.push_back(news_of_alert(alert.as_object()));
    }
    return all;
}

bool wants(const Hook& hook, Kind kind) {
    return std::find(hook.kinds.begin(), hook.kinds.end(), kind) != hook.kinds.end();
}

std::string body_of(const News& news, const Hook& hook, const core::Office& office) {
    boost::json::object body;
    body["id"] = news.name;
    body["office"] = office.code;
    body["kind"] = to_string(news.kind);
    for (const auto& [name, value] : news.fields) body[name] = value;
    const auto target = target_of(hook.url);
    if (hook.with_link && target && is_private(*target) && !news.token.empty() && !office.phone_base_url.empty()) {
        std::string base = office.phone_base_url;
        if (base.back() == '/') base.pop_back();
        body["phone_link"] = base + "/t/" + news.token;  // as behind the slip's QR
    }
    return boost::json::serialize(body);
}

const char* to_string(Kind kind) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& entry) { return entry.first == kind; });
    return found == kinds.end() ? "unknown" : found->second;
}

std::optional<Kind> kind_of(std::string_view word) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& entry) { return word == entry.second; });
    if (found == kinds.end()) return std::nullopt;
    return found->first;
}

}  // namespace luot::web::hooks
