#include "scenarios/timeline.hpp"

#include <cstdio>

namespace luot::scenarios {

using namespace core;

namespace {

constexpr TimeUs zone_us = 7 * hour_us;

std::string text(CounterId id) {
    return "counter " + std::to_string(id.value);
}

std::string list(const std::vector<ServiceCode>& services) {
    std::string out;
    for (const ServiceCode& service : services) out += (out.empty() ? "" : ", ") + service.value;
    return out.empty() ? "nothing" : out;
}

std::string of(const ReasonCode& reason) {
    return reason.empty() ? "" : " for " + reason.value;
}

std::string with(const OutcomeCode& outcome) {
    return outcome.empty() ? "" : " with " + outcome.value;
}

struct InWords {
    const State& after;

    std::string number(TicketId id) const {
        if (const Ticket* ticket = find_ticket(after, id)) return ticket->number;
        return "ticket " + std::to_string(id.value);
    }

    std::string operator()(const OfficeConfigured&) const { return "the office file is read"; }
    std::string operator()(const EpochBegan& began) const { return "restored: epoch " + std::to_string(began.epoch); }
    std::string operator()(const DayOpened& opened) const { return "business day " + std::to_string(opened.day.days) + " opens"; }
    std::string operator()(const DayClosed& closed) const {
        return "the day closes as of " + clock_of(closed.effective_at_us) + ", " + std::to_string(closed.expired) + " expired";
    }
    std::string operator()(const ClockSuspected&) const { return "the clock is not believed"; }
    std::string operator()(const ClockConfirmed&) const { return "the clock is confirmed"; }
    std::string operator()(const SessionOpened& opened) const { return opened.device.value + " connects"; }
    std::string operator()(const SessionClosed& closed) const { return "session " + std::to_string(closed.session.value) + " is closed"; }
    std::string operator()(const TicketIssued& issued) const {
        return issued.device.value + " issues " + issued.number + " for " + issued.service.value + " (" + issued.ticket_class.value + ")";
    }
    std::string operator()(const SlipSettled& settled) const {
        return "the slip of " + number(settled.ticket) + ": " + word_of(settled.slip);
    }
    std::string operator()(const SlipRetried& retried) const { return number(retried.ticket) + " is reprinted"; }
    std::string operator()(const TicketCalled& called) const {
        return text(called.counter) + " (" + called.clerk.value + ") calls " + number(called.ticket) + " because " +
               word_of(called.reason) + (called.helping ? ", helping" : "");
    }
    std::string operator()(const TicketRecalled& recalled) const { return text(recalled.counter) + " recalls " + number(recalled.ticket); }
    std::string operator()(const ServiceStarted& started) const { return text(started.counter) + " starts " + number(started.ticket); }
    std::string operator()(const TicketRequeued& requeued) const {
        return number(requeued.ticket) + " is sent back behind " + std::to_string(requeued.after);
    }
    std::string operator()(const TicketNoShow& no_show) const {
        return number(no_show.ticket) + " is a no-show" + (no_show.by_itself ? " by itself" : "");
    }
    std::string operator()(const TicketReinstated& reinstated) const { return number(reinstated.ticket) + " is reinstated"; }
    std::string operator()(const TicketHeld& held) const { return text(held.counter) + " holds " + number(held.ticket) + of(held.reason); }
    std::string operator()(const HoldReturned& returned) const { return number(returned.ticket) + " comes back to its hold"; }
    std::string operator()(const HoldReleased& released) const { return number(released.ticket) + " goes to the head of its field"; }
    std::string operator()(const TicketTransferred& sent) const {
        return text(sent.from_counter) + " sends " + number(sent.ticket) + " to " + sent.service.value +
               (sent.to_counter ? " at " + text(sent.to_counter) : "") +
               (sent.kind == TransferKind::next_step ? " as the next step" : ": wrong field") + with(sent.outcome);
    }
    std::string operator()(const TicketUnbound& unbound) const { return number(unbound.ticket) + " waits for any counter of its field"; }
    std::string operator()(const TicketFinished& finished) const {
        return text(finished.counter) + " finishes " + number(finished.ticket) + with(finished.outcome) +
               (finished.ended_us == 0 ? "" : ", which ended at " + clock_of(finished.ended_us));
    }
    std::string operator()(const TicketCancelled& cancelled) const {
        return number(cancelled.ticket) + " is cancelled: " + word_of(cancelled.kind) + of(cancelled.reason);
    }
    std::string operator()(const TicketExpired& expired) const { return number(expired.ticket) + " expires"; }
    std::string operator()(const TicketMadeUrgent& urgent) const { return number(urgent.ticket) + " is made urgent" + of(urgent.reason); }
    std::string operator()(const PresenceConfirmed& confirmed) const { return number(confirmed.ticket) + " is scanned"; }
    std::string operator()(const TicketRated& rated) const { return number(rated.ticket) + " is rated " + std::to_string(rated.grade); }
    std::string operator()(const CounterOpened& opened) const {
        if (opened.handed_over) return opened.taken_from.value + " hands " + text(opened.counter) + " over to " + opened.clerk.value;
        return opened.clerk.value + " opens " + text(opened.counter) +
               (opened.taken_from.empty() ? "" : ", taken over from " + opened.taken_from.value);
    }
    std::string operator()(const CounterClosed& closed) const { return text(closed.counter) + " closes"; }
    std::string operator()(const CounterPaused& paused) const { return text(paused.counter) + " pauses" + of(paused.reason); }
    std::string operator()(const CounterResumed& resumed) const { return text(resumed.counter) + " resumes work"; }
    std::string operator()(const CounterAutoCall& auto_call) const {
        return text(auto_call.counter) + (auto_call.on ? " asks for auto-call" : " stops auto-call");
    }
    std::string operator()(const CounterHelp& help) const {
        if (help.state == HelpState::asked) return text(help.counter) + " asks for help";
        if (help.state == HelpState::answered) return "somebody is on the way to " + text(help.counter);
        return text(help.counter) + " needs no help any more";
    }
    std::string operator()(const CounterAssigned& assigned) const {
        return text(assigned.counter) + " serves " + list(assigned.serves) + " and helps " + list(assigned.helps);
    }
    std::string operator()(const ServiceLimited& limited) const {
        return limited.service.value + (limited.closed ? " is closed" : " is open") +
               (limited.quota ? ", at most " + std::to_string(*limited.quota) : "");
    }
    std::string operator()(const NoticeSet& notice) const { return (notice.urgent ? "urgent notice: " : "notice: ") + notice.text; }
    std::string operator()(const IssuingEnded&) const { return "no more numbers today"; }
};

}  // namespace

std::string clock_of(TimeUs at_us) {
    const TimeUs seconds = ((at_us + zone_us) % day_us) / second_us;
    char out[16];
    std::snprintf(out, sizeof out, "%02d:%02d:%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                  static_cast<int>(seconds % 60));
    return out;
}

std::string in_words(const State& after, const Event& event) {
    return clock_of(event.at_us) + "  " + std::visit(InWords{after}, event.body);
}

const char* word_of(CallReason reason) {
    switch (reason) {
        case CallReason::unspecified:
            break;
        case CallReason::arrival:
            return "arrival";
        case CallReason::head_start:
            return "head_start";
        case CallReason::class_order:
            return "class_order";
        case CallReason::n_to_one:
            return "n_to_one";
        case CallReason::accumulated:
            return "accumulated";
        case CallReason::longest_wait:
            return "longest_wait";
        case CallReason::urgent:
            return "urgent";
        case CallReason::returned_hold:
            return "returned_hold";
        case CallReason::resumed_hold:
            return "resumed_hold";
        case CallReason::chosen:
            return "chosen";
        case CallReason::served_first:
            return "served_first";
        case CallReason::only_deferred:
            return "only_deferred";
    }
    return "unspecified";
}

const char* word_of(SlipState slip) {
    switch (slip) {
        case SlipState::none_required:
            return "none_required";
        case SlipState::pending:
            return "pending";
        case SlipState::printed:
            return "printed";
        case SlipState::failed:
            return "failed";
        case SlipState::printing:
            return "printing";
        case SlipState::unknown:
            break;
    }
    return "unknown";
}

const char* word_of(CounterState state) {
    switch (state) {
        case CounterState::unspecified:
            break;
        case CounterState::closed:
            return "closed";
        case CounterState::open:
            return "open";
        case CounterState::paused:
            return "paused";
    }
    return "unspecified";
}

const char* word_of(CancelKind kind) {
    switch (kind) {
        case CancelKind::unspecified:
            break;
        case CancelKind::walk_out:
            return "walk_out";
        case CancelKind::voided:
            return "voided";
        case CancelKind::slip_failed:
            return "slip_failed";
        case CancelKind::unclaimed:
            return "unclaimed";
    }
    return "unspecified";
}

}  // namespace luot::scenarios
