// What is known of a make of serial keypads: what its keys send, and how its display is written to. As data: profiles/*.toml, read by
// profile_file.hpp. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/key_map.hpp"

namespace luot::keypad {

struct Profile {
    std::string name;
    std::string make;
    unsigned baud = 9'600;
    // What a key sends, and the key that it is. No code is the beginning of another.
    std::vector<std::pair<std::string, desk::KeyPress>> keys;
    int columns = 16;  // of the display
    int lines = 2;     // 0: it has none
    enum class Letters : std::uint8_t {
        ascii,  // Vietnamese without its accents
        utf8,
    } letters = Letters::ascii;
    bool capitals = false;  // it has no small letters
    // One telegram is before, the lines with `between` between them, and after.
    std::string before = "\x0c";
    std::string between = "\r\n";
    std::string after;
    bool operator==(const Profile&) const = default;
};

// The keys of one that sends plain characters: digits, signs, 0D Enter, 08 and 7F Backspace, 1B Escape; on the pad.
std::vector<std::pair<std::string, desk::KeyPress>> plain_keys();

// Exactly as wide as the display: longer lines are cut, shorter ones filled with blanks. Lines that are missing are blank.
std::string telegram(const Profile& profile, const std::vector<std::string>& lines);

// "Hộ tịch" → "Ho tich". What has no letter in ASCII becomes "?".
std::string without_accents(std::string_view utf8);

// Bytes of a serial line as keys.
class KeyReader {
  public:
    explicit KeyReader(const Profile& profile) : keys_(profile.keys) {}
    // Cut anywhere. What is no key's code is passed over.
    std::vector<desk::KeyPress> feed(std::string_view bytes);

  private:
    std::vector<std::pair<std::string, desk::KeyPress>> keys_;
    std::string rest_;
};

}  // namespace luot::keypad
