// The clerk's window: shows a page, and gives what is done to it as values. Outlives whatever becomes of its display. Draws only when
// something has changed. One thread, the one that made it.
//
// In the small modes it stays on top of the office's other software, has no frame and is moved by whatever of it cannot be clicked.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "desk/key_map.hpp"
#include "desk/page.hpp"
#include "desk_view/desk_view.hpp"

namespace luot::desk_view {

struct WindowOptions {
    std::string title;
    int display = 1;  // which screen, counted from 1; while it is not there: the first
    std::vector<std::filesystem::path> font_folders = screen::Fonts::default_folders();
};

// What a keyboard or an input method wrote, where the page takes text. A key that writes comes as a KeyPress first, and as this after it;
// on the number pad it comes as a KeyPress alone.
struct Typed {
    std::string text;
};
// The window's cross. The window stays until it is destroyed.
struct Closed {};
using Event = std::variant<desk::KeyPress, Typed, Clicked, Scrolled, Closed>;

class DeskWindow {
  public:
    // Throws std::runtime_error where there is no display, or where the fonts are missing.
    explicit DeskWindow(const WindowOptions& options);
    ~DeskWindow();
    DeskWindow(const DeskWindow&) = delete;
    DeskWindow& operator=(const DeskWindow&) = delete;

    // Draws the page where it, or the scale, is another than before. The window takes the size that the page's mode asks for when that
    // changes; in between it is the clerk's.
    void show(const desk::Page& page, int scale_percent);
    // What has happened since the last call, oldest first; does not wait. Draws again what the window system lost. Call it at least 30
    // times a second: a finger waits for it.
    std::vector<Event> take_events();
    // Makes itself noticed (a blinking entry in the task bar), without taking the keyboard.
    void attract();
    // What is in the window at present, pixel by pixel. Nothing: nothing could be shown yet.
    std::optional<screen::Canvas> picture(screen::Fonts& fonts) const;
    // Why nothing can be shown at present, one line of English; empty: all is well. It is tried again.
    std::string trouble() const;
    // Of what is shown.
    const Drawn& drawn() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::desk_view
