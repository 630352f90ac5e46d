#include "board_app/hall_screen.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "board_view/load_layouts.hpp"
#include "screen/canvas.hpp"
#include "support/folder.hpp"

namespace luot::board_app {
namespace {

struct Hall {
    boost::asio::io_context context{1};
    screen::Fonts fonts;
    board_view::Layouts layouts = board_view::load_layouts({}).value();
    board::Picture picture;
    int asked = 0;
    int drawn = 0;
    bool closed = false;
    std::optional<HallScreen> screen;

    explicit Hall(ScreenOptions options) {
        SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
        picture.phase = board::Phase::calling;
        picture.office = "UBND phường Thử";
        HallScreen::Watcher watcher;
        watcher.picture = [this](std::int64_t) {
            ++asked;
            return picture;
        };
        watcher.drawn = [this](const screen::Canvas&, const board::Picture&) { ++drawn; };
        watcher.closed = [this] { closed = true; };
        screen.emplace(context, fonts, layouts, std::move(options), std::move(watcher));
        screen->look_like("hall", {});
        call("H001");
        screen->start();
    }
    void call(const std::string& number) {
        picture.current = board::CurrentCall{};
        picture.current->number = number;
        picture.current->counter = 3;
        screen->news();
    }
    template <class Wanted>
    bool until(Wanted wanted) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(180);
        while (!wanted()) {
            context.run_one_for(std::chrono::seconds(1));
            if (std::chrono::steady_clock::now() > end || context.stopped()) return false;
        }
        return true;
    }
    bool shows(const std::string& number) const {
        return screen->shown() && screen->shown()->current && screen->shown()->current->number == number;
    }
};

// The one window that there is.
SDL_Window* its_window() {
    for (Uint32 id = 1; id < 1'000; ++id) {
        if (SDL_Window* found = SDL_GetWindowFromID(id)) return found;
    }
    return nullptr;
}

using testing::Folder;

ScreenOptions small(bool headless) {
    ScreenOptions options;
    options.headless = headless;
    options.width = 640;
    options.height = 360;
    return options;
}

}  // namespace

TEST_CASE("a window that is made larger or smaller has the picture drawn anew in its size") {
    Hall hall(small(false));
    REQUIRE(hall.until([&] { return hall.shows("H001"); }));
    for (const auto& [w, h] : {std::pair{1280, 720}, {360, 640}, {640, 360}}) {
        SDL_SetWindowSize(its_window(), w, h);
        REQUIRE(hall.until([&] { return hall.screen->canvas().width() == w; }));
        const int before = hall.drawn;
        REQUIRE(hall.until([&] { return hall.drawn > before; }));
        CHECK(hall.screen->canvas().height() == h);
        const screen::Canvas& canvas = hall.screen->canvas();
        std::size_t call_pixels = 0;
        for (const auto pixel : canvas.pixels()) call_pixels += (pixel & 0xFFFFFFU) == 0xFFC72CU ? 1U : 0U;
        CHECK(call_pixels > canvas.pixels().size() / 20);  // the call is there, and large
    }
    CHECK(hall.screen->troubles().empty());
}

TEST_CASE("a display that comes or a driver that is reset has everything drawn again") {
    Hall hall(small(false));
    REQUIRE(hall.until([&] { return hall.shows("H001"); }));
    for (const Uint32 type : {SDL_DISPLAYEVENT, SDL_RENDER_TARGETS_RESET, SDL_RENDER_DEVICE_RESET}) {
        SDL_Event event{};
        event.type = type;
        SDL_PushEvent(&event);
        const int before = hall.drawn;
        REQUIRE(hall.until([&] { return hall.drawn > before; }));
    }
    hall.call("H002");
    CHECK(hall.until([&] { return hall.shows("H002"); }));
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    SDL_PushEvent(&quit);
    CHECK(hall.until([&] { return hall.closed; }));
}

TEST_CASE("a dark board lets the screen rest and a call wakes it") {
    Hall hall(small(false));
    REQUIRE(hall.until([&] { return hall.shows("H001"); }));
    CHECK(SDL_IsScreenSaverEnabled() == SDL_FALSE);
    hall.picture.dark = true;
    hall.screen->news();
    REQUIRE(hall.until([&] { return hall.screen->shown()->dark; }));
    CHECK(SDL_IsScreenSaverEnabled() == SDL_TRUE);
    const auto pixels = hall.screen->canvas().pixels();
    CHECK(std::all_of(pixels.begin(), pixels.end(), [](std::uint32_t pixel) { return (pixel & 0xFFFFFFU) == 0; }));
    hall.picture.dark = false;
    hall.call("H002");
    REQUIRE(hall.until([&] { return hall.shows("H002"); }));
    CHECK(SDL_IsScreenSaverEnabled() == SDL_FALSE);
}

TEST_CASE("a picture on disk is the one at rest and what cannot be written is told") {
    const Folder folder;
    const auto file = folder.path / "board.png";
    ScreenOptions options = small(true);
    options.screenshot = file.string();
    Hall hall(options);
    CHECK(hall.screen->draw_at_rest().empty());
    const auto saved = screen::Canvas::load_png(hall.fonts, file);
    REQUIRE(saved.has_value());
    CHECK(saved->pixels().size() == hall.screen->canvas().pixels().size());
    CHECK(std::equal(saved->pixels().begin(), saved->pixels().end(), hall.screen->canvas().pixels().begin()));

    options.screenshot = "/nowhere/at/all/board.png";
    Hall other(options);
    CHECK(other.screen->draw_at_rest().find("/nowhere/at/all") != std::string::npos);
}

TEST_CASE("a timer that ran out before its screen was gone draws nothing more") {
    Hall hall(small(true));
    // Both have run out: the screen's cannot be cancelled any more when this one takes the screen away.
    boost::asio::steady_timer first(hall.context, std::chrono::steady_clock::time_point{});
    first.async_wait([&](const boost::system::error_code&) { hall.screen.reset(); });
    CHECK(hall.context.poll() == 2);
    CHECK(hall.asked == 0);
}

}  // namespace luot::board_app
