#include "screen/text_strip.hpp"

#include <algorithm>
#include <array>

namespace luot::screen {

TextStrip::TextStrip(Fonts& fonts, const std::vector<std::string>& texts, const std::string& between, const TextStyle& style, int height,
                     int window_width, int width_max)
    : height_(height), colour_(style.colour) {
    struct Piece {
        Coverage drawn;
        int x = 0;
    };
    std::vector<Piece> pieces;
    for (const std::string& text : texts) {
        const std::string whole = text + between;
        const int width = fonts.measure(whole, style).w;
        if (length_ + width > width_max && length_ > 0) {
            ++left_out_;
            continue;
        }
        pieces.push_back({fonts.draw(whole, style), length_});
        length_ += std::min(width, width_max);
    }
    length_ = std::max(length_, 1);
    stride_ = length_ + window_width + 1;
    alpha_.assign(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height_), 0);
    const int baseline = (height_ + fonts.metrics(style).cap_height) / 2;
    for (const Piece& piece : pieces) {
        for (int y = 0; y < piece.drawn.h; ++y) {
            const int to_y = baseline + piece.drawn.top + y;
            if (to_y < 0 || to_y >= height_) continue;
            for (int x = 0; x < piece.drawn.w; ++x) {
                const std::uint8_t covered =
                    piece.drawn.alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(piece.drawn.w) + static_cast<std::size_t>(x)];
                if (covered == 0) continue;
                // What reaches left of the beginning stands at the end.
                const int to_x = (piece.x + piece.drawn.left + x + length_) % length_;
                auto& at = alpha_[static_cast<std::size_t>(to_y) * static_cast<std::size_t>(stride_) + static_cast<std::size_t>(to_x)];
                at = std::max(at, covered);
            }
        }
    }
    for (int y = 0; y < height_; ++y) {
        auto* row = alpha_.data() + static_cast<std::ptrdiff_t>(y) * stride_;
        for (int x = length_; x < stride_; ++x) row[x] = row[x - length_];
    }
}

void TextStrip::draw(Canvas& canvas, const Rect& rect, std::int64_t offset, Colour back) const {
    std::array<std::uint32_t, 256> colours{};
    const auto mix = [](std::uint8_t from, std::uint8_t to, unsigned amount) { return (from * (255 - amount) + to * amount + 127) / 255; };
    for (unsigned i = 0; i < colours.size(); ++i) {
        colours[i] = 0xFF000000U | mix(back.r, colour_.r, i) << 16U | mix(back.g, colour_.g, i) << 8U | mix(back.b, colour_.b, i);
    }
    const std::int64_t within = offset % (static_cast<std::int64_t>(length_) * 256);
    const auto first = static_cast<std::size_t>(within / 256);
    const auto part = static_cast<unsigned>(within % 256);
    const int left = std::max(rect.x, 0);
    const int right = std::min({rect.right(), canvas.width(), rect.x + stride_ - length_ - 1});
    const int bottom = std::min({rect.bottom(), canvas.height(), rect.y + height_});
    if (right <= left) return;
    for (int y = std::max(rect.y, 0); y < bottom; ++y) {
        const std::uint8_t* from = alpha_.data() + static_cast<std::ptrdiff_t>(y - rect.y) * stride_ + first + (left - rect.x);
        std::uint32_t* to = canvas.row(y).data() + left;
        const int count = right - left;
        if (part == 0) {
            for (int x = 0; x < count; ++x) to[x] = colours[from[x]];
        } else {
            for (int x = 0; x < count; ++x) to[x] = colours[(from[x] * (256 - part) + from[x + 1] * part + 128) / 256];
        }
    }
}

}  // namespace luot::screen
