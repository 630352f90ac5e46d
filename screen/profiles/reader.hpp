// What a program knows of a make of hardware is a file of TOML, its profile. What printers, signs and number pads share of reading theirs:
// finding it, one key after another, and the one mistake that stands first in the file.
#pragma once

#include <toml++/toml.h>

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "profiles/joined.hpp"

namespace luot::profiles {

// A profile is some dozens of lines.
constexpr std::size_t file_bytes_max = std::size_t{64} * 1024;

struct Source {
    std::filesystem::path file;
    std::string text;
    std::string mistake;  // one line, and then there is no text
};

// A whole file. `whose`: "sign's profile".
Source read_source(const std::filesystem::path& file, std::string_view whose);

// By a path (with a '/', or ending in ".toml"), or by a name without ".toml" in the first of the folders that has it; a folder that is not
// there has none.
Source find_source(const std::string& name_or_path, const std::vector<std::filesystem::path>& folders, std::string_view whose);

// Empty: it is TOML, and `into` is what it says.
std::string read_table(std::string_view text, const std::string& file, toml::table& into);

class Reader {
  public:
    // The table outlives it.
    Reader(const toml::table& table, std::string file, std::string whose)
        : table_(table), file_(std::move(file)), whose_(std::move(whose)) {}

    // Nothing where it is not there; it may be there from now on.
    const toml::node* find(std::string_view key);

    template <class Value>
    void choice(std::string_view key, std::initializer_list<std::pair<std::string_view, Value>> words, Value& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        std::string list;
        for (const auto& [word, meaning] : words) {
            if (value && *value == word) {
                into = meaning;
                return;
            }
            list += joined({list.empty() ? "\"" : ", \"", word, "\""});
        }
        wrong(*node, joined({key, " is one of ", list}));
    }

    // A mistake; line 0 where something is missing.
    void wrong(const toml::node& node, const std::string& what) { note(node.source().begin.line, what); }
    void note(toml::source_index line, const std::string& what);

    // After all keys were asked for: what else stands there is a mistake. Empty: there is none.
    std::string finish();

  private:
    const toml::table& table_;
    std::string file_;
    std::string whose_;
    std::set<std::string, std::less<>> known_;
    std::string mistake_;
    toml::source_index line_ = 0;
};

}  // namespace luot::profiles
