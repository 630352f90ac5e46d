// Where a clerk's page is seen: in a window, or as a picture in memory for those who have no display. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "desk/page.hpp"
#include "desk_view/desk_view.hpp"
#include "desk_view/desk_window.hpp"
#include "screen/canvas.hpp"
#include "screen/fonts.hpp"

namespace luot::counter_app {

class DeskScreen {
  public:
    virtual ~DeskScreen() = default;
    // Draws where the page or the scale is another one than before. True: it was drawn.
    virtual bool show(const desk::Page& page, int scale_percent) = 0;
    // What hands did since the last call; does not wait.
    virtual std::vector<desk_view::Event> take_events() = 0;
    // As a hand would: onto the middle of the target. False: nothing of that name is seen.
    virtual bool click(const std::string& target, std::vector<desk_view::Event>& events) = 0;
    virtual void attract() = 0;
    // Hands have to be asked for; a picture has none.
    virtual bool has_hands() const = 0;
    // Why nothing can be shown at present; empty: all is well.
    virtual std::string trouble() const = 0;
    // What is seen. Slow where it is a window.
    virtual const screen::Canvas& picture() = 0;
};

// Throw std::runtime_error where there is no display, or where the fonts are missing. `fonts` outlives them.
std::unique_ptr<DeskScreen> make_window_screen(const std::string& title, int display, screen::Fonts& fonts);
std::unique_ptr<DeskScreen> make_picture_screen(screen::Fonts& fonts);

}  // namespace luot::counter_app
