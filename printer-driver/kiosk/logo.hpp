// The office's logo, made of dots for paper.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/dots.hpp"
#include "screen/canvas.hpp"

namespace luot::kiosk {

class Logo {
  public:
    // Transparent parts are paper; the empty margin around the picture is cut away. Nothing is left of a white picture: a Failure.
    static screen::Result<Logo> from_picture(const screen::Canvas& picture);
    static screen::Result<Logo> from_png(screen::Fonts& fonts, std::span<const std::uint8_t> png);

    double width_to_height() const { return static_cast<double>(w_) / h_; }

    // As large as fits into the box. A drawing of few tones is cut at the tone that parts them best, so that its edges stay sharp; a
    // picture of many is dithered.
    Dots dots(int width_max, int height_max) const;

  private:
    Logo() = default;

    int w_ = 0;
    int h_ = 0;
    std::vector<std::uint8_t> grey_;  // 0 black … 255 paper
};

}  // namespace luot::kiosk
