#include "replay/hall.hpp"

#include <algorithm>

#include "replay/clerk.hpp"

namespace luot::replay {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;
constexpr std::int64_t day_us = 24 * 60 * minute_us;

wire::LinkOptions link_options(const HallOptions& options, v1::Role role, const std::string& device, std::uint64_t seed) {
    wire::LinkOptions link;
    link.tls = options.tls;
    link.host = options.host;
    link.port = options.port;
    link.role = role;
    link.device = device;
    link.jitter_seed = seed;
    return link;
}

}  // namespace

struct Hall::Kiosk : wire::LinkHandler {
    Kiosk(Hall& of_hall, std::size_t number)
        : hall(of_hall),
          first(number == 1),
          link(of_hall.context_.get_executor(),
               link_options(of_hall.options_, v1::ROLE_KIOSK, "kiosk-" + std::to_string(number), of_hall.options_.seed + number), *this) {}

    void on_welcome(const v1::Welcome& welcome) override {
        if (first) hall.time_.set(welcome.at_us(), welcome.speed());
    }
    // The first kiosk is the hall's eyes: who waits where.
    void on_snapshot(const v1::Snapshot& snapshot) override {
        if (!first) return;
        hall.waiting_.clear();
        for (const v1::FieldStatus& field : snapshot.fields()) hall.waiting_[field.service()] = field.waiting();
        hall.on_office(snapshot);
        hall.on_fields_changed();
    }
    void on_event(const v1::Event& event) override {
        if (!first) return;
        for (const v1::Change& change : event.changes()) {
            if (change.has_field()) hall.waiting_[change.field().service()] = change.field().waiting();
        }
        hall.on_fields_changed();
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (state == wire::LinkState::refused) hall.fail("the server refused a kiosk: " + why);
    }

    Hall& hall;
    bool first;
    wire::ClientLink link;
};

Hall::Hall(boost::asio::io_context& context, HallOptions options, MakePlan make_plan, Record& record)
    : context_(context), options_(std::move(options)), make_plan_(std::move(make_plan)), record_(record) {}

Hall::~Hall() = default;

void Hall::run(std::function<void(const std::string&)> done) {
    done_ = std::move(done);
    for (std::size_t number = 1; number <= options_.kiosks; ++number) {
        kiosks_.push_back(std::make_unique<Kiosk>(*this, number));
        kiosks_.back()->link.start();
    }
}

void Hall::on_office(const v1::Snapshot& snapshot) {
    if (!visits_.empty() || finished_) return;  // a later snapshot: the day is under way
    office_ = snapshot.office();
    midnight_us_ = snapshot.day().ends_at_us() - day_us - office_.boundary_minute() * minute_us;
    auto plan = make_plan_(office_);
    if (!plan) return fail(plan.error());
    for (PlannedVisit& planned : *plan) visits_.push_back({std::move(planned), Where::outside, 0, false, false});
    tally_.visits = visits_.size();
    if (visits_.empty()) return fail("the day has no visits");
    if (time_.now_us() > midnight_us_ + visits_.front().plan.arrives_us)
        return fail("the office's clock is past the first arrival: start the server earlier in the day");

    for (int index = 0; index < office_.counters_size(); ++index) {
        clerks_.push_back(std::make_unique<Clerk>(*this, office_.counters(index), static_cast<std::size_t>(index)));
        clerks_.back()->start();
    }
    schedule_next_arrival();
}

std::size_t Hall::waiting() const {
    std::size_t total = 0;
    for (const auto& [service, count] : waiting_) total += count;
    return total;
}

// Idle clerks whose fields have people, as many as there are people: those who serve a field before those who help it.
void Hall::on_fields_changed() {
    std::map<std::string, std::uint32_t> people = waiting_;
    for (const auto& clerk : clerks_) {
        if (clerk->is_idle() && clerk->has_returned_hold()) clerk->call_next();
    }
    for (const bool helping : {false, true}) {
        for (const auto& clerk : clerks_) {
            if (!clerk->is_idle()) continue;
            for (auto& [service, count] : people) {
                if (count == 0 || !(helping ? clerk->takes(service) : clerk->serves(service))) continue;
                --count;
                clerk->call_next();
                break;
            }
        }
    }
}

void Hall::at(std::int64_t office_us, std::function<void()> what) {
    auto timer = std::make_shared<boost::asio::steady_timer>(context_, time_.when(office_us));
    timer->async_wait([this, timer, what = std::move(what)](const boost::system::error_code& error) {
        if (!error && !finished_) what();
    });
}

void Hall::schedule_next_arrival() {
    if (next_arrival_ == visits_.size()) return;
    const std::int64_t arrives_us = midnight_us_ + visits_[next_arrival_].plan.arrives_us;
    at(arrives_us, [this] {
        // Several at one instant, or a timer that came late: all who are there by now.
        while (next_arrival_ < visits_.size() && midnight_us_ + visits_[next_arrival_].plan.arrives_us <= time_.now_us())
            arrive(next_arrival_++);
        schedule_next_arrival();
    });
}

Hall::Kiosk& Hall::kiosk_of(std::size_t visit) {
    return *kiosks_[visit % kiosks_.size()];
}

std::optional<std::size_t> Hall::visit_of(std::uint64_t ticket) const {
    const auto found = by_ticket_.find(ticket);
    if (found == by_ticket_.end()) return std::nullopt;
    return found->second;
}

void Hall::once_issued(std::uint64_t ticket, const std::string& number, std::function<void()> what) {
    called_early_.emplace(ticket, std::move(what));
    const auto patience_us = static_cast<std::int64_t>(60 * time_.speed()) * second_us;  // a real minute
    at(time_.now_us() + patience_us, [this, ticket, number] {
        if (called_early_.contains(ticket)) fail("called " + number + ", which no kiosk here has issued");
    });
}

void Hall::arrive(std::size_t visit) {
    visits_[visit].where = Where::asking;
    take_number(visit);
}

void Hall::take_number(std::size_t visit) {
    v1::Command command;
    command.mutable_issue()->set_service(visits_[visit].plan.service);
    command.mutable_issue()->set_ticket_class(visits_[visit].plan.ticket_class);
    command.mutable_issue()->set_slip(v1::SLIP_WISH_PRINT);
    const bool taken = kiosk_of(visit).link.send(command, [this, visit](const v1::Reply& reply) {
        if (finished_) return;
        if (!reply.has_result()) {
            if (reply.error().code() == "session_expired") return fail("a kiosk lost its session: what became of its visit is unknown");
            record_.refused("issue", visit, reply);
            ++tally_.refused;
            return end(visit);
        }
        record_.issued(visit, reply);
        ++tally_.issued;
        const std::uint64_t ticket = reply.result().issued().ticket();
        visits_[visit].ticket = ticket;
        visits_[visit].where = Where::waiting;
        by_ticket_[ticket] = visit;
        if (auto early = called_early_.extract(ticket)) early.mapped()();
        confirm_slip(visit, ticket);
        if (visits_[visit].plan.behaviour == Behaviour::walk_out)
            at(reply.at_us() + visits_[visit].plan.patience_us, [this, visit] { lose_patience(visit); });
    });
    if (!taken) at(time_.now_us() + minute_us, [this, visit] { take_number(visit); });  // the line at the kiosk is long
}

void Hall::confirm_slip(std::size_t visit, std::uint64_t ticket) {
    v1::Command command;
    command.mutable_report_slip()->set_ticket(ticket);
    command.mutable_report_slip()->set_report(v1::SLIP_REPORT_PRINTED);
    const bool taken = kiosk_of(visit).link.send(command, [this, visit, ticket](const v1::Reply& reply) {
        if (finished_) return;
        // Too late is no harm: a silent slip becomes callable by itself.
        if (reply.has_result()) record_.told("printed", visit, ticket, reply);
        on_fields_changed();
    });
    if (!taken) at(time_.now_us() + second_us, [this, visit, ticket] { confirm_slip(visit, ticket); });
}

void Hall::lose_patience(std::size_t visit) {
    if (visits_[visit].where != Where::waiting) return;
    v1::Command command;
    command.mutable_cancel()->set_ticket(visits_[visit].ticket);
    const bool taken = kiosk_of(visit).link.send(command, [this, visit](const v1::Reply& reply) {
        if (finished_ || visits_[visit].where == Where::ended) return;
        if (!reply.has_result()) return;  // called and served meanwhile
        record_.told("walked_out", visit, visits_[visit].ticket, reply);
        ++tally_.walk_out;
        end(visit);
    });
    if (!taken) at(time_.now_us() + minute_us, [this, visit] { lose_patience(visit); });
}

void Hall::come_back(std::size_t visit, std::uint64_t counter) {
    v1::Command command;
    command.mutable_return_hold()->set_ticket(visits_[visit].ticket);
    const bool taken = kiosk_of(visit).link.send(command, [this, visit, counter](const v1::Reply& reply) {
        if (finished_) return;
        if (!reply.has_result()) return fail("a citizen who came back was refused: " + reply.error().code());
        record_.told("returned", visit, visits_[visit].ticket, reply, counter);
        for (const auto& clerk : clerks_) {
            if (clerk->counter() == counter) clerk->hold_returned();
        }
        on_fields_changed();
    });
    if (!taken) at(time_.now_us() + minute_us, [this, visit, counter] { come_back(visit, counter); });
}

void Hall::end(std::size_t visit) {
    visits_[visit].where = Where::ended;
    if (tally_.ended() == visits_.size()) close_counters();
}

void Hall::close_counters() {
    closing_ = true;
    for (const auto& clerk : clerks_) clerk->close_when_idle();
}

void Hall::counter_closed() {
    if (++clerks_closed_ < clerks_.size() || finished_) return;
    finished_ = true;
    for (const auto& clerk : clerks_) clerk->stop();
    for (const auto& kiosk : kiosks_) kiosk->link.stop();
    record_.flush();
    done_(record_.good() ? "" : "the record could not be written");
}

void Hall::fail(const std::string& why) {
    if (finished_) return;
    finished_ = true;
    for (const auto& clerk : clerks_) clerk->stop();
    for (const auto& kiosk : kiosks_) kiosk->link.stop();
    record_.flush();
    done_(why);
}

}  // namespace luot::replay
