#include "escpos/bitmap.hpp"

#include <stdexcept>

namespace luot::escpos {

Bitmap::Bitmap(int width, int height) : width_(width), height_(height) {
    if (width <= 0 || width % 8 != 0 || width > 4'096 || height < 0 || height > 65'535) {
        throw std::invalid_argument("a bitmap is a multiple of 8 dots wide, at most 4096 x 65535");
    }
    bytes_.assign(row_bytes() * static_cast<std::size_t>(height), 0);
}

bool Bitmap::dot(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return false;
    const auto at = static_cast<std::size_t>(y) * row_bytes() + static_cast<std::size_t>(x / 8);
    return (bytes_[at] & (0x80U >> static_cast<unsigned>(x % 8))) != 0;
}

void Bitmap::set(int x, int y, bool printed) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    auto& byte = bytes_[static_cast<std::size_t>(y) * row_bytes() + static_cast<std::size_t>(x / 8)];
    const auto bit = static_cast<std::uint8_t>(0x80U >> static_cast<unsigned>(x % 8));
    byte = static_cast<std::uint8_t>(printed ? byte | bit : byte & ~bit);
}

std::span<const std::uint8_t> Bitmap::rows(int first, int count) const {
    return bytes().subspan(static_cast<std::size_t>(first) * row_bytes(), static_cast<std::size_t>(count) * row_bytes());
}

}  // namespace luot::escpos
