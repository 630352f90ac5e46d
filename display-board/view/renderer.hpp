// Draws a board's picture as time goes by: keeps what has not changed, draws anew what has, and moves what moves (a new call's fade and
// pulse, lists, the running line, slides). Time is handed in, as steady microseconds from any beginning, never less than before; every
// position is worked out from it, so that nothing drifts and a frame that comes late is simply further on. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "board/picture.hpp"
#include "board_view/layout.hpp"
#include "board_view/on_text.hpp"
#include "screen/canvas.hpp"
#include "screen/theme.hpp"

namespace luot::board_view {

struct Frame {
    std::vector<screen::Rect> changed;    // of the canvas; nothing: it is as it was
    std::optional<std::int64_t> next_us;  // when there is something to draw again, should the picture stay; nothing: never.
                                          // Up to now: with the display's next frame, something moves
};

class Renderer {
  public:
    // `fonts` outlives it.
    explicit Renderer(screen::Fonts& fonts);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    // Each takes effect with the next draw().
    void set_layout(const Layout& layout);
    void set_theme(const screen::Theme& theme);
    void set_logo(std::optional<screen::Canvas> logo);              // nothing: the state's emblem
    void set_slide(std::shared_ptr<const screen::Canvas> picture);  // null: none; another one fades in over it
    void on_text(OnText observer);                                  // for tests: every text as it is drawn

    // Brings the canvas up to date. It is the one that was drawn on before and nobody else draws on it; another one, or one of another
    // size, is drawn whole.
    Frame draw(screen::Canvas& canvas, const board::Picture& picture, std::int64_t steady_us);
    // The canvas is to be drawn whole next time: its pixels were lost.
    void forget();

    // How large slides are shown best; 0 × 0 before the first draw(), and where the layout has no place for them.
    screen::Rect slide_room() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// One picture at rest: what draw() shows when nothing moves.
void draw(screen::Canvas& canvas, const board::Picture& picture, const Layout& layout, const screen::Theme& theme = {});

}  // namespace luot::board_view
