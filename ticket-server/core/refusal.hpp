// Why a command was refused: a code and parameters, no prose. Screens word it, in Vietnamese and English.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

namespace luot::core {

// Values are on the wire: append only. The name on the wire is to_string() of the value.
enum class RefusalCode : std::uint16_t {
    unspecified = 0,
    // Asked for something that the office does not have.
    unknown_service = 1,
    unknown_class = 2,
    unknown_counter = 3,
    unknown_ticket = 4,
    unknown_reason = 5,
    unknown_outcome = 6,
    unknown_clerk = 7,
    unknown_procedure = 8,
    // Issuing.
    service_closed = 20,     // {service, why: "hours" | "calendar" | "supervisor" | "counters"}
    not_yet_open = 21,       // {opens_minute}
    office_closed = 22,      // {why}
    quota_reached = 23,      // {quota}
    numbers_used_up = 24,    // {last}
    too_many_tickets = 25,   // the day's limit
    clock_unconfirmed = 26,  // an administrator has to confirm the clock first
    procedure_closed = 27,   // {procedure, why: "list" | "calendar"}
    card_required = 28,      // the office gives numbers to those who show their card
    person_has_number = 29,  // {number}: open in that field already
    person_limit = 30,       // {limit}: so many were taken today
    // A ticket in the wrong state for the verb: {state, number} and, where known, {counter}.
    wrong_state = 40,
    ticket_ended = 41,
    taken_by_counter = 42,   // {number, counter}: somebody else called it first
    slip_not_callable = 43,  // its slip is pending, printing or failed
    slip_unknown = 44,       // one call only
    slip_settled = 45,
    grace_over = 46,
    not_yours = 47,  // another kiosk's ticket, another counter's hold
    already_rated = 48,
    too_many_legs = 49,
    not_served_here = 50,  // {service}: this counter neither serves nor helps it
    already_urgent = 51,
    // Counters.
    counter_closed = 60,
    counter_paused = 61,
    counter_busy = 62,      // {number}: calling or serving
    counter_idle = 63,      // the verb needs a ticket at the counter
    counter_taken = 64,     // {clerk}
    clerk_elsewhere = 65,   // {counter}
    not_your_counter = 66,  // {clerk}: another clerk holds it
    nobody_waiting = 67,
    too_many_holds = 68,
    already_so = 69,       // nothing to change
    last_counter = 70,     // {service, people}: no other counter takes the field that they are here for
    counter_changed = 71,  // {number}, where somebody is there: not the one whom the clerk saw
    // Sessions and the day.
    session_expired = 80,
    sessions_full = 81,
    already_acknowledged = 82,
    too_many_unacknowledged = 83,
    tick_due = 84,     // the shell has to decide a Tick first; never leaves the server
    not_allowed = 85,  // {role}
    bad_value = 86,    // {field}
    day_not_over = 87,
    too_late = 88,       // it no longer makes sense: decided after its time
    not_signed_in = 89,  // {clerk}: the office asks for PINs, and nobody signed in as this clerk here
};

const char* to_string(RefusalCode code);

struct Refusal {
    RefusalCode code = RefusalCode::unspecified;
    std::vector<std::pair<std::string, std::string>> params;
    bool operator==(const Refusal&) const = default;
};

[[noreturn]] void throw_exception_from_error(const Refusal& refusal, const boost::source_location& location);

template <class T>
using Result = boost::system::result<T, Refusal>;

}  // namespace luot::core
