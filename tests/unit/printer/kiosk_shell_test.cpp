#include "printer_app/kiosk_shell.hpp"

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <fstream>

#include "mini_server.hpp"
#include "printer_app/answer_json.hpp"
#include "screen/canvas.hpp"
#include "virtual_printer/virtual_printer.hpp"
#include "words_of/shipped.hpp"

namespace luot::printer_app {

namespace {

using namespace std::chrono_literals;

std::filesystem::path empty_folder(const char* name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

// A kiosk, its server and what it said.
struct Hall {
    explicit Hall(const std::optional<transport::Address>& printer, bool follows = true) {
        ShellOptions options;
        options.link = {.host = "127.0.0.1",
                        .port = server.port(),
                        .role = v1::ROLE_KIOSK,
                        .device = "kiosk-1",
                        .credential = {},
                        .jitter_seed = 5,
                        .no_pushes = !printer};
        options.kiosk = {.device = "kiosk-1", .prints = printer.has_value(), .follows = follows};
        options.words = &testing::shipped_words();
        if (printer) {
            transport::Options printing;
            printing.limits.connect = 500ms;
            printing.limits.status_answer = 100ms;
            printing.limits.write_stall = 300ms;
            printing.limits.after_slip = 200ms;
            printing.profile.pace_mm_a_second = 2'500;
            options.printer = transport::create_printer(io.get_executor(), *printer, printing);
        }
        shell.emplace(
            io.get_executor(), std::move(options), [this](const spool::Answer& answer) { answers.push_back(answer); },
            [this](const std::string& why) { ended = why; });
    }

    bool until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            io.run_one_for(100ms);
        }
        return true;
    }

    boost::asio::io_context io;
    testing::MiniServer server{io};
    std::vector<spool::Answer> answers;
    std::optional<std::string> ended;
    std::optional<KioskShell> shell;
};

transport::Address folder_printer(const std::filesystem::path& folder) {
    return {transport::Address::Kind::png, {}, {}, folder.string()};
}

}  // namespace

TEST_CASE("a kiosk hands out a printed number and ends when it is done") {
    const auto folder = empty_folder("shell-png");
    Hall hall(folder_printer(folder));
    hall.shell->start();
    REQUIRE(hall.shell->issue(1, {"civil-status", {}, {}, {}, {}}));
    hall.shell->finish();
    REQUIRE(hall.until([&] { return hall.ended.has_value(); }));
    CHECK(hall.ended->empty());
    REQUIRE(hall.answers.size() == 1);
    CHECK(hall.answers[0].number == "H001");
    CHECK(hall.answers[0].slip.value().report == v1::SLIP_REPORT_PRINTED);
    CHECK(hall.server.tickets[1].slip() == v1::SLIP_STATE_PRINTED);
    CHECK(std::filesystem::exists(folder / "H001-20260302-092407.png"));
}

TEST_CASE("slips bear the logo that the server gives") {
    screen::Fonts fonts;
    const auto head_of_slip = [&](const std::string& logo) {
        const auto folder = empty_folder("shell-logo-slip");
        Hall hall(folder_printer(folder));
        hall.server.logo = logo;
        hall.shell->start();
        REQUIRE(hall.shell->issue(1, {"civil-status", {}, {}, {}, {}}));
        hall.shell->finish();
        REQUIRE(hall.until([&] { return hall.ended.has_value(); }));
        const auto slip = screen::Canvas::load_png(fonts, folder / "H001-20260302-092407.png");
        REQUIRE(slip.has_value());
        // Ink in the first 12 mm: a black square is more of it than a star in a ring.
        int dark = 0;
        for (int y = 0; y < 100; ++y) {
            for (int x = 0; x < slip->width() / 3; ++x) dark += slip->pixel(x, y).r < 128 ? 1 : 0;
        }
        return dark;
    };
    const auto file = empty_folder("shell-logo") / "logo.png";
    REQUIRE(screen::Canvas(fonts, 64, 64, screen::rgb("#0A4DB0")).save_png(file).has_value());
    std::ifstream png(file, std::ios::binary);
    const int with_star = head_of_slip({});
    CHECK(head_of_slip({std::istreambuf_iterator<char>(png), {}}) > with_star + 1'000);
    CHECK(head_of_slip("no picture at all, whatever it is") == with_star);  // a slip all the same
}

TEST_CASE("a kiosk on a thermal printer tells the server what became of each slip") {
    Hall hall(std::nullopt);
    testing::VirtualPrinter printer(hall.io, {});
    ShellOptions options;
    options.link.host = "127.0.0.1";
    options.link.port = hall.server.port();
    options.link.role = v1::ROLE_KIOSK;
    options.link.device = "kiosk-1";
    options.kiosk = {.device = "kiosk-1", .prints = true, .follows = true};
    options.words = &testing::shipped_words();
    transport::Options printing;
    printing.profile.pace_mm_a_second = 2'500;
    printing.limits.after_slip = 200ms;
    options.printer =
        transport::create_printer(hall.io.get_executor(), {transport::Address::Kind::tcp, "127.0.0.1", printer.port(), {}}, printing);
    hall.shell.emplace(
        hall.io.get_executor(), std::move(options), [&](const spool::Answer& answer) { hall.answers.push_back(answer); },
        [&](const std::string& why) { hall.ended = why; });
    hall.shell->start();
    for (std::uint64_t request = 1; request <= 3; ++request) REQUIRE(hall.shell->issue(request, {"civil-status", {}, {}, {}, {}}));
    REQUIRE(hall.until([&] { return hall.answers.size() == 3; }));
    for (const auto& answer : hall.answers) CHECK(answer.slip.value().report == v1::SLIP_REPORT_PRINTED);
    CHECK(printer.paper().slips().size() == 3);

    // Then the paper runs out: a failed slip, and nothing is printed until it is back and a copy is asked for.
    printer.change([](testing::VirtualPrinter::Behaviour& is) { is.paper_out = true; });
    REQUIRE(hall.shell->issue(4, {"civil-status", {}, {}, {}, {}}));
    REQUIRE(hall.until([&] { return hall.answers.size() == 4; }));
    CHECK(hall.answers[3].slip.value().report == v1::SLIP_REPORT_FAILED);
    CHECK(hall.answers[3].slip.value().trouble == "paper_end");
    CHECK(hall.server.tickets[4].slip() == v1::SLIP_STATE_FAILED);
    printer.mend();
    REQUIRE(hall.shell->reprint(5, 4));
    REQUIRE(hall.until([&] { return hall.answers.size() == 5; }));
    CHECK(hall.answers[4].request == 5);
    CHECK(hall.answers[4].reprint);
    CHECK(hall.server.tickets[4].slip() == v1::SLIP_STATE_PRINTED);

    hall.shell->stop(5s);
    REQUIRE(hall.until([&] { return hall.ended.has_value(); }));
    printer.close();
}

TEST_CASE("an answer that is lost with the line comes after it and nothing is taken twice") {
    const auto folder = empty_folder("shell-cut");
    Hall hall(folder_printer(folder));
    hall.server.cut_next = true;
    hall.shell->start();
    REQUIRE(hall.shell->issue(1, {"civil-status", {}, {}, {}, {}}));
    REQUIRE(hall.until([&] { return hall.answers.size() == 1; }));
    CHECK(hall.answers[0].number == "H001");
    CHECK(hall.server.tickets.size() == 1);
    CHECK(hall.server.tickets[1].slip() == v1::SLIP_STATE_PRINTED);
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
}

TEST_CASE("a kiosk waits for a server that comes up late and says why a server refuses it") {
    Hall hall(std::nullopt, false);
    hall.server.go_away();
    hall.shell->start();
    REQUIRE(hall.shell->issue(1, {"civil-status", {}, {}, {}, {}}));
    REQUIRE(hall.shell->issue(2, {"unheard-of", {}, {}, {}, {}}));
    hall.io.run_for(50ms);
    CHECK(hall.answers.empty());
    hall.server.come_back();
    REQUIRE(hall.until([&] { return hall.answers.size() == 2; }));
    CHECK(hall.answers[0].number == "H001");
    CHECK_FALSE(hall.answers[0].slip);
    CHECK(hall.answers[1].error == "unknown_service");

    Hall refused(std::nullopt, false);
    refused.server.refuses = "not_enrolled";
    refused.shell->start();
    refused.shell->issue(1, {"civil-status", {}, {}, {}, {}});
    REQUIRE(refused.until([&] { return refused.ended.has_value(); }));
    CHECK(refused.ended->find("not_enrolled") != std::string::npos);
    REQUIRE(refused.answers.size() == 1);
    CHECK(refused.answers[0].error == "stopped");
}

TEST_CASE("stopping is bounded whatever the server does") {
    Hall hall(std::nullopt, false);
    hall.server.mute = true;
    hall.shell->start();
    REQUIRE(hall.shell->issue(1, {"civil-status", {}, {}, {}, {}}));
    REQUIRE(hall.until([&] { return hall.shell->has_room(); }));
    hall.io.run_for(100ms);
    hall.shell->stop(200ms);
    CHECK(hall.until([&] { return hall.ended.has_value(); }));
}

TEST_CASE("a kiosk may be taken away at any moment") {
    const auto folder = empty_folder("shell-gone");
    for (int steps = 0; steps < 40; ++steps) {
        Hall hall(folder_printer(folder));
        hall.shell->start();
        hall.shell->issue(1, {"civil-status", {}, {}, {}, {}});
        for (int i = 0; i < steps; ++i) hall.io.run_one_for(5ms);
        hall.shell.reset();
        hall.io.run_for(2ms);
    }
}

TEST_CASE("answers are one JSON line each") {
    spool::Answer answer;
    answer.request = 1;
    answer.ticket = 7;
    answer.number = "Đ014";
    answer.service = "land";
    answer.ticket_class = "elderly";
    answer.promise = testing::issued().promise();
    answer.issued_us = testing::monday_us;
    answer.slip = spool::SlipOutcome{v1::SLIP_REPORT_PRINTED, "", ""};
    CHECK(boost::json::serialize(to_json(answer)) ==
          R"({"request":1,"ticket":7,"number":"Đ014","service":"land","class":"elderly","ahead":4,)"
          R"("expected_minutes":{"low":10,"high":16},"issued_at_us":1772418247000000,"slip":"printed","slip_reported":true})");
    CHECK(complaint(answer).empty());

    answer.promise->clear_wait();
    answer.slip = spool::SlipOutcome{v1::SLIP_REPORT_FAILED, "paper_end", "the printer is out of paper"};
    CHECK(to_json(answer).at("expected_minutes").is_null());
    CHECK(to_json(answer).at("slip") == "failed");
    CHECK(to_json(answer).at("slip_trouble") == "paper_end");
    CHECK(complaint(answer) == "Đ014 was issued and its slip failed: the printer is out of paper");
    answer.slip.reset();
    CHECK(to_json(answer).at("slip") == "none_required");

    spool::Answer refused;
    refused.request = 2;
    refused.error = "quota_reached";
    refused.params = {{"quota", "40"}};
    refused.service = "land";
    CHECK(boost::json::serialize(to_json(refused)) == R"({"request":2,"error":"quota_reached","params":{"quota":"40"},"service":"land"})");
    CHECK(complaint(refused) == "quota_reached: refused (quota=40)");
}

}  // namespace luot::printer_app
