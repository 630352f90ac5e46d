// What is said for a call, and how long it takes: the sentence as people write it, the words as they are spoken (for clips and for speech
// synthesis), in each language that the office turned on, Vietnamese first. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luot::voice {

struct Phrase {
    std::string language;            // "vi", "en"
    std::string text;                // "Mời công dân có số H không một hai đến quầy số ba."
    std::vector<std::string> words;  // "mời", …, "hát", "không", "một", "hai", …, "ba"
    std::int64_t duration_ms = 0;    // at a calm pace, the pause after it included
    bool operator==(const Phrase&) const = default;
};

struct Plan {
    std::vector<Phrase> phrases;
    std::int64_t chime_ms = 0;
    std::int64_t duration_ms = 0;  // of all
};

// `languages` as the office lists them; those that nobody here can speak are left out, Vietnamese is always there and first.
Plan plan(std::string_view number, std::uint64_t counter, const std::vector<std::string>& languages);

// "mười lăm", "hai mươi mốt", "một trăm linh ba"; from 1000 digit by digit.
std::string vietnamese_number(std::uint64_t value);
std::string english_number(std::uint64_t value);

// The name of a letter or digit of a ticket's number (one character, UTF-8); empty for what is not spoken ("-").
std::string vietnamese_name(std::string_view character);

}  // namespace luot::voice
