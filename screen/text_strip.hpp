// A long line of text that is drawn once and shown through a window that moves along it, by whole pixels or parts of one. It comes round
// again behind its end. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "screen/canvas.hpp"

namespace luot::screen {

class TextStrip {
  public:
    // `texts` one behind the other with `between` after each, the last one too. `height`: of the window; text stands in its vertical
    // middle. Texts that would make it longer than `width_max` are left out, the first one is cut there.
    TextStrip(Fonts& fonts, const std::vector<std::string>& texts, const std::string& between, const TextStyle& style, int height,
              int window_width, int width_max);

    // Until it comes round.
    int length() const { return length_; }
    std::size_t texts_left_out() const { return left_out_; }

    // Fills the rectangle, `offset` 256ths of a pixel (0 to 256 × length) further on than where the text begins at its left edge. At most
    // height × window_width of it.
    void draw(Canvas& canvas, const Rect& rect, std::int64_t offset, Colour back) const;

  private:
    int height_;
    int length_ = 0;
    int stride_ = 0;  // length and a window's width: the beginning stands behind the end again
    Colour colour_;
    std::size_t left_out_ = 0;
    std::vector<std::uint8_t> alpha_;
};

}  // namespace luot::screen
