// The office at one moment: the fold of its journal. Everything in it is ordered, bounded and a function of the events alone.
// What derive() makes is marked (derived).
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/ids.hpp"
#include "core/moment.hpp"
#include "core/office.hpp"

namespace luot::core {

enum class TicketState : std::uint8_t {
    unspecified = 0,
    waiting = 1,
    called = 2,
    serving = 3,
    held = 4,
    served = 5,
    no_show = 6,
    cancelled = 7,
    expired = 8
};

inline bool is_open(TicketState state) {
    return state >= TicketState::waiting && state <= TicketState::held;
}
const char* to_string(TicketState state);

// One field and (at most) one counter. Timestamps are 0 until they happen.
struct Leg {
    ServiceCode service;
    CounterId counter;  // who called it last; 0 while it waits for the first time
    ClerkCode clerk;
    TimeUs arrived_us = 0;
    TimeUs called_first_us = 0;
    TimeUs called_last_us = 0;
    TimeUs started_us = 0;
    TimeUs ended_us = 0;                          // when it was over, as far as anybody said
    TimeUs held_us = 0;                           // inside started … ended
    std::uint32_t calls = 0;                      // first call and recalls
    CallReason reason = CallReason::unspecified;  // of the first call
    ReasonCode reason_code;
    OutcomeCode outcome;
    bool corrected = false;  // its clerk said afterwards when it ended
    bool operator==(const Leg&) const = default;
};

// Where a ticket stands in its queue. placed_seq is the event that put it there; ties go by it.
struct Place {
    TimeUs queue_since_us = 0;
    Seq placed_seq = 0;
    TicketId ticket;
    auto operator<=>(const Place&) const = default;
};

struct Ticket {
    TicketId id;
    // What a call looks at stands together: of thousands who wait, the next one is in none of the processor's caches.
    TicketState state = TicketState::unspecified;
    SlipState slip = SlipState::none_required;
    bool test = false;  // a technician's: in no average
    bool urgent = false;
    bool hold_returned = false;
    std::uint32_t recalls = 0;  // of the present call
    std::uint32_t after = 0;    // waiting, but only after so many others were called
    Place place;                // meaningful while waiting
    CounterId for_counter;      // waits for this counter only
    CounterId counter;          // called, serving, held: where
    TimeUs called_us = 0;       // the present call or recall
    TimeUs held_since_us = 0;   // of the hold that has not been started again; 0: none
    TimeUs slip_since_us = 0;   // when the slip's state began, for its deadlines
    std::vector<Leg> legs;      // the last one is the current one
    ServiceCode service;
    ClassCode ticket_class;
    std::string number;

    std::string series;
    std::uint32_t ordinal = 0;
    std::uint32_t reprints = 0;
    ProcedureCode procedure;  // what they came for, of the field that issued it; empty: not said
    DeviceCode issued_by;
    TimeUs issued_us = 0;
    TimeUs ended_us = 0;  // the event that ended it; its last leg may have been over before, where that was put right
    Promise promise;
    std::string token;
    Seq hold_returned_seq = 0;
    ReasonCode hold_reason;
    ReasonCode end_reason;                            // of a cancellation
    TicketState ended_in = TicketState::unspecified;  // the state in which it was when it ended; unspecified while open
    CancelKind cancel_kind = CancelKind::unspecified;
    std::uint8_t rating = 0;   // 0: not rated
    std::string person;        // keyed hash of a card; empty: none
    TimeUs present_by_us = 0;  // while it waits, its holder has until then to show that they are there; 0: nothing is asked of them
    bool operator==(const Ticket&) const = default;
};

using Queue = std::deque<Place>;  // sorted

// Waiting for one field, or for one counter. Classes stand apart so that choosing compares heads alone.
struct Queues {
    std::vector<Queue> by_class;  // in the office's order, and one more for classes that the office no longer has
    Queue urgent;
    Queue interrupted;         // served in part before their counter closed or they were called away: the head of the field
    std::set<Place> deferred;  // waiting with after > 0 and otherwise callable
    bool operator==(const Queues&) const = default;
};

enum class CounterState : std::uint8_t { unspecified = 0, closed = 1, open = 2, paused = 3 };

struct Counter {
    CounterId id;
    CounterState state = CounterState::closed;
    ClerkCode clerk;
    ReasonCode pause_reason;
    TimeUs since_us = 0;       // of the present state
    TimeUs opened_us = 0;      // of the present clerk's session
    TimeUs idle_since_us = 0;  // open and without a ticket since; 0: not idle
    TicketId current;          // called or serving
    std::set<TicketId> holds;
    bool auto_call = false;
    HelpState help = HelpState::none;
    TimeUs help_since_us = 0;                // asked for since; 0: it is not
    Queues queues;                           // of those who wait for this counter (derived)
    std::vector<ServiceCode> serves, helps;  // the office's, or a supervisor's change until day close
    bool operator==(const Counter&) const = default;
};

struct FieldState {
    Queues queues;                          // of those who wait for any counter (derived)
    std::uint32_t waiting = 0;              // legs waiting, callable or not, for one counter or any (derived)
    std::set<Place> pending;                // waiting for their slip (derived)
    std::uint32_t issued = 0;               // today, without voids
    std::uint32_t ordinary_in_a_row = 0;    // n_to_one
    std::deque<TimeUs> recent_waits_us;     // the last waits today, oldest first
    std::deque<TimeUs> recent_services_us;  // the last service times today, holds taken out, oldest first
    std::string last_called;                // number, for boards; empty: nobody yet today
    bool closed = false;                    // by a supervisor, until day close
    std::optional<std::uint32_t> quota;     // likewise
    bool operator==(const FieldState&) const = default;
};

// What a clerk has done today, at whatever counter. Of the legs that this clerk called last; test tickets are left out.
struct ClerkDay {
    std::vector<TimeUs> services_us;  // of legs that were served to their end, or sent on after service; from the shortest
    TimeUs paused_us = 0;             // without the pause that goes on
    std::uint32_t corrected = 0;      // of the services: whose end was put right afterwards
    bool operator==(const ClerkDay&) const = default;
};

// What one citizen's card has taken today.
struct PersonNumbers {
    std::uint32_t taken = 0;                           // voids and failed slips not counted
    std::map<ServiceCode, std::set<TicketId>> open{};  // by the field in which they are now
    bool operator==(const PersonNumbers&) const = default;
};

enum class CheckInOutcome : std::uint8_t {
    unspecified = 0,
    waiting = 1,     // nothing to do: its place is told
    present = 2,     // its holder was to show that they are there, and has
    reinstated = 3,  // the turn had been missed; it waits again
    hold_returned = 4,
    called = 5,  // to that counter, now
    over = 6
};

// What a session was told, for repeats. The parts are those of the events that the command led to.
struct Answer {
    Seq seq = 0;  // of the command's last event
    TimeUs at_us = 0;
    struct Issued {
        TicketId ticket;
        std::string number;
        std::string token;
        ServiceCode service;
        ClassCode ticket_class;
        Promise promise;
        TimeUs issued_us = 0;
        ProcedureCode procedure{};
        bool operator==(const Issued&) const = default;
    };
    struct Called {
        TicketId ticket;
        std::string number;
        CounterId counter;
        ServiceCode service;
        ClassCode ticket_class;
        CallReason reason = CallReason::unspecified;
        TimeUs waited_us = 0;
        std::uint32_t calls = 0;
        bool operator==(const Called&) const = default;
    };
    struct CheckedIn {
        TicketId ticket;
        std::string number;
        ServiceCode service;
        TicketState state = TicketState::unspecified;
        CheckInOutcome outcome = CheckInOutcome::unspecified;
        CounterId counter;              // where it is called, served or held
        std::uint32_t ahead = 0;        // while it waits
        std::optional<WaitRange> wait;  // from now; absent: not enough data
        bool operator==(const CheckedIn&) const = default;
    };
    std::optional<Issued> issued;
    std::optional<Called> called;
    std::optional<TicketId> finished;  // served, no-show, cancelled, transferred or held: no longer at the counter
    std::optional<TicketId> ticket;    // what the command was about, otherwise
    std::optional<SessionId> session;  // opened
    std::optional<CheckedIn> checked_in;
    bool operator==(const Answer&) const = default;
};

struct Session {
    SessionId id;
    DeviceCode device;
    Role role = Role::unspecified;
    TimeUs last_used_us = 0;  // by event time
    std::uint64_t acked_through = 0;
    std::map<std::uint64_t, Answer> answers;  // by command number; at most limits::unacknowledged
    bool operator==(const Session&) const = default;
};

enum class DeadlineKind : std::uint8_t { slip_silent = 1, slip_void = 2, no_show = 3, unclaimed = 4 };
struct Deadline {
    TimeUs at_us = 0;
    TicketId ticket;
    DeadlineKind kind = DeadlineKind::slip_silent;
    auto operator<=>(const Deadline&) const = default;
};

// A call or a recall, for boards: its seq is what makes it announced once.
struct CallMade {
    Seq seq = 0;
    TimeUs at_us = 0;
    TicketId ticket;
    std::string number;
    ServiceCode service;
    CounterId counter;
    std::uint32_t calls = 0;  // 1: the first; more: recalls
    bool operator==(const CallMade&) const = default;
};

struct State {
    Seq seq = 0;       // of the last event applied
    TimeUs at_us = 0;  // of the last event applied
    std::uint64_t epoch = 1;
    Office office;
    std::string office_digest;
    bool clock_suspect = false;

    bool day_open = false;
    BusinessDay day;  // the open one, or the last
    TimeUs day_ends_at_us = 0;
    std::string number_marker;   // after a restore, until day close
    bool marker_stays = false;   // over the next close: the epoch began while the day itself was in doubt
    bool issuing_ended = false;  // by a supervisor, until day close
    std::string notice;
    bool notice_urgent = false;
    Seq notice_seq = 0;  // of the event that set it; 0: none was set today
    TimeUs notice_at_us = 0;
    std::map<std::string, std::uint32_t> last_ordinal;  // by series
    std::map<TicketId, Ticket> tickets;                 // of this day, ended ones too
    std::map<std::string, TicketId> by_number;          // of this day (derived)
    std::map<std::string, TicketId> by_token;           // of this day (derived)
    std::map<std::string, PersonNumbers> people;        // of this day, by the hash of their card (derived)
    std::map<ServiceCode, FieldState> fields;
    std::map<CounterId, Counter> counters;
    std::map<ClerkCode, ClerkDay> clerk_days;  // of this day
    std::set<Deadline> deadlines;              // (derived)
    std::deque<CallMade> recent_calls;         // oldest first: the last limits::shown_calls, and all younger than 60 s

    std::map<SessionId, Session> sessions;
    std::set<std::pair<TimeUs, SessionId>> sessions_by_use;  // (derived)

    bool operator==(const State&) const = default;
};

// Makes anew what follows from the rest: queues, deferred, counts of who waits, deadlines, by_number, by_token, people, sessions_by_use. A
// checkpoint need not hold these; apply keeps them up to date, and invariants() compares.
void derive(State& state);

const Ticket* find_ticket(const State& state, TicketId id);
const Counter* find_counter(const State& state, CounterId id);
const Session* find_session(const State& state, SessionId id);

// Serves the field, or helps it.
bool takes(const Counter& counter, const ServiceCode& service);
// Some counter takes it, open or not; `but` is left out of account.
bool is_taken(const State& state, const ServiceCode& service, CounterId but = {});

}  // namespace luot::core
