#include "replay/clerk.hpp"

#include <algorithm>

namespace luot::replay {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t recall_after_us = 30 * second_us;  // a call unanswered for so long is repeated, and given up after as long again
constexpr double served_before_hold = 0.4;

bool has(const std::vector<std::string>& list, const std::string& code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

std::string first_code(const google::protobuf::RepeatedPtrField<v1::Choice>& choices) {
    return choices.empty() ? "" : choices.Get(0).code();
}

wire::LinkOptions link_options(const HallOptions& options, std::uint64_t counter) {
    wire::LinkOptions link;
    link.tls = options.tls;
    link.host = options.host;
    link.port = options.port;
    link.role = v1::ROLE_COUNTER;
    link.device = "counter-" + std::to_string(counter);
    link.jitter_seed = options.seed + 1000 + counter;
    return link;
}

}  // namespace

Clerk::Clerk(Hall& hall, const v1::CounterConfig& counter, std::size_t which)
    : hall_(hall),
      counter_(counter.id()),
      which_(which),
      serves_(counter.serves().begin(), counter.serves().end()),
      helps_(counter.helps().begin(), counter.helps().end()),
      link_(hall.context_.get_executor(), link_options(hall.options_, counter.id()), *this) {}

Clerk::~Clerk() = default;

void Clerk::stop() {
    link_.stop();
}
bool Clerk::serves(const std::string& service) const {
    return has(serves_, service);
}
bool Clerk::takes(const std::string& service) const {
    return serves(service) || has(helps_, service);
}

v1::AtCounter Clerk::at() const {
    v1::AtCounter here;
    here.set_counter(counter_);
    here.set_clerk(clerk_);
    return here;
}

// One command at a time. What may fail at a clerk's side of a fair race comes back to on_result as an error; a lost session ends the run.
void Clerk::send(const v1::Command& command, std::function<void(const v1::Reply&)> on_result) {
    const bool taken = link_.send(command, [this, on_result = std::move(on_result)](const v1::Reply& reply) {
        if (hall_.finished_) return;
        if (reply.has_error() && reply.error().code() == "session_expired")
            return hall_.fail("a counter lost its session: the outcome is unknown");
        on_result(reply);
    });
    if (!taken) hall_.fail("a counter's link takes no more commands");
}

void Clerk::start() {
    link_.start();
}

void Clerk::on_snapshot(const v1::Snapshot& snapshot) {
    if (!clerk_.empty()) return;
    const auto& clerks = snapshot.office().clerks();
    clerk_ = which_ < static_cast<std::size_t>(clerks.size()) ? clerks.Get(static_cast<int>(which_)) : "clerk-" + std::to_string(counter_);
    open();
}

void Clerk::open() {
    v1::Command command;
    *command.mutable_open_counter()->mutable_at() = at();
    send(command, [this](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("counter " + std::to_string(counter_) + " could not be opened: " + reply.error().code());
        hall_.record_.counter("opened", counter_, reply);
        become_idle();
        hall_.on_fields_changed();
    });
}

void Clerk::become_idle() {
    state_ = State::idle;
    if (closing_) close();
}

void Clerk::call_next() {
    state_ = State::asking;
    v1::Command command;
    *command.mutable_call_next()->mutable_at() = at();
    send(command, [this](const v1::Reply& reply) {
        if (reply.has_result()) return called(reply.result().called(), reply);
        if (reply.error().code() != "nobody_waiting") return hall_.fail("call next was refused: " + reply.error().code());
        become_idle();  // another clerk was first
    });
}

void Clerk::called(const v1::CalledResult& called, const v1::Reply& reply) {
    state_ = State::working;
    const auto visit = hall_.visit_of(called.ticket());
    if (!visit) {
        // A slip that stays silent becomes callable by itself, on a fast clock before the kiosk has heard of its number.
        hall_.once_issued(called.ticket(), called.number(), [this, called, reply] { this->called(called, reply); });
        return;
    }
    ++hall_.tally_.calls;
    hall_.record_.told("called", *visit, called.ticket(), reply, counter_, called.number());
    Hall::Visit& at_counter = hall_.visits_[*visit];
    const bool from_hold = at_counter.where == Hall::Where::away;
    if (from_hold && returned_holds_ > 0) --returned_holds_;
    if (at_counter.where == Hall::Where::ended) {  // walked out while the call was on its way
        become_idle();
        return;
    }
    at_counter.where = Hall::Where::at_counter;
    const std::uint64_t ticket = called.ticket();
    if (at_counter.plan.behaviour == Behaviour::no_show) {
        hall_.at(reply.at_us() + recall_after_us, [this, visit = *visit, ticket] { wait_in_vain(visit, ticket); });
    } else {
        hall_.at(reply.at_us() + at_counter.plan.walk_us, [this, visit = *visit, ticket] { start_service(visit, ticket); });
    }
}

void Clerk::wait_in_vain(std::size_t visit, std::uint64_t ticket) {
    v1::Command recall;
    *recall.mutable_recall()->mutable_at() = at();
    send(recall, [this, visit, ticket](const v1::Reply& recalled) {
        if (recalled.has_result()) hall_.record_.told("recalled", visit, ticket, recalled, counter_);  // refused where the slip is unknown
        hall_.at(hall_.time_.now_us() + recall_after_us, [this, visit, ticket] {
            v1::Command command;
            *command.mutable_no_show()->mutable_at() = at();
            send(command, [this, visit, ticket](const v1::Reply& reply) {
                if (!reply.has_result()) return hall_.fail("no-show was refused: " + reply.error().code());
                hall_.record_.told("no_show", visit, ticket, reply, counter_);
                ++hall_.tally_.no_show;
                hall_.end(visit);
                become_idle();
                hall_.on_fields_changed();
            });
        });
    });
}

void Clerk::start_service(std::size_t visit, std::uint64_t ticket) {
    v1::Command command;
    *command.mutable_start()->mutable_at() = at();
    send(command, [this, visit, ticket](const v1::Reply& reply) {
        Hall::Visit& served = hall_.visits_[visit];
        if (!reply.has_result()) {
            // Walked out between the call and the counter.
            if (served.where != Hall::Where::ended) return hall_.fail("start was refused: " + reply.error().code());
            become_idle();
            return hall_.on_fields_changed();
        }
        hall_.record_.told("started", visit, ticket, reply, counter_);
        const PlannedVisit& plan = served.plan;
        if (plan.behaviour == Behaviour::hold && !served.held_once) {
            const auto before_us = static_cast<std::int64_t>(static_cast<double>(plan.service_us) * served_before_hold);
            hall_.at(reply.at_us() + before_us, [this, visit, ticket] { hold(visit, ticket); });
            return;
        }
        std::int64_t service_us = served.moved_once ? plan.next_service_us : plan.service_us;
        if (served.held_once) service_us -= static_cast<std::int64_t>(static_cast<double>(plan.service_us) * served_before_hold);
        const std::int64_t ends_us = reply.at_us() + service_us;
        if (plan.behaviour == Behaviour::forgotten) {
            hall_.at(ends_us + plan.hold_us, [this, visit, ticket, ends_us] { finish_afterwards(visit, ticket, ends_us); });
        } else {
            hall_.at(ends_us, [this, visit, ticket] { finish(visit, ticket); });
        }
    });
}

void Clerk::hold(std::size_t visit, std::uint64_t ticket) {
    v1::Command command;
    *command.mutable_hold()->mutable_at() = at();
    command.mutable_hold()->set_reason(first_code(hall_.office_.hold_reasons()));
    send(command, [this, visit, ticket](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("hold was refused: " + reply.error().code());
        hall_.record_.told("held", visit, ticket, reply, counter_);
        ++hall_.tally_.held;
        hall_.visits_[visit].held_once = true;
        hall_.visits_[visit].where = Hall::Where::away;
        hall_.at(reply.at_us() + hall_.visits_[visit].plan.hold_us, [this, visit] { hall_.come_back(visit, counter_); });
        become_idle();
        hall_.on_fields_changed();
    });
}

void Clerk::finish(std::size_t visit, std::uint64_t ticket) {
    const Hall::Visit& served = hall_.visits_[visit];
    if (served.plan.behaviour == Behaviour::transfer && !served.moved_once) {
        transfer(visit, ticket);
    } else {
        finish_and_call(visit, ticket);
    }
}

void Clerk::transfer(std::size_t visit, std::uint64_t ticket) {
    v1::Command command;
    v1::Transfer& transfer = *command.mutable_transfer();
    *transfer.mutable_at() = at();
    transfer.set_service(hall_.visits_[visit].plan.next_service);
    transfer.set_kind(v1::TRANSFER_KIND_NEXT_STEP);
    transfer.set_outcome(first_code(hall_.office_.outcomes()));
    send(command, [this, visit, ticket](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("transfer was refused: " + reply.error().code());
        hall_.record_.told("transferred", visit, ticket, reply, counter_, hall_.visits_[visit].plan.next_service);
        ++hall_.tally_.transferred;
        hall_.visits_[visit].moved_once = true;
        hall_.visits_[visit].where = Hall::Where::away;
        become_idle();
        hall_.on_fields_changed();
    });
}

void Clerk::finish_and_call(std::size_t visit, std::uint64_t ticket) {
    v1::Command command;
    *command.mutable_call_next()->mutable_at() = at();
    command.mutable_call_next()->set_outcome(first_code(hall_.office_.outcomes()));
    send(command, [this, visit, ticket](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("finish was refused: " + reply.error().code());
        hall_.record_.told("finished", visit, ticket, reply, counter_);
        ++hall_.tally_.served;
        if (reply.result().has_called())
            called(reply.result().called(), reply);
        else
            become_idle();
        hall_.end(visit);
        hall_.on_fields_changed();
    });
}

void Clerk::finish_afterwards(std::size_t visit, std::uint64_t ticket, std::int64_t ended_us) {
    v1::Command command;
    *command.mutable_finish()->mutable_at() = at();
    command.mutable_finish()->set_outcome(first_code(hall_.office_.outcomes()));
    command.mutable_finish()->set_ended_us(ended_us);
    send(command, [this, visit, ticket, ended_us](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("an end that is put right was refused: " + reply.error().code());
        hall_.record_.put_right(visit, ticket, reply, counter_, ended_us);
        ++hall_.tally_.served;
        hall_.end(visit);
        become_idle();
        hall_.on_fields_changed();
    });
}

void Clerk::close_when_idle() {
    closing_ = true;
    if (state_ == State::idle) close();
}

void Clerk::close() {
    state_ = State::closed;
    v1::Command command;
    *command.mutable_close_counter()->mutable_at() = at();
    send(command, [this](const v1::Reply& reply) {
        if (!reply.has_result()) return hall_.fail("closing a counter was refused: " + reply.error().code());
        hall_.record_.counter("closed", counter_, reply);
        hall_.counter_closed();
    });
}

}  // namespace luot::replay
