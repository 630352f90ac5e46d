#include "scenarios/sentence.hpp"

#include <doctest/doctest.h>

using namespace luot::scenarios;

namespace {

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a scenario is read line by line without comments") {
    const Parsed parsed = parse("# a morning\n\nAt 08:00.   # sharp\r\n  Counter 1 calls next -> H001 because arrival.\n");
    REQUIRE(!parsed.mistake);
    REQUIRE(parsed.sentences.size() == 2);
    CHECK(parsed.sentences[0].line == 3);
    CHECK(parsed.sentences[0].words == Words{"At", "08:00"});
    CHECK(!parsed.sentences[0].expected);
    CHECK(parsed.sentences[1].line == 4);
    CHECK(parsed.sentences[1].words == Words{"Counter", "1", "calls", "next"});
    CHECK(parsed.sentences[1].expected == "H001 because arrival");
}

TEST_CASE("what stands in quotes is one word") {
    const Parsed parsed = parse("The supervisor puts up the notice \"Closed # at 11 -> go home\" -> done");
    REQUIRE(parsed.sentences.size() == 1);
    CHECK(parsed.sentences[0].words.back() == "Closed # at 11 -> go home");
    CHECK(parsed.sentences[0].expected == "done");
}

TEST_CASE("mistakes of form name their line") {
    const auto mistake_at = [](const char* scenario) {
        const Parsed parsed = parse(scenario);
        return parsed.mistake ? parsed.mistake->line : 0;
    };
    CHECK(mistake_at("") == 1);
    CHECK(mistake_at("# nothing\n\n") == 2);
    CHECK(mistake_at("At 08:00\nsay \"half") == 2);
    CHECK(mistake_at("At 08:00\n-> H001") == 2);
    CHECK(mistake_at("Kiosk 1 issues land ->") == 1);
    CHECK(mistake_at(("At 08:00\n\n" + std::string(line_bytes_max + 1, 'x')).c_str()) == 3);
}

TEST_CASE("a scenario cut anywhere is read or has one mistake") {
    const std::string scenario = "At 08:00.\nKiosk 1 issues land -> L001  # first\nSay \"two words\" -> done\n";
    for (std::size_t length = 0; length <= scenario.size(); ++length) {
        const Parsed parsed = parse(std::string_view(scenario).substr(0, length));
        for (const Sentence& sentence : parsed.sentences) CHECK(!sentence.words.empty());
        if (parsed.mistake) CHECK(parsed.mistake->line >= 1);
        CHECK(parsed.sentences.size() <= 3);
    }
}

TEST_CASE("patterns have gaps and parts that may be left out") {
    const char* pattern = "Kiosk {kiosk} issues {service} [ for {class} ] [ with a {slip} ]";
    const auto bare = match(pattern, {"Kiosk", "1", "issues", "land"});
    REQUIRE(bare);
    CHECK(bare->at("service") == "land");
    CHECK(!bare->contains("class"));
    const auto whole = match(pattern, {"Kiosk", "1", "issues", "land", "for", "elderly", "with", "a", "slip"});
    REQUIRE(whole);
    CHECK(whole->at("class") == "elderly");
    CHECK(whole->at("slip") == "slip");
    const auto second_alone = match(pattern, {"Kiosk", "1", "issues", "land", "with", "a", "slip"});
    REQUIRE(second_alone);
    CHECK(!second_alone->contains("class"));
    CHECK(!match(pattern, {"Kiosk", "1", "issues"}));
    CHECK(!match(pattern, {"Kiosk", "1", "issues", "land", "twice"}));
    CHECK(!match(pattern, {}));
}

TEST_CASE("a gap of several words ends where the rest fits") {
    const auto moved = match("moves {counter} to {serves+} [ helping {helps+} ]",
                             {"moves", "3", "to", "land,", "tax", "helping", "civil", "and", "culture"});
    REQUIRE(moved);
    CHECK(listed(moved->at("serves")) == Words{"land", "tax"});
    CHECK(listed(moved->at("helps")) == Words{"civil", "culture"});
}
