#include "app/office_file_ranges.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/limits.hpp"

namespace luot::app {
namespace {

std::uint32_t last_of_day(const core::NumberRange& range) {
    const auto reach = static_cast<std::uint32_t>(range.first + core::limits::tickets_a_day - 1);
    return range.at_end == core::AtEnd::widen ? reach : std::min(range.last, reach);
}

std::string padded(std::uint32_t number, std::uint8_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

// The prefixes as given, without any marker of their own.
std::optional<std::string> collide(const std::string& left_prefix, const core::NumberRange& left, const std::string& right_prefix,
                                   const core::NumberRange& right) {
    if (left_prefix.size() > right_prefix.size()) return collide(right_prefix, right, left_prefix, left);
    if (!right_prefix.starts_with(left_prefix)) return std::nullopt;
    const std::string between = right_prefix.substr(left_prefix.size());
    if (between.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const std::uint32_t left_last = last_of_day(left), right_last = last_of_day(right);
    if (between.empty() && left.width == right.width) {
        const std::uint32_t number = std::max(left.first, right.first);
        if (number > std::min(left_last, right_last)) return std::nullopt;
        return left_prefix + padded(number, left.width);
    }
    std::unordered_set<std::string> printed;
    for (std::uint32_t number = right.first; number <= right_last; ++number) printed.insert(between + padded(number, right.width));
    for (std::uint32_t number = left.first; number <= left_last; ++number) {
        if (const auto digits = padded(number, left.width); printed.contains(digits)) return left_prefix + digits;
    }
    return std::nullopt;
}

}  // namespace

std::optional<NumberCollision> find_collision(const core::NumberRange& left, const core::NumberRange& right) {
    if (auto number = collide(left.prefix, left, right.prefix, right)) return NumberCollision{std::move(*number), 0};
    for (const char marker : restore_markers) {
        if (auto number = collide(left.prefix + marker, left, right.prefix, right)) return NumberCollision{std::move(*number), marker};
        if (auto number = collide(left.prefix, left, right.prefix + marker, right)) return NumberCollision{std::move(*number), marker};
    }
    return std::nullopt;
}

}  // namespace luot::app
