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

std::optional<WaitRange> expected_wait_of(const State& state, const Ticket& ticket, TimeUs now_us) {
    const auto field = state.fields.find(ticket.service);
    auto wait = field == state.fields.end() ? std::nullopt : expected_wait(field->second);
    if (!wait || ticket.legs.empty()) return std::nullopt;
    const TimeUs waited_us = now_us - ticket.legs.back().arrived_us;
    if (waited_us >= wait->high_us) return std::nullopt;
    wait->low_us = std::max<TimeUs>(0, wait->low_us - waited_us);
    wait->high_us -= waited_us;
    return wait;
}

}  // namespace luot::core
