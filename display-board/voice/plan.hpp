// What is said for an announcement: a script of the chime, clips by name, and silences, in each language that the office turned on. Each
// clip comes with the words that speech synthesis says where there is no recording. Pure. docs/voices.md says how clips are named.
//
// Digits of a ticket are read one by one, letters by their names; what is neither is not spoken. Counters up to 99 have a clip for the
// whole phrase ("đến quầy số mười lăm"), because it ends the sentence and sounds wrong when it is put together; higher ones are read digit
// by digit. A counter's name, where the office wants names, is a whole phrase too.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "luot/v1/office.pb.h"
#include "words/catalogue.hpp"

namespace luot::voice {

// A language as it is spoken here. The catalogue outlives it.
struct Speech {
    const words::Catalogue* words = nullptr;
    std::string voice;  // name of a folder of clips, of a voice of espeak-ng, or of both
};

// How an office wants its calls spoken.
struct Manner {
    std::vector<Speech> languages;  // at least one, in order
    bool chime = true;
    std::uint32_t times = 1;
    std::int64_t gap_ms = 600;                         // between two announcements
    std::map<std::uint64_t, v1::Texts> counter_names;  // of counters that are called by their names
};

// More languages than this make a call too long to listen to: the first ones are spoken.
constexpr std::size_t languages_max = 4;
// A notice is spoken so far: half a minute. Cut between two words.
constexpr std::size_t notice_bytes_max = 400;
// Counters that have a clip of their own.
constexpr std::uint64_t counter_clips = 99;

// Languages that no catalogue or no voice speaks are left out; where none is left, the catalogues' first is spoken. Of an office that says
// nothing of its voice: its first language, once, with the chime.
Manner manner_of(const v1::Office& office, const words::Words& words);

// A ticket's number and where it is to go.
struct Errand {
    std::string number;
    std::uint64_t counter = 0;
};

struct Item {
    enum class Kind : std::uint8_t { chime, clip, silence };
    Kind kind = Kind::silence;
    std::string voice;       // of a clip
    std::string espeak;      // the voice of espeak-ng where it knows none of that name
    std::string name;        // "digit.0"; empty: there is none, the text is spoken
    std::string text;        // "không"
    std::int64_t ms = 0;     // of a silence exactly; else about what it takes
    std::size_t errand = 0;  // which one is being spoken
    bool operator==(const Item&) const = default;
};

struct Phrase {
    std::string language;  // "vi"
    std::string text;      // as people write it: "Mời công dân có số H không một hai đến quầy số ba."
    bool operator==(const Phrase&) const = default;
};

struct Plan {
    std::vector<Item> items;
    std::vector<Phrase> phrases;   // of one time that it is said
    std::int64_t duration_ms = 0;  // about
};

// Several errands are said once, each in its turn, with one chime; a single one as often as the office says. What would last longer than
// `longest_ms` is said less often.
Plan plan(const Manner& manner, const std::vector<Errand>& errands, std::int64_t longest_ms);
// In the first language.
Plan plan_notice(const Manner& manner, std::string_view text, std::int64_t longest_ms);

// How many errands one announcement takes within `longest_ms`; at least one.
std::size_t errands_together(const Manner& manner, std::size_t at_most, std::int64_t longest_ms);

// Every clip that a complete folder of this voice has: letters, digits, counters, phrases, and the office's counters' names.
std::vector<Item> all_clips(const Speech& speech, const std::map<std::uint64_t, v1::Texts>& counter_names);

// "Tiếp nhận hồ sơ" -> "tiep-nhan-ho-so": a name as part of a file's name, of small letters, digits and '-', other scripts as hexadecimal
// digits. Names that differ in more than accents and signs stay different.
std::string slug(std::string_view name);

}  // namespace luot::voice
