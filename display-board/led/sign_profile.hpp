// How a make of counter sign is spoken to. There is no standard for these; what they have in common is an address, a number and often a
// checksum in one short telegram that nobody answers. A profile says the rest. Pure; profiles as files: outputs/profile_file.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "led/bytes.hpp"

namespace luot::led {

struct SignProfile {
    enum class AddressAs : std::uint8_t { decimal, hex, byte };
    // text: characters; word: its value in two bytes, the upper one first; bcd: four decimal digits in two bytes.
    enum class NumberAs : std::uint8_t { text, word, bcd };
    enum class Letters : std::uint8_t { left_out, kept };
    // Over the telegram from `checksum_from` up to where the checksum stands. negative_sum8: the sum of all is 0. crc16_modbus: two bytes,
    // the lower one first.
    enum class Checksum : std::uint8_t { none, sum8, xor8, negative_sum8, crc16_modbus };
    struct Part {
        enum class Kind : std::uint8_t { bytes, address, number, checksum };
        Kind kind = Kind::bytes;
        Bytes bytes;
        bool operator==(const Part&) const = default;
    };

    std::string name;
    std::string make;
    std::vector<Part> telegram;
    AddressAs address_as = AddressAs::decimal;
    int address_digits = 3;  // decimal and hex, filled with zeros
    int address_least = 1;
    int address_most = 255;
    NumberAs number_as = NumberAs::text;
    int characters = 3;  // that the sign has; of a longer number the last ones are shown
    char fill = ' ';     // text: in front of a shorter number
    Letters letters = Letters::left_out;
    std::string shows;                                         // with kept: letters and marks that the sign has; empty: all of ASCII
    std::vector<std::pair<std::string, std::string>> instead;  // with kept: what is shown for letters that it has not, "Đ" → "d"
    std::string blank;                                         // text for nobody; empty: spaces
    int blank_value = 0;                                       // word and bcd for nobody: the bytes as they are sent, 0 to 65535
    std::string test;                                          // a number that lights all there is; empty: eights
    Checksum checksum = Checksum::none;
    bool checksum_as_hex = false;  // two upper-case digits a byte; else the bytes
    int checksum_from = 0;
    std::chrono::milliseconds pause{20};       // between two telegrams: the sign works, the line turns
    std::chrono::milliseconds refresh{5'000};  // every sign is written again so often
    unsigned baud = 9'600;
};

// "$" "{address}" "," …: text is sent as it is; {address}, {number} and {checksum} are filled in, {0x02} is one byte, {{ is a brace.
// False, with why in one line, where it is none of that or has no {number}.
bool parse_telegram(std::string_view text, std::vector<SignProfile::Part>& into, std::string& why);

// The part of the ticket's number that the sign shows: "H012" is "012" on seven segments, "H012" where it has letters.
std::string shown_on_sign(const SignProfile& profile, std::string_view number);

// The telegram that makes the sign show this ticket's number; an empty one, or one of which the sign can show nothing, makes it blank.
Bytes sign_telegram(const SignProfile& profile, int address, std::string_view number);
// All that the sign has is lit, where the profile says how.
Bytes sign_test_telegram(const SignProfile& profile, int address);

}  // namespace luot::led
