// Draws a page of the clerk's window and says what was clicked. It decides nothing: what a click means, and which page comes next, is
// DeskFsm's. Drawn with Dear ImGui's draw lists; one thread, and one context of Dear ImGui for each view.
//
// How text finds its room: it takes the largest size of its ladder (faces.hpp) at which it fits into the lines that there is room for,
// broken at blanks; where even the smallest does not fit, the last line ends in an ellipsis. Letters are never cut through: lists scroll by
// whole rows. `Drawn` says where every text stands, and which were shortened.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "desk/page.hpp"
#include "screen/canvas.hpp"
#include "screen/fonts.hpp"

struct SDL_Renderer;

namespace luot::desk_view {

// What can be clicked, and where. In pixels.
struct Target {
    std::string name;  // of page.hpp: "step", "hold:1234"
    screen::Rect at;
    bool enabled = true;
};

struct DrawnText {
    std::string text;        // as it is seen
    screen::Rect at;         // of the line, from the top of the capitals to the baseline
    screen::Rect room;       // what it had
    int layer = 0;           // over the desk: 1 a dialog
    bool shortened = false;  // ends in an ellipsis
};

struct Drawn {
    std::vector<Target> targets;
    std::vector<DrawnText> texts;
    std::optional<screen::Rect> typing;  // the box that what is typed goes into
    const Target* find(const std::string& name) const;
};

// The pointer's left button was pressed and lifted on this target.
struct Clicked {
    std::string target;
};
// The wheel over what the page scrolls itself: rows, down is positive.
struct Scrolled {
    int rows = 0;
};
using Act = std::variant<Clicked, Scrolled>;

constexpr int scale_percent_min = 100;
constexpr int scale_percent_max = 250;

// In pixels. How large the page wants to be seen at this scale, and what it needs at least.
struct WantedSize {
    int w = 0;
    int h = 0;
    int w_min = 0;
    int h_min = 0;
    bool on_top = false;  // over the office's other software, without a frame of its own
    bool resizable = false;
};
WantedSize wanted_size(const desk::Page& page, int scale_percent);
// On a display that has no more room than that: what it is at the largest scale that fits there, and at most the display.
WantedSize wanted_size(const desk::Page& page, int scale_percent, int display_w, int display_h);

// Letters are for the page to write down, and not keys that do something.
bool takes_text(const desk::Page& page);

class DeskView {
  public:
    // Throws std::runtime_error where the fonts are missing.
    explicit DeskView(const std::vector<std::filesystem::path>& font_folders = screen::Fonts::default_folders());
    ~DeskView();
    DeskView(const DeskView&) = delete;
    DeskView& operator=(const DeskView&) = delete;

    // What is seen from now on. Where the page has not enough room at that scale, it is drawn at the largest one at which it has.
    void show(const desk::Page& page, int width, int height, int scale_percent);

    // What an input method is putting together; it is seen behind what was typed. Empty: nothing.
    void compose(const std::string& text);

    // The pointer, in pixels.
    std::vector<Act> pointer_moved(screen::Point at);
    std::vector<Act> pointer_pressed(screen::Point at);
    std::vector<Act> pointer_lifted(screen::Point at);
    std::vector<Act> wheel(screen::Point at, int rows);
    void pointer_left();

    // What is seen differs from what was drawn last.
    bool changed() const;
    // The whole of the renderer's output. False: the renderer cannot; SDL_GetError() says why.
    bool draw(SDL_Renderer* renderer);
    // Only what differs from what was drawn there last, and where that was; of a renderer whose pixels stay as they are.
    bool draw_changes(SDL_Renderer* renderer, std::vector<screen::Rect>& changed);
    // The renderer is about to go, or has lost its textures: give back what was made with it.
    void forget_renderer();
    // Of the page that show() was given last.
    const Drawn& drawn() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The page as a picture, without a display. Throws std::runtime_error where SDL has no room for it.
screen::Canvas render_picture(DeskView& view, screen::Fonts& fonts, const desk::Page& page, int width, int height, int scale_percent);

}  // namespace luot::desk_view
