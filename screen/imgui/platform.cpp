#include "imgui_sdl/platform.hpp"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>

namespace luot::imgui_sdl {
namespace {

// Dear ImGui divides by it, and a clock may stand still or have been suspended.
constexpr double frame_s_min = 1e-4;
constexpr double frame_s_max = 1.0;

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
