#include "words/parse.hpp"

#include <toml++/toml.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace luot::words {

namespace {

constexpr int depth_max = 4;
constexpr std::int64_t order_max = 1'000;
constexpr std::string_view language_keys = "name, short_name, order, plural, date, weekdays, months, voice";

// How a mistake leaves the reading of a file.
struct Mistake {
    std::string reason;
};

std::string composed(std::string_view text) {
    utf8proc_uint8_t* made = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                                     &made, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (length < 0) return std::string(text);  // TOML is valid UTF-8: what is left is want of memory
    std::string result(reinterpret_cast<const char*>(made), static_cast<std::size_t>(length));
    std::free(made);
    return result;
}

bool is_lower(std::string_view text, std::string_view more = "") {
    return !text.empty() &&
           std::ranges::all_of(text, [&](char c) { return (c >= 'a' && c <= 'z') || more.find(c) != std::string_view::npos; });
}

class Reader {
  public:
    explicit Reader(const File& file) : file_(file) { written_.file = file.name; }

    Written read() {
        read_code();
        if (file_.text.size() > file_bytes_max) throw Mistake{file_.name + ": more than 512 KiB; is this a catalogue?"};
        toml::table table;
        try {
            table = toml::parse(std::string_view(file_.text), file_.name);
        } catch (const toml::parse_error& error) {
            throw Mistake{place(error.source()) + ": this is not TOML: " + std::string(error.description())};
        }
        const toml::table* language = table["language"].as_table();
        if (language == nullptr) throw Mistake{file_.name + ": the section [language] is missing; begin it with name = \"…\""};
        read_language(*language);
        for (const auto& [key, node] : table) {
            if (key.str() == "language") continue;
            if (!node.is_table()) wrong(node, std::string(key.str()) + " stands in no section; put it below a line [section]");
            read_section(*node.as_table(), std::string(key.str()), 1);
        }
        return std::move(written_);
    }

  private:
    std::string place(const toml::source_region& region) const {
        return file_.name + ':' + std::to_string(region.begin.line) + ':' + std::to_string(region.begin.column);
    }
    [[noreturn]] void wrong(const toml::node& node, const std::string& what) const { throw Mistake{place(node.source()) + ": " + what}; }

    void read_code() {
        std::string code = file_.name.substr(file_.name.find_last_of('/') + 1);
        code = code.substr(0, code.rfind(".toml"));
        if (!is_lower(code, "-") || code.size() < 2 || code.size() > 8)
            throw Mistake{file_.name + ": a catalogue is named by its language's code, e.g. vi.toml or en.toml"};
        written_.language.code = code;
    }

    // A text as it is drawn: composed, bounded, on one line, its placeholders well formed.
    std::string text_of(const toml::node& node, const std::string& key) const {
        const auto given = node.value_exact<std::string>();
        if (!given) wrong(node, key + " is a text in quotes; write " + key.substr(key.rfind('.') + 1) + " = \"…\"");
        if (given->empty()) wrong(node, key + " is empty; write the words, or take the line out");
        if (given->size() > text_bytes_max) wrong(node, key + " is longer than 1,000 bytes; say it in fewer words");
        if (std::ranges::any_of(*given, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
            wrong(node, key + " has a line break or another control character in it; write it on one line");
        check_braces(node, *given, key);
        return composed(*given);
    }

    void check_braces(const toml::node& node, std::string_view text, const std::string& key) const {
        bool open = false;
        for (std::size_t at = 0, begin = 0; at < text.size(); ++at) {
            if (text[at] == '{' && !open) {
                open = true;
                begin = at + 1;
            } else if (text[at] == '}' && open && is_lower(text.substr(begin, at - begin), "_")) {
                open = false;
            } else if (text[at] == '{' || text[at] == '}') {
                wrong(node, key + " has a brace that is no placeholder; write {name} in small letters");
            }
        }
        if (open) wrong(node, key + " has a brace that does not end; write {name}");
    }

    template <std::size_t count>
    void read_names(const toml::table& table, const std::string& key, std::array<std::string, count>& into) const {
        const toml::array* list = table[key].as_array();
        if (list == nullptr || list->size() != count) {
            const auto& at = table.contains(key) ? *table.get(key) : static_cast<const toml::node&>(table);
            wrong(at, "language." + key + " is a list of " + std::to_string(count) + " names");
        }
        for (std::size_t i = 0; i < count; ++i) into[i] = text_of(*list->get(i), "language." + key);
    }

    void read_language(const toml::table& table) {
        Language& language = written_.language;
        const auto word = [&](const char* key) {
            if (!table.contains(key)) wrong(table, std::string("language.") + key + " is missing; write " + key + " = \"…\"");
            return text_of(*table.get(key), std::string("language.") + key);
        };
        language.name = word("name");
        language.short_name = word("short_name");
        language.date = word("date");
        check_date(table);
        const std::string plural = word("plural");
        if (plural == "never") {
            language.plural = Plural::never;
        } else if (plural == "one") {
            language.plural = Plural::one;
        } else if (plural == "zero_one") {
            language.plural = Plural::zero_one;
        } else {
            wrong(*table.get("plural"), "language.plural is \"never\", \"one\" or \"zero_one\", not \"" + plural + '"');
        }
        read_names(table, "weekdays", language.weekdays);
        read_names(table, "months", language.months);
        if (table.contains("voice")) language.voice = word("voice");
        written_.order = order_max;
        if (const toml::node* order = table.get("order")) {
            const auto number = order->value_exact<std::int64_t>();
            if (!number || *number < 1 || *number > order_max) wrong(*order, "language.order is a number from 1 to 1000: 1 comes first");
            written_.order = *number;
        }
        for (const auto& [key, node] : table) {
            const std::string known = ", " + std::string(language_keys) + ", ";
            if (known.find(", " + std::string(key.str()) + ", ") == std::string::npos)
                wrong(node, "language." + std::string(key.str()) + " is unknown; the section [language] has " + std::string(language_keys));
        }
    }

    void check_date(const toml::table& table) const {
        static const std::set<std::string> known = {"weekday", "day", "day_short", "month", "month_name", "year"};
        for (const auto& name : placeholders(written_.language.date)) {
            if (!known.contains(name))
                wrong(*table.get("date"),
                      '{' + name + "} is no part of a date; there are {weekday}, {day}, {day_short}, {month}, {month_name}, {year}");
        }
    }

    void read_section(const toml::table& table, const std::string& section, int depth) {
        for (const auto& [name, node] : table) {
            if (!is_lower(name.str(), "_0123456789"))
                wrong(node, "the key \"" + std::string(name.str()) + "\" has more than small letters, digits and _ in it");
            const std::string key = section + '.' + std::string(name.str());
            if (const toml::table* inner = node.as_table(); inner != nullptr && !inner->contains("other")) {
                if (depth == depth_max) wrong(node, key + " is a section in too many others");
                read_section(*inner, key, depth + 1);
                continue;
            }
            if (written_.entries.size() == entries_max) wrong(node, "more than 4,096 texts; is this a catalogue?");
            written_.places.emplace(key, place(node.source()));
            written_.entries.emplace(key, entry_of(node, key));
        }
    }

    Entry entry_of(const toml::node& node, const std::string& key) const {
        Entry entry;
        entry.plural = written_.language.plural;
        if (const toml::table* forms = node.as_table()) {
            for (const auto& [form, text] : *forms) {
                if (form.str() == "one") {
                    entry.one = text_of(text, key);
                } else if (form.str() == "other") {
                    entry.sentences.push_back(text_of(text, key));
                } else {
                    wrong(text, key + " has the forms one and other, not \"" + std::string(form.str()) + '"');
                }
            }
        } else if (const toml::array* list = node.as_array()) {
            if (list->empty() || list->size() > sentences_max) wrong(node, key + " is a list of 1 to 8 sentences");
            for (const auto& sentence : *list) entry.sentences.push_back(text_of(sentence, key));
        } else {
            entry.sentences.push_back(text_of(node, key));
        }
        return entry;
    }

    const File& file_;
    Written written_;
};

}  // namespace

Result<Written> parse_words(const File& file) {
    try {
        return Reader(file).read();
    } catch (const Mistake& mistake) {
        return BadWords{mistake.reason};
    }
}

}  // namespace luot::words
