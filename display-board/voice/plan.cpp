#include "voice/plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luot::voice {
namespace {

// Calm speech in a hall with an echo.
constexpr std::int64_t chime_ms = 700;
constexpr std::int64_t syllable_ms = 230;
constexpr std::int64_t english_word_ms = 310;
constexpr std::int64_t pause_ms = 400;

constexpr std::array<std::string_view, 10> vi_digits = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
constexpr std::array<std::string_view, 20> en_small = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                                       "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                                       "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> en_tens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

using Name = std::pair<std::string_view, std::string_view>;
constexpr std::array<Name, 33> vi_letters{{
    {"A", "a"},  {"Ă", "á"},      {"Â", "ớ"},      {"B", "bê"},    {"C", "xê"},  {"D", "dê"}, {"Đ", "đê"},
    {"E", "e"},  {"Ê", "ê"},      {"F", "ép-phờ"}, {"G", "giê"},   {"H", "hát"}, {"I", "i"},  {"J", "gi"},
    {"K", "ca"}, {"L", "en-lờ"},  {"M", "em-mờ"},  {"N", "en-nờ"}, {"O", "o"},   {"Ô", "ô"},  {"Ơ", "ơ"},
    {"P", "pê"}, {"Q", "quy"},    {"R", "e-rờ"},   {"S", "ét-sì"}, {"T", "tê"},  {"U", "u"},  {"Ư", "ư"},
    {"V", "vê"}, {"W", "vê kép"}, {"X", "ích-xì"}, {"Y", "i dài"}, {"Z", "dét"},
}};

std::string vi_digit(std::uint64_t digit) {
    return std::string(vi_digits.at(static_cast<std::size_t>(digit)));
}

// Length of the UTF-8 character that begins at `at`; 1 for what is none.
std::size_t character_length(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : (lead >> 5) == 0x6 ? 2 : (lead >> 4) == 0xe ? 3 : (lead >> 3) == 0x1e ? 4 : 1;
    return std::min(length, text.size() - at);
}

std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size(); at += out.back().size()) out.push_back(text.substr(at, character_length(text, at)));
    return out;
}

bool is_digit(std::string_view character) {
    return character.size() == 1 && character[0] >= '0' && character[0] <= '9';
}

std::size_t digit_value(std::string_view character) {
    return static_cast<std::size_t>(character[0] - '0');
}

void add_words(std::vector<std::string>& words, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t space = std::min(text.find(' ', at), text.size());
        if (space > at) words.emplace_back(text.substr(at, space - at));
        at = space + 1;
    }
}

std::size_t syllables(const std::vector<std::string>& words) {
    std::size_t count = 0;
    for (const auto& word : words) count += 1 + static_cast<std::size_t>(std::count(word.begin(), word.end(), '-'));
    return count;
}

Phrase vietnamese(std::string_view number, std::uint64_t counter) {
    Phrase phrase;
    phrase.language = "vi";
    std::string shown;
    std::string spoken;
    for (const auto character : characters(number)) {
        const std::string name = vietnamese_name(character);
        if (name.empty()) continue;
        shown += ' ' + (is_digit(character) ? name : std::string(character));
        spoken += ' ' + name;
    }
    const std::string desk = vietnamese_number(counter);
    phrase.text = "Mời công dân có số" + shown + " đến quầy số " + desk + '.';
    add_words(phrase.words, "mời công dân có số" + spoken + " đến quầy số " + desk);
    phrase.duration_ms = static_cast<std::int64_t>(syllables(phrase.words)) * syllable_ms + pause_ms;
    return phrase;
}

Phrase english(std::string_view number, std::uint64_t counter) {
    Phrase phrase;
    phrase.language = "en";
    std::string shown;
    for (const auto character : characters(number)) {
        if (vietnamese_name(character).empty()) continue;
        shown += ' ' + (is_digit(character) ? std::string(en_small.at(digit_value(character))) : std::string(character));
    }
    const std::string desk = english_number(counter);
    phrase.text = "Number" + shown + ", please go to counter " + desk + '.';
    add_words(phrase.words, "number" + shown + " please go to counter " + desk);
    phrase.duration_ms = static_cast<std::int64_t>(phrase.words.size()) * english_word_ms + pause_ms;
    return phrase;
}

}  // namespace

std::string vietnamese_name(std::string_view character) {
    if (is_digit(character)) return std::string(vi_digits.at(digit_value(character)));
    const auto found =
        std::find_if(vi_letters.begin(), vi_letters.end(), [character](const Name& name) { return name.first == character; });
    return found == vi_letters.end() ? std::string() : std::string(found->second);
}

std::string vietnamese_number(std::uint64_t value) {
    if (value >= 1000) {
        std::string words;
        for (const char digit : std::to_string(value))
            words += (words.empty() ? "" : " ") + vi_digit(static_cast<std::uint64_t>(digit - '0'));
        return words;
    }
    const std::uint64_t hundreds = value / 100;
    const std::uint64_t tens = value / 10 % 10;
    const std::uint64_t ones = value % 10;
    std::string words = hundreds == 0 ? "" : vi_digit(hundreds) + " trăm";
    if (hundreds != 0 && tens == 0 && ones == 0) return words;
    if (tens == 0) return hundreds == 0 ? vi_digit(ones) : words + " linh " + vi_digit(ones);
    if (hundreds != 0) words += ' ';
    words += tens == 1 ? "mười" : vi_digit(tens) + " mươi";
    if (ones == 0) return words;
    if (ones == 1 && tens > 1) return words + " mốt";
    if (ones == 4 && tens > 1) return words + " tư";
    if (ones == 5) return words + " lăm";
    return words + ' ' + vi_digit(ones);
}

std::string english_number(std::uint64_t value) {
    if (value >= 1000) {
        std::string words;
        for (const char digit : std::to_string(value)) {
            words += (words.empty() ? "" : " ") + std::string(en_small.at(static_cast<std::size_t>(digit - '0')));
        }
        return words;
    }
    const auto hundreds = static_cast<std::size_t>(value / 100);
    const auto rest = static_cast<std::size_t>(value % 100);
    std::string words = hundreds == 0 ? "" : std::string(en_small.at(hundreds)) + " hundred";
    if (hundreds != 0 && rest == 0) return words;
    if (hundreds != 0) words += " and ";
    if (rest < en_small.size()) return words + std::string(en_small.at(rest));
    words += en_tens.at(rest / 10);
    return rest % 10 == 0 ? words : words + '-' + std::string(en_small.at(rest % 10));
}

Plan plan(std::string_view number, std::uint64_t counter, const std::vector<std::string>& languages) {
    Plan plan;
    plan.chime_ms = chime_ms;
    plan.phrases.push_back(vietnamese(number, counter));
    if (std::find(languages.begin(), languages.end(), "en") != languages.end()) plan.phrases.push_back(english(number, counter));
    plan.duration_ms = plan.chime_ms;
    for (const Phrase& phrase : plan.phrases) plan.duration_ms += phrase.duration_ms;
    return plan;
}

}  // namespace luot::voice
