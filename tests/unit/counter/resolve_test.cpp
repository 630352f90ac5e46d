#include "counter/resolve.hpp"

#include <doctest/doctest.h>

#include "office_fixture.hpp"

namespace luot::counter {
namespace {

Verb verb_of(const std::string& line) {
    const ParsedVerb parsed = parse_verb_line(line);
    REQUIRE(std::holds_alternative<Verb>(parsed));
    return std::get<Verb>(parsed);
}

OfficeView small_office() {
    OfficeView office;
    office.apply(fixture::snapshot());
    return office;
}

v1::Command command_of(const std::string& line) {
    const auto resolved = resolve(verb_of(line), small_office(), 3, "an");
    REQUIRE(std::holds_alternative<v1::Command>(resolved));
    return std::get<v1::Command>(resolved);
}

Unresolved unresolved_of(const std::string& line) {
    const auto resolved = resolve(verb_of(line), small_office(), 3, "an");
    REQUIRE(std::holds_alternative<Unresolved>(resolved));
    return std::get<Unresolved>(resolved);
}

}  // namespace

TEST_CASE("numbers become tickets") {
    CHECK(command_of("call h012 --reason elderly").call_chosen().ticket() == 12);
    CHECK(command_of("reinstate H008").reinstate().ticket() == 16);
    CHECK(command_of("return H009").return_hold().ticket() == 9);
    CHECK(command_of("resume H009").resume_hold().ticket() == 9);
    CHECK(command_of("cancel H012").cancel().ticket() == 12);
    const Unresolved missing = unresolved_of("cancel h999");
    CHECK(missing.code == "unknown_ticket");
    CHECK(missing.params == std::vector<std::pair<std::string, std::string>>{{"number", "H999"}});
}

TEST_CASE("every verb at the counter names counter and clerk") {
    const auto check = [](const v1::AtCounter& at) {
        CHECK(at.counter() == 3);
        CHECK(at.clerk() == "an");
    };
    check(command_of("open --take-over").open_counter().at());
    CHECK(command_of("open --take-over").open_counter().take_over());
    check(command_of("close").close_counter().at());
    check(command_of("pause lunch").pause_counter().at());
    CHECK(command_of("pause lunch").pause_counter().reason() == "lunch");
    check(command_of("resume-counter").resume_counter().at());
    check(command_of("auto-call on").set_auto_call().at());
    CHECK(command_of("auto-call on").set_auto_call().on());
    check(command_of("next --outcome accepted").call_next().at());
    CHECK(command_of("next --outcome accepted").call_next().outcome() == "accepted");
    check(command_of("call H012 --reason elderly").call_chosen().at());
    check(command_of("recall").recall().at());
    check(command_of("start").start().at());
    check(command_of("requeue").requeue().at());
    check(command_of("no-show").no_show().at());
    check(command_of("hold form").hold().at());
    check(command_of("resume H009").resume_hold().at());
    check(command_of("transfer land --kind next-step").transfer().at());
    CHECK(command_of("transfer land --kind next-step").transfer().service() == "land");
    CHECK(command_of("transfer --to-counter 4 --kind wrong-field").transfer().to_counter() == 4);
    CHECK(command_of("transfer --to-counter 4 --kind wrong-field").transfer().kind() == v1::TRANSFER_KIND_WRONG_FIELD);
    check(command_of("finish --outcome accepted").finish().at());
    CHECK(command_of("issue land elderly").issue().ticket_class() == "elderly");
    CHECK(command_of("issue land").issue().slip() == v1::SLIP_WISH_NONE);
    CHECK(command_of("cancel H012 --void --reason mistake").cancel().voided());
}

TEST_CASE("a missing reason is asked for with the offices list") {
    CHECK(unresolved_of("pause").code == "reason_missing");
    CHECK(unresolved_of("hold").code == "reason_missing");
    CHECK(unresolved_of("call H012").code == "reason_missing");
    CHECK(unresolved_of("cancel H012 --void").code == "reason_missing");
    const OfficeView office = small_office();
    CHECK(valid_choices(verb_of("pause"), office, "reason_missing", "vi") == std::vector<Choice>{{"lunch", "Ăn trưa"}});
    CHECK(valid_choices(verb_of("hold nap"), office, "unknown_reason", "vi") == std::vector<Choice>{{"form", "Điền tờ khai"}});
    CHECK(valid_choices(verb_of("finish"), office, "unknown_outcome", "vi") == std::vector<Choice>{{"accepted", "Đã tiếp nhận"}});
    CHECK(valid_choices(verb_of("issue x"), office, "unknown_service", "vi").size() == 2);
    CHECK(valid_choices(verb_of("finish"), office, "counter_idle", "vi").empty());
}

TEST_CASE("help and handing over and grades and notes say what was meant") {
    CHECK(command_of("help on").ask_for_help().on());
    CHECK_FALSE(command_of("help off").ask_for_help().on());
    CHECK(command_of("help on").ask_for_help().at().counter() == 3);
    CHECK(command_of("hand-over binh").hand_over().to_clerk() == "binh");
    CHECK(command_of("hand-over binh").hand_over().at().clerk() == "an");
    CHECK(command_of("rate 17 4").rate().ticket() == 17);
    CHECK(command_of("rate 17 4").rate().grade() == 4);
    const auto resolved = resolve(verb_of("note h012 thiếu bản sao"), small_office(), 3, "an");
    REQUIRE(std::holds_alternative<v1::TicketNote>(resolved));
    const auto& note = std::get<v1::TicketNote>(resolved);
    CHECK(note.ticket() == 12);
    CHECK(note.text() == "thiếu bản sao");
    CHECK(note.counter() == 3);
    CHECK(note.clerk() == "an");
    CHECK(unresolved_of("note H999 words").code == "unknown_ticket");
}

TEST_CASE("who is expected at the counter goes with the command") {
    CHECK_FALSE(command_of("recall").recall().at().has_ticket());
    CHECK(command_of("recall --expect H012").recall().at().ticket() == 12);
    CHECK(command_of("next --expect nobody").call_next().at().has_ticket());
    CHECK(command_of("next --expect nobody").call_next().at().ticket() == 0);
    CHECK(unresolved_of("next --expect H999").code == "unknown_ticket");
}

TEST_CASE("a time of day is of today in the offices zone") {
    // 2026-03-02 01:30 in Hà Nội, which is still Sunday in UTC.
    const Moment night{1'772'389'800'000'000, 7 * 3'600'000'000};
    const auto ended = [&](const std::string& line, Moment now) {
        return std::get<v1::Command>(resolve(verb_of(line), small_office(), 3, "an", now)).finish().ended_us();
    };
    CHECK(ended("finish --ended 01:00", night) == night.office_us - 30 * 60'000'000LL);
    CHECK(ended("finish --ended 00:00", night) == night.office_us - 90 * 60'000'000LL);
    CHECK(ended("finish --ended 23:59", night) > night.office_us);
    CHECK(ended("finish", night) == 0);
    CHECK(ended("finish --ended 01:00", {night.office_us, 0}) == night.office_us - (17 * 60 + 30) * 60'000'000LL);
}

}  // namespace luot::counter
