// Scenarios as text: one English sentence a line, '#' begins a comment, "->" what has to come of it. Pure: no office is needed to read one.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luot::scenarios {

struct Sentence {
    std::size_t line = 0;            // from 1
    std::string text;                // as written, without its comment
    std::vector<std::string> words;  // before "->", without the full stop; what stood in quotes is one word
    std::optional<std::string> expected;
};

struct Mistake {
    std::size_t line = 0;
    std::string what;
};

struct Parsed {
    std::vector<Sentence> sentences;
    std::optional<Mistake> mistake;  // the first one; nothing is read behind it
};

constexpr std::size_t line_bytes_max = 400;

Parsed parse(std::string_view scenario);

// What the gaps of a pattern were filled with.
using Gaps = std::map<std::string, std::string, std::less<>>;

// A pattern is words with gaps: {name} takes one word, {name+} takes one or more, [ … ] may be left out. Tokens are parted by blanks:
// "Kiosk {kiosk} issues {service} [ for {class} ]".
std::optional<Gaps> match(std::string_view pattern, const std::vector<std::string>& words);

// "land, certification and civil-status" as three.
std::vector<std::string> listed(std::string_view words);

}  // namespace luot::scenarios
