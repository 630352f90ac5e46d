#include "app/office_file_reader.hpp"

#include <algorithm>

#include "app/business_time.hpp"
#include "app/office_file_text.hpp"
#include "core/limits.hpp"

namespace luot::app {
namespace {

std::string quoted(std::string_view word) {
    return '"' + std::string(word) + '"';
}

void sort_by_place(std::vector<Mistake>& list) {
    std::stable_sort(list.begin(), list.end(), [](const Mistake& left, const Mistake& right) {
        return std::tie(left.line, left.column) < std::tie(right.line, right.column);
    });
    if (list.size() > limits::mistakes) list.resize(limits::mistakes);
}

}  // namespace

Position position(const toml::source_region& region) {
    return {region.begin.line, region.begin.column};
}

void Findings::mistake(Position at, std::string what) {
    mistakes_.push_back({file_, at.line, at.column, std::move(what)});
}

void Findings::warning(Position at, std::string what) {
    warnings_.push_back({file_, at.line, at.column, std::move(what)});
}

std::vector<Mistake> Findings::take_mistakes() {
    sort_by_place(mistakes_);
    return std::move(mistakes_);
}

std::vector<Mistake> Findings::take_warnings() {
    sort_by_place(warnings_);
    return std::move(warnings_);
}

TableReader::TableReader(const toml::table& table, std::string where, ReadContext& context)
    : table_(table), where_(std::move(where)), context_(context), at_(position(table.source())) {}

bool TableReader::has_empty_list(std::string_view key) const {
    const toml::array* list = table_[key].as_array();
    return list != nullptr && list->empty();
}

Position TableReader::at(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? at_ : position(node->source());
}

const toml::node* TableReader::find(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    return table_.get(key);
}

void TableReader::wrong(const toml::node& node, std::string_view key, std::string_view example) {
    mistake(position(node.source()),
            quoted(key) + " is not what it has to be; write it as " + std::string(key) + " = " + std::string(example));
}

void TableReader::missing(std::string_view key, std::string_view example) {
    missing_.emplace_back(key, where_ + " has no " + quoted(key) + "; write " + std::string(key) + " = " + std::string(example));
}

std::optional<std::string> TableReader::words(const toml::node& node, std::string_view key, std::size_t bytes_max) {
    const auto value = node.value_exact<std::string>();
    if (!value) {
        wrong(node, key, "\"…\"");
        return std::nullopt;
    }
    auto text = composed(*value);
    if (!text || has_control_character(*text)) {
        mistake(position(node.source()), quoted(key) + " has a line break or another control character in it; write it on one line");
        return std::nullopt;
    }
    if (text->size() > bytes_max) {
        mistake(position(node.source()),
                quoted(key) + " is " + std::to_string(text->size()) + " bytes long; at most " + std::to_string(bytes_max));
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> TableReader::text(std::string_view key, std::size_t bytes_max) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    return words(*node, key, bytes_max);
}

std::optional<std::string> TableReader::code(std::string_view key) {
    auto value = text(key, core::limits::code_bytes);
    if (value && !is_code(*value)) {
        mistake(at(key),
                quoted(key) + " is " + quoted(*value) + "; a code has letters a-z, digits and hyphens alone, as in \"civil-status\"");
        return std::nullopt;
    }
    return value;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<bool>();
    if (!value) wrong(*node, key, "true or false, without quotes");
    return value;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= least && *value <= most) return value;
    mistake(position(node->source()),
            quoted(key) + " is a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ", without quotes");
    return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key, double least, double most) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value<double>();
    if (node->is_number() && value && *value >= least && *value <= most) return value;
    std::string range = std::to_string(static_cast<std::int64_t>(least)) + " to " + std::to_string(static_cast<std::int64_t>(most));
    mistake(position(node->source()), quoted(key) + " is a number from " + range + ", without quotes, as in 0.5");
    return std::nullopt;
}

std::optional<core::TimeUs> TableReader::duration(std::string_view key, core::TimeUs most_us) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::string>();
    const auto duration_us = value ? parse_duration(*value) : std::nullopt;
    if (!duration_us) {
        wrong(*node, key, "\"15 min\" (ms, s, min or h)");
        return std::nullopt;
    }
    if (*duration_us > most_us) {
        const std::string most = most_us < core::minute_us ? std::to_string(most_us / core::second_us) + " s"
                                                           : std::to_string(most_us / core::minute_us) + " min";
        mistake(position(node->source()), quoted(key) + " is longer than " + most + ", which is the most that it can be");
        return std::nullopt;
    }
    return duration_us;
}

std::optional<std::int32_t> TableReader::minutes(std::string_view key, std::int32_t most) {
    const auto value = duration(key, most * core::minute_us);
    if (!value) return std::nullopt;
    if (*value % core::minute_us != 0) {
        mistake(at(key), quoted(key) + " is counted in whole minutes; write " + std::string(key) + " = \"15 min\"");
        return std::nullopt;
    }
    return static_cast<std::int32_t>(*value / core::minute_us);
}

std::optional<std::int32_t> TableReader::time_of_day(std::string_view key, std::int32_t most) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::string>();
    const auto minute = value ? parse_time_of_day(*value) : std::nullopt;
    if (!minute) {
        wrong(*node, key, "\"07:30\"");
        return std::nullopt;
    }
    if (*minute > most) {
        mistake(position(node->source()),
                quoted(key) + " is " + format_time_of_day(*minute) + ", an hour that cannot be; the latest is " + format_time_of_day(most));
        return std::nullopt;
    }
    return minute;
}

std::optional<core::BusinessDay> TableReader::date(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::string>();
    const auto day = value ? parse_date(*value) : std::nullopt;
    if (!day) wrong(*node, key, "\"2026-06-01\", a date that there is");
    return day;
}

std::optional<std::uint8_t> TableReader::weekdays(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::string>();
    const auto days = value ? parse_weekdays(*value) : std::nullopt;
    if (!days) wrong(*node, key, "\"mon-fri\" or \"mon,wed,sat\" (mon tue wed thu fri sat sun, Monday first)");
    return days;
}

std::optional<std::string> TableReader::colour(std::string_view key) {
    auto value = text(key);
    if (!value) return std::nullopt;
    if (!is_colour(*value)) {
        mistake(at(key), quoted(*value) + " is no colour; write " + std::string(key) + " = \"#0A4DB0\" (red, green, blue in hexadecimal)");
        return std::nullopt;
    }
    std::transform(value->begin(), value->end(), value->begin(),
                   [](char letter) { return letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 'a' + 'A') : letter; });
    return value;
}

core::Texts TableReader::texts_of(const toml::node& node, std::string_view key) {
    core::Texts texts;
    const auto& languages = context_.languages;
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        wrong(node, key, "{ " + languages.front() + " = \"…\" }, its words by language");
        return texts;
    }
    for (const auto& [language, words_node] : *table) {
        if (std::find(languages.begin(), languages.end(), language.str()) == languages.end()) {
            mistake(position(language.source()),
                    quoted(key) + " has words in " + quoted(language.str()) + ", which is not among the office's \"languages\"");
            continue;
        }
        if (auto text = words(words_node, key, limits::text_bytes)) texts.emplace(language.str(), std::move(*text));
    }
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if (table->contains(languages[i])) continue;
        const std::string what = quoted(key) + " has no words in " + quoted(languages[i]);
        if (i == 0) mistake(position(node.source()), what + ", the office's first language; add " + languages[i] + " = \"…\"");
        if (i > 0)
            context_.findings.warning(position(node.source()), what + "; screens will show " + quoted(languages.front()) + " instead");
    }
    return texts;
}

std::optional<core::Texts> TableReader::texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    return texts_of(*node, key);
}

const toml::array* TableReader::array(std::string_view key, std::size_t most, std::string_view example) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        wrong(*node, key, example);
        return nullptr;
    }
    if (list->size() > most) {
        mistake(position(node->source()),
                quoted(key) + " has " + std::to_string(list->size()) + " entries; at most " + std::to_string(most));
        return nullptr;
    }
    return list;
}

std::vector<Placed<std::string>> TableReader::strings(std::string_view key, std::size_t most) {
    std::vector<Placed<std::string>> result;
    const toml::array* list = array(key, most, "[\"…\", \"…\"]");
    if (list == nullptr) return result;
    for (const auto& entry : *list) {
        if (auto text = words(entry, key, limits::text_bytes)) result.push_back({std::move(*text), position(entry.source())});
    }
    return result;
}

std::vector<Placed<std::string>> TableReader::codes(std::string_view key, std::size_t most) {
    auto result = strings(key, most);
    std::vector<std::string> seen;
    for (const auto& entry : result) {
        if (std::find(seen.begin(), seen.end(), entry.value) != seen.end())
            mistake(entry.at, quoted(entry.value) + " stands twice in " + quoted(key) + "; once is enough");
        seen.push_back(entry.value);
    }
    return result;
}

std::vector<Placed<std::uint64_t>> TableReader::numbers(std::string_view key, std::size_t most) {
    std::vector<Placed<std::uint64_t>> result;
    const toml::array* list = array(key, most, "[1, 2]");
    if (list == nullptr) return result;
    for (const auto& entry : *list) {
        const auto value = entry.value_exact<std::int64_t>();
        const Position at = position(entry.source());
        if (!value || *value < 0) {
            mistake(at, quoted(key) + " is a list of whole numbers without quotes, as in " + std::string(key) + " = [1, 2]");
            continue;
        }
        const auto number = static_cast<std::uint64_t>(*value);
        const bool again = std::any_of(result.begin(), result.end(), [&](const auto& before) { return before.value == number; });
        if (again) mistake(at, std::to_string(number) + " stands twice in " + quoted(key) + "; once is enough");
        if (!again) result.push_back({number, at});
    }
    return result;
}

std::vector<core::Texts> TableReader::list_of_texts(std::string_view key, std::size_t most) {
    std::vector<core::Texts> result;
    const toml::array* list = array(key, most, "[{ " + context_.languages.front() + " = \"…\" }]");
    if (list == nullptr) return result;
    for (const auto& entry : *list) result.push_back(texts_of(entry, key));
    return result;
}

std::optional<std::size_t> TableReader::one_of(std::string_view key, const std::vector<std::string>& words) {
    const auto value = text(key);
    if (!value) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string what = quoted(*value) + " is no " + std::string(key) + "; it is one of: " + listed(words);
    if (const auto meant = nearest(*value, words)) what += "; did you mean " + quoted(*meant) + "?";
    mistake(at(key), std::move(what));
    return std::nullopt;
}

void TableReader::table(std::string_view key, const std::string& where, const std::function<void(TableReader&)>& read) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    if (!node->is_table()) {
        mistake(position(node->source()), quoted(key) + " is a table; begin it with a line [" + std::string(key) + "]");
        return;
    }
    TableReader reader(*node->as_table(), where, context_);
    read(reader);
    reader.finish();
}

void TableReader::each(std::string_view key, const std::string& where, std::size_t most, const std::function<void(TableReader&)>& read) {
    const toml::array* list = array(key, most, "[{ … }, { … }], or begin each entry with a line in double brackets");
    if (list == nullptr) return;
    for (const auto& entry : *list) {
        if (!entry.is_table()) {
            mistake(position(entry.source()),
                    quoted(key) + " is a list of tables: each entry stands in { }, or begins with a line in double brackets");
            continue;
        }
        TableReader reader(*entry.as_table(), where, context_);
        read(reader);
        reader.finish();
    }
}

void TableReader::finish() {
    for (const auto& [key, node] : table_) {
        if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
        std::string what = "unknown key " + quoted(key.str()) + " in " + where_;
        const auto meant = nearest(key.str(), known_);
        what += meant ? "; did you mean " + quoted(*meant) + "?" : "; it may have " + listed(known_);
        mistake(position(key.source()), std::move(what));
        std::erase_if(missing_, [&](const auto& entry) { return meant && entry.first == *meant; });
    }
    for (auto& [key, what] : missing_) mistake(at_, std::move(what));
}

}  // namespace luot::app
