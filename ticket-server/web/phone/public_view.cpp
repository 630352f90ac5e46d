#include "web/phone/public_view.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <boost/json/array.hpp>

#include "core/expected_wait.hpp"
#include "core/issuing.hpp"
#include "web/phone/visit_json.hpp"

namespace luot::web::phone {

namespace {

std::string param(const core::Refusal& refusal, const std::string& name) {
    for (const auto& [key, value] : refusal.params)
        if (key == name) return value;
    return {};
}

std::optional<std::int32_t> minute_of(const std::string& text) {
    std::int32_t minute = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), minute);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return minute;
}

// Who was not yet called, as on the live page; test tickets are nobody.
std::map<core::ServiceCode, std::uint32_t> waiting_of(const core::State& state) {
    std::map<core::ServiceCode, std::uint32_t> waiting;
    for (const auto& [id, ticket] : state.tickets) {
        const bool waits = ticket.state == core::TicketState::waiting && !ticket.test && !ticket.legs.empty();
        if (waits && ticket.legs.back().called_first_us == 0) ++waiting[ticket.service];
    }
    return waiting;
}

PublicField field_of(const core::State& state, const core::Service& service, const core::Moment& now) {
    PublicField shown;
    shown.service = service.code;
    shown.name = service.name;
    if (const auto found = state.fields.find(service.code); found != state.fields.end()) shown.last_called = found->second.last_called;
    shown.open_counters = static_cast<std::uint32_t>(std::count_if(state.counters.begin(), state.counters.end(), [&](const auto& entry) {
        return entry.second.state == core::CounterState::open && core::takes(entry.second, service.code);
    }));
    const auto refusal = core::why_none_is_issued(state, service, now);
    shown.open = !refusal;
    if (refusal) {
        shown.why_not = core::to_string(refusal->code);
        shown.why_detail = param(*refusal, "why");
        shown.opens_minute = minute_of(param(*refusal, "opens_minute"));
        return shown;
    }
    const auto wait = core::expected_wait_now(state, service.code, now.at_us);
    if (!wait) return shown;
    shown.at_once = wait->high_us <= 0;
    shown.expected = expected_of(*wait, now);
    if (shown.at_once) shown.expected->wait = {};
    return shown;
}

std::string wait_text(const PublicField& field, const Words& words) {
    if (!field.open) return {};
    if (field.at_once) return words.text("public.at_once");
    if (!field.expected) return words.text(field.open_counters == 0 ? "public.no_counter" : "public.unknown");
    const std::string low = std::to_string(field.expected->low_minutes);
    const std::string high = std::to_string(field.expected->high_minutes);
    if (field.expected->low_minutes == 0) return words.text("public.under", {{"high", high}});
    if (field.expected->low_minutes >= field.expected->high_minutes) return words.text("public.about", {{"high", high}});
    return words.text("public.between", {{"low", low}, {"high", high}});
}

std::string state_text(const PublicField& field, const Words& words) {
    if (field.open) return words.text("public.open");
    if (field.opens_minute) return words.text("public.opens", {{"time", clock_text(*field.opens_minute)}});
    if (field.why_not == "quota_reached") return words.text("public.quota");
    if (field.why_detail == "calendar") return words.text("public.closed_today");
    return words.text("public.closed");
}

}  // namespace

PublicView public_view(const core::State& state, const core::Moment& now) {
    PublicView view;
    view.now = ClockTime{now.at_us, clock_minute(now, now.at_us)};
    view.day = now.business_day;
    const auto waiting = waiting_of(state);
    for (const core::Service& service : state.office.services) {
        view.fields.push_back(field_of(state, service, now));
        if (const auto found = waiting.find(service.code); found != waiting.end()) view.fields.back().waiting = found->second;
    }
    return view;
}

boost::json::object public_json(const PublicView& view, const core::Office& office) {
    boost::json::array fields;
    for (const PublicField& field : view.fields) {
        boost::json::object json;
        json["service"] = field.service.value;
        json["name"] = texts_json(field.name);
        json["waiting"] = field.waiting;
        json["expected"] = nullptr;
        if (field.expected) {
            boost::json::object expected;
            expected["low_us"] = field.expected->wait.low_us;
            expected["high_us"] = field.expected->wait.high_us;
            json["expected"] = std::move(expected);
        }
        json["at_once"] = field.at_once;
        json["open_counters"] = field.open_counters;
        json["open"] = field.open;
        json["why_not"] = nullptr;
        if (!field.why_not.empty()) json["why_not"] = field.why_not;
        json["why_detail"] = nullptr;
        if (!field.why_detail.empty()) json["why_detail"] = field.why_detail;
        json["opens_minute"] = nullptr;
        if (field.opens_minute) json["opens_minute"] = *field.opens_minute;
        json["last_called"] = nullptr;
        if (!field.last_called.empty()) json["last_called"] = field.last_called;
        fields.emplace_back(std::move(json));
    }
    boost::json::object of_office;
    of_office["code"] = office.code;
    of_office["name"] = texts_json(office.name);
    boost::json::object whole;
    whole["office"] = std::move(of_office);
    whole["at_us"] = view.now.at_us;
    whole["clock"] = clock_text(view.now.minute);
    whole["fields"] = std::move(fields);
    return whole;
}

std::vector<Slots> public_rows(const PublicView& view, const core::Office& office, const Words& words, const std::string& language) {
    std::vector<Slots> rows;
    for (const PublicField& field : view.fields) {
        Slots row;
        row["name"] = text_of(field.name, language, office);
        row["waiting"] = std::to_string(field.waiting);
        row["waiting_label"] = words.text("public.waiting_label");
        row["wait"] = wait_text(field, words);
        if (field.expected && !field.at_once) row["wait_label"] = words.text("public.wait_label");
        row["state"] = state_text(field, words);
        row["closed"] = field.open ? "" : "yes";
        row["called"] = field.last_called;
        row["called_label"] = words.text("public.called_label");
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace luot::web::phone
