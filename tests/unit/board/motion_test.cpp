// What moves on a board, measured from its pixels over frames of simulated time.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "board_pictures.hpp"
#include "board_view/limits.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/renderer.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;
using screen::Rect;

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;

const Layouts& layouts() {
    static const Layouts shipped = load_layouts({}).value();
    return shipped;
}

double light(screen::Colour colour) {
    const auto linear = [](std::uint8_t channel) {
        const double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

// A board that is drawn frame by frame.
struct Board {
    explicit Board(const std::string& layout, int w = 960, int h = 540) : canvas(fonts, w, h, screen::rgb("#FF00FF")), renderer(fonts) {
        renderer.set_layout(layouts().in(layout, w, h));
    }
    Frame draw(const board::Picture& picture, std::int64_t now_us) { return renderer.draw(canvas, picture, now_us); }
    std::vector<std::uint32_t> pixels() const { return {canvas.pixels().begin(), canvas.pixels().end()}; }

    screen::Fonts fonts;
    Canvas canvas;
    Renderer renderer;
};

board::Picture still() {
    board::Picture picture = testing::BoardPictures("vi").calling();
    picture.running.clear();
    return picture;
}

// How much ink stands in each column, above the ground at its left edge.
std::vector<double> ink_of(const Canvas& canvas, const Rect& rect) {
    std::vector<double> ink;
    const double ground = light(canvas.pixel(rect.x, rect.y));
    for (int x = rect.x; x < rect.right(); ++x) {
        double sum = 0;
        for (int y = rect.y; y < rect.bottom(); ++y) sum += light(canvas.pixel(x, y)) - ground;
        ink.push_back(sum);
    }
    return ink;
}

// By how many pixels the ink has gone to the left: the shift at which the two differ least, to a twentieth of a pixel.
double shift_between(const std::vector<double>& before, const std::vector<double>& after, double most) {
    double best = 0;
    double least = -1;
    const int margin = static_cast<int>(most) + 2;
    for (double shift = 0; shift <= most; shift += 0.05) {
        double difference = 0;
        for (int x = 0; x + margin < static_cast<int>(before.size()); ++x) {
            const double from = x + shift;
            const auto whole = static_cast<std::size_t>(from);
            const double part = from - static_cast<double>(whole);
            const double expected = before[whole] * (1 - part) + before[whole + 1] * part;
            difference += std::abs(expected - after[static_cast<std::size_t>(x)]);
        }
        if (least >= 0 && difference >= least) continue;
        least = difference;
        best = shift;
    }
    return best;
}

}  // namespace

TEST_CASE("the running line moves evenly by whole time at any rate of frames") {
    Board board("hall", 960, 540);
    const auto picture = testing::BoardPictures("vi").calling();
    // Half of 1080 pixels high: half of 120 pixels a second.
    constexpr double px_per_s = 60;
    const Rect line{0, 540 - 34, 960, 34};
    board.draw(picture, 0);
    // The line at whole pixels is what is seen at any later time, only further on.
    std::int64_t now_us = 1'000'000;
    for (const std::int64_t frame_us : {16'667, 16'667, 33'333, 16'666, 50'000, 20'000, 7'000, 16'667, 100'000}) {
        CAPTURE(frame_us);
        board.draw(picture, now_us);
        const auto before = ink_of(board.canvas, line);
        now_us += frame_us;
        const Frame frame = board.draw(picture, now_us);
        const double expected = px_per_s * static_cast<double>(frame_us) / second_us;
        CHECK(std::abs(shift_between(before, ink_of(board.canvas, line), expected + 3) - expected) <= 0.1);
        REQUIRE(frame.next_us);
        CHECK(*frame.next_us <= now_us);
        // Nothing but the line is drawn for it.
        REQUIRE(frame.changed.size() == 1);
        CHECK(frame.changed[0] == line);
    }
    SUBCASE("and does not drift in a month of frames that came at odd times") {
        // Where it is at a time does not depend on how often it was drawn before.
        Board rare("hall", 960, 540);
        rare.draw(picture, 0);
        const std::int64_t later_us = 30LL * 24 * 60 * minute_us + 123'457;
        for (std::int64_t odd_us = 2'000'000; odd_us < 3'000'000; odd_us += 13'337) board.draw(picture, odd_us);
        board.draw(picture, later_us);
        rare.draw(picture, later_us);
        CHECK(board.pixels() == rare.pixels());
    }
    SUBCASE("also while the whole picture moves against burn-in") {
        board.draw(picture, limits::shift_us - 16'000);
        const auto before = ink_of(board.canvas, line);
        board.draw(picture, limits::shift_us + 4'000);
        CHECK(std::abs(shift_between(before, ink_of(board.canvas, line), 4) - px_per_s * 0.02) <= 0.1);
    }
}

TEST_CASE("the running line stands still where it fits and an idle board draws nothing") {
    Board board("hall");
    board::Picture picture = still();
    picture.running = {"Vui lòng giữ phiếu và chờ gọi số"};
    CHECK_FALSE(board.draw(picture, 0).changed.empty());
    for (std::int64_t now_us = 16'667; now_us < 10 * second_us; now_us += 500'000) {
        const Frame frame = board.draw(picture, now_us);
        CHECK(frame.changed.empty());
        REQUIRE(frame.next_us);
        CHECK(*frame.next_us == limits::shift_us);  // against burn-in, once a minute
    }
    SUBCASE("a new minute draws the header and nothing else") {
        picture.clock = "09:43";
        const Frame frame = board.draw(picture, 10 * second_us);
        REQUIRE(frame.changed.size() == 1);
        CHECK(frame.changed[0] == Rect{0, 0, 960, 52});
    }
    SUBCASE("whoever lost the pixels gets them again") {
        board.renderer.forget();
        REQUIRE(board.draw(picture, 10 * second_us).changed.size() == 1);
    }
}

TEST_CASE("a new call fades in within 200 ms and is whole then") {
    Board board("hall");
    board::Picture before = still();
    board.draw(before, 0);
    board::Picture after = before;
    after.current = board::CurrentCall{9, "C028", 1, "Chứng thực", 2, "", 120, false};
    const std::int64_t begun_us = 3 * second_us;
    board.draw(after, begun_us);
    const auto first = board.pixels();
    Frame frame = board.draw(after, begun_us + 100'000);
    REQUIRE(frame.next_us);
    CHECK(*frame.next_us <= begun_us + 100'000);
    CHECK(board.pixels() != first);
    frame = board.draw(after, begun_us + limits::fade_us);
    CHECK(*frame.next_us == limits::shift_us);
    Board fresh("hall");
    fresh.draw(after, begun_us);
    CHECK(board.pixels() == fresh.pixels());
}

TEST_CASE("a fresh call pulses more slowly than three times a second and rests when the voice does") {
    for (const char* layout : {"hall", "columns", "portrait", "counter"}) {
        CAPTURE(layout);
        const bool upright = std::string(layout) == "portrait";
        Board board(layout, upright ? 540 : 960, upright ? 960 : 540);
        board::Picture picture = still();
        picture.current->fresh = true;
        for (auto& card : picture.counters) card.fresh = true;
        // A plain piece of the panel's ground.
        const bool over_counter = std::string(layout) == "counter";
        const screen::Point at = over_counter ? screen::Point{950, 10} : screen::Point{10, upright ? 100.0 : 60.0};
        std::vector<double> lights;
        constexpr std::int64_t frame_us = 16'667;
        std::int64_t now_us = 0;
        for (; now_us < 8 * second_us; now_us += frame_us) {
            board.draw(picture, now_us);
            lights.push_back(light(board.canvas.pixel(static_cast<int>(at.x), static_cast<int>(at.y))));
        }
        // A flash is a rise and a fall of the light by more than a tenth of the most there is (WCAG 2.3.1); counted at the turns.
        const auto [dark, bright] = std::ranges::minmax(lights);
        CHECK(bright - dark > 0.1);  // it is seen
        CHECK(dark > 0.5);           // and never an inversion
        int flashes = 0;
        bool rising = true;
        const double half = (dark + bright) / 2;
        for (std::size_t i = 1; i < lights.size(); ++i) {
            if (rising && lights[i] > half && lights[i - 1] <= half) {
                ++flashes;
                rising = false;
            }
            if (lights[i] < half) rising = true;
        }
        CHECK(flashes >= 8);
        CHECK(flashes <= 16);  // 2 a second in 8 seconds
        // The voice ends: the swell that has begun ebbs, and then it is still.
        picture.current->fresh = false;
        for (auto& card : picture.counters) card.fresh = false;
        const std::int64_t ended_us = now_us;
        Frame frame;
        for (; now_us < ended_us + limits::pulse_us + 2 * frame_us; now_us += frame_us) frame = board.draw(picture, now_us);
        CHECK(frame.changed.empty());
        CHECK(*frame.next_us == limits::shift_us);
        CHECK(light(board.canvas.pixel(static_cast<int>(at.x), static_cast<int>(at.y))) == doctest::Approx(dark).epsilon(0.01));
    }
}

TEST_CASE("a reconnect that brings no news moves nothing") {
    Board board("hall");
    board::Picture connecting = testing::BoardPictures("vi").connecting();
    board.draw(connecting, 0);
    const Frame frame = board.draw(still(), second_us);
    CHECK(frame.changed.size() >= 1);
    CHECK(*frame.next_us == limits::shift_us);
    CHECK(board.draw(still(), second_us + 16'667).changed.empty());
}

TEST_CASE("lines slide to their next places and never jump") {
    for (const char* layout : {"hall", "columns"}) {
        CAPTURE(layout);
        Board board(layout);
        board::Picture before = still();
        board.draw(before, 0);
        board::Picture after = before;
        after.last_calls.insert(after.last_calls.begin(), {"Đ042", 5, 77});
        // The first line's counter stands at the right edge of the list: its ink goes down by one line, a little with every frame.
        const bool columns = std::string(layout) == "columns";
        const Rect list = columns ? Rect{380, 255, 90, 250} : Rect{860, 92, 90, 300};
        const auto rows_of = [&] {
            std::vector<double> rows;
            for (int y = list.y; y < list.bottom(); ++y) {
                double sum = 0;
                for (int x = list.x; x < list.right(); ++x) sum += light(board.canvas.pixel(x, y));
                rows.push_back(sum);
            }
            return rows;
        };
        const auto centre_of_change = [](const std::vector<double>& one, const std::vector<double>& other) {
            double most = 0;
            for (std::size_t i = 0; i < one.size(); ++i) most = std::max(most, std::abs(one[i] - other[i]));
            return most;
        };
        const std::int64_t begun_us = second_us;
        std::vector<double> last = rows_of();
        int moved = 0;
        Frame frame;
        for (std::int64_t now_us = begun_us; now_us < begun_us + limits::move_us + 40'000; now_us += 16'667) {
            frame = board.draw(after, now_us);
            const auto rows = rows_of();
            if (centre_of_change(rows, last) > 0) ++moved;
            last = rows;
        }
        CHECK(moved >= 15);  // of some twenty frames
        CHECK(*frame.next_us == limits::shift_us);
        Board fresh(layout);
        fresh.draw(after, begun_us);
        CHECK(board.pixels() == fresh.pixels());
    }
}

TEST_CASE("slides fade into each other and come to rest") {
    Board board("hall");
    const auto slide = [&board](const char* colour) {
        return std::make_shared<const Canvas>(board.fonts, 400, 300, screen::parse_colour(colour).value());
    };
    CHECK(board.renderer.slide_room() == Rect{});
    board.renderer.set_slide(slide("#08603B"));
    board.draw(still(), 0);
    CHECK(board.renderer.slide_room().w > 300);
    const auto seen = [&board] { return board.canvas.pixel(775, 310); };
    CHECK(seen() == screen::rgb("#08603B"));
    board.renderer.set_slide(slide("#F2C230"));
    board.draw(still(), second_us);
    CHECK(seen() == screen::rgb("#08603B"));
    board.draw(still(), second_us + limits::cross_fade_us / 2);
    CHECK(seen() != screen::rgb("#08603B"));
    CHECK(seen() != screen::rgb("#F2C230"));
    const Frame frame = board.draw(still(), second_us + limits::cross_fade_us);
    CHECK(seen() == screen::rgb("#F2C230"));
    CHECK(*frame.next_us == limits::shift_us);
    board.renderer.set_slide(nullptr);
    board.draw(still(), 3 * second_us);
    CHECK(board.pixels() == [] {
        Board without("hall");
        without.draw(still(), 3 * second_us);
        return without.pixels();
    }());
}

TEST_CASE("the whole picture moves a little against burn-in and stays within a few pixels") {
    Board board("hall", 960, 540);
    const board::Picture picture = still();
    board.draw(picture, 0);
    const auto home = board.pixels();
    const auto at = [&home](int x, int y) { return home[static_cast<std::size_t>(std::clamp(y, 0, 539) * 960 + std::clamp(x, 0, 959))]; };
    std::vector<std::pair<int, int>> places;
    for (std::int64_t minute = 1; minute <= 150; ++minute) {
        const Frame frame = board.draw(picture, minute * minute_us);
        REQUIRE(frame.changed.size() == 1);
        // Which shift of the picture at home is it?
        std::vector<std::pair<int, int>> found;
        for (int dy = -limits::shift_px; dy <= limits::shift_px; ++dy) {
            for (int dx = -limits::shift_px; dx <= limits::shift_px; ++dx) {
                bool same = true;
                for (int y = 0; y < 540 && same; y += 3) {
                    for (int x = 0; x < 960 && same; ++x)
                        same = board.canvas.pixels()[static_cast<std::size_t>(y * 960 + x)] == at(x - dx, y - dy);
                }
                if (same) found.emplace_back(dx, dy);
            }
        }
        REQUIRE(found.size() == 1);
        if (!places.empty()) {
            CHECK(std::abs(found[0].first - places.back().first) <= 1);
            CHECK(std::abs(found[0].second - places.back().second) <= 1);
        }
        places.push_back(found[0]);
    }
    std::ranges::sort(places);
    CHECK(std::unique(places.begin(), places.end()) - places.begin() == 49);  // every place of the square
}

TEST_CASE("a dimmed picture keeps its contrast and a dark one is black and still") {
    Board board("hall", 960, 540);
    board::Picture picture = still();
    board.draw(picture, 0);
    const auto yellow = board.canvas.pixel(10, 60);
    const auto ink = board.canvas.pixel(430, 250);  // in the counter's box
    for (const int percent : {80, 50, 30, 20}) {
        CAPTURE(percent);
        picture.brightness = percent;
        const Frame frame = board.draw(picture, second_us);
        REQUIRE(frame.changed.size() == 1);
        const double before = light(yellow) / light(ink);
        const double after = light(board.canvas.pixel(10, 60)) / light(board.canvas.pixel(430, 250));
        CHECK(after / before == doctest::Approx(1).epsilon(0.12));  // as far as 256 levels allow
        CHECK(light(board.canvas.pixel(10, 60)) / light(yellow) == doctest::Approx(percent / 100.0).epsilon(0.02));
    }
    picture.dark = true;
    Frame frame = board.draw(picture, 2 * second_us);
    CHECK(frame.changed.size() == 1);
    CHECK_FALSE(frame.next_us);
    CHECK(std::ranges::all_of(board.canvas.pixels(), [](std::uint32_t pixel) { return pixel == 0xFF000000U; }));
    CHECK(board.draw(picture, 3 * second_us).changed.empty());
    picture.dark = false;
    picture.brightness = 100;
    frame = board.draw(picture, 4 * second_us);
    Board fresh("hall");
    fresh.draw(picture, 4 * second_us);
    CHECK(board.pixels() == fresh.pixels());
}

}  // namespace luot::board_view
