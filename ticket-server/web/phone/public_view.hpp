// The hall as anybody outside may know it: for each field how many wait, how long it may take now, and whether numbers are given. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "core/refusal.hpp"
#include "core/state.hpp"
#include "web/phone/template.hpp"
#include "web/phone/visit_view.hpp"
#include "web/phone/words.hpp"

namespace luot::web::phone {

struct PublicField {
    core::ServiceCode service;
    core::Texts name;
    std::uint32_t waiting = 0;         // not yet called
    std::optional<Expected> expected;  // of somebody who comes now; none: nothing is known, or no number is given
    bool at_once = false;              // whoever comes now is called at once
    std::uint32_t open_counters = 0;   // that take it, first or helping
    bool open = false;                 // a number is given to whoever asks now
    std::string why_not;               // a refusal of the core: "not_yet_open", "office_closed", …
    std::string why_detail;            // its {why}, where it has one: "calendar", "hours", "supervisor", "counters"
    std::optional<std::int32_t> opens_minute;
    std::string last_called;  // number; empty: nobody yet today
    bool operator==(const PublicField&) const = default;
};

struct PublicView {
    ClockTime now;
    core::BusinessDay day;
    std::vector<PublicField> fields;  // in the office's order
    bool operator==(const PublicView&) const = default;
};

PublicView public_view(const core::State& state, const core::Moment& now);

// {"office": {"code", "name"}, "at_us", "clock", "fields": [{"service", "name", "waiting", "expected": {…} | null, "at_once",
// "open_counters",
//   "open", "why_not" | null, "why_detail" | null, "opens_minute" | null, "last_called" | null}]}
boost::json::object public_json(const PublicView& view, const core::Office& office);

// One row for each field: name, waiting, wait, state, closed ("yes" or empty), called; and waiting_label, wait_label, called_label.
std::vector<Slots> public_rows(const PublicView& view, const core::Office& office, const Words& words, const std::string& language);

}  // namespace luot::web::phone
