// What the panels draw with, and how they take part in a picture.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "board/picture.hpp"
#include "board_view/layout.hpp"
#include "board_view/on_text.hpp"
#include "screen/canvas.hpp"
#include "screen/theme.hpp"

namespace luot::board_view {

// Where to draw, in which colours, and how large a pixel of the layout's design is.
struct Pen {
    screen::Canvas& canvas;
    const screen::Theme& theme;
    double scale = 1;
    const OnText* on_text = nullptr;

    int px(double design) const { return std::max(static_cast<int>(design * scale + 0.5), 1); }
    screen::TextStyle style(int design_px, screen::Weight weight, screen::Colour colour, bool tabular = false) const {
        const int size = std::max(px(design_px), 8);
        const auto family = design_px > 60 ? screen::Family::display : screen::Family::text;
        return {family, weight, size, colour, tabular};
    }

    // As Canvas's, and told to the observer.
    int text(int x, int baseline, std::string_view utf8, const screen::TextStyle& style, screen::Align align = screen::Align::left,
             bool cut = false) const;
    int text_shrunk(const screen::Rect& rect, std::string_view utf8, const screen::TextStyle& style, int size_px_min,
                    screen::Align align = screen::Align::left) const;
    screen::TextBlock text_wrapped(const screen::Rect& rect, std::string_view utf8, const screen::TextStyle& style,
                                   screen::Align align = screen::Align::left, double leading = 1.25) const;

    // The least width at which the text still has as few lines as at `width`: no word stands alone on the last one.
    int balanced_width(std::string_view utf8, const screen::TextStyle& style, int width, int lines_max, double leading) const;
    // The largest size up to `size_px_max` at which the text is no wider than `width` and its capitals no higher than `height`.
    int fitting_size(std::string_view utf8, screen::TextStyle style, int width, int height, int size_px_max = 2'000) const;
};

// Between the letters of large numbers, in thousandths of their size.
constexpr int number_tracking = 28;

// The digits of the call are at least so much of the picture's height, whatever else is on it.
constexpr double digits_of_height = 0.15;

// The ground that is seen around a slide.
constexpr int slide_frame_px = 20;

// What belongs to a screen beside the model's picture.
struct Beside {
    std::shared_ptr<const screen::Canvas> logo;
    std::shared_ptr<const screen::Canvas> slide;
};

// One moment of one panel.
struct Scene {
    const Pen& pen;
    screen::Rect rect;  // its own; it draws nothing outside it
    const board::Picture& picture;
    const Beside& beside;
    std::int64_t now_us = 0;
    bool anew = false;  // its place is another one: draw all of it
    bool lost = false;  // and nothing of the picture before it is there: without a transition
    int shift_x = 0;    // by which the whole picture stands to the right of its place
};

struct Drawn {
    bool changed = false;
    std::optional<std::int64_t> next_us;  // as Frame's
};

// One area of the screen. It lives as long as the layout, and is told the time and the picture whenever it is to be drawn.
class Panel {
  public:
    Panel() = default;
    virtual ~Panel() = default;
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    // Has it anything to show? Else it gets no room.
    virtual bool wanted(const board::Picture& picture, const Beside& beside) const {
        (void)picture, (void)beside;
        return true;
    }
    // How high it wants to be at this width, where the layout leaves it to the panel.
    virtual int height(const Pen& pen, const board::Picture& picture, int width) const = 0;
    virtual Drawn draw(const Scene& scene) = 0;
};

std::unique_ptr<Panel> make_panel(const Part& part);

// --- The panels, each in a file of its own.
std::unique_ptr<Panel> make_header();
std::unique_ptr<Panel> make_stale();
std::unique_ptr<Panel> make_notice();
std::unique_ptr<Panel> make_call();
std::unique_ptr<Panel> make_calls(int columns);
std::unique_ptr<Panel> make_fields();
std::unique_ptr<Panel> make_counters();
std::unique_ptr<Panel> make_slides();
std::unique_ptr<Panel> make_running();

// Words in the middle: nothing is called, the office is closed.
void draw_words(const Pen& pen, const screen::Rect& rect, const std::string& title, const std::string& detail);

// A field's colour on dark, and on the call's yellow.
screen::Colour field_on_dark(const screen::Theme& theme, const std::string& office_colour, std::size_t place);
screen::Colour field_on_call(const screen::Theme& theme, const std::string& office_colour, std::size_t place);

screen::Colour mixed(screen::Colour from, screen::Colour to, double amount);
// From 0 to 1, beginning and ending softly.
double eased(double progress);

// Draws attention to a call for as long as it is fresh: swells and ebbs, and comes to rest at an ebb.
class Pulse {
  public:
    // `call`: another one begins anew. A call that is not fresh when it is first seen never pulses.
    void follow(std::uint64_t call, bool fresh, std::int64_t now_us);
    void rest() { *this = Pulse{}; }
    double swell(std::int64_t now_us) const;  // 0 to 1
    bool moving(std::int64_t now_us) const { return from_us_ && (!until_us_ || now_us < *until_us_); }

  private:
    std::uint64_t call_ = 0;
    std::optional<std::int64_t> from_us_;
    std::optional<std::int64_t> until_us_;  // known once the call is not fresh any more
};

// The call's colour at a moment of its pulse.
screen::Colour call_colour(const screen::Theme& theme, double swell);

}  // namespace luot::board_view
