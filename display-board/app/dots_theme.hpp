// The theme "led": the board's picture as a panel of dots, on a screen. Names: led, led-128x64, led-red, led-192x64-green.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "board/picture.hpp"
#include "board_view/renderer.hpp"
#include "led_matrix/matrix.hpp"
#include "screen/canvas.hpp"

namespace luot::board_app {

class DotsTheme {
  public:
    // Nothing where the name is none of these. Without a size 192x64, without a colour amber.
    static std::optional<DotsTheme> of(std::string_view name);

    // As board_view::Renderer's.
    board_view::Frame draw(screen::Canvas& canvas, const board::Picture& picture, std::int64_t steady_us);
    void forget() { shown_.reset(); }

  private:
    DotsTheme(led_matrix::Panel panel, led_matrix::Colours colours) : matrix_(panel, colours) {}

    led_matrix::Matrix matrix_;
    std::optional<led_matrix::Dots> shown_;
    int brightness_ = 0;
    screen::Rect size_;
};

}  // namespace luot::board_app
