// A ticket's number as the largest dots that fit across the paper.
#pragma once

#include <string>
#include <vector>

#include "kiosk/dots.hpp"
#include "screen/fonts.hpp"

namespace luot::kiosk {

// One or two lines, from the top down. Digits stand `digits_height` tall, whatever the number is: long ones are drawn narrower, and when
// that would be too narrow to read from afar, letters go above digits. Only what fits neither way is made smaller. Accents on letters
// stand out above the height.
std::vector<Dots> number_dots(const std::string& number, int width, int digits_height, screen::Fonts& fonts);

}  // namespace luot::kiosk
