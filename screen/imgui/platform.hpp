// What a pointer does in a window, as Dear ImGui 1.86 wants to be told it (imgui.h: ImGuiIO, "Input - Fill before calling NewFrame()"). Of
// the current context; keys and text are not its business. One thread.
//
// A button that goes down and up between two frames would be lost: take() says when a frame has to come before the next event.
#pragma once

#include <cstdint>

union SDL_Event;

namespace luot::imgui_sdl {

class Platform {
  public:
    // The context becomes ours: its name and what it may save. There is one platform for each context.
    Platform();

    enum class Took : std::uint8_t {
        nothing,   // not for a window's content
        input,     // the next frame may wait for further events
        decisive,  // a button, a wheel or a finger: a frame comes first
    };
    // `to_pixels`: of the renderer for each of the window's units, 1 unless the display is scaled by the system.
    Took take(const SDL_Event& event, double to_pixels = 1.0);
    // Before ImGui::NewFrame(). `now_us` of a steady clock; the frame's size in pixels.
    void begin_frame(std::int64_t now_us, int width, int height);

  private:
    std::int64_t last_us_ = 0;
    bool any_frame_ = false;
};

}  // namespace luot::imgui_sdl
