// Typed reading of the office file's tables. Every reader asks for the keys that it knows; finish() reports those that nobody asked for. A
// mistake is noted and reading goes on with a harmless value, so that one run shows them all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "app/office_file.hpp"
#include "app/office_file_limits.hpp"

namespace luot::app {

struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

template <class T>
struct Placed {
    T value{};
    Position at;
};

class Findings {
  public:
    explicit Findings(std::string file) : file_(std::move(file)) {}
    void mistake(Position at, std::string what);
    void warning(Position at, std::string what);
    std::size_t mistakes() const { return mistakes_.size(); }
    std::vector<Mistake> take_mistakes();  // in the file's order, at most limits::mistakes
    std::vector<Mistake> take_warnings();

  private:
    std::string file_;
    std::vector<Mistake> mistakes_, warnings_;
};

// What all parts of one file share.
struct ReadContext {
    Findings& findings;
    std::vector<std::string> languages;  // the first one is what every text has to have
    std::int32_t boundary_minute = 240;
};

class TableReader {
  public:
    // `where` for messages: "the office", "a service". `table` and `context` outlive the reader.
    TableReader(const toml::table& table, std::string where, ReadContext& context);

    ReadContext& context() { return context_; }
    Position at() const { return at_; }
    Position at(std::string_view key) const;  // of the key's value; of the table where there is none
    bool has(std::string_view key) const { return table_.contains(key); }
    bool has_empty_list(std::string_view key) const;

    // Absent: nothing. There but wrong: a mistake, and nothing.
    std::optional<std::string> text(std::string_view key, std::size_t bytes_max = limits::text_bytes);
    std::optional<std::string> code(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<double> number(std::string_view key, double least, double most);
    std::optional<core::TimeUs> duration(std::string_view key, core::TimeUs most_us = limits::duration_us);  // "15 min"
    std::optional<std::int32_t> minutes(std::string_view key, std::int32_t most);                            // "15 min", whole minutes
    std::optional<std::int32_t> time_of_day(std::string_view key, std::int32_t most);                        // "07:30"
    std::optional<core::BusinessDay> date(std::string_view key);                                             // "2026-06-01"
    std::optional<std::uint8_t> weekdays(std::string_view key);                                              // "mon-fri", "mon,wed"
    std::optional<std::string> colour(std::string_view key);
    std::optional<core::Texts> texts(std::string_view key);  // { vi = "…", en = "…" }
    std::vector<Placed<std::string>> codes(std::string_view key, std::size_t most);
    std::vector<Placed<std::uint64_t>> numbers(std::string_view key, std::size_t most);  // [1, 2]
    std::vector<Placed<std::string>> strings(std::string_view key, std::size_t most);
    std::vector<core::Texts> list_of_texts(std::string_view key, std::size_t most);
    // One of these words; which.
    std::optional<std::size_t> one_of(std::string_view key, const std::vector<std::string>& words);

    // A table; a list of tables, which may not be longer than `most`. `read` gets a reader that is finished afterwards.
    void table(std::string_view key, const std::string& where, const std::function<void(TableReader&)>& read);
    void each(std::string_view key, const std::string& where, std::size_t most, const std::function<void(TableReader&)>& read);

    void mistake(Position at, std::string what) { context_.findings.mistake(at, std::move(what)); }
    // A mistake at the table; told by finish(), unless a key there looks like this one misspelt.
    void missing(std::string_view key, std::string_view example);

    void finish();

  private:
    const toml::node* find(std::string_view key);
    const toml::array* array(std::string_view key, std::size_t most, std::string_view example);
    void wrong(const toml::node& node, std::string_view key, std::string_view example);
    std::optional<std::string> words(const toml::node& node, std::string_view key, std::size_t bytes_max);
    core::Texts texts_of(const toml::node& node, std::string_view key);

    const toml::table& table_;
    std::string where_;
    ReadContext& context_;
    Position at_;
    std::vector<std::string> known_;
    std::vector<std::pair<std::string, std::string>> missing_;  // key and what to say
};

Position position(const toml::source_region& region);

// "07:30"; two in the night after is "26:00".
std::optional<std::int32_t> parse_time_of_day(std::string_view text);
std::string format_time_of_day(std::int32_t minute);
std::optional<core::TimeUs> parse_duration(std::string_view text);
std::optional<std::uint8_t> parse_weekdays(std::string_view text);

}  // namespace luot::app
