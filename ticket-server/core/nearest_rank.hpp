// The percentile by nearest rank: always a value that was there, never one between two.
#pragma once

#include <cstddef>
#include <vector>

#include "core/moment.hpp"

namespace luot::core {

// The ⌈p·n⌉-th smallest. Precondition: not empty; percent 1 to 100.
inline TimeUs nearest_rank(const std::vector<TimeUs>& sorted, std::size_t percent) {
    const std::size_t rank = (percent * sorted.size() + 99) / 100;
    return sorted[rank - 1];
}

}  // namespace luot::core
