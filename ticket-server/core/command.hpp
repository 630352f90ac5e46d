// What may be asked of the core. Commands are wishes; what came of them are events.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/ids.hpp"
#include "core/moment.hpp"
#include "core/office.hpp"

namespace luot::core {

enum class Role : std::uint8_t {
    unspecified = 0,
    kiosk = 1,
    counter = 2,
    board = 3,
    supervisor = 4,
    administrator = 5,
    phone = 6,
    system = 7
};

// Who asks, and the number of the question. Without a session (ticks, start-up) nothing is remembered.
struct Origin {
    SessionId session;
    std::uint64_t no = 0;             // rises strictly within a session, from 1
    std::uint64_t acked_through = 0;  // answers up to here may be forgotten
    Role role = Role::system;
    DeviceCode device;
    TimeUs not_after_us = 0;  // decided later it is refused, for it no longer makes sense; 0: whenever
    // Nobody signed in as whoever acts: it gets the answer that was kept of it, if it was accepted before, and is refused otherwise.
    bool only_repeats = false;
    ClerkCode clerk{};  // of a counter's connection: who is at it, as far as it has said; empty: it has not
};

// At a counter every verb names the counter and the clerk who acts: several connections may act for one clerk.
struct AtCounter {
    CounterId counter;
    ClerkCode clerk;
    std::optional<TicketId> ticket{};  // whom the clerk saw there, none: nobody. Refused where somebody else is; absent: whoever is there
};

enum class SlipWish : std::uint8_t { unspecified = 0, none = 1, print = 2 };
enum class SlipReport : std::uint8_t { unspecified = 0, printed = 1, failed = 2, unknown = 3, printing = 4 };  // printing: about to be
enum class TransferKind : std::uint8_t { unspecified = 0, next_step = 1, wrong_field = 2 };

struct Issue {
    ServiceCode service;
    ClassCode ticket_class;  // empty: the office's first
    SlipWish slip = SlipWish::none;
    std::optional<TimeUs> appointment_us;  // the slot; queue_since is the later of it and now
    bool test = false;                     // a technician's ticket: in no average
    ProcedureCode procedure{};             // what of the field they come for; empty: they have not said
    std::string person{};                  // keyed hash of their card (limits::person_bytes); empty: no card was read
};
struct ReportSlip {
    TicketId ticket;
    SlipReport report = SlipReport::unspecified;
};
struct Reprint {
    TicketId ticket;
};
// Whoever holds a slip holds it to the scanner.
struct CheckIn {
    std::string token;
};

struct OpenCounter {
    AtCounter at;
    bool take_over = false;
};
struct CloseCounter {
    AtCounter at;
};
struct PauseCounter {
    AtCounter at;
    ReasonCode reason;
};
struct ResumeCounter {
    AtCounter at;
};
struct SetAutoCall {
    AtCounter at;
    bool on = false;
};
// The supervisor is told, until it is over.
struct AskForHelp {
    AtCounter at;
    bool on = false;  // false: no longer needed
};
// A supervisor is on the way, or has been there.
struct AnswerHelp {
    CounterId counter;
    bool over = false;
};
// The counter, with whoever is there, to a colleague who is at no other.
struct HandOver {
    AtCounter at;
    ClerkCode to_clerk;
};

struct CallNext {
    AtCounter at;
    OutcomeCode outcome;
};  // while serving: finishes with this outcome, then calls
struct CallChosen {
    AtCounter at;
    TicketId ticket;
    ReasonCode reason;
};
struct Recall {
    AtCounter at;
};
struct Start {
    AtCounter at;
};
struct Requeue {
    AtCounter at;
};
struct NoShow {
    AtCounter at;
};
struct Reinstate {
    TicketId ticket;
};
struct Hold {
    AtCounter at;
    ReasonCode reason;
};
struct ReturnHold {
    TicketId ticket;
};  // the citizen is back: this hold comes first at its counter
struct ResumeHold {
    AtCounter at;
    TicketId ticket;
};
struct Transfer {
    AtCounter at;
    ServiceCode service;   // empty with to_counter: the field stays
    CounterId to_counter;  // 0: anyone who serves the field
    TransferKind kind = TransferKind::unspecified;
    OutcomeCode outcome;  // of the leg that ends (next step); may be empty
};
struct Finish {
    AtCounter at;
    OutcomeCode outcome;
    TimeUs ended_us = 0;  // when it really ended, by a clerk who forgot to say so; 0: now
};
struct Cancel {
    TicketId ticket;
    bool voided = false;
    ReasonCode reason;
};  // voided: issued by mistake; else a walk-out
struct SetUrgent {
    TicketId ticket;
    ReasonCode reason;
};
struct Rate {
    TicketId ticket;
    std::uint8_t grade = 0;
};  // 1 (worst) to 5

// Supervisors' changes: until day close.
struct LimitService {
    ServiceCode service;
    bool closed = false;
    std::optional<std::uint32_t> quota;
};
struct AssignCounter {
    CounterId counter;
    std::vector<ServiceCode> serves, helps;
};
struct SetNotice {
    std::string text;     // empty: takes away what is up
    bool urgent = false;  // also spoken, before the calls that wait
};
struct EndDay {};  // nothing is issued any more today; calling goes on

// The server's own.
struct OpenSession {
    DeviceCode device;
    Role role = Role::unspecified;
    SessionId may_evict;
};  // may_evict: oldest disconnected one
struct Configure {
    Office office;
    std::string digest;
};
struct ConfirmClock {};  // an administrator says that the clock is right
struct SuspectClock {
    TimeUs last_event_us = 0;
    TimeUs clock_us = 0;
};
struct BeginEpoch {
    std::uint64_t epoch = 0;
};  // after a restore: numbers that may be on paper are skipped
struct Tick {};

using Command = std::variant<Issue, ReportSlip, Reprint, CheckIn, OpenCounter, CloseCounter, PauseCounter, ResumeCounter, SetAutoCall,
                             AskForHelp, AnswerHelp, HandOver, CallNext, CallChosen, Recall, Start, Requeue, NoShow, Reinstate, Hold,
                             ReturnHold, ResumeHold, Transfer, Finish, Cancel, SetUrgent, Rate, LimitService, AssignCounter, SetNotice,
                             EndDay, OpenSession, Configure, ConfirmClock, SuspectClock, BeginEpoch, Tick>;

}  // namespace luot::core
