// A kiosk's answers as JSON, one line each: what scripts read.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "spool/kiosk_fsm.hpp"

namespace luot::printer_app {

// {"request", "ticket", "number", "service", "class", "ahead", "expected_minutes": {"low", "high"} or null, "issued_at_us", "slip",
// "slip_trouble", "slip_detail", "slip_reported"}, copies with "reprint": true; of a check-in {"request", "ticket", "number", "service",
// "check_in", "counter", "ahead"}; or {"request", "error", …its parameters under "params"}.
// Minutes are whole and hold the promised range, as on the slip.
boost::json::object to_json(const spool::Answer& answer);

// One line of English for a log or stderr where the answer is no ticket in somebody's hand; empty otherwise.
std::string complaint(const spool::Answer& answer);

}  // namespace luot::printer_app
