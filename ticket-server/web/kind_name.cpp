#include <array>

#include "web/metrics_page.hpp"

namespace luot::web {

namespace {

// In the order of the variant, which never changes but at its end.
constexpr std::array names{
    "office_configured",  "epoch_began",        "day_opened",         "day_closed",      "clock_suspected",   "clock_confirmed",
    "session_opened",     "session_closed",     "ticket_issued",      "slip_settled",    "slip_retried",      "ticket_called",
    "ticket_recalled",    "service_started",    "ticket_requeued",    "ticket_no_show",  "ticket_reinstated", "ticket_held",
    "hold_returned",      "hold_released",      "ticket_transferred", "ticket_unbound",  "ticket_finished",   "ticket_cancelled",
    "ticket_expired",     "ticket_made_urgent", "ticket_rated",       "counter_opened",  "counter_closed",    "counter_paused",
    "counter_resumed",    "counter_auto_call",  "counter_assigned",   "service_limited", "notice_set",        "issuing_ended",
    "presence_confirmed", "counter_help",
};
static_assert(names.size() == std::variant_size_v<core::EventBody>, "a new kind of event needs a name");

}  // namespace

const char* kind_name(const core::EventBody& body) {
    return names.at(body.index());
}

}  // namespace luot::web
