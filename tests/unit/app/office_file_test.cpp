#include "app/office_file.hpp"

#include <doctest/doctest.h>

#include "small_office.hpp"

using namespace luot;
using namespace luot::testing;

TEST_CASE("a small office needs little and gets the defaults") {
    const auto file = app::parse_office_file(Snippet{}.text(), "small.toml");
    REQUIRE_MESSAGE(file.has_value(), app::to_string(file.error().mistakes.front()));
    CHECK(file->warnings.empty());
    core::Office expected;
    expected.code = "small";
    expected.name = {{"vi", "Nhỏ"}};
    expected.colour = "#0B1B2B";
    expected.accent = "#0A4DB0";
    core::Service service;
    service.code = core::ServiceCode("a");
    service.name = {{"vi", "A"}};
    service.colour = "#0A4DB0";
    service.range.prefix = "A";
    expected.services = {service};
    core::PriorityClass ordinary;
    ordinary.code = core::ClassCode("ordinary");
    ordinary.name = {{"vi", "Thường"}};
    expected.classes = {ordinary};
    core::CounterConfig counter;
    counter.id = core::CounterId(1);
    counter.serves = {core::ServiceCode("a")};
    expected.counters = {counter};
    expected.slip.lines = {"logo",    "office", "title", "number",  "field", "class", "procedure",
                           "figures", "notes",  "phone", "closing", "when",  "where"};
    expected.slip.languages = {"vi"};
    CHECK(file->office == expected);
    CHECK(file->office.kiosk.card == core::CardUse::none);
    CHECK(file->office.voice == core::VoiceRules{{}, {}, true, 1, 600, false, {}});
    CHECK(core::has_voice_zone(file->office, "hall"));
    CHECK(file->office.screens == core::ScreenRules{0, 0, 0, false, 30, 30});
    CHECK(file->office.desk == core::DeskRules{false, false, 10 * core::minute_us, {false, {}, {}, 30}});
}

TEST_CASE("a board of an office without zones stands in the hall") {
    const auto file = app::parse_office_file(
        with_tail("[[boards]]\nname = \"board-1\"\n[[boards]]\nname = \"board-2\"\nzone = \"hall\"").text(), "small.toml");
    REQUIRE_MESSAGE(file.has_value(), app::to_string(file.error().mistakes.front()));
    CHECK(file->warnings.empty());
    CHECK(file->office.boards.at(0).zone == "hall");
    CHECK(file->office.boards.at(1).zone == "hall");
}

TEST_CASE("every key arrives where it belongs") {
    Snippet snippet;
    snippet.top = R"(zone = "Europe/Warsaw"
day_begins = "03:00"
languages = ["vi", "en"]
colour = "#08603b"
accent = "#6A349C"
logo = "logo.png"
phone_base_url = "https://office.example/"
sessions = [{ code = "night", weekdays = "mon,sun", first_day = "2026-01-01", last_day = "2026-12-31", from = "20:00", until = "26:30" }]
issue_early = "1 h"
issue_stop = "10 min"
calendar = [{ code = "holiday", day = "2026-09-02", closed = true, message = { vi = "Nghỉ", en = "Closed" } }]
targets = ["5 min", "1 h"]
running_text = [{ vi = "Kính chào", en = "Welcome" }]
slip_closing = { vi = "Cảm ơn", en = "Thank you" }
outcomes = [{ code = "done", name = { vi = "Xong", en = "Done" } }])";
    snippet.name = "name = { vi = \"Nhỏ\", en = \"Small\" }";
    snippet.service = R"(first_number = 100
last_number = 199
digits = 4
at_end = "refuse"
colour = "#123456"
daily_quota = 50
hint = { vi = "Khai sinh, kết hôn", en = "Birth, marriage" }
hours = [{ weekdays = "sat", from = "08:00", until = "11:30" }]
calendar = [{ code = "no-writing", weekdays = "tue", message = { vi = "Ngày không viết", en = "No writing" } }]
[[services.procedures]]
code = "birth"
name = { vi = "Khai sinh", en = "Birth" }
open = false
message = { vi = "Tạm dừng", en = "Paused" }
calendar = [{ code = "same-day-settlement", weekdays = "thu", message = { vi = "Ngày không hẹn", en = "No appointment" } }])";
    snippet.counter = "name = { vi = \"Quầy 1\", en = \"Counter 1\" }";
    snippet.tail = R"([[classes]]
code = "ordinary"
name = { vi = "Thường", en = "Ordinary" }
[[classes]]
code = "elderly"
name = { vi = "Cao tuổi", en = "Elderly" }
priority = true
rank = 7
head_start = "15 min"
rate = 1.5
hint = { vi = "Căn cước", en = "Citizen card" }
min_age = 60
[[clerks]]
code = "cb-01"
name = "Cán bộ Một"
badge = "Chị Một"
[[clerks]]
code = "cb-02"
[desk]
show_badges = true
hold_reminder = "5 min"
[desk.rating]
on = true
question = { vi = "Có hài lòng không?", en = "Are you satisfied?" }
grades = [{ vi = "Một", en = "One" }, { vi = "Hai", en = "Two" }, { vi = "Ba", en = "Three" }, { vi = "Bốn", en = "Four" }]
seconds = 45
[policy]
kind = "n_to_one"
n = 2
[rules]
recall_limit = 1
requeue_after = 5
no_show_after = "3 min"
reinstate_grace = "30 min"
courtesy = 0.25
longest_wait = "45 min"
slip_silent = "20 s"
slip_reprint = "1 min"
[slip]
lines = ["number", "field", "phone"]
languages = ["vi", "en"]
[kiosk]
card = "required"
per_person_field = 1
per_person_day = 3
presence_after = "30 min"
presence_grace = "10 min"
[voice]
languages = ["en", "vi"]
voices = { vi = "hue", en = "en-us" }
chime = false
times = 2
gap = "1500 ms"
counter_names = true
[[voice.zones]]
code = "ground"
name = { vi = "Tầng 1", en = "Ground floor" }
counters = [1]
[[voice.zones]]
code = "upper"
name = { vi = "Tầng 2", en = "Upper floor" }
[[boards]]
name = "board-1"
[[boards]]
name = "board-2"
layout = "counter"
theme = "light"
zone = "upper"
language = "en"
services = ["a"]
counters = [1]
[[boards]]
name = "board-3"
sound = false
[screens]
night_percent = 40
night_from = "18:30"
night_until = "06:00"
off_outside_hours = true
on_before = "45 min"
off_after = "0 min"
[reasons]
pause = [{ code = "lunch", name = { vi = "Nghỉ trưa", en = "Lunch" } }]
hold = [{ code = "form", name = { vi = "Tờ khai", en = "Form" } }]
cancel = [{ code = "left", name = { vi = "Bỏ về", en = "Left" } }]
choose = [{ code = "same", name = { vi = "Cùng người", en = "Same person" } }]
priority = [{ code = "unwell", name = { vi = "Không khỏe", en = "Unwell" } }])";
    // The service has no name in English yet.
    std::string text = snippet.text();
    text.replace(text.find("{ vi = \"A\" }"), 12, "{ vi = \"A\", en = \"A\" }");
    const auto file = app::parse_office_file(text, "small.toml");
    REQUIRE_MESSAGE(file.has_value(), app::to_string(file.error().mistakes.front()));
    CHECK(file->warnings.empty());
    const core::Office& office = file->office;
    CHECK(office.zone == "Europe/Warsaw");
    CHECK(office.boundary_minute == 180);
    CHECK(office.languages == std::vector<std::string>{"vi", "en"});
    CHECK(office.colour == "#08603B");
    CHECK(office.accent == "#6A349C");
    CHECK(file->logo == "logo.png");
    CHECK(office.phone_base_url == "https://office.example/");
    REQUIRE(office.sessions.size() == 1);
    CHECK(office.sessions[0] == core::Hours{0x41, core::BusinessDay{20454}, core::BusinessDay{20818}, 1200, 1590, "night"});
    CHECK(office.issue_early_minutes == 60);
    CHECK(office.issue_stop_minutes == 10);
    const core::BusinessDay holiday{20698};
    CHECK(office.calendar == std::vector<core::DayNote>{{0x7f, holiday, holiday, true, {{"vi", "Nghỉ"}, {"en", "Closed"}}, "holiday"}});
    CHECK(office.targets_minutes == std::vector<std::uint32_t>{5, 60});
    CHECK(office.running_text == std::vector<core::Texts>{{{"vi", "Kính chào"}, {"en", "Welcome"}}});
    CHECK(office.slip_closing.at("en") == "Thank you");
    CHECK(office.outcomes.at(0).code == "done");
    const core::Service& service = office.services.at(0);
    CHECK(service.range == core::NumberRange{"A", 100, 199, 4, core::AtEnd::refuse});
    CHECK(service.colour == "#123456");
    CHECK(service.daily_quota == 50);
    CHECK(service.hours == std::vector<core::Hours>{{0x20, {}, {}, 480, 690, ""}});
    CHECK(service.calendar.at(0).weekdays == 0x02);
    const core::DayNote thursdays{0x08, {}, {}, false, {{"vi", "Ngày không hẹn"}, {"en", "No appointment"}}, "same-day-settlement"};
    CHECK(service.procedures ==
          std::vector<core::Procedure>{
              {"birth", {{"vi", "Khai sinh"}, {"en", "Birth"}}, false, {{"vi", "Tạm dừng"}, {"en", "Paused"}}, {thursdays}}});
    CHECK(office.counters.at(0).name.at("vi") == "Quầy 1");
    CHECK(office.classes.at(0).rank == 0);
    const core::PriorityClass elderly{core::ClassCode("elderly"),
                                      {{"vi", "Cao tuổi"}, {"en", "Elderly"}},
                                      true,
                                      7,
                                      15 * core::minute_us,
                                      1500,
                                      {{"vi", "Căn cước"}, {"en", "Citizen card"}},
                                      60};
    CHECK(office.classes.at(1) == elderly);
    CHECK(office.clerks == std::vector<core::ClerkCode>{core::ClerkCode("cb-01"), core::ClerkCode("cb-02")});
    CHECK(file->staff == std::map<core::ClerkCode, app::StaffMember>{{core::ClerkCode("cb-01"), {"Cán bộ Một", "Chị Một", ""}},
                                                                     {core::ClerkCode("cb-02"), {}}});
    const core::RatingRules rating{
        true,
        {{"vi", "Có hài lòng không?"}, {"en", "Are you satisfied?"}},
        {{{"vi", "Một"}, {"en", "One"}}, {{"vi", "Hai"}, {"en", "Two"}}, {{"vi", "Ba"}, {"en", "Three"}}, {{"vi", "Bốn"}, {"en", "Four"}}},
        45};
    CHECK(office.desk == core::DeskRules{false, true, 5 * core::minute_us, rating});
    CHECK(office.policy == core::Policy{core::PolicyKind::n_to_one, 2});
    const core::Rules rules{
        1, 5, 3 * core::minute_us, 30 * core::minute_us, 250, 45 * core::minute_us, 20 * core::second_us, core::minute_us};
    CHECK(office.rules == rules);
    CHECK(service.hint == core::Texts{{"vi", "Khai sinh, kết hôn"}, {"en", "Birth, marriage"}});
    CHECK(office.slip == core::SlipLayout{{"number", "field", "phone"}, {"vi", "en"}});
    CHECK(office.kiosk == core::KioskRules{core::CardUse::required, 1, 3, 30 * core::minute_us, 10 * core::minute_us});
    const core::VoiceZone ground{"ground", {{"vi", "Tầng 1"}, {"en", "Ground floor"}}, {core::CounterId(1)}};
    const core::VoiceZone upper{"upper", {{"vi", "Tầng 2"}, {"en", "Upper floor"}}, {}};
    CHECK(office.voice == core::VoiceRules{{"en", "vi"}, {{"vi", "hue"}, {"en", "en-us"}}, false, 2, 1500, true, {ground, upper}});
    CHECK(core::has_voice_zone(office, "upper"));
    CHECK_FALSE(core::has_voice_zone(office, "hall"));
    CHECK(office.boards ==
          std::vector<core::BoardConfig>{{"board-1", "", "", "ground", "", {}, {}},
                                         {"board-2", "counter", "light", "upper", "en", {core::ServiceCode("a")}, {core::CounterId(1)}},
                                         {"board-3", "", "", "", "", {}, {}}});
    CHECK(office.screens == core::ScreenRules{40, 1110, 360, true, 45, 0});
    CHECK(office.pause_reasons.at(0).code == "lunch");
    CHECK(office.hold_reasons.at(0).code == "form");
    CHECK(office.cancel_reasons.at(0).code == "left");
    CHECK(office.choose_reasons.at(0).code == "same");
    CHECK(office.priority_reasons.at(0).code == "unwell");
}

TEST_CASE("a prefix may be Vietnamese and words are composed") {
    Snippet snippet = with(&Snippet::prefix, "prefix = \"Đ\"");
    snippet.name = "name = { vi = \"Ho\u0323\u0302 ti\u0323ch\" }";
    const auto file = app::parse_office_file(snippet.text(), "small.toml");
    REQUIRE(file.has_value());
    CHECK(file->office.services[0].range.prefix == "Đ");
    CHECK(file->office.name.at("vi") == "Hộ tịch");
}

TEST_CASE("the limits of the core are the office files") {
    std::string text = "code = \"big\"\nname = { vi = \"Lớn\" }\n";
    for (int i = 0; i < 201; ++i) {
        const std::string number = std::to_string(1000 + i);
        text += "[[services]]\ncode = \"s" + number + "\"\nname = { vi = \"S\" }\nprefix = \"A\"\nat_end = \"refuse\"\n";
    }
    text += "[[counters]]\nnumber = 1\nserves = [\"s1000\"]\n";
    const auto file = app::parse_office_file(text, "big.toml");
    REQUIRE(file.has_error());
    CHECK(file.error().mistakes.front().what.find("201 entries; at most 200") != std::string::npos);

    CHECK(app::parse_office_file(std::string(2'000'000, '#'), "big.toml").has_error());
}

TEST_CASE("an office too large for one frame is refused") {
    std::string procedures;
    for (int i = 0; i < 200; ++i) {
        procedures += "{ code = \"p" + std::to_string(i) + "\", name = { vi = \"" + std::string(500, 'x') + "\" } },\n";
    }
    std::string text = "code = \"big\"\nname = { vi = \"Lớn\" }\n", serves;
    for (char prefix = 'A'; prefix < 'H'; ++prefix) {
        const std::string code(1, static_cast<char>(prefix - 'A' + 'a'));
        text += "[[services]]\ncode = \"" + code + "\"\nname = { vi = \"S\" }\nprefix = \"" + prefix + "\"\nprocedures = [\n" + procedures +
                "]\n";
        serves += "\"" + code + "\", ";
    }
    text += "[[counters]]\nnumber = 1\nserves = [" + serves + "]\n";
    const auto file = app::parse_office_file(text, "big.toml");
    REQUIRE(file.has_error());
    REQUIRE(file.error().mistakes.size() == 1);
    CHECK(file.error().mistakes.front().what.find("at most 512 KiB") != std::string::npos);
}

TEST_CASE("an office file cut at any byte is read or explained") {
    Snippet snippet;
    snippet.top = "sessions = [{ code = \"morning\", weekdays = \"mon-fri\", from = \"07:30\", until = \"11:30\" }]";
    snippet.tail = "[policy]\nkind = \"strict\"\n[rules]\ncourtesy = 0.5";
    const std::string whole = snippet.text();
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        const auto file = app::parse_office_file(whole.substr(0, cut), "cut.toml");
        if (file.has_error()) REQUIRE_FALSE(file.error().mistakes.empty());
        if (file.has_value()) CHECK(cut > whole.find("serves"));
    }
}

TEST_CASE("targets are the shortest first however they are written") {
    const auto file = app::parse_office_file(with_top("targets = [\"30 min\", \"15 min\", \"1 h\", \"60 min\"]").text(), "small.toml");
    REQUIRE(file.has_value());
    CHECK(file->office.targets_minutes == std::vector<std::uint32_t>{15, 30, 60});
}

TEST_CASE("the digest tells offices apart and nothing else") {
    const auto digest = [](const Snippet& snippet) { return app::parse_office_file(snippet.text(), "small.toml").value().digest; };
    const std::string plain = digest({});
    CHECK(plain.size() == 64);
    CHECK(plain.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(digest(with_top("# a comment")) == plain);
    CHECK(digest(with_top("zone = \"Asia/Ho_Chi_Minh\"")) == plain);  // the default, written out
    CHECK(digest(with_top("logo = \"logo.png\"")) == plain);          // not journalled
    CHECK(digest(with_top("zone = \"Asia/Bangkok\"")) != plain);
    CHECK(digest(with_service("daily_quota = 0")) != plain);
    const char* procedure = "procedures = [{ code = \"p\", name = { vi = \"P\" } }]";
    const char* on_mondays =
        "procedures = [{ code = \"p\", name = { vi = \"P\" }, calendar = [{ code = \"c\", weekdays = \"mon\", closed = true, "
        "message = { vi = \"M\" } }] }]";
    CHECK(digest(with_service(on_mondays)) != digest(with_service(procedure)));
    CHECK(digest(with(&Snippet::serves, "helps = [\"a\"]")) != plain);
    CHECK(digest(with_top("targets = [\"15 min\"]")) != plain);
    CHECK(digest(with_tail("[slip]\nlanguages = [\"vi\"]")) == plain);  // the default, written out
    CHECK(digest(with_tail("[slip]\nlines = [\"number\"]")) != plain);
    CHECK(digest(with_tail("[kiosk]\ncard = \"offered\"")) != plain);
    CHECK(digest(with_service("hint = { vi = \"H\" }")) != plain);
    CHECK(digest(with_tail("[desk]\nhold_reminder = \"10 min\"")) == plain);  // the default, written out
    CHECK(digest(with_tail("[desk]\nshow_badges = true")) != plain);
    CHECK(digest(with_tail("[desk]\n[desk.rating]\non = true\nseconds = 31")) != digest(with_tail("[desk]\n[desk.rating]\non = true")));
}
