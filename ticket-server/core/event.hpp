// What happened: the journal's content. Events carry outcomes, so that applying them needs the state and nothing else.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/command.hpp"
#include "core/ids.hpp"
#include "core/moment.hpp"
#include "core/office.hpp"

namespace luot::core {

// Expected wait: P10 to P90 of the field's last waits; absent while there is not enough data.
struct WaitRange {
    TimeUs low_us = 0;
    TimeUs high_us = 0;
    bool operator==(const WaitRange&) const = default;
};

// What the slip promised, kept so that promises can be judged.
struct Promise {
    std::uint32_t ahead = 0;
    std::optional<WaitRange> wait;
    bool past_closing = false;  // the wait may run past the end of work: whoever took the number was told
    bool operator==(const Promise&) const = default;
};

// Why this ticket and not another. Anything but `arrival` is out of plain arrival order and explains itself.
enum class CallReason : std::uint8_t {
    unspecified = 0,
    arrival = 1,  // first by queue_since of all that this counter could call
    head_start = 2,
    class_order = 3,
    n_to_one = 4,
    accumulated = 5,
    longest_wait = 6,  // the guard
    urgent = 7,
    returned_hold = 8,
    resumed_hold = 9,    // the clerk resumed this hold by hand
    chosen = 10,         // the clerk chose, with a reason code
    served_first = 11,   // arrival order among the fields that the counter serves first
    only_deferred = 12,  // only people who were sent back a few places wait
};

enum class CancelKind : std::uint8_t { unspecified = 0, walk_out = 1, voided = 2, slip_failed = 3, unclaimed = 4 };
// printing: handed to the printer; what came of it is not known yet.
enum class SlipState : std::uint8_t { none_required = 0, pending = 1, printed = 2, failed = 3, unknown = 4, printing = 5 };

// Of a counter that wants the supervisor. answered: somebody is on the way.
enum class HelpState : std::uint8_t { unspecified = 0, none = 1, asked = 2, answered = 3 };

struct OfficeConfigured {
    Office office;
    std::string digest;
};
struct EpochBegan {
    std::uint64_t epoch = 0;
    std::string marker;
};  // marker: goes behind every prefix until day close; may be empty
struct DayOpened {
    BusinessDay day;
    TimeUs ends_at_us = 0;
};
struct DayClosed {
    BusinessDay day;
    TimeUs effective_at_us = 0;
    std::uint32_t expired = 0;
};
struct ClockSuspected {
    TimeUs last_event_us = 0;
    TimeUs clock_us = 0;
};
struct ClockConfirmed {};
struct SessionOpened {
    DeviceCode device;
    Role role = Role::unspecified;
};
struct SessionClosed {
    SessionId session;
};

struct TicketIssued {
    std::string number;  // as printed, "H012"
    std::string series;  // prefix with marker
    std::uint32_t ordinal = 0;
    ServiceCode service;
    ClassCode ticket_class;
    DeviceCode device;
    SlipState slip = SlipState::none_required;
    TimeUs queue_since_us = 0;
    Promise promise;
    std::string token;  // unguessable, behind the QR
    bool test = false;
    ProcedureCode procedure;   // of the first leg's field; may be empty
    std::string person;        // keyed hash of a card; empty: none was read, or the office has no use for it
    TimeUs present_by_us = 0;  // 0: nothing is asked of its holder
};
struct SlipSettled {
    TicketId ticket;
    SlipState slip = SlipState::none_required;
};  // printing, printed, failed or unknown
struct SlipRetried {
    TicketId ticket;
};  // pending again; the slip says REPRINT
struct TicketCalled {
    TicketId ticket;
    CounterId counter;
    ClerkCode clerk;
    CallReason reason = CallReason::unspecified;
    ReasonCode code;       // with chosen
    bool helping = false;  // a field that the counter only helps
};
struct TicketRecalled {
    TicketId ticket;
    CounterId counter;
    std::uint32_t recalls = 0;
};
struct ServiceStarted {
    TicketId ticket;
    CounterId counter;
};
struct TicketRequeued {
    TicketId ticket;
    std::uint32_t after = 0;
};  // may be called again after so many others of its field
struct TicketNoShow {
    TicketId ticket;
    CounterId counter;
    bool by_itself = false;
};
struct TicketReinstated {
    TicketId ticket;
    std::uint32_t after = 0;
};
struct TicketHeld {
    TicketId ticket;
    CounterId counter;
    ReasonCode reason;
};
struct HoldReturned {
    TicketId ticket;
};
struct HoldReleased {
    TicketId ticket;
    TimeUs queue_since_us = 0;
};  // its counter closed: to the head of its field
struct TicketTransferred {
    TicketId ticket;
    CounterId from_counter;
    ServiceCode service;
    CounterId to_counter;  // 0: any
    TransferKind kind = TransferKind::unspecified;
    TimeUs queue_since_us = 0;
    OutcomeCode outcome;
};
struct TicketUnbound {
    TicketId ticket;
};  // waited for a counter that closed: now for its field
struct TicketFinished {
    TicketId ticket;
    CounterId counter;
    OutcomeCode outcome;
    TimeUs ended_us = 0;  // when it really ended, as the clerk said afterwards; 0: with this event
};
struct TicketCancelled {
    TicketId ticket;
    CancelKind kind = CancelKind::unspecified;
    ReasonCode reason;
};
struct TicketExpired {
    TicketId ticket;
};
struct TicketMadeUrgent {
    TicketId ticket;
    ReasonCode reason;
    DeviceCode by;
};
struct PresenceConfirmed {
    TicketId ticket;
};  // its holder held the slip to a scanner
struct TicketRated {
    TicketId ticket;
    std::uint8_t grade = 0;
};

struct CounterOpened {
    CounterId counter;
    ClerkCode clerk;
    ClerkCode taken_from;      // empty: it was closed
    bool handed_over = false;  // by taken_from
};
struct CounterClosed {
    CounterId counter;
    ClerkCode clerk;
};
struct CounterPaused {
    CounterId counter;
    ReasonCode reason;
};
struct CounterResumed {
    CounterId counter;
};
struct CounterAutoCall {
    CounterId counter;
    bool on = false;
};
struct CounterHelp {
    CounterId counter;
    HelpState state = HelpState::unspecified;
};
struct CounterAssigned {
    CounterId counter;
    std::vector<ServiceCode> serves, helps;
};
struct ServiceLimited {
    ServiceCode service;
    bool closed = false;
    std::optional<std::uint32_t> quota;
};
struct NoticeSet {
    std::string text;
    bool urgent = false;
};
struct IssuingEnded {};

// The order is the order of `kind` in the journal and never changes: append only (map/ numbers them explicitly).
using EventBody =
    std::variant<OfficeConfigured, EpochBegan, DayOpened, DayClosed, ClockSuspected, ClockConfirmed, SessionOpened, SessionClosed,
                 TicketIssued, SlipSettled, SlipRetried, TicketCalled, TicketRecalled, ServiceStarted, TicketRequeued, TicketNoShow,
                 TicketReinstated, TicketHeld, HoldReturned, HoldReleased, TicketTransferred, TicketUnbound, TicketFinished,
                 TicketCancelled, TicketExpired, TicketMadeUrgent, TicketRated, CounterOpened, CounterClosed, CounterPaused, CounterResumed,
                 CounterAutoCall, CounterAssigned, ServiceLimited, NoticeSet, IssuingEnded, PresenceConfirmed, CounterHelp>;

// An event with its place in the journal and the command that it came of.
struct Event {
    Seq seq = 0;
    TimeUs at_us = 0;
    BusinessDay business_day;
    SessionId session;  // none: the server's own
    std::uint64_t no = 0;
    std::uint64_t acked_through = 0;
    EventBody body;
};

}  // namespace luot::core
