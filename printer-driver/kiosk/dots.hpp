// A small picture of dots, for what is made of dots before it is set on the paper.
#pragma once

#include <cstddef>
#include <vector>

namespace luot::kiosk {

struct Dots {
    Dots() = default;
    Dots(int width, int height) : w(width), h(height), dark(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), false) {}

    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)]; }
    void set(int x, int y, bool to) { dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)] = to; }

    int w = 0;
    int h = 0;
    std::vector<bool> dark;  // row by row
};

}  // namespace luot::kiosk
