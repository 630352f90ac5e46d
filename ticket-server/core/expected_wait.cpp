#include "core/expected_wait.hpp"

#include <algorithm>
#include <vector>

#include "core/limits.hpp"

namespace luot::core {
namespace {

// The ⌈p·n⌉-th smallest; percent 1 to 100.
TimeUs nearest_rank(const std::vector<TimeUs>& sorted, std::size_t percent) {
    const std::size_t rank = (percent * sorted.size() + 99) / 100;
    return sorted[rank - 1];
}

}  // namespace

std::optional<WaitRange> expected_wait(const FieldState& field) {
    if (field.recent_waits_us.size() < limits::recent_waits_needed) return std::nullopt;
    std::vector<TimeUs> sorted(field.recent_waits_us.begin(), field.recent_waits_us.end());
    std::sort(sorted.begin(), sorted.end());
    return WaitRange{nearest_rank(sorted, 10), nearest_rank(sorted, 90)};
}

}  // namespace luot::core
