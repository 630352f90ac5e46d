#include "web/phone/words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include <boost/json/parse.hpp>

namespace luot::web::phone {

std::optional<Words> Words::parse(std::string_view json, const std::vector<std::string>& sections) {
    boost::json::error_code error;
    const boost::json::value value = boost::json::parse(json, error);
    if (error || !value.is_object()) return std::nullopt;
    Words words;
    for (const std::string& section : sections) {
        const boost::json::value* texts = value.as_object().if_contains(section);
        if (texts == nullptr || !texts->is_object()) return std::nullopt;
        for (const auto& [key, text] : texts->as_object()) {
            if (!text.is_string()) return std::nullopt;
            words.texts_.emplace(section + "." + std::string(key), std::string(text.as_string()));
        }
    }
    return words;
}

std::string Words::text(std::string_view key, Params params) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    std::string filled;
    std::string_view rest = found->second;
    while (!rest.empty()) {
        const std::size_t opens = rest.find('{');
        const std::size_t closes = rest.find('}', opens);
        if (opens == std::string_view::npos || closes == std::string_view::npos) break;
        const std::string_view name = rest.substr(opens + 1, closes - opens - 1);
        const auto* const param = std::find_if(params.begin(), params.end(), [&](const auto& each) { return each.first == name; });
        filled += rest.substr(0, opens);
        filled += param == params.end() ? std::string(rest.substr(opens, closes - opens + 1)) : param->second;
        rest.remove_prefix(closes + 1);
    }
    filled += rest;
    return filled;
}

std::map<std::string, std::string> Words::section(std::string_view name) const {
    std::map<std::string, std::string> texts;
    const std::string prefix = std::string(name) + ".";
    for (auto entry = texts_.lower_bound(prefix); entry != texts_.end() && entry->first.starts_with(prefix); ++entry)
        texts.emplace(entry->first.substr(prefix.size()), entry->second);
    return texts;
}

std::vector<std::string> offered_languages(const core::Office& office, const WordsByLanguage& words) {
    std::vector<std::string> offered;
    for (const std::string& language : office.languages)
        if (words.contains(language)) offered.push_back(language);
    if (offered.empty())
        for (const auto& [language, texts] : words) offered.push_back(language);
    return offered;
}

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Thousandths; what is no weight counts as none was given.
int weight_of(std::string_view parameter) {
    parameter = trimmed(parameter);
    if (!parameter.starts_with("q=")) return 1000;
    const std::string digits(parameter.substr(2, 5));
    char* end = nullptr;
    const double weight = std::strtod(digits.c_str(), &end);
    if (end == digits.c_str() || !(weight >= 0) || weight > 1) return 1000;
    return static_cast<int>(weight * 1000 + 0.5);
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& letter : made)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return made;
}

}  // namespace

std::string choose_language(const std::vector<std::string>& offered, const std::string& wish, std::string_view accept_language) {
    const auto is_offered = [&](const std::string& language) {
        return std::find(offered.begin(), offered.end(), language) != offered.end();
    };
    if (is_offered(wish)) return wish;
    std::string best;
    int best_weight = 0;
    while (!accept_language.empty()) {
        const std::size_t comma = accept_language.find(',');
        const std::string_view entry = accept_language.substr(0, comma);
        const std::size_t semicolon = entry.find(';');
        const std::string_view range = trimmed(entry.substr(0, semicolon));
        const std::string language = lower(range.substr(0, range.find('-')));
        const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(entry.substr(semicolon + 1));
        if (weight > best_weight && (language == "*" || is_offered(language))) {
            best = language == "*" ? offered.front() : language;
            best_weight = weight;
        }
        if (comma == std::string_view::npos) break;
        accept_language.remove_prefix(comma + 1);
    }
    return best.empty() ? offered.front() : best;
}

std::string text_of(const core::Texts& texts, const std::string& language, const core::Office& office) {
    if (const auto found = texts.find(language); found != texts.end() && !found->second.empty()) return found->second;
    for (const std::string& other : office.languages)
        if (const auto found = texts.find(other); found != texts.end() && !found->second.empty()) return found->second;
    return texts.empty() ? std::string() : texts.begin()->second;
}

std::string clock_text(std::int32_t minute) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minute / 60 % 24), static_cast<int>(minute % 60));
    return text.data();
}

}  // namespace luot::web::phone
