#include "simulation/clerk.hpp"

#include <algorithm>
#include <utility>

namespace luot::simulation {

namespace {

// What clerks do and do not do, as one in so many occasions.
constexpr std::uint64_t pauses_once_in = 60;
constexpr std::uint64_t chooses_once_in = 30;
constexpr std::uint64_t resumes_by_hand_once_in = 12;
constexpr std::uint64_t grabs_once_in = 50;
constexpr std::uint64_t finishes_alone_once_in = 3;
constexpr std::uint64_t hands_over_once_in = 150;
constexpr std::uint64_t asks_for_help_once_in = 120;
constexpr std::uint64_t needs_no_help_once_in = 20;
constexpr std::uint64_t leaves_end_wrong_once_in = 3;  // of those who forgot
constexpr std::uint64_t was_a_little_late_once_in = 15;
constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t a_little_us = 20 * second_us;
constexpr double walk_s = 25;
constexpr double gives_up_after_s = 45;

}  // namespace

void Clerk::begin_shift() {
    if (std::exchange(on_shift_, true)) return;
    think();
}

void Clerk::think() {
    act();
    think_again();
}

void Clerk::think_again() {
    if (gone_home_) return;
    world().after(pace_.office_s(static_cast<double>(dice().between(2, 8))), [this] { think(); });
}

// So much real time later it makes no sense any more: less than some troubles last, and less than it may take to come back and ask again.
void Clerk::ask(const v1::Command& command, OnReply then) {
    const auto patience_us = static_cast<std::int64_t>(static_cast<double>(habits_.between(300, 6'000) * millisecond) * pace_.speed);
    submit(command, std::move(then), office_us() == 0 ? 0 : office_us() + patience_us);
}

std::optional<std::uint64_t> Clerk::ticket_seen() const {
    const auto found = office().counters.find(counter_);
    if (found == office().counters.end()) return std::nullopt;
    return found->second.ticket();
}

// What comes between two citizens, and with one at the desk.
bool Clerk::does_something_else(const v1::CounterStatus& counter) {
    if (closing_) return false;
    if (habits_.once_in(hands_over_once_in)) {
        hand_over();
        return true;
    }
    const bool has_asked = counter.help() == v1::HELP_STATE_ASKED || counter.help() == v1::HELP_STATE_ANSWERED;
    if (!habits_.once_in(has_asked ? needs_no_help_once_in : asks_for_help_once_in)) return false;
    v1::Command command;
    at(*command.mutable_ask_for_help());
    command.mutable_ask_for_help()->set_on(!has_asked);
    ask(command);
    return true;
}

// A colleague sits down at the same desk, or whose desk it is comes back.
void Clerk::hand_over() {
    static const std::string own = "clerk-", relief = "relief-";
    const std::string number = std::to_string(counter_);
    const std::string to = code_ == own + number ? relief + number : own + number;
    v1::Command command;
    at(*command.mutable_hand_over());
    command.mutable_hand_over()->set_to_clerk(to);
    ask(command, [this, to](const v1::Reply& reply) {
        if (reply.has_result()) code_ = to;
    });
}

bool Clerk::a_while_since(double office_s) const {
    return world().now() - since_ >= pace_.office_s(office_s);
}

const Citizen* Clerk::citizen_of(std::uint64_t ticket) const {
    const Holder* holder = hall_.find(ticket);
    return holder == nullptr ? nullptr : holder->citizen;
}

void Clerk::act() {
    if (!is_live() || unanswered() > 0) return;
    const auto found = office().counters.find(counter_);
    if (found == office().counters.end()) return;
    const v1::CounterStatus& counter = found->second;
    if (counter.ticket() != ticket_ || counter.ticket_state() != state_) {
        if (counter.ticket() != ticket_) recalls_ = 0;
        ticket_ = counter.ticket();
        state_ = counter.ticket_state();
        since_ = world().now();
    }
    v1::Command command;
    if (counter.state() == v1::COUNTER_STATE_CLOSED || counter.clerk() != code_) {
        if (closing_ && counter.state() == v1::COUNTER_STATE_CLOSED && (leaving_ || !somebody_may_come())) {
            gone_home_ = true;
            return;
        }
        at(*command.mutable_open_counter());
        command.mutable_open_counter()->set_take_over(counter.state() != v1::COUNTER_STATE_CLOSED);
        return ask(command);
    }
    if (does_something_else(counter)) return;
    if (counter.state() == v1::COUNTER_STATE_PAUSED) {
        if (!closing_ && !dice().once_in(6)) return;
        at(*command.mutable_resume_counter());
        return ask(command);
    }
    if (counter.ticket() == 0) return act_idle(counter);
    if (counter.ticket_state() == v1::TICKET_STATE_CALLED) return act_called(counter);
    act_serving(counter);
}

// Waits anywhere, or may yet be sent on to another field.
bool Clerk::somebody_may_come() const {
    return std::any_of(tickets().begin(), tickets().end(), [](const auto& entry) { return entry.second.state() <= v1::TICKET_STATE_HELD; });
}

bool Clerk::somebody_waits(const v1::CounterStatus& counter) const {
    const auto waits = [&](const std::string& service) {
        const auto field = office().fields.find(service);
        return field != office().fields.end() && field->second.waiting() > 0;
    };
    const bool for_me = std::any_of(tickets().begin(), tickets().end(), [&](const auto& entry) {
        return entry.second.state() == v1::TICKET_STATE_WAITING && entry.second.counter() == counter_;
    });
    return for_me || std::any_of(counter.serves().begin(), counter.serves().end(), waits) ||
           std::any_of(counter.helps().begin(), counter.helps().end(), waits);
}

std::uint64_t Clerk::any_in(v1::TicketState state) {
    std::vector<std::uint64_t> found;
    for (const auto& [id, ticket] : tickets())
        if (ticket.state() == state) found.push_back(id);
    return found.empty() ? 0 : dice().any_of(found);
}

void Clerk::act_idle(const v1::CounterStatus& counter) {
    v1::Command command;
    if (!leaving_ && counter.holds_size() > 0 && (closing_ || dice().once_in(resumes_by_hand_once_in))) {
        at(*command.mutable_resume_hold());
        command.mutable_resume_hold()->set_ticket(counter.holds(0));
        return ask(command);
    }
    if (!closing_ && dice().once_in(pauses_once_in)) {
        at(*command.mutable_pause_counter());
        command.mutable_pause_counter()->set_reason("break");
        return ask(command);
    }
    if (!closing_ && dice().once_in(chooses_once_in)) {
        if (const std::uint64_t ticket = any_in(v1::TICKET_STATE_WAITING); ticket != 0) return choose(ticket);
    }
    // A hold of whatever counter: the office has to say whose it is.
    if (!closing_ && dice().once_in(grabs_once_in)) {
        if (const std::uint64_t ticket = any_in(v1::TICKET_STATE_HELD); ticket != 0) {
            at(*command.mutable_resume_hold());
            command.mutable_resume_hold()->set_ticket(ticket);
            return ask(command);
        }
    }
    if (!leaving_ && (somebody_waits(counter) || counter.holds_size() > 0)) return press_next();
    if (!closing_ || (!leaving_ && somebody_may_come())) return;
    at(*command.mutable_close_counter());
    ask(command);
}

// Some terminals say whom they show; some are older than that.
void Clerk::press_next() {
    v1::Command command;
    at(*command.mutable_call_next());
    command.mutable_call_next()->set_outcome("accepted");
    if (habits_.once_in(2)) command.mutable_call_next()->mutable_at()->clear_ticket();
    ask(command);
}

void Clerk::choose(std::uint64_t ticket) {
    v1::Command command;
    at(*command.mutable_call_chosen());
    command.mutable_call_chosen()->set_ticket(ticket);
    command.mutable_call_chosen()->set_reason("unwell");
    if (habits_.once_in(2)) command.mutable_call_chosen()->mutable_at()->clear_ticket();
    ask(command);
}

void Clerk::sign_in_at(std::uint64_t counter) {
    const auto own = office().counters.find(counter_);
    if (own == office().counters.end() || own->second.clerk() != code_) return;
    v1::Command command;
    command.mutable_open_counter()->mutable_at()->set_counter(counter);
    command.mutable_open_counter()->mutable_at()->set_clerk(code_);
    command.mutable_open_counter()->set_take_over(dice().once_in(2));
    ask(command);
}

void Clerk::act_called(const v1::CounterStatus& counter) {
    v1::Command command;
    Holder* holder = hall_.find(counter.ticket());
    const bool is_away =
        holder == nullptr || !holder->present || (holder->citizen->away_when_called && !holder->held_once && !holder->moved_on);
    if (!is_away) {
        if (!a_while_since(walk_s)) return;
        if (holder->citizen->wrong_field && !holder->moved_on) {
            holder->moved_on = true;
            const auto& services = office().office.services();
            const auto& to = services.at(static_cast<int>(dice().below(static_cast<std::uint64_t>(services.size()))));
            at(*command.mutable_transfer());
            command.mutable_transfer()->set_service(to.code());
            command.mutable_transfer()->set_kind(v1::TRANSFER_KIND_WRONG_FIELD);
            return ask(command);
        }
        at(*command.mutable_start());
        return ask(command);
    }
    if (!a_while_since(gives_up_after_s)) return;
    since_ = world().now();
    if (recalls_++ < 2) {
        at(*command.mutable_recall());
        return ask(command);
    }
    const std::uint64_t ticket = counter.ticket();
    if (holder != nullptr && holder->present && dice().once_in(2)) {
        holder->moved_on = true;  // they come the next time
        at(*command.mutable_requeue());
        return ask(command);
    }
    at(*command.mutable_no_show());
    ask(command, [this, ticket](const v1::Reply& reply) {
        if (reply.has_result()) missed(ticket);
    });
}

void Clerk::missed(std::uint64_t ticket) {
    const Holder* holder = hall_.find(ticket);
    if (holder == nullptr || !holder->citizen->comes_back) return;
    // Soon, or when it is too late.
    world().after(pace_.office_s(dice().once_in(2) ? 240 : 840), [this, ticket, citizen = holder->citizen] {
        Holder* later = hall_.find(ticket);
        if (later == nullptr || later->citizen != citizen) return;
        later->present = true;
        later->moved_on = true;
        v1::Command command;
        command.mutable_reinstate()->set_ticket(ticket);
        kiosk_.say(command);
    });
}

void Clerk::act_serving(const v1::CounterStatus& counter) {
    v1::Command command;
    const std::uint64_t ticket = counter.ticket();
    Holder* holder = hall_.find(ticket);
    const Citizen* citizen = holder == nullptr ? nullptr : holder->citizen;
    const double serve_s = citizen == nullptr ? 60 : static_cast<double>(citizen->serve_s) * (citizen->clerk_forgets ? 4 : 1);
    if (!a_while_since(serve_s)) return;
    if (citizen != nullptr && citizen->fills_form && !holder->held_once) {
        holder->held_once = true;
        at(*command.mutable_hold());
        command.mutable_hold()->set_reason("filling-form");
        return ask(command, [this, ticket](const v1::Reply& reply) {
            if (reply.has_result()) came_back_later(ticket);
        });
    }
    if (citizen != nullptr && citizen->next_step && !holder->moved_on) {
        holder->moved_on = true;
        const auto& services = office().office.services();
        const auto& to = services.at(static_cast<int>(dice().below(static_cast<std::uint64_t>(services.size()))));
        at(*command.mutable_transfer());
        command.mutable_transfer()->set_service(to.code());
        if (dice().once_in(3)) command.mutable_transfer()->set_to_counter(1 + dice().below(office().counters.size()));
        command.mutable_transfer()->set_kind(v1::TRANSFER_KIND_NEXT_STEP);
        return ask(command);
    }
    if (citizen != nullptr && citizen->rates > 0) rate_later(ticket);
    if (puts_end_right(ticket, citizen)) return;
    if (!leaving_ && !dice().once_in(finishes_alone_once_in)) return press_next();
    at(*command.mutable_finish());
    command.mutable_finish()->set_outcome("accepted");
    ask(command);
}

// Once for each citizen: what the office does not believe ends now.
bool Clerk::puts_end_right(std::uint64_t ticket, const Citizen* citizen) {
    if (citizen == nullptr || put_right_ == ticket) return false;
    const bool does = citizen->clerk_forgets ? !habits_.once_in(leaves_end_wrong_once_in) : habits_.once_in(was_a_little_late_once_in);
    if (!does) return false;
    put_right_ = ticket;
    const auto served_us = static_cast<std::int64_t>(static_cast<double>(world().now() - since_) * pace_.speed);
    const std::int64_t over_for_us = citizen->clerk_forgets ? served_us - citizen->serve_s * second_us : a_little_us;
    v1::Command command;
    at(*command.mutable_finish());
    command.mutable_finish()->set_outcome("accepted");
    command.mutable_finish()->set_ended_us(office_us() - over_for_us);
    ask(command);
    return true;
}

void Clerk::came_back_later(std::uint64_t ticket) {
    world().after(pace_.office_s(static_cast<double>(dice().between(60, 400))), [this, ticket] {
        v1::Command command;
        command.mutable_return_hold()->set_ticket(ticket);
        kiosk_.say(command);
    });
}

void Clerk::rate_later(std::uint64_t ticket) {
    const Citizen* citizen = citizen_of(ticket);
    world().after(pace_.office_s(20), [this, ticket, citizen] {
        if (citizen_of(ticket) != citizen) return;
        v1::Command command;
        command.mutable_rate()->set_ticket(ticket);
        command.mutable_rate()->set_grade(citizen->rates);
        kiosk_.say(command);
    });
}

}  // namespace luot::simulation
