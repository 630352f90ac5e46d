// What every page of the clerk's window is drawn with: shapes, text that finds its room, and targets. Lengths are those of the design, at
// scale 1, and become whole pixels here. Within a frame of Dear ImGui; one thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "desk/page.hpp"
#include "desk_view/desk_view.hpp"
#include "desk_view/faces.hpp"
#include "desk_view/palette.hpp"
#include "imgui_sdl/atlas.hpp"

namespace luot::desk_view {

struct Box {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
    double right() const { return x + w; }
    double bottom() const { return y + h; }
    Box inset(double by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    Box inset(double by_x, double by_y) const { return {x + by_x, y + by_y, w - 2 * by_x, h - 2 * by_y}; }
    Box left(double width) const { return {x, y, std::min(width, w), h}; }
    Box without_left(double width) const { return {x + width, y, std::max(w - width, 0.0), h}; }
    Box without_right(double width) const { return {x, y, std::max(w - width, 0.0), h}; }
    Box top(double height) const { return {x, y, w, std::min(height, h)}; }
    Box without_top(double height) const { return {x, y + height, w, std::max(h - height, 0.0)}; }
};

enum class Upright : std::uint8_t { top, middle, bottom };

struct TextLook {
    Ladder ladder = body_ladder;
    screen::Colour colour;
    screen::Align align = screen::Align::left;
    Upright upright = Upright::middle;
    int lines_max = 1;
    bool tail = false;  // what has no room is left out at the beginning, and without an ellipsis
};

// How a target stands at present.
struct Look {
    bool hovered = false;
    bool pressed = false;
};

class Painter {
  public:
    Painter(const imgui_sdl::Atlas& atlas, const Palette& palette, double scale, Drawn& drawn, std::vector<Act>& acts);

    const Palette& palette() const { return palette_; }
    const screen::Theme& theme() const { return palette_.theme; }
    ImDrawList& list() const { return *list_; }

    // --- Shapes
    void fill(const Box& box, screen::Colour colour, double radius = 0);
    void outline(const Box& box, screen::Colour colour, double radius, double thickness = 1);
    void circle(double x, double y, double radius, screen::Colour colour);
    void ring(double x, double y, double radius, screen::Colour colour, double thickness);
    void triangle(double x1, double y1, double x2, double y2, double x3, double y3, screen::Colour colour);
    void stroke(double x1, double y1, double x2, double y2, screen::Colour colour, double thickness);

    // --- Text. Returns the room that it took.
    struct Used {
        double w = 0;
        double h = 0;
        int lines = 0;
        int above = 0;  // lines that were left out at the beginning
        Face face = Face::small;
    };
    Used text(const Box& room, std::string_view utf8, const TextLook& look);
    // Of pieces: stronger ones in the ladder's strong face, `calm` ones in the look's colour.
    Used line(const Box& room, const desk::Line& pieces, const TextLook& look);
    // What it would take, without drawing.
    Used measure(const Box& room, std::string_view utf8, const TextLook& look) const;
    Used measure(const Box& room, const desk::Line& pieces, const TextLook& look) const;
    // Of one line at the ladder's largest face.
    double width(std::string_view utf8, Face face) const;
    double line_height(Face face) const { return atlas_.line_height(static_cast<std::size_t>(face)) / scale_; }

    // --- Targets. `meaning`: a click that began while it said something else is none. While `covered`, nothing can be clicked.
    Look target(const Box& box, const std::string& name, bool enabled = true, const std::string& meaning = {});
    void cover() {
        covered_ = true;
        drawn_.targets.clear();
    }
    void uncover() {
        covered_ = false;
        ++layer_;
    }

    // What an input method is putting together, to be drawn where text is taken; and where that is.
    const std::string& composition() const { return composition_; }
    void compose(const std::string& text) { composition_ = text; }
    void takes_text(const Box& box) { drawn_.typing = rect(box); }

    // Where the wheel turned over this box since the last frame: rows.
    int wheel_over(const Box& box) const;
    // Made in place: where everything is optimised g++ 12 takes a variant on its way for one that was never made.
    void scroll(int rows) { acts_.emplace_back(Scrolled{rows}); }
    bool covered() const { return covered_; }

    // A pixel in lengths of the design.
    double hair() const { return 1.0 / scale_; }

  private:
    struct Laid;
    Used used(const Laid& laid) const;
    Laid lay_out(const Box& room, const desk::Line& pieces, const TextLook& look) const;
    void set(const Laid& laid, const Box& room, const TextLook& look);
    float px(double length) const;
    screen::Rect rect(const Box& box) const;
    ImFont* font(Face face) const { return atlas_.font(static_cast<std::size_t>(face)); }
    bool has_all(const desk::Line& pieces, const Rung& rung) const;
    int width_px(std::string_view utf8, Face face) const;

    const imgui_sdl::Atlas& atlas_;
    const Palette& palette_;
    double scale_;
    Drawn& drawn_;
    std::vector<Act>& acts_;
    ImDrawList* list_;
    bool covered_ = false;
    int layer_ = 0;
    std::string composition_;
};

}  // namespace luot::desk_view
