// Each mistake that the office file can have, once, with its line.
#include "app/office_file.hpp"

#include <doctest/doctest.h>

#include "small_office.hpp"

using namespace luot;
using namespace luot::testing;

namespace {

struct Expected {
    Snippet snippet;
    std::uint32_t line;
    std::string what;
};

void check_all(const std::vector<Expected>& table) {
    for (const auto& entry : table) {
        CAPTURE(entry.what);
        const std::string text = entry.snippet.text();
        const auto file = app::parse_office_file(text, "small.toml");
        REQUIRE_MESSAGE(file.has_error(), text);
        const auto& mistakes = file.error().mistakes;
        CHECK_MESSAGE(mistakes.size() == 1, app::to_string(mistakes.back()));
        CHECK(mistakes.front().line == entry.line);
        CHECK(mistakes.front().column > 0);
        CHECK_MESSAGE(mistakes.front().what.find(entry.what) != std::string::npos, mistakes.front().what);
    }
}

}  // namespace

TEST_CASE("mistakes of the office are explained by line") {
    check_all({
        {with(&Snippet::code, "code = "), code_line, "not TOML"},
        {with(&Snippet::code, "code = \"a b\""), code_line, "a code has letters"},
        {with(&Snippet::code, "code = 7"), code_line, "write it as code ="},
        {with(&Snippet::code, "code = \"" + std::string(65, 'a') + "\""), code_line, "at most 64"},
        {with(&Snippet::code, ""), code_line, "has no \"code\""},
        {with(&Snippet::name, ""), code_line, "has no \"name\""},
        {with(&Snippet::name, "name = \"Nhỏ\""), name_line, "{ vi = "},
        {with(&Snippet::name, "name = {}"), name_line, "has no words in \"vi\""},
        {with(&Snippet::name, "name = { vi = \"Nhỏ\", en = \"Small\" }"), name_line, "not among the office's \"languages\""},
        {with(&Snippet::name, "name = { vi = \"Hai\\ndòng\" }"), name_line, "one line"},
        {with(&Snippet::name, "name = { vi = \"" + std::string(601, 'x') + "\" }"), name_line, "at most 600"},
        {with_top("langauges = [\"vi\"]"), top_line, "unknown key \"langauges\" in the office; did you mean \"languages\"?"},
        {with_top("frobnicate = 1"), top_line, "it may have languages, code"},
        {with_top("languages = []"), top_line, "needs a language"},
        {with_top("languages = [\"vi\", \"Tiếng Anh\"]"), top_line, "no language"},
        {with_top("languages = [\"vi\", \"vi\"]"), top_line, "stands twice"},
        {with_top("zone = \"Asia/Ho_Chi_Min\""), top_line, "did you mean \"Asia/Ho_Chi_Minh\"?"},
        {with_top("zone = 7"), top_line, "zone = "},
        {with_top("day_begins = \"4:00\""), top_line, "day_begins = \"07:30\""},
        {with_top("day_begins = \"13:00\""), top_line, "the latest is 12:00"},
        {with_top("colour = \"blue\""), top_line, "\"blue\" is no colour"},
        {with_top("colour = \"#FFC72C\""), top_line, "needs 7:1"},
        {with_top("accent = \"#6EA8FE\""), top_line, "needs 7:1"},
        {with_top("phone_base_url = \"office.example\""), top_line, "no address"},
        {with_top("phone_base_url = \"https://\""), top_line, "no address"},
        {with_top("phone_base_url = \"https://office.example/t/\""), top_line, "more than a host"},
        {with_top("phone_base_url = \"https://office.example/?x\""), top_line, "more than a host"},
        {with_top("targets = [\"15\"]"), top_line, "no target"},
        {with_top("targets = 15"), top_line, "targets = ["},
        {with_top("issue_early = 15"), top_line, "\"15 min\""},
        {with_top("issue_early = \"90 s\""), top_line, "whole minutes"},
        {with_top("issue_early = \"5 h\""), top_line, "longer than 240 min"},
        {with_top("running_text = [\"Kính chào\"]"), top_line, "by language"},
        {with_top("slip_closing = \"Cảm ơn\""), top_line, "by language"},
        {with_top("outcomes = [{ name = { vi = \"Xong\" } }]"), top_line, "has no \"code\""},
        {with_top("outcomes = [{ code = \"done\" }]"), top_line, "has no \"name\""},
        {with_top("outcomes = [\"done\"]"), top_line, "list of tables"},
        {with_top("services = []"), services_line, "not TOML"},
    });
}

TEST_CASE("impossible hours and days are explained by line") {
    const auto sessions = [](const std::string& entry) { return with_top("sessions = [{ " + entry + " }]"); };
    const auto calendar = [](const std::string& entry) {
        return with_top("calendar = [{ code = \"x\", message = { vi = \"x\" }, " + entry + " }]");
    };
    check_all({
        {sessions("from = \"11:30\", until = \"07:30\""), top_line, "turn them round"},
        {sessions("from = \"20:00\", until = \"02:00\""), top_line, "write until = \"26:00\""},
        {sessions("from = \"07:30\", until = \"07:30\""), top_line, "not after they begin"},
        {sessions("from = \"02:00\", until = \"08:00\""), top_line, "write from = \"26:00\""},
        {sessions("from = \"07:30\", until = \"28:01\""), top_line, "the latest is 28:00"},
        {sessions("from = \"07:30\", until = \"99:00\""), top_line, "hour that cannot be"},
        {sessions("from = \"07:30\", until = \"11:60\""), top_line, "until = \"07:30\""},
        {sessions("from = 07:30:00, until = \"11:30\""), top_line, "from = \"07:30\""},
        {sessions("until = \"11:30\""), top_line, "has no \"from\""},
        {sessions("from = \"07:30\""), top_line, "has no \"until\""},
        {sessions("from = \"07:30\", until = \"11:30\", weekdays = \"fri-mon\""), top_line, "mon-fri"},
        {sessions("from = \"07:30\", until = \"11:30\", weekday = \"fri\""), top_line, "did you mean \"weekdays\"?"},
        {sessions("from = \"07:30\", until = \"11:30\", first_day = 2026-06-01"), top_line, "\"2026-06-01\""},
        {sessions("from = \"07:30\", until = \"11:30\", first_day = \"2026-02-29\""), top_line, "a date that there is"},
        {sessions("from = \"07:30\", until = \"11:30\", first_day = \"2026-06-02\", last_day = \"2026-06-01\""), top_line, "turned round"},
        {sessions("from = \"07:30\", until = \"11:30\", day = \"2026-06-02\", last_day = \"2026-06-03\""), top_line, "not both"},
        {with_top("day_begins = \"00:00\"\nsessions = [{ from = \"07:30\", until = \"24:30\" }]"), top_line + 1,
         "runs from 00:00 to 24:00"},
        {with_top("issue_stop = \"2 h\"\nsessions = [{ from = \"07:30\", until = \"09:00\" }]"), top_line, "issuing would stop before"},
        {calendar("closed = true"), top_line, "names no day"},
        {calendar("day = \"2026-06-01\", closed = \"yes\""), top_line, "true or false"},
        {with_top("calendar = [{ code = \"x\", day = \"2026-06-01\" }]"), top_line, "has no \"message\""},
        {with_top("calendar = [{ message = { vi = \"x\" }, day = \"2026-06-01\" }]"), top_line, "has no \"code\""},
        {with_service("hours = [{ from = \"18:00\", until = \"17:00\" }]"), service_line, "turn them round"},
        {with_service("calendar = [{ code = \"x\", message = { vi = \"x\" } }]"), service_line, "names no day"},
    });
}

TEST_CASE("mistakes of services are explained by line") {
    check_all({
        {with(&Snippet::prefix, ""), services_line, "has no \"prefix\""},
        {with(&Snippet::prefix, "prefix = \"a\""), prefix_line, "capital letters"},
        {with(&Snippet::prefix, "prefix = \"ABCDE\""), prefix_line, "at most 4"},
        {with(&Snippet::prefix, "prefix = \"A-\""), prefix_line, "capital letters"},
        {with(&Snippet::prefix, "prefx = \"A\""), prefix_line, "unknown key \"prefx\" in a service; did you mean \"prefix\"?"},
        {with_service("first_number = -1"), service_line, "from 0 to 999999"},
        {with_service("first_number = 10\nlast_number = 9"), service_line + 1, "smaller than \"first_number\""},
        {with_service("digits = 7"), service_line, "from 1 to 6"},
        {with_service("at_end = \"wider\""), service_line, "did you mean \"widen\"?"},
        {with_service("colour = \"#GGGGGG\""), service_line, "no colour"},
        {with_service("daily_quota = \"50\""), service_line, "without quotes"},
        {with_service("daily_quota = 30001"), service_line, "from 0 to 30000"},
        {with_service("procedures = [{ code = \"p\", name = { vi = \"P\" }, open = false }]"), service_line, "without a word why"},
        {with_service("procedures = [{ code = \"p\", name = { vi = \"P\" } }, { code = \"p\", name = { vi = \"P\" } }]"), service_line,
         "in use on line 8"},
        {second_service("prefix = \"A\""), tail_line + 3, "duplicate prefix \"A\": \"a\" (line 7) and \"b\" can both print A001"},
        {second_service("prefix = \"A\"\nfirst_number = 1000\nlast_number = 1999"), tail_line + 3, "can both print A1000"},
        {second_service("prefix = \"A1\""), tail_line + 3, "overlapping ranges: \"a\" (line 7) and \"b\" can both print A1001"},
        {second_service("prefix = \"\"\nfirst_number = 1\nlast_number = 0"), tail_line + 5, "smaller than"},
        {with_tail("[[services]]\ncode = \"a\"\nname = { vi = \"B\" }\nprefix = \"B\""), tail_line + 1, "in use on line 5 already"},
        {with_tail("[[services]]\ncode = \"b\"\nname = { vi = \"B\" }\nprefix = \"B\""), counters_line,
         "no counter serves the field \"b\""},
        {with_tail("[services.extra]\nx = 1"), tail_line, "unknown key \"extra\""},
    });
}

TEST_CASE("mistakes of counters are explained by line") {
    check_all({
        {with(&Snippet::serves, "helps = []"), counters_line, "counter 1 has no fields"},
        {with(&Snippet::serves, "serves = [\"a\", \"aa\"]"), serves_line, "there is no field \"aa\"; there are a"},
        {with_tail("[[services]]\ncode = \"land\"\nname = { vi = \"L\" }\nprefix = \"L\"\n[[counters]]\nnumber = 2\nserves = [\"lnad\"]"),
         tail_line + 6, "there is no field \"lnad\"; did you mean \"land\"?"},
        {with(&Snippet::serves, "serves = [\"a\", \"land\"]"), serves_line, "there is no field \"land\"; there are a"},
        {with(&Snippet::serves, "serves = [\"a\", \"a\"]"), serves_line, "stands twice"},
        {with(&Snippet::serves, "serves = \"a\""), serves_line, "serves = ["},
        {with_counter("helps = [\"a\"]"), counter_line, "both serves \"a\" first and helps it"},
        {with_counter("help = [\"a\"]"), counter_line, "did you mean \"helps\"?"},
        {with_tail("[[counters]]\nnumber = 1\nserves = [\"a\"]"), tail_line + 1, "stands on line 10 already"},
        {with_tail("[[counters]]\nnumber = 0\nserves = [\"a\"]"), tail_line + 1, "from 1 to 9999"},
        {with_tail("[[counters]]\nnumber = 2"), tail_line, "counter 2 has no fields; add serves = [\"a\"]"},
        {with_tail("[[counters]]\nserves = [\"a\"]"), tail_line, "has no \"number\""},
    });
}

TEST_CASE("mistakes of classes policy rules reasons and clerks are explained by line") {
    const std::string ordinary = "[[classes]]\ncode = \"o\"\nname = { vi = \"O\" }\n";
    check_all({
        {with_tail("[[classes]]\ncode = \"o\"\nname = { vi = \"O\" }\npriority = true"), tail_line, "put the ordinary class first"},
        {with_tail(ordinary + ordinary), tail_line + 4, "in use on line 14"},
        {with_tail(ordinary + "head_start = \"2 days\""), tail_line + 3, "\"15 min\""},
        {with_tail(ordinary + "head_start = \"25 h\""), tail_line + 3, "longer than 1440 min"},
        {with_tail(ordinary + "rate = \"2\""), tail_line + 3, "number from 0 to 100"},
        {with_tail(ordinary + "rank = 1.5"), tail_line + 3, "whole number"},
        {with_top("classes = []"), top_line, "\"classes\" is empty"},
        {with_tail("[policy]\nkind = \"headstart\""), tail_line + 1, "did you mean \"head_start\"?"},
        {with_tail("[policy]\nkind = \"fifo\""), tail_line + 1, "it is one of: head_start, strict, n_to_one, accumulating"},
        {with_tail("[policy]\nn = 3"), tail_line, "has no \"kind\""},
        {with_tail("[policy]\nkind = \"strict\"\nn = 3"), tail_line + 2, "belongs to kind = \"n_to_one\""},
        {with_tail("[policy]\nkind = \"n_to_one\"\nn = 0"), tail_line + 2, "from 1 to 1000"},
        {with_top("policy = \"strict\""), top_line, "[policy]"},
        {with_tail("[rules]\nrecalls = 3"), tail_line + 1, "unknown key \"recalls\""},
        {with_tail("[rules]\ncourtesy = 50"), tail_line + 1, "from 0 to 1"},
        {with_tail("[rules]\nlongest_wait = 45"), tail_line + 1, "\"15 min\""},
        {with_tail("[reasons]\npauses = []"), tail_line + 1, "did you mean \"pause\"?"},
        {with_tail("[[clerks]]\nname = \"A\""), tail_line, "has no \"code\""},
        {with_tail("[[clerks]]\ncode = \"a\"\n[[clerks]]\ncode = \"a\""), tail_line + 3, "in use on line 14"},
    });
}

TEST_CASE("mistakes of the slip and the kiosk are explained by line") {
    const std::string classes = "[[classes]]\ncode = \"o\"\nname = { vi = \"O\" }\n";
    check_all({
        {with_tail("[slip]\nlines = [\"numbr\"]"), tail_line + 1, "did you mean \"number\"?"},
        {with_tail("[slip]\nlines = [\"number\",\n\"barcode\"]"), tail_line + 2,
         "\"barcode\" is no line of a slip; there are logo, office"},
        {with_tail("[slip]\nlines = [\"number\", \"number\"]"), tail_line + 1, "stands twice"},
        {with_tail("[slip]\nlines = [\"logo\", \"field\"]"), tail_line + 1, "add \"number\""},
        {with_tail("[slip]\nlanguages = [\"en\"]"), tail_line + 1, "\"en\" is no language of this office; there are vi"},
        {with_tail("[slip]\nlangauges = [\"vi\"]"), tail_line + 1, "did you mean \"languages\"?"},
        {with_tail("[kiosk]\ncard = \"optional\""), tail_line + 1, "it is one of: none, offered, required"},
        {with_tail("[kiosk]\nper_person_field = 1"), tail_line + 1, "without a card"},
        {with_tail("[kiosk]\ncard = \"none\"\nper_person_day = 2"), tail_line + 2, "without a card"},
        {with_tail("[kiosk]\ncard = \"offered\"\nper_person_day = 101"), tail_line + 2, "from 0 to 100"},
        {with_tail("[kiosk]\ncard = \"offered\"\nper_person_field = 3\nper_person_day = 2"), tail_line + 3, "at least 3"},
        {with_tail("[kiosk]\npresence_grace = \"10 min\""), tail_line + 1, "add presence_after"},
        {with_tail("[kiosk]\npresence_after = \"30 min\""), tail_line, "presence_grace = \"10 min\""},
        {with_tail("[kiosk]\npresence_after = \"30 min\"\npresence_grace = \"5 s\""), tail_line + 2, "less than a minute"},
        {with_tail("[kiosk]\npresence_after = 30"), tail_line + 1, "\"15 min\""},
        {with_tail(classes + "min_age = 60"), tail_line + 3, "first class"},
        {with_tail(classes + "[[classes]]\ncode = \"e\"\nname = { vi = \"E\" }\nmin_age = 121"), tail_line + 6, "from 1 to 120"},
        {with_service("hint = \"Khai sinh\""), service_line, "{ vi = \"…\" }"},
    });
}

TEST_CASE("mistakes of the hall are explained by line") {
    const std::string zone = "[voice]\n[[voice.zones]]\ncode = \"z\"\nname = { vi = \"Z\" }\n";
    const std::string board = "[[boards]]\nname = \"board-1\"\n";
    std::string boards;
    for (int i = 0; i < 501; ++i) boards += "[[boards]]\nname = \"board-" + std::to_string(i) + "\"\n";
    check_all({
        {with_tail("[voice]\nlanguages = [\"en\"]"), tail_line + 1, "\"en\" is no language of this office; there are vi"},
        {with_tail("[voice]\nvoices = { en = \"en\" }"), tail_line + 1, "unknown key \"en\" in \"voices\"; it may have vi"},
        {with_tail("[voice]\nvoices = { vi = \"../secret\" }"), tail_line + 1, "a code has letters"},
        {with_tail("[voice]\nvoices = \"hue\""), tail_line + 1, "[voices]"},
        {with_tail("[voice]\nchime = \"yes\""), tail_line + 1, "true or false"},
        {with_tail("[voice]\ntimes = 4"), tail_line + 1, "from 1 to 3"},
        {with_tail("[voice]\ngap = 0.6"), tail_line + 1, "\"gap\" is not what it has to be"},
        {with_tail("[voice]\ngap = \"11 s\""), tail_line + 1, "longer than 10 s"},
        {with_tail("[voice]\nzone = []"), tail_line + 1, "did you mean \"zones\"?"},
        {with_tail("[voice]\n[[voice.zones]]\nname = { vi = \"Z\" }"), tail_line + 1, "a zone has no \"code\""},
        {with_tail("[voice]\n[[voice.zones]]\ncode = \"z\""), tail_line + 1, "a zone has no \"name\""},
        {with_tail(zone + "[[voice.zones]]\ncode = \"z\"\nname = { vi = \"Z\" }\n" + board), tail_line + 5, "in use on line 15"},
        {with_tail(zone + "counters = [1, 2]"), tail_line + 4, "there is no counter 2; there are 1"},
        {with_tail(zone + "counters = [1,\n1]"), tail_line + 5, "1 stands twice"},
        {with_tail(zone + "counters = [\"1\"]"), tail_line + 4, "whole numbers without quotes"},
        {with_tail(zone + "counters = 1"), tail_line + 4, "counters = [1, 2]"},
        {with_tail("[[boards]]\nlayout = \"hall\""), tail_line, "a board has no \"name\""},
        {with_tail("[[boards]]\nname = \"board 1\""), tail_line + 1, "a code has letters"},
        {with_tail(board + "counters = []"), tail_line + 2, "leave it out for all"},
        {with_tail(board + "services = []"), tail_line + 2, "leave it out for all"},
        {with_tail(board + board), tail_line + 3, "board \"board-1\" stands on line 14 already"},
        {with_tail(board + "layout = \"hall/of/fame\""), tail_line + 2, "a code has letters"},
        {with_tail(board + "zone = \"upper\""), tail_line + 2, "\"upper\" is no zone; it is one of: hall"},
        {with_tail(zone + board + "zone = \"hall\""), tail_line + 6, "\"hall\" is no zone; it is one of: z"},
        {with_tail(board + "zone = \"hall\"\nsound = false"), tail_line + 2, "take one of them out"},
        {with_tail(board + "language = \"en\""), tail_line + 2, "\"en\" is no language; it is one of: vi"},
        {with_tail(board + "services = [\"land\"]"), tail_line + 2, "\"land\" is no field of this office; there are a"},
        {with_tail(board + "counters = [7]"), tail_line + 2, "there is no counter 7; there are 1"},
        {with_tail(board + "layuot = \"hall\""), tail_line + 2, "did you mean \"layout\"?"},
        {with_tail(boards), tail_line, "\"boards\" has 501 entries; at most 500"},
        {with_tail("[screens]\nnight_percent = 19\nnight_from = \"18:00\"\nnight_until = \"06:00\""), tail_line + 1, "from 20 to 100"},
        {with_tail("[screens]\nnight_percent = 40\nnight_from = \"18:00\""), tail_line, "night_until = \"06:00\""},
        {with_tail("[screens]\nnight_from = \"18:00\"\nnight_until = \"06:00\""), tail_line, "night_percent = 40"},
        {with_tail("[screens]\nnight_percent = 40\nnight_from = \"18:00\"\nnight_until = \"18:00\""), tail_line + 3, "end when it begins"},
        {with_tail("[screens]\nnight_percent = 40\nnight_from = \"24:00\"\nnight_until = \"06:00\""), tail_line + 2, "latest is 23:59"},
        {with_tail("[screens]\noff_after = \"30 min\""), tail_line + 1, "add off_outside_hours = true"},
        {with_tail("[screens]\noff_outside_hours = 1"), tail_line + 1, "true or false"},
        {with_tail("[screens]\non_before = \"5 h\"\noff_outside_hours = true"), tail_line + 1, "longer than 240 min"},
    });
}

TEST_CASE("mistakes of the desk and its clerks are explained by line") {
    const std::string clerk = "[[clerks]]\ncode = \"a\"\n", rating = "[desk.rating]\non = true\n", grade = "{ vi = \"G\" }, ";
    const std::string salt = std::string(22, 'A'), hash = std::string(43, 'A');
    const auto pin = [&](const std::string& text) { return with_tail(clerk + "pin = \"" + text + "\""); };
    check_all({
        {with_tail(clerk + "pin = 1234"), tail_line + 2, "write it as pin ="},
        {pin("1234"), tail_line + 2, "no Argon2id line, and a PIN never stands here itself"},
        {pin("$argon2i$v=19$m=19456,t=2,p=1$" + salt + "$" + hash), tail_line + 2, "no Argon2id line"},
        {pin("$argon2id$v=16$m=19456,t=2,p=1$" + salt + "$" + hash), tail_line + 2, "no Argon2id line"},
        {pin("$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + hash.substr(1)), tail_line + 2, "no Argon2id line"},
        {pin("$argon2id$v=19$m=1,t=2,p=1$" + salt + "$" + hash), tail_line + 2, "no Argon2id line"},
        {pin("$argon2id$v=19$m=20481,t=2,p=1$" + salt + "$" + hash), tail_line + 2, "memory times passes is at most 40 MiB"},
        {pin("$argon2id$v=19$m=19456,t=3,p=1$" + salt + "$" + hash), tail_line + 2, "memory times passes is at most 40 MiB"},
        {pin(std::string(129, '$')), tail_line + 2, "at most 128"},
        {with_tail(clerk + "badge = \"" + std::string(81, 'x') + "\""), tail_line + 2, "at most 80"},
        {with_tail(clerk + "name = \"" + std::string(121, 'x') + "\""), tail_line + 2, "at most 120"},
        {with_tail(clerk + "bagde = \"A\""), tail_line + 2, "did you mean \"badge\"?"},
        {with_tail("[desk]\npin = true"), tail_line + 1, "unknown key \"pin\" in [desk]"},
        {with_tail("[desk]\nshow_badges = 1"), tail_line + 1, "true or false"},
        {with_tail("[desk]\nhold_reminder = 10"), tail_line + 1, "\"15 min\""},
        {with_tail("[desk]\nhold_reminder = \"25 h\""), tail_line + 1, "longer than 1440 min"},
        {with_tail("[desk.rating]\nseconds = 30"), tail_line, "write on = true"},
        {with_tail(rating + "seconds = 4"), tail_line + 2, "from 5 to 300"},
        {with_tail(rating + "question = \"?\""), tail_line + 2, "by language"},
        {with_tail(rating + "grades = [" + grade + grade + grade + "]"), tail_line + 2,
         "four or five grades, from the worst to the best, and not 3"},
        {with_tail(rating + "grades = []"), tail_line + 2, "four or five grades"},
        {with_tail(rating + "grades = [" + grade + grade + grade + grade + grade + grade + "]"), tail_line + 2, "6 entries; at most 5"},
    });
}

TEST_CASE("what stands where a PIN should is never said again") {
    const auto file = app::parse_office_file(with_tail("[[clerks]]\ncode = \"a\"\npin = \"80246\"").text(), "small.toml");
    REQUIRE(file.has_error());
    for (const auto& mistake : file.error().mistakes) CHECK(app::to_string(mistake).find("80246") == std::string::npos);
}

TEST_CASE("several mistakes are told in one run and in the files order") {
    Snippet snippet;
    snippet.top = "zone = \"Nowhere\"";
    snippet.service = "digits = 9";
    snippet.counter = "helps = [\"b\"]";
    const auto file = app::parse_office_file(snippet.text(), "small.toml");
    REQUIRE(file.has_error());
    const auto& mistakes = file.error().mistakes;
    REQUIRE(mistakes.size() == 3);
    CHECK(mistakes[0].line == top_line);
    CHECK(mistakes[1].line == service_line);
    CHECK(mistakes[2].line == counter_line);
    CHECK(app::to_string(mistakes[1]) == "small.toml:8:10: \"digits\" is a whole number from 1 to 6, without quotes");
}

TEST_CASE("what works but surprises is a warning") {
    const auto untranslated = app::parse_office_file(with_top("languages = [\"vi\", \"en\"]").text(), "small.toml");
    REQUIRE(untranslated.has_value());
    REQUIRE(untranslated->warnings.size() == 2);
    CHECK(untranslated->warnings[0].line == name_line);
    CHECK(untranslated->warnings[0].what.find("no words in \"en\"") != std::string::npos);

    const auto ageless = app::parse_office_file(
        with_tail("[[classes]]\ncode = \"o\"\nname = { vi = \"O\" }\n[[classes]]\ncode = \"e\"\nname = { vi = \"E\" }\nmin_age = 60")
            .text(),
        "small.toml");
    REQUIRE(ageless.has_value());
    REQUIRE(ageless->warnings.size() == 1);
    CHECK(ageless->warnings[0].what.find("no card is read") != std::string::npos);

    const auto codeless =
        app::parse_office_file(with_tail("[kiosk]\npresence_after = \"30 min\"\npresence_grace = \"10 min\"").text(), "small.toml");
    REQUIRE(codeless.has_value());
    REQUIRE(codeless->warnings.size() == 1);
    CHECK(codeless->warnings[0].what.find("they bear no code") != std::string::npos);

    const auto unspoken = app::parse_office_file(
        with_tail(
            "[[counters]]\nnumber = 2\nserves = [\"a\"]\n[voice]\n[[voice.zones]]\ncode = \"z\"\nname = { vi = \"Z\" }\ncounters = [1]\n"
            "[[voice.zones]]\ncode = \"y\"\nname = { vi = \"Y\" }\ncounters = [1]")
            .text(),
        "small.toml");
    REQUIRE(unspoken.has_value());
    REQUIRE(unspoken->warnings.size() == 2);
    CHECK(unspoken->warnings[0].what.find("no board speaks in the zone \"y\"") != std::string::npos);
    CHECK(unspoken->warnings[1].what.find("the calls of counter 2 are spoken in no zone") != std::string::npos);

    const auto never_off = app::parse_office_file(with_tail("[screens]\noff_outside_hours = true").text(), "small.toml");
    REQUIRE(never_off.has_value());
    REQUIRE(never_off->warnings.size() == 1);
    CHECK(never_off->warnings[0].line == tail_line + 1);
    CHECK(never_off->warnings[0].what.find("screens are never off") != std::string::npos);

    const auto badgeless = app::parse_office_file(with_tail("[desk]\nshow_badges = true").text(), "small.toml");
    REQUIRE(badgeless.has_value());
    REQUIRE(badgeless->warnings.size() == 1);
    CHECK(badgeless->warnings[0].what.find("no clerk has a \"badge\"") != std::string::npos);

    const auto restored = app::parse_office_file(second_service("prefix = \"AX\"").text(), "small.toml");
    REQUIRE(restored.has_value());
    REQUIRE(restored->warnings.size() == 1);
    CHECK(restored->warnings[0].line == tail_line + 3);
    CHECK(restored->warnings[0].what.find("AX001 on a day with a restore") != std::string::npos);
}
