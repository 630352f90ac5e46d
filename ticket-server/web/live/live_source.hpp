// What the live page is made from: the told state, and what the pages cannot see themselves, as plain values. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/moment.hpp"
#include "core/state.hpp"
#include "engine/service.hpp"
#include "web/live/waiting_curve.hpp"

namespace luot::web::live {

// Figures of today, defined in store/figures/figures.hpp. Whole seconds, rounded down; percentiles by nearest rank, 0 where count is 0.
struct Wait {
    std::uint64_t count = 0;
    std::int64_t p50_s = 0, p90_s = 0;
};
struct Level {
    std::uint32_t target_minutes = 0;
    std::optional<double> share;  // nothing where nobody counts
};
struct FieldToday {
    Wait wait;
    std::uint64_t issued = 0;
    std::uint64_t rated = 0, satisfied = 0;
};
struct CounterToday {
    std::uint64_t served = 0;
    std::uint64_t services = 0;  // that the median is of
    std::int64_t service_p50_s = 0;
};
struct Today {
    Wait wait;
    std::vector<Level> levels;  // in the order of the office's targets
    std::uint64_t issued = 0, served = 0, walk_out = 0, no_show = 0;
    std::map<core::ServiceCode, FieldToday> fields;
    std::map<core::CounterId, CounterToday> counters;
    WaitingCurve waiting;  // at every step that has passed
};

// Of the last same weekdays that people came on.
struct Usual {
    std::uint32_t days = 0;                           // that it is made from; 0: there are none, and nothing is usual yet
    WaitingCurve waiting;                             // the median of those days, at every step of the day
    std::map<core::ReasonCode, core::TimeUs> pauses;  // nine of ten pauses of the reason were over by then
};

enum class Printer : std::uint8_t { unknown, ready, paper_low, paper_end, cover_open, fault, unreachable, silent };
const char* to_string(Printer printer);

// A kiosk or a board, as it last said of itself. Times are office time.
struct DeviceSeen {
    core::Role role = core::Role::unspecified;
    core::DeviceCode name;
    bool connected = false;
    core::TimeUs since_us = 0;  // connected, or gone
    core::TimeUs heard_us = 0;  // it last reported; 0: never
    std::string version;
    std::optional<Printer> printer;     // a kiosk's
    core::TimeUs printer_since_us = 0;  // in that state, as far as this server has heard
    std::optional<std::uint32_t> paper_left_mm;
    std::string printer_detail;
    bool dark = false;                  // a board's screen
    std::vector<std::string> troubles;  // a board's
};

struct LiveSource {
    const core::State& told;
    const engine::Health& health;
    core::Moment now;
    std::string local;            // "2026-03-02T09:42:10", on the office's clocks
    std::string day;              // the open business day, or the last: "2026-03-02"
    double speed = 1;             // office seconds in a real one
    core::TimeUs started_us = 0;  // of this server
    const Today& today;
    const Usual& usual;
    const std::vector<DeviceSeen>& devices;                // kiosks, then boards, by name
    const std::map<core::ClerkCode, std::string>& clerks;  // what they are called; the office file's
};

}  // namespace luot::web::live
