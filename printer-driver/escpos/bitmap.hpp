// A picture of dots, printed or not: what a thermal printer understands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace luot::escpos {

class Bitmap {
  public:
    // Blank. `width` is a multiple of 8 up to 4,096; `height` up to 65,535.
    Bitmap(int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }
    std::size_t row_bytes() const { return static_cast<std::size_t>(width_) / 8; }

    // Outside the picture nothing is printed.
    bool dot(int x, int y) const;
    void set(int x, int y, bool printed);

    // Rows from the top, the leftmost dot in the highest bit.
    std::span<const std::uint8_t> bytes() const { return bytes_; }
    std::span<const std::uint8_t> rows(int first, int count) const;

    bool operator==(const Bitmap&) const = default;

  private:
    int width_;
    int height_;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace luot::escpos
