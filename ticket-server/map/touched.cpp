#include "map/touched.hpp"

#include <algorithm>

namespace luot::map {

namespace {

class Touching {
  public:
    explicit Touching(const core::State& after) : after_(after) {}

    // The office, its day and its sessions.
    void operator()(const core::OfficeConfigured&) { out_.office = out_.day = out_.everything = true; }
    void operator()(const core::EpochBegan&) {}
    void operator()(const core::DayOpened&) { out_.day = true; }
    void operator()(const core::DayClosed&) { out_.cleared = out_.day = out_.everything = true; }
    void operator()(const core::ClockSuspected&) { out_.day = true; }
    void operator()(const core::ClockConfirmed&) { out_.day = true; }
    void operator()(const core::SessionOpened&) {}
    void operator()(const core::SessionClosed&) {}
    void operator()(const core::NoticeSet&) { out_.day = true; }
    void operator()(const core::IssuingEnded&) { out_.day = true; }

    // A ticket's life.
    void operator()(const core::TicketIssued& body) { queue_changed(body.service); }
    void operator()(const core::SlipSettled& body) { with_field(body.ticket); }
    void operator()(const core::SlipRetried& body) { with_field(body.ticket); }
    void operator()(const core::TicketCalled& body) {
        with_field(body.ticket);
        at_counter(body.counter);
        out_.call = true;
    }
    void operator()(const core::TicketRecalled& body) {
        with_field(body.ticket);  // its field's last call, now
        at_counter(body.counter);
        out_.call = true;
    }
    void operator()(const core::ServiceStarted& body) {
        ticket(body.ticket);
        at_counter(body.counter);
    }
    void operator()(const core::TicketRequeued& body) {
        with_field(body.ticket);
        left_counter();
    }
    void operator()(const core::TicketNoShow& body) {
        ticket(body.ticket);
        at_counter(body.counter);
    }
    void operator()(const core::TicketReinstated& body) { with_field(body.ticket); }
    void operator()(const core::TicketHeld& body) {
        ticket(body.ticket);
        at_counter(body.counter);
    }
    void operator()(const core::HoldReturned& body) {
        ticket(body.ticket);
        if (found_ != nullptr) may_be_free(found_->counter);
    }
    void operator()(const core::HoldReleased& body) {
        with_field(body.ticket);
        left_counter();
    }
    void operator()(const core::TicketTransferred& body) {
        with_field(body.ticket);
        at_counter(body.from_counter);
        if (found_ != nullptr && found_->legs.size() > 1) leg_over(found_->legs[found_->legs.size() - 2]);
    }
    void operator()(const core::TicketUnbound& body) { with_field(body.ticket); }
    void operator()(const core::TicketFinished& body) {
        ticket(body.ticket);
        at_counter(body.counter);
        if (found_ != nullptr && !found_->legs.empty()) leg_over(found_->legs.back());
    }
    void operator()(const core::TicketCancelled& body) {
        with_field(body.ticket);
        left_counter();
        // A void frees its place in the quota of the field that it was issued for.
        if (found_ != nullptr && !found_->legs.empty()) in_field(found_->legs.front().service);
    }
    void operator()(const core::TicketExpired& body) {
        with_field(body.ticket);
        left_counter();
    }
    void operator()(const core::TicketMadeUrgent& body) { with_field(body.ticket); }
    void operator()(const core::PresenceConfirmed& body) {
        const core::Ticket* found = core::find_ticket(after_, body.ticket);
        if (found != nullptr && core::is_open(found->state)) ticket(body.ticket);  // an ended one was told with its end
    }
    void operator()(const core::TicketRated&) {}  // no screen shows one rating

    // Counters, and supervisors' changes.
    // Whoever had it until now may have been in a pause, which is over.
    void operator()(const core::CounterOpened& body) {
        open_or_not(body.counter);
        out_.clerk = body.taken_from;
    }
    void operator()(const core::CounterClosed& body) {
        open_or_not(body.counter);
        out_.clerk = body.clerk;
    }
    void operator()(const core::CounterPaused& body) { open_or_not(body.counter); }
    void operator()(const core::CounterResumed& body) {
        open_or_not(body.counter);
        if (const core::Counter* counter = core::find_counter(after_, body.counter)) out_.clerk = counter->clerk;
    }
    void operator()(const core::CounterAutoCall& body) { at_counter(body.counter); }
    void operator()(const core::CounterHelp& body) { out_.counters.push_back(body.counter); }
    void operator()(const core::CounterAssigned& body) {
        at_counter(body.counter);
        for (const auto& [service, field] : after_.fields) in_field(service);  // those too that it took before
    }
    void operator()(const core::ServiceLimited& body) { in_field(body.service); }

    void ticket(core::TicketId id) {
        out_.ticket = id;
        found_ = core::find_ticket(after_, id);
    }

    Touched take() { return std::move(out_); }

  private:
    // Its field's status changed too.
    void with_field(core::TicketId id) {
        ticket(id);
        if (found_ != nullptr) queue_changed(found_->service);
    }

    // After service: of its field's service times and its clerk's day.
    void leg_over(const core::Leg& leg) {
        if (found_->test || leg.started_us == 0) return;
        out_.services_of = leg.service;
        out_.clerk = leg.clerk;
    }

    // Where the first one came or the last one went, counters of the field are free, or not, for their other fields too.
    void queue_changed(const core::ServiceCode& service) {
        in_field(service);
        const auto field = after_.fields.find(service);
        if (field == after_.fields.end() || field->second.waiting > 1) return;
        for (const auto& [id, counter] : after_.counters) {
            if (std::find(counter.serves.begin(), counter.serves.end(), service) != counter.serves.end()) may_be_free(id);
        }
    }

    // Whoever comes now for what it serves is called at once, or not any more.
    void may_be_free(core::CounterId id) {
        const core::Counter* counter = core::find_counter(after_, id);
        if (counter == nullptr) return;
        for (const core::ServiceCode& service : counter->serves) if_nobody_waits(service);
    }

    // For the fields that it takes it may be the only one: with none, nothing is expected, whoever waits.
    void open_or_not(core::CounterId id) {
        at_counter(id);
        const core::Counter* counter = core::find_counter(after_, id);
        if (counter == nullptr) return;
        for (const core::ServiceCode& service : counter->serves) in_field(service);
        for (const core::ServiceCode& service : counter->helps) in_field(service);
    }

    void if_nobody_waits(const core::ServiceCode& service) {
        const auto field = after_.fields.find(service);
        if (field != after_.fields.end() && field->second.waiting == 0) in_field(service);
    }

    void in_field(const core::ServiceCode& service) {
        if (std::find(out_.fields.begin(), out_.fields.end(), service) == out_.fields.end()) out_.fields.push_back(service);
    }

    void at_counter(core::CounterId counter) {
        if (!counter) return;
        out_.counters.push_back(counter);
        may_be_free(counter);
    }

    // The event does not say where the ticket was: at the counter that called it last, if any did.
    void left_counter() {
        if (found_ != nullptr && !found_->legs.empty()) at_counter(found_->legs.back().counter);
    }

    const core::State& after_;
    const core::Ticket* found_ = nullptr;
    Touched out_;
};

}  // namespace

Touched touched_by(const core::State& after, const core::Event& event) {
    Touching touching(after);
    if (std::holds_alternative<core::TicketIssued>(event.body)) touching.ticket(core::TicketId(event.seq));
    std::visit(touching, event.body);
    return touching.take();
}

}  // namespace luot::map
