#include "core/refusal.hpp"

#include <stdexcept>

namespace luot::core {

const char* to_string(RefusalCode code) {
    switch (code) {
        case RefusalCode::unspecified:
            return "unspecified";
        case RefusalCode::unknown_service:
            return "unknown_service";
        case RefusalCode::unknown_class:
            return "unknown_class";
        case RefusalCode::unknown_counter:
            return "unknown_counter";
        case RefusalCode::unknown_ticket:
            return "unknown_ticket";
        case RefusalCode::unknown_reason:
            return "unknown_reason";
        case RefusalCode::unknown_outcome:
            return "unknown_outcome";
        case RefusalCode::unknown_clerk:
            return "unknown_clerk";
        case RefusalCode::unknown_procedure:
            return "unknown_procedure";
        case RefusalCode::service_closed:
            return "service_closed";
        case RefusalCode::not_yet_open:
            return "not_yet_open";
        case RefusalCode::office_closed:
            return "office_closed";
        case RefusalCode::quota_reached:
            return "quota_reached";
        case RefusalCode::numbers_used_up:
            return "numbers_used_up";
        case RefusalCode::too_many_tickets:
            return "too_many_tickets";
        case RefusalCode::clock_unconfirmed:
            return "clock_unconfirmed";
        case RefusalCode::procedure_closed:
            return "procedure_closed";
        case RefusalCode::card_required:
            return "card_required";
        case RefusalCode::person_has_number:
            return "person_has_number";
        case RefusalCode::person_limit:
            return "person_limit";
        case RefusalCode::wrong_state:
            return "wrong_state";
        case RefusalCode::ticket_ended:
            return "ticket_ended";
        case RefusalCode::taken_by_counter:
            return "taken_by_counter";
        case RefusalCode::slip_not_callable:
            return "slip_not_callable";
        case RefusalCode::slip_unknown:
            return "slip_unknown";
        case RefusalCode::slip_settled:
            return "slip_settled";
        case RefusalCode::grace_over:
            return "grace_over";
        case RefusalCode::not_yours:
            return "not_yours";
        case RefusalCode::already_rated:
            return "already_rated";
        case RefusalCode::too_many_legs:
            return "too_many_legs";
        case RefusalCode::not_served_here:
            return "not_served_here";
        case RefusalCode::already_urgent:
            return "already_urgent";
        case RefusalCode::counter_closed:
            return "counter_closed";
        case RefusalCode::counter_paused:
            return "counter_paused";
        case RefusalCode::counter_busy:
            return "counter_busy";
        case RefusalCode::counter_idle:
            return "counter_idle";
        case RefusalCode::counter_taken:
            return "counter_taken";
        case RefusalCode::clerk_elsewhere:
            return "clerk_elsewhere";
        case RefusalCode::not_your_counter:
            return "not_your_counter";
        case RefusalCode::nobody_waiting:
            return "nobody_waiting";
        case RefusalCode::too_many_holds:
            return "too_many_holds";
        case RefusalCode::already_so:
            return "already_so";
        case RefusalCode::last_counter:
            return "last_counter";
        case RefusalCode::counter_changed:
            return "counter_changed";
        case RefusalCode::session_expired:
            return "session_expired";
        case RefusalCode::sessions_full:
            return "sessions_full";
        case RefusalCode::already_acknowledged:
            return "already_acknowledged";
        case RefusalCode::too_many_unacknowledged:
            return "too_many_unacknowledged";
        case RefusalCode::tick_due:
            return "tick_due";
        case RefusalCode::not_allowed:
            return "not_allowed";
        case RefusalCode::bad_value:
            return "bad_value";
        case RefusalCode::day_not_over:
            return "day_not_over";
        case RefusalCode::too_late:
            return "too_late";
        case RefusalCode::not_signed_in:
            return "not_signed_in";
    }
    return "unspecified";
}

void throw_exception_from_error(const Refusal& refusal, const boost::source_location& location) {
    throw std::logic_error(std::string("refused: ") + to_string(refusal.code) + " at " + location.to_string());
}

}  // namespace luot::core
