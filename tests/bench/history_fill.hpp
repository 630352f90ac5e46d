// Years of an office in a data folder, written by the core and the store themselves: every event decided, applied, chained and committed
// with its report rows, a checkpoint at every day's close. `ticket-server verify` holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "core/moment.hpp"

namespace luot::bench {

struct Filled {
    std::size_t visits = 0;
    std::size_t days = 0;
    core::BusinessDay first;
    std::uint64_t events = 0;
    std::uintmax_t file_bytes = 0;
    double seconds = 0;
};

// At least so many visits, 2,500 a day, the last day being yesterday. Throws Failure.
Filled fill_history(const std::filesystem::path& data, std::size_t visits);

}  // namespace luot::bench
