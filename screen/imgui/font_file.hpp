// What a font's file says of its own measure (OpenType 1.9, tables `head` and `hhea`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "screen/failure.hpp"

namespace luot::imgui_sdl {

// In units of the font.
struct FontMeasure {
    int units_per_em = 0;
    int ascender = 0;
    int descender = 0;  // below the baseline is negative
};

// A file that ends early or says what cannot be is refused.
screen::Result<FontMeasure> measure_of(std::span<const std::uint8_t> file);

}  // namespace luot::imgui_sdl
