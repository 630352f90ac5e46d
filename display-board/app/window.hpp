// A window that shows a finished picture. One thread, the one that made it.
#pragma once

#include <memory>
#include <string>

#include "screen/canvas.hpp"

namespace luot::board_app {

class Window {
  public:
    // Throws std::runtime_error where there is no display.
    Window(const std::string& title, int width, int height);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Shows the picture, scaled to the window where somebody changed its size.
    void show(const screen::Canvas& picture);
    // Takes what the window system has to say. False: somebody closed the window. F11 fills the screen and back.
    bool take_events();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_app
