// Years of an office in the tables for reports alone: visits with their legs, counters' stretches and the roll-up of each day, written
// straight into them. No events stand behind these days: what is measured is how reports are read, and the journal's own years are
// history_fill's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "core/moment.hpp"

namespace luot::bench {

struct Past {
    std::size_t visits = 0;
    std::size_t days = 0;
    core::BusinessDay first, last;
    double table_bytes_a_visit = 0;   // of what the file grew by, all of it
    double rollup_bytes_a_visit = 0;  // of that, what is in roll-ups
    double fill_seconds = 0;
    double roll_up_ms = 0;  // the median day's, as the closing of a day does it
};

// At least so many visits, so many a day, in a folder that has a journal; the last of the days is the one before `before`. Throws Failure.
Past fill_past(const std::filesystem::path& data, std::size_t visits, std::size_t visits_a_day, core::BusinessDay before);

}  // namespace luot::bench
