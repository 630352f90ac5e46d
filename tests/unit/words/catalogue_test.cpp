#include "words/catalogue.hpp"

#include <doctest/doctest.h>

namespace luot::words {

namespace {

Catalogue small(Plural plural = Plural::one) {
    Language language;
    language.code = "en";
    language.date = "{weekday} {day} {month_name} {year} ({month})";
    language.weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    language.months[2] = "March";
    language.months[11] = "December";
    return {language,
            {{"a.plain", {{"Words"}, "", plural}},
             {"a.named", {{"{number} to {counter}"}, "", plural}},
             {"a.people", {{"{n} people"}, "{n} person", plural}},
             {"a.reason", {{"{service} is closed: {why}.", "{service} is closed.", "Closed."}, "", plural}}}};
}

}  // namespace

TEST_CASE("words are found by key and filled by name") {
    const Catalogue words = small();
    CHECK(words.text("a.plain") == "Words");
    CHECK(words.text("a.named", {{"counter", 3}, {"number", "H012"}}) == "H012 to 3");
    CHECK(words.text("a.named", {{"counter", "{number}"}, {"number", "}{"}}) == "}{ to {number}");  // values are no texts
    CHECK(words.has("a.plain"));
}

TEST_CASE("what is missing is seen and nothing is silent") {
    const Catalogue words = small();
    CHECK(words.text("a.plian") == "a.plian");
    CHECK_FALSE(words.has("a.plian"));
    CHECK(words.text("a.named", {{"number", "H012"}}) == "H012 to {counter}");
    CHECK(words.text("a.named", {{"number", ""}, {"counter", 1}}) == "{number} to 1");
}

TEST_CASE("a number chooses the form by the rule of the language") {
    const auto people = [](Plural plural, auto n) { return small(plural).text("a.people", {{"n", n}}); };
    CHECK(people(Plural::one, 0) == "0 people");
    CHECK(people(Plural::one, 1) == "1 person");
    CHECK(people(Plural::one, 2) == "2 people");
    CHECK(people(Plural::one, 21) == "21 people");
    CHECK(people(Plural::zero_one, 0) == "0 person");
    CHECK(people(Plural::zero_one, 1) == "1 person");
    CHECK(people(Plural::zero_one, 10) == "10 people");
    CHECK(people(Plural::never, 1) == "1 people");
    CHECK(people(Plural::one, "several") == "several people");
    CHECK(small().text("a.people") == "{n} people");
}

TEST_CASE("of several sentences the first is said that has all it needs") {
    const Catalogue words = small();
    CHECK(words.text("a.reason", {{"service", "Land"}, {"why", "lunch"}}) == "Land is closed: lunch.");
    CHECK(words.text("a.reason", {{"service", "Land"}, {"why", ""}}) == "Land is closed.");
    CHECK(words.text("a.reason", {{"why", "lunch"}}) == "Closed.");
    CHECK(words.text("a.reason") == "Closed.");
}

TEST_CASE("dates in the order of the language") {
    CHECK(small().date({2026, 3, 2, 0}) == "Monday 02 March 2026 (03)");
    CHECK(small().date({2026, 13, 2, 9}) == "Sunday 02 December 2026 (13)");  // no such day: nothing breaks
}

TEST_CASE("a language that nobody has is answered in the first one") {
    Language vi;
    vi.code = "vi";
    const Words words({Catalogue(vi, {{"a.plain", {{"Lời"}, "", Plural::never}}}), small()});
    CHECK(words.in("en").text("a.plain") == "Words");
    CHECK(words.in("fr").text("a.plain") == "Lời");
    CHECK(words.in("").text("a.plain") == "Lời");
    CHECK(words.has("en"));
    CHECK_FALSE(words.has("fr"));
    CHECK(placeholders("{a} và {b}{a}") == std::set<std::string>{"a", "b"});
    CHECK(placeholders("{a").empty());
}

}  // namespace luot::words
