// Draws a slip as the dots that a thermal printer burns: 203 a inch, 576 across 80 mm paper and 384 across 58 mm.
#pragma once

#include <cstdint>

#include "escpos/bitmap.hpp"
#include "kiosk/slip_model.hpp"
#include "screen/fonts.hpp"

namespace luot::kiosk {

enum class Paper : std::uint16_t { mm80 = 576, mm58 = 384 };

// On 80 mm paper a number of four characters stands at least 20 mm tall; longer ones are as tall as fits across.
// At most 3,000 dots long whatever the office's texts are.
escpos::Bitmap draw_slip(const SlipModel& slip, Paper paper, screen::Fonts& fonts);

}  // namespace luot::kiosk
