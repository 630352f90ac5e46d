#include "figures/times_sum.hpp"

#include <algorithm>
#include <array>

namespace luot::figures {
namespace {

// Nobody waits two days; where clocks went wrong somebody may seem to.
constexpr std::int64_t dense_seconds_max = 2 * 24 * 3600;

}  // namespace

void TimesSum::add_second(std::int64_t second, std::uint64_t count) {
    if (second < 0 || second >= dense_seconds_max) {
        elsewhere_[second] += count;
        return;
    }
    const auto index = static_cast<std::size_t>(second);
    if (index >= dense_.size()) dense_.resize(std::max(index + 1, dense_.size() * 2));
    dense_[index] += static_cast<std::uint32_t>(count);
}

void TimesSum::add(const store::Sample& sample) {
    for (const auto& [second, count] : sample.seconds) {
        const auto many = static_cast<std::uint64_t>(count);
        add_second(second, many);
        count_ += many;
    }
    for (const auto& [minute, count] : sample.minutes) minutes_[minute] += static_cast<std::uint64_t>(count);
    sum_us_ += sample.sum_us;
}

void TimesSum::add(const TimesSum& other) {
    if (other.dense_.size() > dense_.size()) dense_.resize(other.dense_.size());
    for (std::size_t second = 0; second < other.dense_.size(); ++second) dense_[second] += other.dense_[second];
    for (const auto& [second, count] : other.elsewhere_) elsewhere_[second] += count;
    for (const auto& [minute, count] : other.minutes_) minutes_[minute] += count;
    count_ += other.count_;
    sum_us_ += other.sum_us_;
}

void TimesSum::for_each(const std::function<void(std::int64_t, std::uint64_t)>& function) const {
    const auto first_above = elsewhere_.lower_bound(0);
    for (auto below = elsewhere_.begin(); below != first_above; ++below) function(below->first, below->second);
    for (std::size_t second = 0; second < dense_.size(); ++second)
        if (dense_[second] != 0) function(static_cast<std::int64_t>(second), dense_[second]);
    for (auto above = first_above; above != elsewhere_.end(); ++above) function(above->first, above->second);
}

Times TimesSum::times() const {
    Times times;
    times.count = count_;
    if (count_ == 0) return times;
    times.mean_s = sum_us_ / static_cast<std::int64_t>(count_) / core::second_us;
    // Nearest rank: the ⌈p·n⌉-th smallest.
    std::array<std::pair<std::uint64_t, std::int64_t*>, 3> ranks{
        {{(50 * count_ + 99) / 100, &times.p50_s}, {(90 * count_ + 99) / 100, &times.p90_s}, {(95 * count_ + 99) / 100, &times.p95_s}}};
    std::uint64_t so_far = 0;
    for_each([&](std::int64_t second, std::uint64_t count) {
        for (const auto& [rank, to] : ranks)
            if (so_far < rank && rank <= so_far + count) *to = second;
        so_far += count;
        times.max_s = second;
    });
    return times;
}

std::uint64_t TimesSum::within(std::int64_t minutes) const {
    const auto exactly = minutes_.find(minutes);
    std::uint64_t within = exactly != minutes_.end() ? exactly->second : 0;
    for_each([&](std::int64_t second, std::uint64_t count) { within += second < minutes * 60 ? count : 0; });
    return within;
}

}  // namespace luot::figures
