#include "words/load.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace luot::words {

namespace {

const std::string language_vi = R"([language]
name = "Tiếng Việt"
short_name = "VI"
order = 1
plural = "never"
date = "{day}/{month}/{year}"
weekdays = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
)";

const std::string language_fr = R"([language]
name = "Français"
short_name = "FR"
plural = "zero_one"
date = "{weekday} {day}/{month}/{year}"
weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
voice = "fr"
)";

// Why the file is no catalogue; with `vi` before it as the first language.
std::string refusal_of(const std::string& text, const std::string& name = "fr.toml") {
    const auto loaded = make_words({{"vi.toml", language_vi + "[kiosk]\ntitle = \"Xin chào {name}\"\nplain = \"Chào\"\n"}, {name, text}});
    return loaded ? "taken" : loaded.error().reason;
}

std::filesystem::path scratch(const std::string& name) {
    auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / "words" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace

TEST_CASE("a further file in the folder is a further language") {
    const auto folder = scratch("third");
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(LUOT_SOURCE_DIR) / "screen" / "words")) {
        if (entry.path().extension() == ".toml") std::filesystem::copy(entry.path(), folder / entry.path().filename());
    }
    std::ofstream(folder / "fr.toml") << language_fr << R"(
[slip]
title = "TICKET DE FILE"
ahead = { one = "personne avant vous", other = "personnes avant vous" }
[slip.typo]
titel = "…"
)";
    const auto loaded = load_words(folder);
    REQUIRE(loaded.has_value());
    const Words& words = loaded->words;
    REQUIRE(words.all().size() == 3);
    CHECK(words.first().language().code == "vi");
    CHECK(words.all()[1].language().code == "en");
    const Catalogue& fr = words.in("fr");
    CHECK(fr.language().name == "Français");
    CHECK(fr.language().voice == "fr");
    CHECK(fr.text("slip.title") == "TICKET DE FILE");
    CHECK(fr.text("slip.ahead", {{"n", 0}}) == "personne avant vous");
    CHECK(fr.text("slip.ahead", {{"n", 2}}) == "personnes avant vous");
    CHECK(fr.date({2026, 3, 2, 0}) == "lundi 02/03/2026");
    // What it lacks is said in the first language.
    CHECK(fr.text("board.call") == "MỜI SỐ");
    REQUIRE(loaded->remarks.size() == 2);
    CHECK(loaded->remarks[0].ends_with("fr.toml:14:9: no program says slip.typo.titel"));
    CHECK(loaded->remarks[1].find("texts are missing") != std::string::npos);
    CHECK(loaded->remarks[1].ends_with("Tiếng Việt is shown instead"));
}

TEST_CASE("words are composed as they are read") {
    const auto loaded = make_words({{"vi.toml", language_vi + "[kiosk]\ntitle = \"Việt\"\n"}});
    REQUIRE(loaded.has_value());
    CHECK(loaded->words.first().text("kiosk.title") == "Việt");
}

TEST_CASE("a mistake in a catalogue is named with its place and what is right") {
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"Bonjour {name}\"\n") == "taken");
    CHECK(refusal_of("[language\n").starts_with("fr.toml:1:"));
    CHECK(refusal_of("[language\n").find("this is not TOML") != std::string::npos);
    CHECK(refusal_of("") == "fr.toml: the section [language] is missing; begin it with name = \"…\"");
    CHECK(refusal_of("[language]\n") == "fr.toml:1:1: language.name is missing; write name = \"…\"");
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = 7\n") == "fr.toml:10:9: kiosk.title is a text in quotes; write title = \"…\"");
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"\"\n") ==
          "fr.toml:10:9: kiosk.title is empty; write the words, or take the line out");
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"Bonjour {nom}\"\n") ==
          "fr.toml:10:9: {nom} is no placeholder of kiosk.title; it has {name}");
    CHECK(refusal_of(language_fr + "[kiosk]\nplain = \"Bonjour {nom}\"\n") ==
          "fr.toml:10:9: {nom} is no placeholder of kiosk.plain; it has no placeholders");
    for (const char* text : {"a { b", "a } b", "{A}", "{}", "{{name}}", "{na me}"}) {
        CAPTURE(text);
        CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"" + text + "\"\n").starts_with("fr.toml:10:9: kiosk.title has a brace that "));
    }
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"a\\nb\"\n").find("control character") != std::string::npos);
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = \"" + std::string(1'001, 'a') + "\"\n").find("longer than") != std::string::npos);
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = []\n").find("a list of 1 to 8 sentences") != std::string::npos);
    CHECK(refusal_of(language_fr + "[kiosk]\ntitle = { other = \"a\", many = \"b\" }\n") ==
          "fr.toml:10:31: kiosk.title has the forms one and other, not \"many\"");
    CHECK(refusal_of(language_fr + "[kiosk]\nTitle = \"a\"\n").find("small letters") != std::string::npos);
    CHECK(refusal_of(language_fr + "[a.b.c.d.e]\nf = \"x\"\n").find("in too many others") != std::string::npos);
    CHECK(refusal_of("top = \"x\"\n" + language_fr) == "fr.toml:1:7: top stands in no section; put it below a line [section]");
    CHECK(refusal_of(language_fr + "colour = \"red\"\n").find("language.colour is unknown; the section [language] has name") !=
          std::string::npos);
    CHECK(refusal_of(language_fr, "French.toml").find("named by its language's code") != std::string::npos);
    CHECK(refusal_of(std::string(file_bytes_max + 1, '#')).find("more than 512 KiB") != std::string::npos);

    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = language_fr;
        return refusal_of(text.replace(text.find(from), from.size(), to));
    };
    CHECK(with("\"zero_one\"", "\"two\"") == "fr.toml:4:10: language.plural is \"never\", \"one\" or \"zero_one\", not \"two\"");
    CHECK(with("{weekday}", "{wday}").starts_with("fr.toml:5:8: {wday} is no part of a date"));
    CHECK(with("\"dimanche\"", "") == "fr.toml:6:12: language.weekdays is a list of 7 names");
    CHECK(with("\"lundi\"", "1") == "fr.toml:6:13: language.weekdays is a text in quotes; write weekdays = \"…\"");
    CHECK(with("voice", "order = 0\nvoice").find("language.order is a number from 1 to 1000") != std::string::npos);
}

TEST_CASE("every prefix of a catalogue is taken or refused in words") {
    const std::string text = language_fr + "[kiosk]\ntitle = [\"Bonjour {name}\", \"Bonjour\"]\n";
    for (std::size_t length = 0; length < text.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(refusal_of(text.substr(0, length)).empty());
    }
}

TEST_CASE("a folder without words says where they are looked for") {
    const auto nowhere = load_words(scratch("none") / "missing");
    REQUIRE(nowhere.has_error());
    CHECK(nowhere.error().reason.find("--words DIR") != std::string::npos);
    const auto empty = load_words(scratch("empty"));
    REQUIRE(empty.has_error());
    CHECK(empty.error().reason.find("no catalogue of words in") != std::string::npos);
}

TEST_CASE("programs find the words that are built beside them") {
    const auto loaded = load_words(default_folder());
    REQUIRE(loaded.has_value());
    CHECK(loaded->words.first().language().code == "vi");
    CHECK(loaded->words.has("en"));
}

}  // namespace luot::words
