#include "board_app/heartbeat.hpp"

#include <doctest/doctest.h>

#include "board_app/board_report.hpp"
#include "board_app/limits.hpp"
#include "board_app/thumbnail.hpp"
#include "screen/canvas.hpp"

namespace luot::board_app {
namespace {

constexpr std::int64_t second_us = 1'000'000;

v1::BoardReport showing(const std::string& number) {
    v1::BoardReport report;
    report.set_layout("hall");
    report.set_number(number);
    return report;
}

}  // namespace

TEST_CASE("a board says how it is when that changes and every minute") {
    Heartbeat heartbeat;
    std::int64_t at_us = 5;
    REQUIRE(heartbeat.due(showing("H001"), at_us));
    CHECK(!heartbeat.due(showing("H001"), at_us + 59 * second_us));
    CHECK(heartbeat.due(showing("H001"), at_us + 60 * second_us));
    at_us += 60 * second_us;
    // Three changes in a second are one report, of the last.
    CHECK(!heartbeat.due(showing("H002"), at_us + second_us / 4));
    CHECK(!heartbeat.due(showing("H003"), at_us + second_us / 2));
    const auto report = heartbeat.due(showing("H003"), at_us + second_us);
    REQUIRE(report);
    CHECK(report->number() == "H003");
    // That it was drawn again is none.
    v1::BoardReport drawn = showing("H003");
    drawn.set_drawn_at_us(77);
    CHECK(!heartbeat.due(drawn, at_us + 3 * second_us));
    // A server that begins anew is told at once.
    heartbeat.connected();
    CHECK(heartbeat.due(drawn, at_us + 3 * second_us)->drawn_at_us() == 77);
}

TEST_CASE("a thumbnail is made when the picture changed and at most every 10 s and said once to each server") {
    Heartbeat heartbeat;
    CHECK(!heartbeat.wants_thumbnail(0));
    heartbeat.picture_changed();
    CHECK(heartbeat.wants_thumbnail(0));
    heartbeat.thumbnail("one", 0);
    CHECK(heartbeat.due(showing("H001"), 0)->thumbnail() == "one");
    heartbeat.picture_changed();
    CHECK(!heartbeat.wants_thumbnail(9 * second_us));
    REQUIRE(heartbeat.wants_thumbnail(10 * second_us));
    heartbeat.thumbnail("one", 10 * second_us);  // it looks as before
    CHECK(!heartbeat.due(showing("H001"), 10 * second_us));
    heartbeat.picture_changed();
    heartbeat.thumbnail("two", 20 * second_us);
    CHECK(heartbeat.due(showing("H001"), 20 * second_us)->thumbnail() == "two");
    CHECK(heartbeat.due(showing("H002"), 21 * second_us)->thumbnail().empty());
    heartbeat.connected();
    CHECK(heartbeat.due(showing("H002"), 21 * second_us)->thumbnail() == "two");
}

TEST_CASE("a thumbnail keeps its bounds whatever is on the screen") {
    screen::Fonts fonts;
    // Noise is the worst that can be shown: no slide is as bad.
    screen::Canvas noise(fonts, 1920, 1080, screen::rgb("#0B1B2B"));
    std::uint32_t dice = 7;
    for (int y = 0; y < 1080; y += 6) {
        for (int x = 0; x < 1920; x += 6) {
            dice = dice * 1'664'525 + 1'013'904'223;
            noise.fill({x, y, 6, 6}, {static_cast<std::uint8_t>(dice >> 24U), static_cast<std::uint8_t>(dice >> 16U),
                                      static_cast<std::uint8_t>(dice >> 8U), 255});
        }
    }
    const auto small_of = [&](const screen::Canvas& picture) {
        const std::string png = thumbnail_of(picture);
        CHECK(png.size() <= limits::thumbnail_bytes_max);
        auto read = screen::Canvas::read_png(fonts, {reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
        REQUIRE(read.has_value());
        return std::pair{read->width(), read->height()};
    };
    CHECK(small_of(noise).first < 200);
    screen::Canvas plain(fonts, 1920, 1080, screen::rgb("#0B1B2B"));
    plain.text(100, 600, "H012 đến quầy 3", {screen::Family::display, screen::Weight::bold, 180, screen::rgb("#FFFFFF")});
    CHECK(small_of(plain) == std::pair{320, 180});
    CHECK(small_of(screen::Canvas(fonts, 1080, 1920, screen::rgb("#0B1B2B"))) == std::pair{180, 320});
    CHECK(small_of(screen::Canvas(fonts, 120, 90, screen::rgb("#0B1B2B"))) == std::pair{120, 90});
}

TEST_CASE("a report says what is on the board and keeps its bounds") {
    board::Picture picture;
    picture.phase = board::Phase::calling;
    picture.current = board::CurrentCall{};
    picture.current->number = "H012";
    picture.current->counter = 3;
    for (std::uint64_t i = 0; i < 40; ++i) picture.last_calls.push_back({"H0" + std::to_string(i), i, i});
    BoardState state;
    state.layout = "hall";
    state.width = 1920;
    state.height = 1080;
    state.seq = 9;
    state.speaks = true;
    state.announcements_waiting = 4;
    std::string long_one;
    for (int i = 0; i < 200; ++i) long_one += "ế";  // three bytes each
    state.troubles.assign(40, long_one);
    const v1::BoardReport report = report_of(picture, state);
    CHECK(report.number() == "H012");
    CHECK(report.counter() == 3);
    CHECK(report.last_calls_size() == static_cast<int>(limits::report_calls_max));
    CHECK(report.last_calls(2).number() == "H02");
    CHECK(report.troubles_size() == static_cast<int>(limits::troubles_max));
    CHECK(report.troubles(0).size() == limits::trouble_bytes_max);
    CHECK(report.announcements_waiting() == 4);
    v1::BoardReport again;
    CHECK(again.ParseFromString(report.SerializeAsString()));
    CHECK(word_of(picture) == "calling");
    picture.dark = true;
    CHECK(word_of(picture) == "dark");
    CHECK(report_of(picture, state).dark());
}

}  // namespace luot::board_app
