#include "touch/scanned.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "touch/hours.hpp"

namespace luot::touch {

namespace {

constexpr std::size_t card_digits = 12;
constexpr std::size_t token_letters_max = 64;
constexpr std::size_t service_letters_max = 64;
constexpr int age_max = 150;
constexpr std::string_view appointment_begins = "luot:appointment/";

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_code(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    if (!all_digits(text)) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::chrono::year_month_day> date_of(std::string_view year, std::string_view month, std::string_view day) {
    const auto y = number_in(year);
    const auto m = number_in(month);
    const auto d = number_in(day);
    if (!y || !m || !d) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                                           std::chrono::day{static_cast<unsigned>(*d)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

Scanned read_card(std::string_view line, std::int32_t today, const PersonHash& person_hash) {
    std::array<std::string_view, 7> parts;
    std::size_t count = 0;
    while (count < parts.size()) {
        const auto end = line.find('|');
        parts[count++] = line.substr(0, end);
        if (end == std::string_view::npos) break;
        line.remove_prefix(end + 1);
    }
    const std::string_view number = parts[0];
    const std::string_view born = parts[3];
    if (count < 4 || number.size() != card_digits || !all_digits(number) || born.size() != 8) return Unknown{};
    const auto date = date_of(born.substr(4), born.substr(2, 2), born.substr(0, 2));
    if (!date) return Unknown{};
    Card card;
    card.age = age_on(today, static_cast<int>(date->year()), static_cast<int>(static_cast<unsigned>(date->month())),
                      static_cast<int>(static_cast<unsigned>(date->day())));
    if (card.age < 0 || card.age > age_max) return Unknown{};
    if (person_hash) card.person = person_hash(number).value_or(std::string());
    return card;
}

Scanned read_slip(std::string_view line) {
    const auto begins = line.rfind("/t/");
    const std::string_view token = line.substr(begins + 3);
    if (!is_code(token) || token.size() > token_letters_max) return Unknown{};
    return SlipCode{std::string(token)};
}

// SERVICE/2026-03-02T09:30
Scanned read_appointment(std::string_view line) {
    const auto slash = line.find('/');
    if (slash == std::string_view::npos) return Unknown{};
    const std::string_view service = line.substr(0, slash);
    const std::string_view when = line.substr(slash + 1);
    if (!is_code(service) || service.size() > service_letters_max) return Unknown{};
    if (when.size() != 16 || when[4] != '-' || when[7] != '-' || when[10] != 'T' || when[13] != ':') return Unknown{};
    const auto date = date_of(when.substr(0, 4), when.substr(5, 2), when.substr(8, 2));
    const auto hour = number_in(when.substr(11, 2));
    const auto minute = number_in(when.substr(14, 2));
    if (!date || !hour || !minute || *hour > 23 || *minute > 59) return Unknown{};
    const auto day = static_cast<std::int32_t>(std::chrono::sys_days{*date}.time_since_epoch().count());
    return Appointment{std::string(service), {day, *hour * 60 + *minute}};
}

}  // namespace

Scanned read_scanned(std::string_view line, std::int32_t today, const PersonHash& person_hash) {
    if (line.starts_with(appointment_begins)) return read_appointment(line.substr(appointment_begins.size()));
    if (line.find('|') != std::string_view::npos) return read_card(line, today, person_hash);
    const bool address = line.starts_with("https://") || line.starts_with("http://");
    if (address && line.find("/t/") != std::string_view::npos) return read_slip(line);
    return Unknown{};
}

}  // namespace luot::touch
