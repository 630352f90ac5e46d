#include "counter/refusal_words.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace luot::counter {
namespace {

std::string clock_words(const std::string& minute_text) {
    int minute = 0;
    const char* end = minute_text.data() + minute_text.size();
    const auto parsed = std::from_chars(minute_text.data(), end, minute);
    if (parsed.ec != std::errc() || parsed.ptr != end || minute < 0 || minute > 2 * 1440) return minute_text;
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60 % 24, minute % 60);
    return {text.data(), static_cast<std::size_t>(length)};
}

// Where a parameter's values have words of their own; empty: they say themselves.
std::string_view words_of(std::string_view param) {
    if (param == "state") return "common.state.";
    if (param == "why") return "common.why.";
    return param == "role" ? "common.role." : std::string_view();
}

std::string counter_words(const std::string& value, const OfficeView& office, const words::Catalogue& words) {
    for (const auto& counter : office.office().counters()) {
        if (std::to_string(counter.id()) != value) continue;
        const std::string name = shown::text_in(counter.name(), words.language().code);
        if (!name.empty()) return name;
    }
    return words.text("desk.counter", {{"counter", value}});
}

std::string param_words(const std::string& name, const std::string& value, const OfficeView& office, const words::Catalogue& words) {
    if (name == "service") return office.service_name(value, words.language().code);
    if (name == "counter") return counter_words(value, office, words);
    if (name == "clerk") return office.clerk_name(value);
    if (name == "opens_minute") return clock_words(value);
    const std::string_view section = words_of(name);
    const std::string key = std::string(section) + value;
    return !section.empty() && words.has(key) ? words.text(key) : value;
}

}  // namespace

std::string word_refusal(std::string_view code, const Params& params, const OfficeView& office, const words::Catalogue& words) {
    const std::string key = "refusal." + std::string(code);
    if (!words.has(key)) return words.text("counter.unknown_refusal", {{"code", code}});
    std::vector<words::Param> worded;
    for (const auto& [name, value] : params) {
        if (!value.empty()) worded.emplace_back(name, param_words(name, value, office, words));
    }
    return words.text(key, worded);
}

}  // namespace luot::counter
