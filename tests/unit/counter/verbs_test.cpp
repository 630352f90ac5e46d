#include "counter/verbs.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace luot::counter {
namespace {

Verb good(const std::string& line) {
    const ParsedVerb parsed = parse_verb_line(line);
    const auto* verb = std::get_if<Verb>(&parsed);
    INFO(line);
    if (const auto* error = std::get_if<UsageError>(&parsed)) FAIL(error->message);
    return verb != nullptr ? *verb : Verb{};
}

std::string wrong(const std::string& line) {
    const ParsedVerb parsed = parse_verb_line(line);
    const auto* error = std::get_if<UsageError>(&parsed);
    return error == nullptr ? std::string() : error->message;
}

const std::vector<std::string> all_verbs = {"open --take-over",
                                            "close",
                                            "pause lunch",
                                            "resume-counter",
                                            "auto-call on",
                                            "next --outcome accepted",
                                            "call H012 --reason elderly",
                                            "recall",
                                            "start",
                                            "requeue",
                                            "no-show",
                                            "reinstate H012",
                                            "hold form",
                                            "return H012",
                                            "resume H012",
                                            "transfer land --kind next-step --outcome advised",
                                            "transfer --to-counter 4 --kind wrong-field",
                                            "finish --outcome=accepted",
                                            "cancel H012 --void --reason mistake",
                                            "issue land elderly",
                                            "finish --outcome accepted --ended 10:42",
                                            "recall --expect H012",
                                            "help on",
                                            "hand-over cb-02",
                                            "rate 17 4",
                                            "note H012 thiếu bản sao",
                                            "note H012 --clear",
                                            "status",
                                            "list"};

}  // namespace

TEST_CASE("every verb is understood") {
    for (const auto& line : all_verbs) good(line);
    CHECK(good("open").take_over == false);
    CHECK(good("open --take-over").take_over);
    CHECK(good("pause lunch").reason == "lunch");
    CHECK(good("pause").reason.empty());  // asked for later, with the office's list
    CHECK(good("auto-call on").on);
    CHECK_FALSE(good("auto-call off").on);
    CHECK(good("next").outcome.empty());
    CHECK(good("next --outcome=accepted").outcome == "accepted");
    CHECK(good("  call   h012\t--reason elderly \r").number == "h012");
    CHECK(good("call --reason elderly H012").reason == "elderly");
    CHECK(good("transfer land --kind next-step").service == "land");
    CHECK(good("transfer land --kind next-step").transfer_kind == v1::TRANSFER_KIND_NEXT_STEP);
    CHECK(good("transfer --to-counter 12 --kind wrong-field").to_counter == 12);
    CHECK(good("transfer --to-counter=12 --kind=wrong-field").transfer_kind == v1::TRANSFER_KIND_WRONG_FIELD);
    CHECK(good("cancel H012 --void").voided);
    CHECK(good("issue land").ticket_class.empty());
    CHECK(good("issue land elderly").ticket_class == "elderly");
}

TEST_CASE("wrong words are answered with what would be right") {
    CHECK(wrong("").find("a verb is missing") == 0);
    CHECK(wrong("dance") == "unknown verb 'dance'; see --help");
    CHECK(wrong("call") == "NUMBER is missing; usage: call NUMBER [--reason CODE]");
    CHECK(wrong("recall H012").find("'H012' is one word too many") == 0);
    CHECK(wrong("next --reason x").find("'--reason' is not an option of next") == 0);
    CHECK(wrong("next --outcome").find("--outcome needs a value") == 0);
    CHECK(wrong("next --outcome=").find("--outcome needs a value") == 0);
    CHECK(wrong("cancel H1 --void=yes").find("--void takes no value") == 0);
    CHECK(wrong("auto-call maybe").find("auto-call is on or off") == 0);
    CHECK(wrong("transfer --kind next-step").find("transfer needs a SERVICE or --to-counter") == 0);
    CHECK(wrong("transfer land").find("transfer needs --kind") == 0);
    CHECK(wrong("transfer land --kind sideways").find("--kind is next-step or wrong-field") == 0);
    for (const char* counter : {"0", "x", "-1", "4x", "99999999999999999999999"}) {
        CHECK(wrong("transfer --kind next-step --to-counter " + std::string(counter)).find("--to-counter is a counter's number") == 0);
    }
    CHECK(wrong("start a b c d e f g h i j k l m n o p q r").find("too many words") == 0);
    CHECK(wrong("issue " + std::string(300, 'x')).find("longer than 256 bytes") != std::string::npos);
}

TEST_CASE("a line cut anywhere is a verb or an error and nothing worse") {
    for (const auto& line : all_verbs) {
        for (std::size_t length = 0; length < line.size(); ++length) {
            const ParsedVerb parsed = parse_verb_line(line.substr(0, length));
            const auto* error = std::get_if<UsageError>(&parsed);
            CHECK((error == nullptr || !error->message.empty()));
        }
    }
}

TEST_CASE("help names every verb") {
    const std::string help = verbs_help();
    for (const auto& line : all_verbs) CHECK(help.find("  " + line.substr(0, line.find(' '))) != std::string::npos);
}

TEST_CASE("what acts at the counter needs a clerk") {
    CHECK(needs_clerk(VerbKind::next));
    CHECK(needs_clerk(VerbKind::open));
    CHECK_FALSE(needs_clerk(VerbKind::status));
    CHECK_FALSE(needs_clerk(VerbKind::issue));
    CHECK(only_looks(VerbKind::list));
    CHECK_FALSE(only_looks(VerbKind::recall));
}

TEST_CASE("times and notes and grades and who is expected are read or said to be wrong") {
    CHECK(good("finish --ended 9:05").ended_minute == 545);
    CHECK(good("finish").ended_minute == std::nullopt);
    for (const char* time : {"24:00", "9:5", "9", "9:60", ":30", "009:30", "9:3a", "-9:30"})
        CHECK(wrong(std::string("finish --ended ") + time).find("--ended is a time of today such as 10:42") == 0);
    CHECK(good("note H012 thiếu   bản sao").text == "thiếu bản sao");
    CHECK(good("note H012 --clear").text.empty());
    CHECK(good("note H012 " + std::string(500, 'x')).text.size() == 500);
    CHECK(wrong("note H012 " + std::string(501, 'x')).find("at most 500 bytes") != std::string::npos);
    CHECK(wrong("note H012").find("either a TEXT or --clear") != std::string::npos);
    CHECK(wrong("note H012 words --clear").find("either a TEXT or --clear") != std::string::npos);
    CHECK(wrong("note").find("NUMBER is missing") != std::string::npos);
    CHECK(good("rate 17 5").grade == 5);
    CHECK(good("rate 17 5").ticket == 17);
    for (const char* words : {"rate H012 4", "rate 0 4", "rate 17 0", "rate 17 6", "rate 17", "rate 17 4 4"})
        CHECK_FALSE(wrong(words).empty());
    CHECK(wrong("help perhaps").find("help is on or off") == 0);
    CHECK_FALSE(wrong("help").empty());
    CHECK(good("next --expect nobody").expects == "nobody");
    CHECK(good("next").expects == std::nullopt);
    CHECK(wrong("issue land --expect H012").find("is not an option of issue") != std::string::npos);
}

}  // namespace luot::counter
