#include "words/catalogue.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace luot::words {

namespace {

const Param* find(std::span<const Param> params, std::string_view name) {
    const auto found = std::ranges::find_if(params, [&](const Param& param) { return param.name == name && !param.value.empty(); });
    return found == params.end() ? nullptr : &*found;
}

// Calls `literal` and `placeholder` for the parts of a text, in order.
template <class Literal, class Placeholder>
void take_apart(std::string_view text, Literal literal, Placeholder placeholder) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = std::min(text.find('{', at), text.size());
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) return literal(text.substr(at));
        literal(text.substr(at, open - at));
        placeholder(text.substr(open + 1, close - open - 1));
        at = close + 1;
    }
}

bool all_given(std::string_view text, std::span<const Param> params) {
    bool given = true;
    take_apart(
        text, [](std::string_view) {}, [&](std::string_view name) { given = given && find(params, name) != nullptr; });
    return given;
}

std::string filled(std::string_view text, std::span<const Param> params) {
    std::string made;
    const auto fill = [&](std::string_view name) {
        const Param* param = find(params, name);
        made += param != nullptr ? param->value : '{' + std::string(name) + '}';
    };
    take_apart(
        text, [&](std::string_view literal) { made += literal; }, fill);
    return made;
}

bool takes_one(Plural plural, std::span<const Param> params) {
    const Param* n = find(params, "n");
    if (n == nullptr) return false;
    if (n->value == "1") return plural != Plural::never;
    return n->value == "0" && plural == Plural::zero_one;
}

std::string two_digits(int number) {
    std::array<char, 16> text{};
    const int length = std::snprintf(text.data(), text.size(), "%02d", number);
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::string Catalogue::text(std::string_view key, std::span<const Param> params) const {
    const auto found = entries_.find(key);
    if (found == entries_.end() || found->second.sentences.empty()) return std::string(key);
    const Entry& entry = found->second;
    if (!entry.one.empty() && takes_one(entry.plural, params)) return filled(entry.one, params);
    const auto& sentences = entry.sentences;
    const auto fits = std::ranges::find_if(sentences, [&](const std::string& sentence) { return all_given(sentence, params); });
    return filled(fits == sentences.end() ? sentences.back() : *fits, params);
}

std::string Catalogue::date(const Date& date) const {
    const auto month = static_cast<std::size_t>(std::clamp(date.month, 1, 12)) - 1;
    const std::array<Param, 6> params{Param("weekday", language_.weekdays[static_cast<std::size_t>(std::clamp(date.weekday, 0, 6))]),
                                      Param("day", two_digits(date.day)),
                                      Param("day_short", date.day),
                                      Param("month", two_digits(date.month)),
                                      Param("month_name", language_.months[month]),
                                      Param("year", date.year)};
    return filled(language_.date, params);
}

std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> names;
    take_apart(
        text, [](std::string_view) {}, [&](std::string_view name) { names.emplace(name); });
    return names;
}

std::set<std::string> placeholders(const Entry& entry) {
    std::set<std::string> names = placeholders(entry.one);
    for (const auto& sentence : entry.sentences) names.merge(placeholders(sentence));
    return names;
}

bool Words::has(std::string_view language) const {
    return std::ranges::any_of(catalogues_, [&](const Catalogue& each) { return each.language().code == language; });
}

const Catalogue& Words::in(std::string_view language) const& {
    const auto found = std::ranges::find_if(catalogues_, [&](const Catalogue& each) { return each.language().code == language; });
    return found == catalogues_.end() ? catalogues_.front() : *found;
}

}  // namespace luot::words
