#include "scenarios/play.hpp"

#include <algorithm>

#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {
namespace {

struct Meaning {
    const Saying* saying = nullptr;
    Gaps gaps;
};

// "An at counter 1 calls next": as "Counter 1 calls next", by this clerk whoever is there.
std::vector<std::string> without_clerk(const std::vector<std::string>& words, std::string& clerk) {
    if (words.size() < 5 || words[1] != "at" || words[2] != "counter") return words;
    clerk = words[0];
    std::vector<std::string> rest{"Counter"};
    rest.insert(rest.end(), words.begin() + 3, words.end());
    return rest;
}

Meaning meaning_of(const Sentence& sentence) {
    std::string clerk;
    const std::vector<std::string> words = without_clerk(sentence.words, clerk);
    for (const Saying& saying : vocabulary()) {
        auto gaps = match(saying.pattern, words);
        if (!gaps) continue;
        if (!clerk.empty()) gaps->emplace("clerk", clerk);
        return {&saying, *std::move(gaps)};
    }
    throw Nonsense("I do not understand this sentence");
}

// "H001" is what happened where "H001 because arrival" is; "refused" alone says too little.
void compare(const Sentence& sentence, const std::string& happened) {
    const std::string expected = sentence.expected.value_or("accepted");
    if (expected == "refused") throw Nonsense("'refused' has to be followed by the code");
    bool is = !happened.starts_with("refused");
    if (sentence.expected) is = happened == expected || happened.starts_with(expected + " ");
    if (!is) throw Mismatch(expected, happened);
}

void carry_out(Scene& scene, const Sentence& sentence) {
    const Meaning meaning = meaning_of(sentence);
    if (sentence.expected && meaning.saying->mood != Mood::acts)
        throw Nonsense("nothing can come of this sentence, so '->' has no sense here");
    const std::string happened = meaning.saying->mean(scene, meaning.gaps);
    if (meaning.saying->mood == Mood::acts) compare(sentence, happened);
}

std::string told(Scene& scene) {
    constexpr std::size_t shown = 200;
    const std::vector<std::string>& lines = scene.timeline();
    const std::size_t first = lines.size() - std::min(lines.size(), shown);
    std::string out = "  what happened before:\n";
    if (first > 0) out += "    (" + std::to_string(first) + " events before these)\n";
    for (std::size_t index = first; index < lines.size(); ++index) out += "    " + lines[index] + "\n";
    return out;
}

}  // namespace

const std::vector<Saying>& vocabulary() {
    static const std::vector<Saying> all = [] {
        std::vector<Saying> made;
        for (auto* chapter : {about_the_office, about_counters, about_tickets, about_the_house, about_what_is})
            for (Saying& saying : chapter()) made.push_back(std::move(saying));
        return made;
    }();
    return all;
}

Played play(std::string_view scenario, const std::string& name) {
    const Parsed parsed = parse(scenario);
    if (parsed.mistake) return {false, name + ":" + std::to_string(parsed.mistake->line) + ": " + parsed.mistake->what + "\n", {}};
    Scene scene;
    std::size_t acts_or_checks = 0;
    for (const Sentence& sentence : parsed.sentences) {
        try {
            carry_out(scene, sentence);
            acts_or_checks += sentence.expected || sentence.words.front() == "Then" ? 1 : 0;
        } catch (const std::exception& wrong) {
            return {
                false, name + ":" + std::to_string(sentence.line) + ": " + sentence.text + "\n  " + wrong.what() + "\n" + told(scene), {}};
        }
    }
    if (acts_or_checks == 0) return {false, name + ":1: the scenario expects nothing, so it cannot fail\n", {}};
    return {true, {}, scene.tally().lines()};
}

}  // namespace luot::scenarios
