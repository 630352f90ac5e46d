// Words of the office file: Unicode's composed form, what is a code, which known word was meant. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luot::app {

// Composed (NFC), as every screen and printer draws Vietnamese; nothing if it is not UTF-8.
std::optional<std::string> composed(std::string_view text);

// Nothing if it is not UTF-8.
std::optional<std::u32string> code_points(std::string_view text);

bool has_control_character(std::string_view text);

// Letters and digits of ASCII, and . _ - inside: what may stand for something in the journal.
bool is_code(std::string_view text);

// The candidate that is at most a third of its letters away (swaps count once); nothing if none is.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

// "vi, en"
std::string listed(const std::vector<std::string>& words);

// "#0A4DB0"
bool is_colour(std::string_view text);
// WCAG 2: 1 to 21. Precondition: both are colours.
double contrast(std::string_view one, std::string_view other);

}  // namespace luot::app
