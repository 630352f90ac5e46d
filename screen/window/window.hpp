// A window that shows a finished picture, and what people do to it as values. One thread, the one that made it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "screen/canvas.hpp"

namespace luot::window {

struct Options {
    std::string title;
    int width = 1920;  // of the picture; full screen: the screen's own size is used instead
    int height = 1080;
    bool full_screen = false;  // without a pointer, and nothing but the program ends it
};

// A finger (the first one of several) or the left button. In pixels of the picture.
struct Pressed {
    screen::Point at;
};
struct Lifted {
    screen::Point at;
};
// What a keyboard, or a scanner that pretends to be one, wrote.
struct Typed {
    std::string text;
};
enum class Key : std::uint8_t { enter, backspace, escape };
struct KeyDown {
    Key key = Key::enter;
};
// The full-screen window is on a screen of another size now: draw anew.
struct Resized {
    int width = 0;
    int height = 0;
};
struct Closed {};
using Event = std::variant<Pressed, Lifted, Typed, KeyDown, Resized, Closed>;

class Window {
  public:
    // Throws std::runtime_error where there is no display.
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // What a picture is best drawn at.
    int width() const;
    int height() const;
    // Shows the picture, scaled to the window where the two differ.
    void show(const screen::Canvas& picture);
    // What has happened since the last call, oldest first. Shows the last picture again where the window system lost it. F11 fills the
    // screen and back, except in a full-screen window.
    std::vector<Event> take_events();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::window
