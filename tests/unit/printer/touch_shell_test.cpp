// The kiosk with its screen: hands and a scanner at SDL's end, a server and a printer at the other.
#include "printer_app/touch_shell.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "mini_server.hpp"
#include "printer_app/voice.hpp"
#include "screen/canvas.hpp"
#include "touch_view/layout.hpp"
#include "virtual_printer/virtual_printer.hpp"
#include "words_of/shipped.hpp"

namespace luot::printer_app {

namespace {

using namespace std::chrono_literals;

std::filesystem::path scratch(const char* name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

// A window that nobody sees, but everything in it is as it would be.
struct Entrance {
    explicit Entrance(bool window = true, const std::filesystem::path& screenshot = {}, std::optional<PinFile> pin = {}) : printer(io, {}) {
        SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
        ShellOptions options;
        options.link.host = "127.0.0.1";
        options.link.port = server.port();
        options.link.role = v1::ROLE_KIOSK;
        options.link.device = "kiosk-1";
        options.link.jitter_seed = 5;
        options.kiosk = {.device = "kiosk-1", .prints = true, .follows = true};
        options.words = &testing::shipped_words();
        options.version = "0.1.0";
        transport::Options printing;
        printing.profile.pace_mm_a_second = 2'500;
        printing.limits.after_slip = 200ms;
        printing.limits.watch_every = 50ms;
        options.printer =
            transport::create_printer(io.get_executor(), {transport::Address::Kind::tcp, "127.0.0.1", printer.port(), {}}, printing);
        shell.emplace(
            io.get_executor(), std::move(options), [this](const spool::Answer& answer) { screen->answered(answer); },
            [](const std::string&) {});
        ScreenOptions look;
        look.window = window;
        look.windowed = true;
        look.width = width;
        look.height = height;
        look.speech = false;
        look.screenshot = screenshot;
        look.pin = std::move(pin);
        screen.emplace(io, *shell, testing::shipped_words(), std::move(look),
                       TouchShell::Ends{[this] { closed = true; }, [this] { restart = true; }});
        screen->start();
        shell->start();
    }

    bool until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + 180s;  // on a busy machine, under a sanitizer
        while (!done()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            io.run_one_for(100ms);
        }
        return true;
    }
    bool comes(touch::Screen wanted) {
        return until([&] { return screen->page().screen == wanted; });
    }

    void push(Uint32 type, const screen::Rect& rect) {
        SDL_Event event{};
        event.type = type;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = rect.x + rect.w / 2;
        event.button.y = rect.y + rect.h / 2;
        SDL_PushEvent(&event);
    }
    // Taps where the target is until the page is another, as an impatient hand does.
    bool tap(const std::string& target, touch::Screen wanted) {
        return until([&] {
            const auto& page = screen->page();
            if (page.screen == wanted) return true;
            const auto all = touch_view::targets(touch_view::lay_out(page, {width, height, 0}), page);
            const auto found = std::ranges::find_if(all, [&](const auto& each) { return each.target == target; });
            if (found == all.end()) return false;
            push(SDL_MOUSEBUTTONDOWN, found->rect);
            push(SDL_MOUSEBUTTONUP, found->rect);
            return false;
        });
    }
    void scan(const std::string& line) {
        for (const char letter : line) {
            SDL_Event event{};
            event.type = SDL_TEXTINPUT;
            event.text.text[0] = letter;
            SDL_PushEvent(&event);
        }
        SDL_Event event{};
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = SDLK_RETURN;
        SDL_PushEvent(&event);
    }

    static constexpr int width = 1'366;
    static constexpr int height = 768;
    boost::asio::io_context io;
    testing::MiniServer server{io};
    testing::VirtualPrinter printer;
    bool closed = false;
    bool restart = false;
    std::optional<KioskShell> shell;
    std::optional<TouchShell> screen;
};

}  // namespace

TEST_CASE("a hand on the screen gets a slip out of the printer") {
    Entrance entrance;
    REQUIRE(entrance.comes(touch::Screen::home));
    REQUIRE(entrance.tap("field:civil-status", touch::Screen::classes));
    REQUIRE(entrance.tap("class:elderly", touch::Screen::confirm));
    REQUIRE(entrance.tap("take", touch::Screen::slip));
    CHECK(entrance.screen->page().number == "H001");
    // However often it was tapped.
    CHECK(entrance.printer.paper().slips().size() == 1);
    CHECK(entrance.server.tickets.size() == 1);
    CHECK(entrance.server.tickets[1].slip() == v1::SLIP_STATE_PRINTED);
    REQUIRE(entrance.tap("home", touch::Screen::home));
}

TEST_CASE("the screen gives no numbers while the printer has no paper and goes on when it has") {
    Entrance entrance;
    REQUIRE(entrance.comes(touch::Screen::home));
    entrance.printer.change([](testing::VirtualPrinter::Behaviour& is) { is.paper_out = true; });
    REQUIRE(entrance.comes(touch::Screen::printer));
    CHECK(entrance.screen->page().title == "Máy hết giấy in phiếu");
    entrance.printer.mend();
    REQUIRE(entrance.comes(touch::Screen::home));
    CHECK(entrance.server.tickets.empty());
}

TEST_CASE("a scanner that types into the window checks a slip in") {
    Entrance entrance;
    REQUIRE(entrance.comes(touch::Screen::home));
    entrance.scan("https://luot.example/t/3f9a1c55d0e24b77");
    REQUIRE(entrance.until(
        [&] { return std::ranges::any_of(entrance.server.commands, [](const auto& each) { return each.has_check_in(); }); }));
    const auto command = std::ranges::find_if(entrance.server.commands, [](const auto& each) { return each.has_check_in(); });
    CHECK(command->check_in().token() == "3f9a1c55d0e24b77");
}

TEST_CASE("a kiosk without its server says so and comes back with it") {
    Entrance entrance;
    REQUIRE(entrance.comes(touch::Screen::home));
    entrance.server.go_away();
    REQUIRE(entrance.comes(touch::Screen::away));
    entrance.server.come_back();
    REQUIRE(entrance.comes(touch::Screen::home));
}

TEST_CASE("without a window the screen is a picture that follows what happens") {
    const auto file = scratch("touch-picture") / "kiosk.png";
    {
        Entrance entrance(false, file);
        REQUIRE(entrance.comes(touch::Screen::home));
        entrance.screen->touch("search");
        CHECK(entrance.screen->page().screen == touch::Screen::search);
    }
    screen::Fonts fonts;
    const auto picture = screen::Canvas::load_png(fonts, file);
    REQUIRE(picture.has_value());
    CHECK(picture->width() == Entrance::width);
}

TEST_CASE("the technician corner opens to the PIN alone prints a test and begins anew") {
    const auto file = scratch("touch-pin") / "pin";
    REQUIRE(PinFile::write(file, "4711").has_value());
    Entrance entrance(true, {}, PinFile::read(file).value());
    REQUIRE(entrance.comes(touch::Screen::home));
    const auto enter = [&](const std::string& pin) {
        for (int i = 0; i < 5; ++i) entrance.screen->touch("corner");
        REQUIRE(entrance.screen->page().screen == touch::Screen::pin);
        for (const char digit : pin) entrance.screen->touch(std::string("key:") + digit);
        entrance.screen->touch("enter");
    };
    enter("4712");
    CHECK(entrance.screen->page().screen == touch::Screen::pin);
    for (const char digit : std::string("4711")) entrance.screen->touch(std::string("key:") + digit);
    entrance.screen->touch("enter");
    REQUIRE(entrance.comes(touch::Screen::technician));
    REQUIRE(entrance.until([&] {
        if (entrance.screen->page().banner.empty()) entrance.screen->touch("test");
        return entrance.screen->page().banner == "In thử xong";
    }));
    CHECK(entrance.printer.paper().slips().size() >= 1);
    CHECK(entrance.server.tickets.empty());
    CHECK(entrance.until([&] {
        entrance.screen->touch("restart");
        return entrance.restart;
    }));
}

TEST_CASE("a window that is closed says so") {
    Entrance entrance;
    SDL_Event event{};
    event.type = SDL_QUIT;
    SDL_PushEvent(&event);
    CHECK(entrance.until([&] { return entrance.closed; }));
}

TEST_CASE("a PIN is kept as a hash that only its owner reads") {
    const auto folder = scratch("pin-file");
    for (const char* bad : {"", "123", "1234567890123", "12a4", "１２３４"}) {
        CAPTURE(bad);
        CHECK_FALSE(PinFile::write(folder / "pin", bad).has_value());
    }
    REQUIRE(PinFile::write(folder / "pin", "0815").has_value());
    REQUIRE(PinFile::write(folder / "pin", "4711").has_value());  // replaced
    const auto read = PinFile::read(folder / "pin");
    REQUIRE(read.has_value());
    CHECK(read->is("4711"));
    CHECK_FALSE(read->is("0815"));
    CHECK_FALSE(read->is(""));
    const auto mode = std::filesystem::status(folder / "pin").permissions();
    CHECK((mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    CHECK_FALSE(PinFile::read(folder / "none").has_value());
    std::filesystem::copy_file(LUOT_SOURCE_DIR "/CMakeLists.txt", folder / "other");
    CHECK_FALSE(PinFile::read(folder / "other").has_value());
}

TEST_CASE("words are spoken in the language that they are in and hushed") {
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    auto voice = Voice::create();
    REQUIRE(voice.has_value());
    for (const char* language : {"vi", "en"}) {
        CHECK((*voice)->say(language, "Mời ông bà nhận phiếu số H012."));
        CHECK((*voice)->left_ms() > 500);
    }
    (*voice)->hush();
    CHECK((*voice)->left_ms() == 0);
    CHECK_FALSE((*voice)->say("no-such-language", "x"));
}

}  // namespace luot::printer_app
