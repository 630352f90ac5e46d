// The window itself. One that nobody sees is one all the same.
#include "desk_view/desk_window.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>

#include "desk_pages/desk_pages.hpp"

namespace luot::desk_view {
namespace {

// The one window that there is.
SDL_Window* its_window() {
    for (Uint32 id = 1; id < 1'000; ++id) {
        if (SDL_Window* found = SDL_GetWindowFromID(id)) return found;
    }
    return nullptr;
}

void push(SDL_Event event) {
    REQUIRE(SDL_PushEvent(&event) == 1);
}

void push_button(Uint32 type, screen::Point at) {
    SDL_Event event{};
    event.type = type;
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = static_cast<Sint32>(at.x);
    event.button.y = static_cast<Sint32>(at.y);
    push(event);
}

void push_key(SDL_Keycode code, SDL_Scancode place, const char* text) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.scancode = place;
    push(event);
    if (*text == '\0') return;
    SDL_Event written{};
    written.type = SDL_TEXTINPUT;
    SDL_strlcpy(written.text.text, text, sizeof written.text.text);
    push(written);
}

Uint32* pixel_at(int x, int y) {
    SDL_Surface* surface = SDL_GetWindowSurface(its_window());
    REQUIRE(surface != nullptr);
    return reinterpret_cast<Uint32*>(static_cast<Uint8*>(surface->pixels) + static_cast<std::ptrdiff_t>(y) * surface->pitch) + x;
}

// 0xRRGGBB.
Uint32 on_screen(int x, int y) {
    return *pixel_at(x, y) & 0xFFFFFFU;
}

std::pair<int, int> size() {
    int w = 0;
    int h = 0;
    SDL_GetWindowSize(its_window(), &w, &h);
    return {w, h};
}

}  // namespace

TEST_CASE("window - clicks keys and what is written come as values") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    DeskWindow window({"test"});
    window.show(testing::DeskPages(true).serving(), 100);
    window.take_events();  // of its birth
    const auto step = window.drawn().find("step")->at;
    const screen::Point at{step.x + 20.0, step.y + 20.0};
    // Both before the next look: neither is lost.
    push_button(SDL_MOUSEBUTTONDOWN, at);
    push_button(SDL_MOUSEBUTTONUP, at);
    push_key(SDLK_r, SDL_SCANCODE_R, "r");        // no text is taken here
    push_key(SDLK_KP_1, SDL_SCANCODE_KP_1, "1");  // the pad's is told once
    push_key(SDLK_RETURN, SDL_SCANCODE_RETURN, "");
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    push(quit);
    auto events = window.take_events();
    REQUIRE(events.size() == 5);
    CHECK(std::get<Clicked>(events[0]).target == "step");
    CHECK(std::get<desk::KeyPress>(events[1]).key == "R");
    CHECK(std::get<desk::KeyPress>(events[2]).key == "1");
    CHECK(std::get<desk::KeyPress>(events[2]).pad);
    CHECK(std::get<desk::KeyPress>(events[3]).key == "Enter");
    CHECK(std::holds_alternative<Closed>(events[4]));
    CHECK(SDL_IsTextInputActive() == SDL_FALSE);
    // While a note is written, an input method has its say; what it puts together is no text yet.
    auto writing = testing::DeskPages(true).serving();
    writing.dialog.emplace().kind = desk::Dialog::Kind::text;
    window.show(writing, 100);
    CHECK(SDL_IsTextInputActive() == SDL_TRUE);
    SDL_Event composing{};
    composing.type = SDL_TEXTEDITING;
    SDL_strlcpy(composing.edit.text, "thiế", sizeof composing.edit.text);
    push(composing);
    CHECK(window.take_events().empty());
    const auto seen = [&](const std::string& words) {
        const auto& texts = window.drawn().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const DrawnText& text) { return text.text == words; });
    };
    CHECK(seen("thiế|"));
    push_key(SDLK_u, SDL_SCANCODE_U, "thiếu");
    push_key(SDLK_KP_1, SDL_SCANCODE_KP_1, "1");  // the pad's is told once
    events = window.take_events();
    REQUIRE(events.size() == 3);
    CHECK(std::get<Typed>(events[1]).text == "thiếu");
    CHECK(std::get<desk::KeyPress>(events[2]).pad);
    CHECK_FALSE(seen("thiế|"));
    window.show(testing::DeskPages(true).serving(), 100);
    CHECK(SDL_IsTextInputActive() == SDL_FALSE);
    screen::Fonts fonts;
    const auto picture = window.picture(fonts);
    REQUIRE(picture);
    CHECK(picture->width() == 1024);
    CHECK(picture->pixel(2, 2) == screen::rgb("#0B1B2B"));
}

TEST_CASE("window - takes the size of the mode and keeps the one that the clerk gave it") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    DeskWindow window({"test"});
    auto page = testing::DeskPages(true).serving();
    // The display of the driver that nobody sees is 1024 × 768: not larger than that.
    window.show(page, 100);
    CHECK(size() == std::pair{1024, 700});
    SDL_SetWindowSize(its_window(), 1000, 690);
    page.status += "!";
    window.show(page, 100);
    CHECK(size() == std::pair{1024, 690});  // its least width
    page.mode = desk::Mode::keypad;
    window.show(page, 100);
    CHECK(size() == std::pair{360, 180});
    window.show(page, 200);
    CHECK(size() == std::pair{720, 360});
    page.mode = desk::Mode::window;
    window.show(page, 100);
    CHECK(size() == std::pair{1024, 700});
}

TEST_CASE("window - shows again what a display lost and draws nothing else twice") {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    DeskWindow window({"test"});
    auto page = testing::DeskPages(true).serving();
    window.show(page, 100);
    const Uint32 ink = 0x0B1B2B;
    CHECK(on_screen(2, 2) == ink);
    window.take_events();
    *pixel_at(2, 2) = 0xFF0000;
    window.take_events();  // nothing has happened: nothing is drawn
    CHECK(on_screen(2, 2) == 0xFF0000U);
    page.citizen.facts[0][3].text = "03:21";
    window.show(page, 100);  // a digit elsewhere
    CHECK(on_screen(2, 2) == 0xFF0000U);
    for (const Uint32 kind : {SDL_WINDOWEVENT_EXPOSED, SDL_WINDOWEVENT_RESTORED, SDL_WINDOWEVENT_SHOWN}) {
        *pixel_at(2, 2) = 0xFF0000;
        SDL_Event lost{};
        lost.type = SDL_WINDOWEVENT;
        lost.window.event = static_cast<Uint8>(kind);
        push(lost);
        window.take_events();
        CHECK(on_screen(2, 2) == ink);
    }
    *pixel_at(2, 2) = 0xFF0000;
    SDL_Event unplugged{};
    unplugged.type = SDL_DISPLAYEVENT;
    push(unplugged);
    window.take_events();
    CHECK(on_screen(2, 2) == ink);
    // In another size its pixels are other ones.
    SDL_SetWindowSize(its_window(), 1024, 650);
    window.take_events();
    CHECK(on_screen(2, 2) == ink);
    CHECK(SDL_GetWindowSurface(its_window())->h == 650);
    CHECK(window.trouble().empty());
}

}  // namespace luot::desk_view
