#include "desk_view/keys.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

namespace luot::desk_view {
namespace {

SDL_KeyboardEvent down(SDL_Keycode code, SDL_Scancode place, Uint16 held = 0) {
    SDL_KeyboardEvent event{};
    event.type = SDL_KEYDOWN;
    event.keysym.sym = code;
    event.keysym.scancode = place;
    event.keysym.mod = held;
    return event;
}

}  // namespace

TEST_CASE("keys - come by the names that the desk has for them") {
    struct Named {
        SDL_Keycode code;
        SDL_Scancode place;
        const char* name;
        bool pad;
    };
    const Named all[] = {{SDLK_RETURN, SDL_SCANCODE_RETURN, "Enter", false},
                         {SDLK_KP_ENTER, SDL_SCANCODE_KP_ENTER, "Enter", true},
                         {SDLK_r, SDL_SCANCODE_R, "R", false},
                         {SDLK_1, SDL_SCANCODE_1, "1", false},
                         {SDLK_KP_1, SDL_SCANCODE_KP_1, "1", true},
                         {SDLK_KP_0, SDL_SCANCODE_KP_0, "0", true},
                         {SDLK_KP_9, SDL_SCANCODE_KP_9, "9", true},
                         {SDLK_KP_PLUS, SDL_SCANCODE_KP_PLUS, "+", true},
                         {SDLK_KP_MINUS, SDL_SCANCODE_KP_MINUS, "-", true},
                         {SDLK_KP_MULTIPLY, SDL_SCANCODE_KP_MULTIPLY, "*", true},
                         {SDLK_KP_DIVIDE, SDL_SCANCODE_KP_DIVIDE, "/", true},
                         {SDLK_KP_PERIOD, SDL_SCANCODE_KP_PERIOD, ".", true},
                         {SDLK_F1, SDL_SCANCODE_F1, "F1", false},
                         {SDLK_F12, SDL_SCANCODE_F12, "F12", false},
                         {SDLK_ESCAPE, SDL_SCANCODE_ESCAPE, "Escape", false},
                         {SDLK_UP, SDL_SCANCODE_UP, "Up", false},
                         {SDLK_BACKSPACE, SDL_SCANCODE_BACKSPACE, "Backspace", false},
                         {SDLK_SPACE, SDL_SCANCODE_SPACE, "Space", false},
                         {SDLK_TAB, SDL_SCANCODE_TAB, "Tab", false},
                         {SDLK_SLASH, SDL_SCANCODE_SLASH, "/", false}};
    for (const auto& one : all) {
        const auto press = key_press(down(one.code, one.place));
        REQUIRE(press.has_value());
        CHECK(press->key == one.name);
        CHECK(press->pad == one.pad);
    }
}

TEST_CASE("keys - what is held beside them is told and the systems shortcuts are left to it") {
    const auto shifted = key_press(down(SDLK_r, SDL_SCANCODE_R, KMOD_LSHIFT | KMOD_CAPS));
    REQUIRE(shifted.has_value());
    CHECK(shifted->shift);
    CHECK_FALSE(shifted->control);
    CHECK(key_press(down(SDLK_r, SDL_SCANCODE_R, KMOD_RCTRL))->control);
    CHECK_FALSE(key_press(down(SDLK_F4, SDL_SCANCODE_F4, KMOD_LALT)).has_value());
    CHECK_FALSE(key_press(down(SDLK_r, SDL_SCANCODE_R, KMOD_LGUI)).has_value());
    CHECK_FALSE(key_press(down(SDLK_LSHIFT, SDL_SCANCODE_LSHIFT)).has_value());
    CHECK_FALSE(key_press(down(SDLK_VOLUMEUP, SDL_SCANCODE_VOLUMEUP)).has_value());
    auto held = down(SDLK_r, SDL_SCANCODE_R);
    held.repeat = 1;
    CHECK(key_press(held)->repeat);
    held.type = SDL_KEYUP;
    CHECK_FALSE(key_press(held).has_value());
}

}  // namespace luot::desk_view
