// The board's screen at work: a canvas that the renderer keeps up to date, in a window or without one, and drawn only when something
// changes or moves. Slides, the office's logo, pictures on disk. One thread, the executor's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "board/picture.hpp"
#include "board_app/dots_theme.hpp"
#include "board_view/layout.hpp"
#include "board_view/renderer.hpp"
#include "screen/canvas.hpp"

namespace luot::board_app {

struct ScreenOptions {
    bool headless = false;
    std::string title;  // of the window
    int width = 1920;   // of the picture; on a full screen its own size is used
    int height = 1080;
    bool full_screen = false;
    int display = 1;                                // counted from 1
    std::string slides;                             // folder; empty: none
    std::string screenshot;                         // file; empty: none
    std::optional<std::int64_t> headless_frame_us;  // instead of limits::headless_frame_us
};

class HallScreen {
  public:
    struct Watcher {
        std::function<board::Picture(std::int64_t steady_us)> picture;            // what is to be shown
        std::function<void(const screen::Canvas&, const board::Picture&)> drawn;  // it may look as before; may be empty
        std::function<void()> closed;                                             // somebody closed the window
    };

    // All of these outlive it. Throws std::runtime_error where a window is wanted and there is no display.
    HallScreen(boost::asio::io_context& context, screen::Fonts& fonts, const board_view::Layouts& layouts, ScreenOptions options,
               Watcher watcher);
    ~HallScreen();
    HallScreen(const HallScreen&) = delete;
    HallScreen& operator=(const HallScreen&) = delete;

    void start();
    // Draws what came last and saves it where that is wanted; nothing follows.
    void stop();
    // What the watcher's picture is may be another one now: drawn at once, or with the next frame. Nothing before start().
    void news();
    // Draws the picture as it is when nothing moves any more, and saves it. Why it could not be saved, in one line of English; else empty.
    std::string draw_at_rest();

    // Layout by its name, and theme: as a panel of dots, or in these colours. Another one than before is drawn whole.
    void look_like(const std::string& layout, const screen::Theme& theme, std::optional<DotsTheme> dots = {});
    void set_logo(std::optional<screen::Canvas> logo);

    // The picture that was shown last; none yet: nothing.
    const std::optional<board::Picture>& shown() const;
    const screen::Canvas& canvas() const;
    // Once for each picture whose motion has come to rest: it is worth looking at.
    bool take_at_rest();
    // What is wrong with the screen now, one line of English each.
    std::vector<std::string> troubles() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_app
