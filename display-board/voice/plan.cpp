#include "voice/plan.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

namespace luot::voice {
namespace {

// What a hall with an echo needs between two parts.
constexpr std::int64_t after_chime_ms = 250;
constexpr std::int64_t between_characters_ms = 70;
constexpr std::int64_t around_number_ms = 130;
constexpr std::int64_t between_errands_ms = 450;
constexpr std::int64_t between_languages_ms = 550;
constexpr std::int64_t between_times_ms = 900;

// About what things take: espeak-ng at our pace, its silences cut off. Recorded voices are as fast as clerks speak, within a third.
constexpr std::int64_t chime_ms = 1'100;
constexpr double clip_at_least_ms = 60;
constexpr double syllable_ms = 285;
constexpr double vowels_a_syllable = 4.0 / 3;  // silent ones among them

constexpr std::string_view general_punctuation = "\xe2\x80";  // dashes and quotes, U+2000 to U+203F
constexpr const char* counter_clip_names = "counter.";
constexpr std::size_t slug_max = 60;  // file names are short everywhere

using Name = std::pair<std::string_view, std::string_view>;
// Letters beyond ASCII by their Telex names, which are keys of catalogues and parts of file names.
constexpr std::array<Name, 14> telex{{{"Ă", "aw"},
                                      {"Â", "aa"},
                                      {"Đ", "dd"},
                                      {"Ê", "ee"},
                                      {"Ô", "oo"},
                                      {"Ơ", "ow"},
                                      {"Ư", "uw"},
                                      {"ă", "aw"},
                                      {"â", "aa"},
                                      {"đ", "dd"},
                                      {"ê", "ee"},
                                      {"ô", "oo"},
                                      {"ơ", "ow"},
                                      {"ư", "uw"}}};

// Length of the UTF-8 character that begins at `at`; 1 for what is none.
std::size_t character_length(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : (lead >> 5) == 0x6 ? 2 : (lead >> 4) == 0xe ? 3 : (lead >> 3) == 0x1e ? 4 : 1;
    return std::min(length, text.size() - at);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string hex_of(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {digits[byte >> 4], digits[byte & 0xfU]};
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return upper(c); });
    return text;
}

// The key of a letter: "h", "dd"; empty: none.
std::string letter_key(std::string_view character) {
    if (character.size() == 1) {
        const char c = lower(character[0]);
        return c >= 'a' && c <= 'z' ? std::string(1, c) : std::string();
    }
    const auto found = std::find_if(telex.begin(), telex.end(), [character](const Name& name) { return name.first == character; });
    return found == telex.end() ? std::string() : std::string(found->second);
}

std::string number_words(const words::Catalogue& words, std::uint64_t value) {
    return words.text("voice.number." + std::to_string(value));
}

// Syllables: in Vietnamese every word is one; elsewhere vowels in a row are about one, whatever marks they bear.
double syllables(std::string_view text) {
    int words = 0;
    int vowels = 0;
    char before = ' ';
    bool in_vowels = false;
    for (const char c : text) {
        const bool vowel = std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
        if (vowel && !in_vowels) ++vowels;
        if (before == ' ' && c != ' ') ++words;
        in_vowels = vowel;
        before = c;
    }
    return std::max<double>({1.0, static_cast<double>(words), vowels / vowels_a_syllable});
}

std::int64_t clip_ms(std::string_view text) {
    return static_cast<std::int64_t>(clip_at_least_ms + syllables(text) * syllable_ms);
}

Item clip(const Speech& speech, std::string name, std::string text) {
    Item item;
    item.kind = Item::Kind::clip;
    item.voice = speech.voice;
    item.espeak = speech.words->language().voice;
    item.name = std::move(name);
    item.ms = clip_ms(text);
    item.text = std::move(text);
    return item;
}

Item digit_clip(const Speech& speech, char digit) {
    return clip(speech, std::string("digit.") + digit, number_words(*speech.words, static_cast<std::uint64_t>(digit - '0')));
}

Item letter_clip(const Speech& speech, const std::string& key) {
    return clip(speech, "letter." + upper(key), speech.words->text("voice.letter." + key));
}

Item counter_clip(const Speech& speech, std::uint64_t counter) {
    return clip(speech, counter_clip_names + std::to_string(counter),
                speech.words->text("voice.counter", {{"n", number_words(*speech.words, counter)}}));
}

std::string in_language(const v1::Texts& texts, const std::string& language) {
    for (const auto& text : texts.texts()) {
        if (text.language() == language) return text.text();
    }
    return texts.texts().empty() ? std::string() : texts.texts(0).text();
}

Item counter_name_clip(const Speech& speech, const std::string& name) {
    return clip(speech, "counter-name." + slug(name), speech.words->text("voice.counter_name", {{"name", name}}));
}

// Puts items one behind the other.
class Writer {
  public:
    void add(Item item) {
        item.errand = errand_;
        plan_.duration_ms += item.ms;
        plan_.items.push_back(std::move(item));
    }
    void chime() {
        Item item;
        item.kind = Item::Kind::chime;
        item.ms = chime_ms;
        add(std::move(item));
        silence(after_chime_ms);
    }
    void silence(std::int64_t ms) {
        Item item;
        item.ms = ms;
        add(std::move(item));
    }
    void errand(std::size_t place) { errand_ = place; }

    // "H không một hai", as people write it.
    std::string number(const Speech& speech, std::string_view number) {
        std::string shown;
        bool first = true;
        for (std::size_t at = 0; at < number.size();) {
            const std::string_view character = number.substr(at, character_length(number, at));
            at += character.size();
            const bool digit = character.size() == 1 && is_digit(character[0]);
            const std::string key = digit ? std::string() : letter_key(character);
            if (!digit && key.empty()) continue;
            if (!std::exchange(first, false)) silence(between_characters_ms);
            add(digit ? digit_clip(speech, character[0]) : letter_clip(speech, key));
            shown += shown.empty() ? "" : " ";
            shown += digit ? plan_.items.back().text : std::string(character);
        }
        return shown;
    }

    std::string counter(const Speech& speech, std::uint64_t counter, const Manner& manner) {
        const auto named = manner.counter_names.find(counter);
        const std::string name =
            named == manner.counter_names.end() ? std::string() : in_language(named->second, speech.words->language().code);
        if (!name.empty()) {
            add(counter_name_clip(speech, name));
            return plan_.items.back().text;
        }
        if (counter <= counter_clips) {
            add(counter_clip(speech, counter));
            return plan_.items.back().text;
        }
        add(clip(speech, std::string(counter_clip_names) + "before", speech.words->text("voice.counter_before")));
        std::string text = plan_.items.back().text;
        for (const char digit : std::to_string(counter)) {
            silence(between_characters_ms);
            add(digit_clip(speech, digit));
            text += ' ' + plan_.items.back().text;
        }
        return text;
    }

    std::string sentence(const Speech& speech, const Errand& errand, bool following, const Manner& manner) {
        add(following ? clip(speech, "next.before", speech.words->text("voice.next_before"))
                      : clip(speech, "call.before", speech.words->text("voice.call_before")));
        const std::string before = plan_.items.back().text;
        silence(around_number_ms);
        const std::string shown = number(speech, errand.number);
        silence(around_number_ms);
        const std::string to = counter(speech, errand.counter, manner);
        return speech.words->text("voice.sentence", {{"before", before}, {"number", shown}, {"counter", to}});
    }

    void language(const Speech& speech, const std::vector<Errand>& errands, const Manner& manner) {
        std::string text;
        for (std::size_t place = 0; place < errands.size(); ++place) {
            errand(place);
            if (place != 0) silence(between_errands_ms);
            text += (place == 0 ? "" : " ") + sentence(speech, errands[place], place != 0, manner);
        }
        plan_.phrases.push_back({speech.words->language().code, text});
    }

    Plan& plan() { return plan_; }

  private:
    Plan plan_;
    std::size_t errand_ = 0;
};

// `once`, said as often as it may be.
void repeat(Plan& into, const Plan& once, std::uint32_t times, std::int64_t longest_ms) {
    for (std::uint32_t time = 0; time < std::max(times, 1U); ++time) {
        if (time != 0 && into.duration_ms + between_times_ms + once.duration_ms > longest_ms) return;
        if (time != 0) {
            Item gap;
            gap.ms = between_times_ms;
            into.items.push_back(gap);
            into.duration_ms += gap.ms;
        }
        into.items.insert(into.items.end(), once.items.begin(), once.items.end());
        into.duration_ms += once.duration_ms;
    }
    into.phrases = once.phrases;
}

Plan whole(const Manner& manner, const Plan& once, std::uint32_t times, std::int64_t longest_ms) {
    Writer writer;
    if (manner.chime) writer.chime();
    repeat(writer.plan(), once, times, longest_ms);
    return writer.plan();
}

// Whether the language has words of its own to be spoken: what a catalogue lacks is filled from the first one.
bool has_own_words(const words::Catalogue& catalogue, const words::Words& words) {
    const std::string own = catalogue.text("voice.call_before");
    return &catalogue == &words.first() || own != words.first().text("voice.call_before");
}

std::string voice_of(const v1::VoiceRules& rules, const words::Language& language) {
    for (const auto& choice : rules.voices()) {
        if (choice.language() == language.code && !choice.voice().empty()) return choice.voice();
    }
    return language.voice;
}

}  // namespace

Manner manner_of(const v1::Office& office, const words::Words& words) {
    const v1::VoiceRules& rules = office.voice();
    Manner manner;
    std::vector<std::string> wanted(rules.languages().begin(), rules.languages().end());
    if (wanted.empty() && !office.languages().empty()) wanted.push_back(office.languages(0));
    for (const auto& code : wanted) {
        if (manner.languages.size() == languages_max || !words.has(code)) continue;
        const words::Catalogue& catalogue = words.in(code);
        const std::string voice = voice_of(rules, catalogue.language());
        if (!voice.empty() && has_own_words(catalogue, words)) manner.languages.push_back({&catalogue, voice});
    }
    if (manner.languages.empty()) manner.languages.push_back({&words.first(), voice_of(rules, words.first().language())});
    if (!office.has_voice()) return manner;
    manner.chime = rules.chime();
    manner.times = std::max(rules.times(), 1U);
    manner.gap_ms = rules.gap_ms();
    if (!rules.counter_names()) return manner;
    for (const auto& counter : office.counters()) {
        if (!counter.name().texts().empty()) manner.counter_names[counter.id()] = counter.name();
    }
    return manner;
}

Plan plan(const Manner& manner, const std::vector<Errand>& errands, std::int64_t longest_ms) {
    Writer writer;
    for (std::size_t i = 0; i < manner.languages.size(); ++i) {
        writer.errand(0);
        if (i != 0) writer.silence(between_languages_ms);
        writer.language(manner.languages[i], errands, manner);
    }
    return whole(manner, writer.plan(), errands.size() > 1 ? 1 : manner.times, longest_ms);
}

Plan plan_notice(const Manner& manner, std::string_view text, std::int64_t longest_ms) {
    std::size_t length = std::min(text.size(), notice_bytes_max);
    if (length < text.size()) length = std::min(length, text.rfind(' ', length));
    while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    const Speech& speech = manner.languages.front();
    Writer writer;
    writer.add(clip(speech, "", std::string(text.substr(0, length))));
    writer.plan().phrases.push_back({speech.words->language().code, std::string(text)});
    return whole(manner, writer.plan(), manner.times, longest_ms);
}

std::size_t errands_together(const Manner& manner, std::size_t at_most, std::int64_t longest_ms) {
    const Errand long_one{"HX1234", 77};
    std::size_t together = 1;
    while (together < at_most && plan(manner, std::vector<Errand>(together + 1, long_one), longest_ms).duration_ms <= longest_ms)
        ++together;
    return together;
}

std::vector<Item> all_clips(const Speech& speech, const std::map<std::uint64_t, v1::Texts>& counter_names) {
    std::vector<Item> clips;
    clips.push_back(clip(speech, "call.before", speech.words->text("voice.call_before")));
    clips.push_back(clip(speech, "next.before", speech.words->text("voice.next_before")));
    clips.push_back(clip(speech, std::string(counter_clip_names) + "before", speech.words->text("voice.counter_before")));
    for (char digit = '0'; digit <= '9'; ++digit) clips.push_back(digit_clip(speech, digit));
    for (char letter = 'a'; letter <= 'z'; ++letter) clips.push_back(letter_clip(speech, std::string(1, letter)));
    for (std::size_t i = 0; i < telex.size() / 2; ++i) clips.push_back(letter_clip(speech, std::string(telex.at(i).second)));
    for (std::uint64_t counter = 1; counter <= counter_clips; ++counter) clips.push_back(counter_clip(speech, counter));
    for (const auto& [counter, texts] : counter_names) {
        const std::string name = in_language(texts, speech.words->language().code);
        if (!name.empty()) clips.push_back(counter_name_clip(speech, name));
    }
    return clips;
}

std::string slug(std::string_view name) {
    std::string plain;
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()), static_cast<utf8proc_ssize_t>(name.size()),
                                   &made, static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD));
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(made, std::free);
    if (size > 0) plain.assign(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
    std::string out;
    for (std::size_t at = 0; at < plain.size();) {
        const std::string_view character = std::string_view(plain).substr(at, character_length(plain, at));
        at += character.size();
        const std::string key = letter_key(character);
        if (key == "dd") {
            out += 'd';
        } else if (!key.empty() || (character.size() == 1 && is_digit(character[0]))) {
            out += character;
        } else if (character.size() > 1 && !character.starts_with(general_punctuation)) {
            for (const char c : character) out += hex_of(c);
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    if (out.size() > slug_max) {
        // What the end of a long name says is kept in a few digits.
        std::uint32_t sum = 2'166'136'261U;
        for (const char c : out) sum = (sum ^ static_cast<unsigned char>(c)) * 16'777'619U;
        out = out.substr(0, slug_max) + '-' + std::to_string(sum);
    }
    return out.empty() ? "x" : out;
}

}  // namespace luot::voice
