// The last step to the screen: the composed picture, moved a little against burn-in, and dimmed at night.
#pragma once

#include <array>
#include <cstdint>

#include "screen/canvas.hpp"

namespace luot::board_view {

struct Shift {
    int x = 0;
    int y = 0;
    bool operator==(const Shift&) const = default;
};

// The n-th place of the whole picture around its own: a pixel (times `unit`) further each time, back and forth within limits::shift_px.
Shift shift_of(std::int64_t n, int unit);

// What a channel becomes when the light that it stands for is `percent` of it: every ratio of luminances stays.
std::array<std::uint8_t, 256> dimmed(int percent);

class Output {
  public:
    // True where it is not as it was: everything is to be put anew.
    bool set(const Shift& shift, int brightness_percent);
    const Shift& shift() const { return shift_; }
    // Brings the rectangle of `composed` to where it is seen on `to`, which is of the same size; returns that. What the shift uncovers at
    // an edge shows what lies at the edge.
    screen::Rect put(const screen::Canvas& composed, const screen::Rect& rect, screen::Canvas& to) const;

  private:
    Shift shift_;
    int brightness_ = 100;
    std::array<std::uint8_t, 256> levels_ = dimmed(100);
};

}  // namespace luot::board_view
