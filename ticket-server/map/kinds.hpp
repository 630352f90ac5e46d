// The journal's number for each kind of event. Append-only: a number, once used, means the same for ever. It is also the number of the
// body's field in luot.v1.JournalPayload.
#pragma once

#include <cstdint>

#include "core/event.hpp"

namespace luot::map {

enum class Kind : std::uint16_t {
    office_configured = 10,
    epoch_began = 11,
    day_opened = 12,
    day_closed = 13,
    clock_suspected = 14,
    clock_confirmed = 15,
    session_opened = 16,
    session_closed = 17,
    notice_set = 18,
    issuing_ended = 19,

    ticket_issued = 30,
    slip_settled = 31,
    slip_retried = 32,
    ticket_called = 33,
    ticket_recalled = 34,
    service_started = 35,
    ticket_requeued = 36,
    ticket_no_show = 37,
    ticket_reinstated = 38,
    ticket_held = 39,
    hold_returned = 40,
    hold_released = 41,
    ticket_transferred = 42,
    ticket_unbound = 43,
    ticket_finished = 44,
    ticket_cancelled = 45,
    ticket_expired = 46,
    ticket_made_urgent = 47,
    ticket_rated = 48,
    presence_confirmed = 49,

    counter_opened = 60,
    counter_closed = 61,
    counter_paused = 62,
    counter_resumed = 63,
    counter_auto_call = 64,
    counter_assigned = 65,
    service_limited = 66,
    counter_help = 67,
};

// A new alternative of core::EventBody without an overload here does not compile.
constexpr Kind kind_of(const core::OfficeConfigured&) {
    return Kind::office_configured;
}
constexpr Kind kind_of(const core::EpochBegan&) {
    return Kind::epoch_began;
}
constexpr Kind kind_of(const core::DayOpened&) {
    return Kind::day_opened;
}
constexpr Kind kind_of(const core::DayClosed&) {
    return Kind::day_closed;
}
constexpr Kind kind_of(const core::ClockSuspected&) {
    return Kind::clock_suspected;
}
constexpr Kind kind_of(const core::ClockConfirmed&) {
    return Kind::clock_confirmed;
}
constexpr Kind kind_of(const core::SessionOpened&) {
    return Kind::session_opened;
}
constexpr Kind kind_of(const core::SessionClosed&) {
    return Kind::session_closed;
}
constexpr Kind kind_of(const core::NoticeSet&) {
    return Kind::notice_set;
}
constexpr Kind kind_of(const core::IssuingEnded&) {
    return Kind::issuing_ended;
}
constexpr Kind kind_of(const core::TicketIssued&) {
    return Kind::ticket_issued;
}
constexpr Kind kind_of(const core::SlipSettled&) {
    return Kind::slip_settled;
}
constexpr Kind kind_of(const core::SlipRetried&) {
    return Kind::slip_retried;
}
constexpr Kind kind_of(const core::TicketCalled&) {
    return Kind::ticket_called;
}
constexpr Kind kind_of(const core::TicketRecalled&) {
    return Kind::ticket_recalled;
}
constexpr Kind kind_of(const core::ServiceStarted&) {
    return Kind::service_started;
}
constexpr Kind kind_of(const core::TicketRequeued&) {
    return Kind::ticket_requeued;
}
constexpr Kind kind_of(const core::TicketNoShow&) {
    return Kind::ticket_no_show;
}
constexpr Kind kind_of(const core::TicketReinstated&) {
    return Kind::ticket_reinstated;
}
constexpr Kind kind_of(const core::TicketHeld&) {
    return Kind::ticket_held;
}
constexpr Kind kind_of(const core::HoldReturned&) {
    return Kind::hold_returned;
}
constexpr Kind kind_of(const core::HoldReleased&) {
    return Kind::hold_released;
}
constexpr Kind kind_of(const core::TicketTransferred&) {
    return Kind::ticket_transferred;
}
constexpr Kind kind_of(const core::TicketUnbound&) {
    return Kind::ticket_unbound;
}
constexpr Kind kind_of(const core::TicketFinished&) {
    return Kind::ticket_finished;
}
constexpr Kind kind_of(const core::TicketCancelled&) {
    return Kind::ticket_cancelled;
}
constexpr Kind kind_of(const core::TicketExpired&) {
    return Kind::ticket_expired;
}
constexpr Kind kind_of(const core::TicketMadeUrgent&) {
    return Kind::ticket_made_urgent;
}
constexpr Kind kind_of(const core::TicketRated&) {
    return Kind::ticket_rated;
}
constexpr Kind kind_of(const core::PresenceConfirmed&) {
    return Kind::presence_confirmed;
}
constexpr Kind kind_of(const core::CounterOpened&) {
    return Kind::counter_opened;
}
constexpr Kind kind_of(const core::CounterClosed&) {
    return Kind::counter_closed;
}
constexpr Kind kind_of(const core::CounterPaused&) {
    return Kind::counter_paused;
}
constexpr Kind kind_of(const core::CounterResumed&) {
    return Kind::counter_resumed;
}
constexpr Kind kind_of(const core::CounterAutoCall&) {
    return Kind::counter_auto_call;
}
constexpr Kind kind_of(const core::CounterAssigned&) {
    return Kind::counter_assigned;
}
constexpr Kind kind_of(const core::ServiceLimited&) {
    return Kind::service_limited;
}
constexpr Kind kind_of(const core::CounterHelp&) {
    return Kind::counter_help;
}

}  // namespace luot::map
