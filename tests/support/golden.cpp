#include "support/golden.hpp"

#include <SDL.h>
#include <SDL_image.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

namespace luot::testing {
namespace {

struct FreeSurface {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

std::uint32_t coarse(std::uint32_t pixel) {
    return 0xFF000000U | (pixel >> 4U & 0x000F0F0FU) * 0x11U;
}

void save_coarse(const screen::Canvas& picture, const std::filesystem::path& file) {
    constexpr std::size_t colours_max = 256;
    const std::unique_ptr<SDL_Surface, FreeSurface> surface(
        SDL_CreateRGBSurfaceWithFormat(0, picture.width(), picture.height(), 8, SDL_PIXELFORMAT_INDEX8));
    if (!surface) throw std::runtime_error(SDL_GetError());
    std::map<std::uint32_t, std::uint8_t> places;
    std::vector<SDL_Color> colours;
    const auto pixels = picture.pixels();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto y = static_cast<std::ptrdiff_t>(i / static_cast<std::size_t>(picture.width()));
        const auto x = i % static_cast<std::size_t>(picture.width());
        const std::uint32_t pixel = coarse(pixels[i]);
        const auto [found, other] = places.emplace(pixel, static_cast<std::uint8_t>(colours.size()));
        if (other) {
            if (colours.size() == colours_max) throw std::runtime_error("more colours than a palette has");
            colours.push_back(
                {static_cast<std::uint8_t>(pixel >> 16U), static_cast<std::uint8_t>(pixel >> 8U), static_cast<std::uint8_t>(pixel), 255});
        }
        (static_cast<std::uint8_t*>(surface->pixels) + y * surface->pitch)[x] = found->second;
    }
    if (SDL_SetPaletteColors(surface->format->palette, colours.data(), 0, static_cast<int>(colours.size())) != 0 ||
        IMG_SavePNG(surface.get(), file.string().c_str()) != 0)
        throw std::runtime_error(SDL_GetError());
}

void save(const screen::Canvas& picture, const std::filesystem::path& file, Kept kept) {
    if (kept == Kept::coarse) return save_coarse(picture, file);
    if (!picture.save_png(file)) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

bool looks_as_golden(const screen::Canvas& picture, const std::string& folder, const std::string& name, screen::Fonts& fonts, Kept kept) {
    const auto beside = std::filesystem::path(LUOT_SOURCE_DIR) / "tests" / "golden" / folder;
    std::filesystem::create_directories(beside);
    if (std::getenv("LUOT_UPDATE_GOLDEN") != nullptr) {
        save(picture, beside / (name + ".png"), kept);
        return true;
    }
    const auto expected = screen::Canvas::load_png(fonts, beside / (name + ".png"));
    const auto as_kept = [kept](std::uint32_t pixel) { return kept == Kept::coarse ? coarse(pixel) : pixel; };
    const bool same = expected && expected->width() == picture.width() && expected->height() == picture.height() &&
                      std::ranges::equal(expected->pixels(), picture.pixels(), {}, {}, as_kept);
    if (!same) save(picture, beside / (name + "-Actual.png"), kept);
    return same;
}

}  // namespace luot::testing
