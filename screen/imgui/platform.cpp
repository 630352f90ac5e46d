#include "imgui_sdl/platform.hpp"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <string>

namespace luot::imgui_sdl {
namespace {

// Dear ImGui divides by it, and a clock may stand still or have been suspended.
constexpr double frame_s_min = 1e-4;
constexpr double frame_s_max = 1.0;

struct KeyPlace {
    ImGuiKey_ key;
    SDL_Scancode code;
};
constexpr KeyPlace key_places[] = {{ImGuiKey_Tab, SDL_SCANCODE_TAB},
                                   {ImGuiKey_LeftArrow, SDL_SCANCODE_LEFT},
                                   {ImGuiKey_RightArrow, SDL_SCANCODE_RIGHT},
                                   {ImGuiKey_UpArrow, SDL_SCANCODE_UP},
                                   {ImGuiKey_DownArrow, SDL_SCANCODE_DOWN},
                                   {ImGuiKey_PageUp, SDL_SCANCODE_PAGEUP},
                                   {ImGuiKey_PageDown, SDL_SCANCODE_PAGEDOWN},
                                   {ImGuiKey_Home, SDL_SCANCODE_HOME},
                                   {ImGuiKey_End, SDL_SCANCODE_END},
                                   {ImGuiKey_Insert, SDL_SCANCODE_INSERT},
                                   {ImGuiKey_Delete, SDL_SCANCODE_DELETE},
                                   {ImGuiKey_Backspace, SDL_SCANCODE_BACKSPACE},
                                   {ImGuiKey_Space, SDL_SCANCODE_SPACE},
                                   {ImGuiKey_Enter, SDL_SCANCODE_RETURN},
                                   {ImGuiKey_Escape, SDL_SCANCODE_ESCAPE},
                                   {ImGuiKey_KeyPadEnter, SDL_SCANCODE_KP_ENTER},
                                   {ImGuiKey_A, SDL_SCANCODE_A},
                                   {ImGuiKey_C, SDL_SCANCODE_C},
                                   {ImGuiKey_V, SDL_SCANCODE_V},
                                   {ImGuiKey_X, SDL_SCANCODE_X},
                                   {ImGuiKey_Y, SDL_SCANCODE_Y},
                                   {ImGuiKey_Z, SDL_SCANCODE_Z}};

// Dear ImGui keeps the pointer until it asks the next time.
const char* clipboard_text(void* /*user*/) {
    static std::string kept;
    char* text = SDL_GetClipboardText();
    kept = text == nullptr ? "" : text;
    SDL_free(text);
    return kept.c_str();
}

// There is nobody to tell that a clipboard did not take it; the text stays where it was copied from.
void set_clipboard_text(void* /*user*/, const char* text) {
    SDL_SetClipboardText(text);
}

int button_of(Uint8 button) {
    switch (button) {
        case SDL_BUTTON_LEFT:
            return ImGuiMouseButton_Left;
        case SDL_BUTTON_RIGHT:
            return ImGuiMouseButton_Right;
        case SDL_BUTTON_MIDDLE:
            return ImGuiMouseButton_Middle;
        default:
            return -1;
    }
}

ImVec2 pixels(double x, double y, double to_pixels) {
    return {static_cast<float>(x * to_pixels), static_cast<float>(y * to_pixels)};
}

}  // namespace

Platform::Platform() {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // nothing of a screen is kept by itself
    io.LogFilename = nullptr;
    io.BackendPlatformName = "luot_imgui_sdl";
    for (const auto& place : key_places) io.KeyMap[place.key] = place.code;
    io.GetClipboardTextFn = clipboard_text;
    io.SetClipboardTextFn = set_clipboard_text;
}

Platform::Took Platform::take(const SDL_Event& event, double to_pixels) {
    ImGuiIO& io = ImGui::GetIO();
    switch (event.type) {
        case SDL_MOUSEMOTION:
            io.MousePos = pixels(event.motion.x, event.motion.y, to_pixels);
            return Took::input;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: {
            const int button = button_of(event.button.button);
            if (button < 0) return Took::nothing;
            io.MousePos = pixels(event.button.x, event.button.y, to_pixels);
            io.MouseDown[button] = event.type == SDL_MOUSEBUTTONDOWN;
            return Took::decisive;
        }
        case SDL_MOUSEWHEEL: {
            const float turned = event.wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0F : 1.0F;
            io.MouseWheel += turned * event.wheel.preciseY;
            io.MouseWheelH += turned * event.wheel.preciseX;
            return Took::decisive;
        }
        case SDL_TEXTINPUT:
            io.AddInputCharactersUTF8(event.text.text);
            return Took::input;
        case SDL_KEYDOWN:
        case SDL_KEYUP: {
            const auto code = static_cast<std::size_t>(event.key.keysym.scancode);
            if (code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[code] = event.type == SDL_KEYDOWN;
            const auto held = static_cast<SDL_Keymod>(event.key.keysym.mod);
            io.KeyShift = (held & KMOD_SHIFT) != 0;
            io.KeyCtrl = (held & KMOD_CTRL) != 0;
            io.KeyAlt = (held & KMOD_ALT) != 0;
            io.KeySuper = (held & KMOD_GUI) != 0;
            return Took::input;
        }
        case SDL_WINDOWEVENT:
            switch (event.window.event) {
                case SDL_WINDOWEVENT_LEAVE:
                    // A button that is held stays the window's: it hears where the pointer goes.
                    if (!io.MouseDown[0]) io.MousePos = {-FLT_MAX, -FLT_MAX};
                    return Took::input;
                case SDL_WINDOWEVENT_FOCUS_GAINED:
                    io.AddFocusEvent(true);
                    return Took::input;
                case SDL_WINDOWEVENT_FOCUS_LOST:
                    io.AddFocusEvent(false);
                    return Took::input;
                default:
                    return Took::nothing;
            }
        default:
            return Took::nothing;
    }
}

void Platform::begin_frame(std::int64_t now_us, int width, int height) {
    ImGuiIO& io = ImGui::GetIO();
    const double passed = any_frame_ ? static_cast<double>(now_us - last_us_) / 1e6 : 0.0;
    io.DeltaTime = static_cast<float>(std::clamp(passed, frame_s_min, frame_s_max));
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DisplayFramebufferScale = {1, 1};
    last_us_ = now_us;
    any_frame_ = true;
}

}  // namespace luot::imgui_sdl
