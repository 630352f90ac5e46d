// The values that the office file writes as words: durations, hours, weekdays.
#include <array>
#include <charconv>

#include "app/office_file_reader.hpp"

namespace luot::app {
namespace {

constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> weekday(std::string_view name) {
    for (std::size_t i = 0; i < weekday_names.size(); ++i) {
        if (name == weekday_names[i]) return i;
    }
    return std::nullopt;
}

std::optional<std::int32_t> two_digits(std::string_view text) {
    if (text.size() != 2 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

// "mon" or "mon-fri"; a range does not go over Sunday.
std::optional<std::uint8_t> weekday_range(std::string_view text) {
    const std::size_t dash = text.find('-');
    const auto first = weekday(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : weekday(text.substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    unsigned days = 0;
    for (std::size_t day = *first; day <= *last; ++day) days |= 1U << day;
    return static_cast<std::uint8_t>(days);
}

}  // namespace

std::optional<std::int32_t> parse_time_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = two_digits(text.substr(0, 2)), minute = two_digits(text.substr(3));
    if (!hour || !minute || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

std::string format_time_of_day(std::int32_t minute) {
    const auto padded = [](std::int32_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return padded(minute / 60) + ":" + padded(minute % 60);
}

std::optional<core::TimeUs> parse_duration(std::string_view text) {
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc()) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit == " ms") return count * core::second_us / 1000;
    if (unit == " s") return count * core::second_us;
    if (unit == " min") return count * core::minute_us;
    if (unit == " h") return count * core::hour_us;
    return std::nullopt;
}

std::optional<std::uint8_t> parse_weekdays(std::string_view text) {
    unsigned days = 0;
    while (true) {
        const std::size_t comma = text.find(',');
        std::string_view part = text.substr(0, comma);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        const auto range = weekday_range(part);
        if (!range) return std::nullopt;
        days |= *range;
        if (comma == std::string_view::npos) return static_cast<std::uint8_t>(days);
        text.remove_prefix(comma + 1);
    }
}

}  // namespace luot::app
