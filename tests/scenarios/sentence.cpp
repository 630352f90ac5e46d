#include "scenarios/sentence.hpp"

#include <algorithm>

namespace luot::scenarios {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The first place of `what` outside quotes.
std::size_t find_unquoted(std::string_view text, std::string_view what) {
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (!quoted && text.substr(at, what.size()) == what) return at;
    }
    return std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    bool in_word = false;
    const auto end_word = [&] {
        if (in_word) words.push_back(word);
        word.clear();
        in_word = false;
    };
    for (const char letter : text) {
        if (letter == '"') {
            quoted = !quoted;
            in_word = true;
        } else if (!quoted && blanks.find(letter) != std::string_view::npos) {
            end_word();
        } else {
            word += letter;
            in_word = true;
        }
    }
    end_word();
    return words;
}

std::string_view without_stop(std::string_view text) {
    if (!text.empty() && text.back() == '.') text.remove_suffix(1);
    return trimmed(text);
}

// Nothing where the line says nothing.
std::optional<Sentence> read_line(std::string_view line, std::size_t number, std::optional<Mistake>& mistake) {
    if (line.size() > line_bytes_max) {
        mistake = Mistake{number, "the line is longer than " + std::to_string(line_bytes_max) + " bytes"};
        return std::nullopt;
    }
    line = trimmed(line.substr(0, find_unquoted(line, "#")));
    if (line.empty()) return std::nullopt;
    if (std::count(line.begin(), line.end(), '"') % 2 != 0) {
        mistake = Mistake{number, "a quotation mark is not closed"};
        return std::nullopt;
    }
    Sentence sentence;
    sentence.line = number;
    sentence.text = std::string(line);
    const std::size_t arrow = find_unquoted(line, "->");
    if (arrow != std::string_view::npos) sentence.expected = std::string(without_stop(trimmed(line.substr(arrow + 2))));
    sentence.words = words_of(without_stop(trimmed(line.substr(0, arrow))));
    if (sentence.words.empty()) mistake = Mistake{number, "nothing is done, so nothing can come of it"};
    if (sentence.expected && sentence.expected->empty()) mistake = Mistake{number, "nothing stands behind the arrow"};
    if (mistake) return std::nullopt;
    return sentence;
}

struct Walk {
    const std::vector<std::string>& items;
    const std::vector<std::string>& words;
    Gaps gaps;

    bool from(std::size_t item, std::size_t word) {
        if (item == items.size()) return word == words.size();
        const std::string& wanted = items[item];
        if (wanted == "]") return from(item + 1, word);
        if (wanted == "[") return optional_part(item, word);
        if (word == words.size()) return false;
        if (wanted.front() != '{') return wanted == words[word] && from(item + 1, word + 1);
        if (wanted[wanted.size() - 2] == '+') return gap_of_several(item, word);
        gaps[wanted.substr(1, wanted.size() - 2)] = words[word];
        return from(item + 1, word + 1);
    }

    bool optional_part(std::size_t item, std::size_t word) {
        const Gaps before = gaps;
        if (from(item + 1, word)) return true;
        gaps = before;
        const auto end = std::find(items.begin() + static_cast<std::ptrdiff_t>(item), items.end(), "]");
        return from(static_cast<std::size_t>(end - items.begin()), word);
    }

    bool gap_of_several(std::size_t item, std::size_t word) {
        const std::string name = items[item].substr(1, items[item].size() - 3);
        std::string taken;
        for (std::size_t end = word; end < words.size(); ++end) {
            taken += (taken.empty() ? "" : " ") + words[end];
            gaps[name] = taken;
            if (from(item + 1, end + 1)) return true;
        }
        gaps.erase(name);
        return false;
    }
};

}  // namespace

Parsed parse(std::string_view scenario) {
    Parsed parsed;
    std::size_t number = 0;
    while (!scenario.empty()) {
        const std::size_t end = std::min(scenario.find('\n'), scenario.size());
        if (auto sentence = read_line(scenario.substr(0, end), ++number, parsed.mistake)) parsed.sentences.push_back(*std::move(sentence));
        if (parsed.mistake) break;
        scenario.remove_prefix(std::min(end + 1, scenario.size()));
    }
    if (!parsed.mistake && parsed.sentences.empty())
        parsed.mistake = Mistake{std::max<std::size_t>(number, 1), "the scenario says nothing"};
    return parsed;
}

std::optional<Gaps> match(std::string_view pattern, const std::vector<std::string>& words) {
    const std::vector<std::string> items = words_of(pattern);
    Walk walk{items, words, {}};
    if (!walk.from(0, 0)) return std::nullopt;
    return std::move(walk.gaps);
}

std::vector<std::string> listed(std::string_view words) {
    std::vector<std::string> list = words_of(words);
    std::erase(list, "and");
    for (std::string& word : list)
        if (!word.empty() && word.back() == ',') word.pop_back();
    return list;
}

}  // namespace luot::scenarios
