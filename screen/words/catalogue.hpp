// One language's words, by key: "kiosk.title" is `title` in the section [kiosk] of the language's file. Pure values; reading files is
// load.hpp's.
//
// A text has {placeholders}, filled from parameters by name. A text that depends on a number is a table of forms, `one` and `other` by
// the language's rule, chosen by the parameter `n`. A text may be a list of sentences: the first whose placeholders all have a value is
// said. docs/translating.md tells translators the same.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luot::words {

struct Param {
    Param(std::string_view with_name, std::string with_value) : name(with_name), value(std::move(with_value)) {}
    Param(std::string_view with_name, std::string_view with_value) : name(with_name), value(with_value) {}
    Param(std::string_view with_name, const char* with_value) : name(with_name), value(with_value) {}
    Param(std::string_view with_name, std::integral auto with_value) : name(with_name), value(std::to_string(with_value)) {}
    std::string_view name;
    std::string value;  // empty is as good as none
};

// Which numbers take the form `one`.
enum class Plural : std::uint8_t { never, one, zero_one };

struct Language {
    std::string code;        // "vi", as office files call it
    std::string name;        // its own: "Tiếng Việt"
    std::string short_name;  // "VI"
    std::string voice;       // espeak-ng's; empty: none speaks it
    Plural plural = Plural::never;
    std::string date;                     // "{weekday}, {day}/{month}/{year}"; also {day_short}, {month_name}
    std::array<std::string, 7> weekdays;  // Monday first
    std::array<std::string, 12> months;
    bool operator==(const Language&) const = default;
};

// One key's text: the forms by number, or the sentences in order.
struct Entry {
    std::vector<std::string> sentences;  // with `one` not empty: just the form `other`
    std::string one;
    Plural plural = Plural::never;  // of the language that the text is in
    bool operator==(const Entry&) const = default;
};

struct Date {
    int year = 1970;
    int month = 1;  // 1 to 12
    int day = 1;
    int weekday = 0;  // 0 Monday … 6 Sunday
};

class Catalogue {
  public:
    using Entries = std::map<std::string, Entry, std::less<>>;

    Catalogue(Language language, Entries entries) : language_(std::move(language)), entries_(std::move(entries)) {}

    const Language& language() const { return language_; }
    const Entries& entries() const { return entries_; }

    // The words; the key itself where nobody has any, and a placeholder as it is written where it has no value: a mistake is seen, and
    // nothing is ever silent.
    std::string text(std::string_view key, std::span<const Param> params) const;
    std::string text(std::string_view key, std::initializer_list<Param> params = {}) const {
        return text(key, std::span<const Param>(params.begin(), params.size()));
    }
    bool has(std::string_view key) const { return entries_.contains(key); }

    // "Thứ Hai, 02/03/2026"
    std::string date(const Date& date) const;
    std::string weekday(int weekday) const { return language_.weekdays.at(static_cast<std::size_t>(weekday)); }

  private:
    Language language_;
    Entries entries_;
};

// The names of a text's placeholders.
std::set<std::string> placeholders(std::string_view text);
std::set<std::string> placeholders(const Entry& entry);

// Every language that there is, the first one first: it has every key, and the others' gaps are filled from it.
class Words {
  public:
    // At least one.
    explicit Words(std::vector<Catalogue> catalogues) : catalogues_(std::move(catalogues)) {}

    const std::vector<Catalogue>& all() const& { return catalogues_; }
    const Catalogue& first() const& { return catalogues_.front(); }
    bool has(std::string_view language) const;
    // The first one where there is no such language.
    const Catalogue& in(std::string_view language) const&;
    // Not of words that are about to go.
    const std::vector<Catalogue>& all() const&& = delete;
    const Catalogue& first() const&& = delete;
    const Catalogue& in(std::string_view language) const&& = delete;

  private:
    std::vector<Catalogue> catalogues_;
};

}  // namespace luot::words
