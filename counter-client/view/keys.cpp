#include "desk_view/keys.hpp"

#include <SDL.h>

#include <string>

namespace luot::desk_view {
namespace {

// Of keys with names; empty: it has none.
std::string named(SDL_Keycode code) {
    switch (code) {
        case SDLK_RETURN:
        case SDLK_RETURN2:
        case SDLK_KP_ENTER:
            return "Enter";
        case SDLK_ESCAPE:
            return "Escape";
        case SDLK_BACKSPACE:
        case SDLK_KP_BACKSPACE:
            return "Backspace";
        case SDLK_SPACE:
            return "Space";
        case SDLK_TAB:
        case SDLK_KP_TAB:
            return "Tab";
        case SDLK_UP:
            return "Up";
        case SDLK_DOWN:
            return "Down";
        case SDLK_LEFT:
            return "Left";
        case SDLK_RIGHT:
            return "Right";
        case SDLK_KP_PLUS:
            return "+";
        case SDLK_KP_MINUS:
            return "-";
        case SDLK_KP_MULTIPLY:
            return "*";
        case SDLK_KP_DIVIDE:
            return "/";
        case SDLK_KP_PERIOD:
        case SDLK_KP_COMMA:
        case SDLK_KP_DECIMAL:
            return ".";
        case SDLK_KP_0:
        case SDLK_KP_00:
            return "0";
        default:
            break;
    }
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return std::string(1, static_cast<char>('1' + (code - SDLK_KP_1)));
    if (code >= SDLK_F1 && code <= SDLK_F12) return "F" + std::to_string(code - SDLK_F1 + 1);
    if (code >= 'a' && code <= 'z') return std::string(1, static_cast<char>('A' + (code - 'a')));
    if (code > ' ' && code < 0x7F) return std::string(1, static_cast<char>(code));
    return {};
}

bool is_pad(SDL_Scancode code) {
    return (code >= SDL_SCANCODE_KP_DIVIDE && code <= SDL_SCANCODE_KP_PERIOD) || code == SDL_SCANCODE_KP_COMMA ||
           code == SDL_SCANCODE_KP_00 || code == SDL_SCANCODE_KP_BACKSPACE || code == SDL_SCANCODE_KP_TAB ||
           code == SDL_SCANCODE_KP_DECIMAL;
}

}  // namespace

std::optional<desk::KeyPress> key_press(const SDL_KeyboardEvent& event) {
    if (event.type != SDL_KEYDOWN || (event.keysym.mod & (KMOD_ALT | KMOD_GUI)) != 0) return std::nullopt;
    desk::KeyPress press;
    press.key = named(event.keysym.sym);
    if (press.key.empty()) return std::nullopt;
    press.pad = is_pad(event.keysym.scancode);
    press.shift = (event.keysym.mod & KMOD_SHIFT) != 0;
    press.control = (event.keysym.mod & KMOD_CTRL) != 0;
    press.repeat = event.repeat != 0;
    return press;
}

}  // namespace luot::desk_view
