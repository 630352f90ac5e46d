// A visit as JSON, for the page's script and for others that hold the token. No ticket id, no other number, nothing that leads to one.
// Pure.
#pragma once

#include <boost/json/object.hpp>

#include "web/phone/template.hpp"
#include "web/phone/visit_view.hpp"

namespace luot::web::phone {

// {"number", "service": {"code", "name": {…}}, "class": {…} | null, "state", "since": {"at_us", "clock"}, "urgent", "transferred",
// "sent_back",
//  "interrupted", "nobody_calls", "ahead" | null, "expected": {"low_us", "high_us", "low_minutes", "high_minutes", "from", "until"} | null,
//  "present_by": {…} | null, "counter": {"id", "name"} | null, "recalls", "hold_returned", "reinstate_until": {…} | null,
//  "cancel_kind" | null, "can": {"cancel", "return", "rate"}, "rated", "question": {…}, "grades": [{"grade", "name": {…}}], "final"}
boost::json::object visit_json(const VisitView& view);

// Nothing will change any more that its page would have to show.
bool is_final(const VisitView& view);

boost::json::object texts_json(const core::Texts& texts);
boost::json::object slots_json(const Slots& slots);
boost::json::object clock_json(const ClockTime& time);

}  // namespace luot::web::phone
