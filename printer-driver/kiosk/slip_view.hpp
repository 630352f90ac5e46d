// Draws a slip as the dots that a thermal printer burns: 203 a inch, 576 across 80 mm paper and 384 across 58 mm.
#pragma once

#include <cstdint>

#include "escpos/bitmap.hpp"
#include "kiosk/logo.hpp"
#include "kiosk/slip_model.hpp"
#include "screen/fonts.hpp"

namespace luot::kiosk {

enum class Paper : std::uint16_t { mm80 = 576, mm58 = 384 };

// On 80 mm paper the digits of the number stand at least 20 mm tall, on 58 mm 16 mm, where six characters or fewer are on a line (longer
// numbers take two). Without a logo the slip bears a star. At most 3,000 dots long whatever the office's texts are.
escpos::Bitmap draw_slip(const SlipModel& slip, Paper paper, screen::Fonts& fonts, const Logo* logo = nullptr);

}  // namespace luot::kiosk
