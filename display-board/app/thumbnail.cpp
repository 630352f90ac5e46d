#include "board_app/thumbnail.hpp"

#include <SDL.h>
#include <SDL_image.h>

#include <array>
#include <memory>

#include "board_app/limits.hpp"

namespace luot::board_app {
namespace {

struct Free {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, Free>;

// Each pixel is the mean of these many pixels each way of what it stands for: letters stay readable, and a large screen is not read whole.
constexpr int samples = 4;
// Five bits a colour: nobody sees the difference at this size, and it is half the bytes.
constexpr std::uint32_t colour_bits = 0xF8;

std::uint8_t coarse(std::uint32_t sum) {
    const std::uint32_t value = sum / (samples * samples) & colour_bits;
    return static_cast<std::uint8_t>(value | value >> 5U);
}

Surface made_small(const screen::Canvas& picture, int w, int h) {
    Surface small(SDL_CreateRGBSurfaceWithFormat(0, w, h, 24, SDL_PIXELFORMAT_RGB24));
    if (!small) return small;
    const auto from = picture.pixels();
    const auto at = [&](int i, int sample, int to, int whole) {
        return static_cast<std::size_t>((static_cast<std::int64_t>(i) * samples + sample) * whole /
                                        (static_cast<std::int64_t>(to) * samples));
    };
    for (int y = 0; y < h; ++y) {
        auto* to = static_cast<std::uint8_t*>(small->pixels) + static_cast<std::ptrdiff_t>(y) * small->pitch;
        for (int x = 0; x < w; ++x) {
            std::array<std::uint32_t, 3> sums{};
            for (int sy = 0; sy < samples; ++sy) {
                const std::size_t row = at(y, sy, h, picture.height()) * static_cast<std::size_t>(picture.width());
                for (int sx = 0; sx < samples; ++sx) {
                    const std::uint32_t pixel = from[row + at(x, sx, w, picture.width())];
                    sums[0] += pixel >> 16U & 0xFFU;
                    sums[1] += pixel >> 8U & 0xFFU;
                    sums[2] += pixel & 0xFFU;
                }
            }
            for (const auto sum : sums) *to++ = coarse(sum);
        }
    }
    return small;
}

// Empty where it is more than a report may carry. Who writes PNGs does not say that there was no room for one: there is room for any.
std::string encoded(SDL_Surface* surface) {
    constexpr std::size_t any_bytes = std::size_t{limits::thumbnail_side_max} * limits::thumbnail_side_max * 3 * 2;
    std::string bytes(any_bytes, '\0');
    SDL_RWops* out = SDL_RWFromMem(bytes.data(), static_cast<int>(bytes.size()));
    if (out == nullptr) return {};
    const bool written = IMG_SavePNG_RW(surface, out, 0) == 0;
    const Sint64 size = SDL_RWtell(out);
    SDL_RWclose(out);
    if (!written || size <= 0 || static_cast<std::size_t>(size) > limits::thumbnail_bytes_max) return {};
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace

std::string thumbnail_of(const screen::Canvas& picture) {
    constexpr int side_min = 40;
    for (int side = limits::thumbnail_side_max; side >= side_min; side = side * 3 / 4) {
        // Never larger than it is.
        const double factor = std::min(1.0, static_cast<double>(side) / std::max(picture.width(), picture.height()));
        const int w = std::max(1, static_cast<int>(picture.width() * factor));
        const int h = std::max(1, static_cast<int>(picture.height() * factor));
        const Surface small = made_small(picture, w, h);
        if (!small) return {};
        std::string png = encoded(small.get());
        if (!png.empty()) return png;
    }
    return {};
}

}  // namespace luot::board_app
