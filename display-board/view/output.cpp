#include "board_view/output.hpp"

#include <algorithm>
#include <cmath>

#include "board_view/limits.hpp"

namespace luot::board_view {

using screen::Rect;

namespace {

// 0, 1 … reach … 0 … -reach … -1, and again.
int back_and_forth(std::int64_t n, int reach) {
    const auto phase = static_cast<int>(n % (4 * reach));
    if (phase <= reach) return phase;
    return phase <= 3 * reach ? 2 * reach - phase : phase - 4 * reach;
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}
double encoded(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

}  // namespace

Shift shift_of(std::int64_t n, int unit) {
    const std::int64_t step = std::max<std::int64_t>(n, 0);
    return {back_and_forth(step, limits::shift_px) * unit, back_and_forth(step / (4 * limits::shift_px), limits::shift_px) * unit};
}

std::array<std::uint8_t, 256> dimmed(int percent) {
    std::array<std::uint8_t, 256> levels{};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double light = linear(static_cast<double>(i) / 255.0) * std::clamp(percent, 1, 100) / 100.0;
        levels[i] = percent >= 100 ? static_cast<std::uint8_t>(i) : static_cast<std::uint8_t>(std::lround(encoded(light) * 255));
    }
    return levels;
}

bool Output::set(const Shift& shift, int brightness_percent) {
    if (shift == shift_ && brightness_percent == brightness_) return false;
    shift_ = shift;
    if (brightness_percent != brightness_) levels_ = dimmed(brightness_percent);
    brightness_ = brightness_percent;
    return true;
}

Rect Output::put(const screen::Canvas& composed, const Rect& rect, screen::Canvas& to) const {
    const int w = composed.width();
    const int h = composed.height();
    // A rectangle that reaches to the edge does so where it is seen, too.
    const auto moved = [](int edge, int by, int end) { return edge <= 0 ? 0 : edge >= end ? end : std::clamp(edge + by, 0, end); };
    const int left = moved(rect.x, shift_.x, w);
    const int right = moved(rect.right(), shift_.x, w);
    const int top = moved(rect.y, shift_.y, h);
    const int bottom = moved(rect.bottom(), shift_.y, h);
    const auto pixels = composed.pixels();
    for (int y = top; y < bottom; ++y) {
        const std::uint32_t* from = pixels.data() + static_cast<std::ptrdiff_t>(std::clamp(y - shift_.y, 0, h - 1)) * w;
        std::uint32_t* row = to.row(y).data();
        // What lies within the row is copied in one go.
        const int whole_left = std::clamp(std::max(shift_.x, 0), left, right);
        const int whole_right = std::clamp(w + std::min(shift_.x, 0), whole_left, right);
        std::fill(row + left, row + whole_left, from[0]);
        std::copy(from + (whole_left - shift_.x), from + (whole_right - shift_.x), row + whole_left);
        std::fill(row + whole_right, row + right, from[w - 1]);
        if (brightness_ >= 100) continue;
        for (int x = left; x < right; ++x) {
            const std::uint32_t pixel = row[x];
            row[x] = 0xFF000000U | static_cast<std::uint32_t>(levels_[pixel >> 16U & 0xFFU]) << 16U |
                     static_cast<std::uint32_t>(levels_[pixel >> 8U & 0xFFU]) << 8U | levels_[pixel & 0xFFU];
        }
    }
    return {left, top, right - left, bottom - top};
}

}  // namespace luot::board_view
