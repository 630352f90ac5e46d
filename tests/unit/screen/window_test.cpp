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

}  // namespace luot::window
