// What people do to a window, as values. A window that nobody sees is one all the same.
#include "window/window.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

namespace luot::window {

namespace {

template <class Wanted>
const Wanted& only(const std::vector<Event>& events) {
    REQUIRE(events.size() == 1);
    REQUIRE(std::holds_alternative<Wanted>(events.front()));
    return std::get<Wanted>(events.front());
}

SDL_Event button(Uint32 type, Uint8 which_button, Uint32 which = 0) {
    SDL_Event event{};
    event.type = type;
    event.button.button = which_button;
    event.button.which = which;
    event.button.x = 30;
    event.button.y = 40;
    return event;
}

SDL_Event finger(Uint32 type, SDL_FingerID id, float x) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = id;
    event.tfinger.x = x;
    event.tfinger.y = 0.5F;
    return event;
}

// The one window that there is.
SDL_Window* its_window() {
    for (Uint32 id = 1; id < 1'000; ++id) {
        if (SDL_Window* found = SDL_GetWindowFromID(id)) return found;
    }
    return nullptr;
}

// What is on the screen there, 0xRRGGBB.
Uint32 on_screen(int x, int y) {
    const SDL_Rect pixel{x, y, 1, 1};
    Uint32 colour = 0;
    REQUIRE(SDL_RenderReadPixels(SDL_GetRenderer(its_window()), &pixel, SDL_PIXELFORMAT_ARGB8888, &colour, 4) == 0);
    return colour & 0xFFFFFFU;
}

}  // namespace

TEST_CASE("hands - keys and the end of a window come as values") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, false});
    CHECK(window.width() == 400);
    CHECK(window.height() == 200);
    screen::Fonts fonts;
    window.show(screen::Canvas(fonts, 400, 200, screen::rgb("#0A4DB0")));
    window.take_events();  // of its birth

    const auto after = [&](SDL_Event event) {
        SDL_PushEvent(&event);
        return window.take_events();
    };
    CHECK(only<Pressed>(after(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT))).at.x == 30);
    CHECK(only<Lifted>(after(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT))).at.y == 40);
    CHECK(after(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT)).empty());
    CHECK(after(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, SDL_TOUCH_MOUSEID)).empty());  // a finger, said a second time

    // One finger counts, however many come.
    CHECK(only<Pressed>(after(finger(SDL_FINGERDOWN, 7, 0.25F))).at.x == doctest::Approx(100));
    CHECK(after(finger(SDL_FINGERDOWN, 8, 0.5F)).empty());
    CHECK(after(finger(SDL_FINGERUP, 8, 0.5F)).empty());
    CHECK(only<Lifted>(after(finger(SDL_FINGERUP, 7, 0.75F))).at.x == doctest::Approx(300));
    CHECK(only<Pressed>(after(finger(SDL_FINGERDOWN, 8, 0.5F))).at.y == doctest::Approx(100));

    SDL_Event text{};
    text.type = SDL_TEXTINPUT;
    text.text.text[0] = '7';
    CHECK(only<Typed>(after(text)).text == "7");
    SDL_Event key{};
    key.type = SDL_KEYDOWN;
    key.key.keysym.sym = SDLK_KP_ENTER;
    CHECK(only<KeyDown>(after(key)).key == Key::enter);
    key.key.keysym.sym = SDLK_a;
    CHECK(after(key).empty());
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    only<Closed>(after(quit));
}

TEST_CASE("a finger whose leaving was lost does not make the window deaf") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, false});
    window.take_events();
    const auto down = [&](SDL_FingerID id, Uint32 at_ms) {
        SDL_Event event = finger(SDL_FINGERDOWN, id, 0.25F);
        event.tfinger.timestamp = at_ms;
        SDL_PeepEvents(&event, 1, SDL_ADDEVENT, 0, 0);  // SDL_PushEvent would write its own time
        return window.take_events();
    };
    only<Pressed>(down(7, 1'000));
    CHECK(down(8, 11'000).empty());
    only<Pressed>(down(8, 11'001));
    only<Pressed>(down(8, 11'500));  // the same finger cannot come twice without leaving
}

TEST_CASE("a full-screen window is ended by nothing but the program") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, true});
    window.take_events();
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    SDL_PushEvent(&quit);
    CHECK(window.take_events().empty());
}

TEST_CASE("a picture of another size is shown all the same") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, false});
    screen::Fonts fonts;
    for (const int width : {400, 800, 120}) CHECK_NOTHROW(window.show(screen::Canvas(fonts, width, 200, screen::rgb("#0A4DB0"))));
}

TEST_CASE("only what is said to have changed is shown anew") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, false});
    screen::Fonts fonts;
    window.show(screen::Canvas(fonts, 400, 200, screen::rgb("#0A4DB0")));
    const std::vector<screen::Rect> changed = {{10, 20, 30, 40}, {390, 190, 100, 100}, {-50, 0, 60, 10}, {900, 0, 10, 10}};
    window.show(screen::Canvas(fonts, 400, 200, screen::rgb("#9A1C13")), changed);
    for (const auto& [x, y] : {std::pair{10, 20}, {39, 59}, {390, 190}, {399, 199}, {0, 0}, {9, 9}}) CHECK(on_screen(x, y) == 0x9A1C13);
    for (const auto& [x, y] : {std::pair{40, 20}, {9, 20}, {10, 60}, {389, 199}, {10, 0}, {200, 100}}) CHECK(on_screen(x, y) == 0x0A4DB0);
    CHECK(window.trouble().empty());
}

TEST_CASE("a picture that was lost is asked for once and shown whole") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Window window({"test", 400, 200, false});
    screen::Fonts fonts;
    window.show(screen::Canvas(fonts, 400, 200, screen::rgb("#0A4DB0")));
    window.take_events();
    for (const Uint32 type : {SDL_RENDER_DEVICE_RESET, SDL_RENDER_TARGETS_RESET, SDL_DISPLAYEVENT}) {
        SDL_Event event{};
        event.type = type;
        SDL_PushEvent(&event);
        CHECK(only<Resized>(window.take_events()).width == 400);
        CHECK(window.take_events().empty());
        const screen::Rect corner{0, 0, 1, 1};
        window.show(screen::Canvas(fonts, 400, 200, screen::rgb("#9A1C13")), {&corner, 1});
        if (type == SDL_RENDER_DEVICE_RESET) CHECK(on_screen(200, 100) == 0x9A1C13);
    }
}

TEST_CASE("a window that follows tells its new size") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    for (const bool follows : {true, false}) {
        Options options{"test", 400, 200, false};
        options.follows = follows;
        options.paced = true;
        Window window(options);
        window.take_events();
        SDL_SetWindowSize(its_window(), 640, 360);
        const auto events = window.take_events();
        CHECK(events.size() == (follows ? 1 : 0));
        CHECK(window.width() == (follows ? 640 : 400));
        CHECK(window.height() == (follows ? 360 : 200));
        screen::Fonts fonts;
        window.show(screen::Canvas(fonts, window.width(), window.height(), screen::rgb("#0A4DB0")));
        CHECK(on_screen(300, 150) == 0x0A4DB0);
        CHECK(window.frame() > std::chrono::milliseconds(2));
        CHECK(window.frame() < std::chrono::milliseconds(50));
    }
}

TEST_CASE("a screen that is not there is the first one and nobody looks at a resting one") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    Options options{"test", 400, 200, true};
    options.display = 7;
    Window window(options);
    CHECK(window.width() > 0);
    CHECK(window.trouble().find("screen 7") == 0);
    CHECK(SDL_ShowCursor(SDL_QUERY) == SDL_DISABLE);
    CHECK(SDL_IsScreenSaverEnabled() == SDL_FALSE);
    window.rest(true);
    CHECK(SDL_IsScreenSaverEnabled() == SDL_TRUE);
    window.rest(false);
    CHECK(SDL_IsScreenSaverEnabled() == SDL_FALSE);
    SDL_ShowCursor(SDL_ENABLE);
}

}  // namespace luot::window
