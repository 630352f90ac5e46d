// A QR code as modules, without its quiet zone.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace luot::kiosk {

struct Qr {
    int side = 0;
    std::vector<bool> dark;  // row by row
    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
};

// With a quarter of redundancy or so (level M): paper gets creased. Nothing: the text is too long for a code that a phone reads off a slip.
std::optional<Qr> make_qr(const std::string& text);

}  // namespace luot::kiosk
