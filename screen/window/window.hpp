// A window that shows a finished picture, and what people do to it as values. Outlives whatever becomes of its display: unplugged, plugged
// again, another resolution, a graphics driver that was reset. One thread, the one that made it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
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
    int display = 1;           // which screen, counted from 1. While it is not there: the first
    bool follows = false;      // the picture follows the size of a window that does not fill the screen, too
    bool paced = false;        // show() waits for the display's refresh, where there is one to wait for
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
// Draw the whole picture anew, in this size: the screen has another one now, or what it showed was lost.
struct Resized {
    int width = 0;
    int height = 0;
};
struct Closed {};
using Event = std::variant<Pressed, Lifted, Typed, KeyDown, Resized, Closed>;

class Window {
  public:
    // Throws std::runtime_error where there is no display. Keeps the screen from going blank by itself: see rest().
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // What a picture is best drawn at.
    int width() const;
    int height() const;
    // Shows the picture, scaled to the window where the two differ.
    void show(const screen::Canvas& picture);
    // The same, where only these rectangles differ from what was shown before: only they are handed to the display. Parts outside the
    // picture are cut off.
    void show(const screen::Canvas& picture, std::span<const screen::Rect> changed);
    // What has happened since the last call, oldest first. Shows the last picture again where the window system lost it. F11 fills the
    // screen and back, except in a full-screen window.
    std::vector<Event> take_events();

    // The time from one picture of the display to the next.
    std::chrono::microseconds frame() const;
    // Whether show() waits for the display; otherwise whoever shows moving pictures keeps the pace.
    bool waits() const;
    // Nobody looks: the system may turn the screen off, if it is set up to. false: it stays on.
    void rest(bool resting);
    // Why nothing can be shown at present, or not where it was asked for, one line of English; empty: all is well. It is tried again.
    std::string trouble() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::window
