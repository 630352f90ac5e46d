// Pictures as offices have them, PNG and JPEG, from files of any origin: nothing is decoded before it is known to be of a bearable size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "screen/canvas.hpp"
#include "screen/failure.hpp"

namespace luot::screen {

struct PictureBounds {
    std::size_t bytes_max = 0;
    int side_max = 0;
    std::int64_t pixels_max = 0;
};

struct PictureSize {
    int w = 0;
    int h = 0;
};

// What the head of a PNG or a JPEG says of its size. Pure.
Result<PictureSize> size_of_picture(std::span<const std::uint8_t> file);

// Loads what pictures are read with. Once, before one is read beside another thread: SDL_image does it with the first picture, unguarded.
void prepare_to_read_pictures();

// May be called beside the thread that draws: the fonts are only kept for later.
Result<Canvas> load_picture(Fonts& fonts, const std::filesystem::path& file, const PictureBounds& bounds);

}  // namespace luot::screen
