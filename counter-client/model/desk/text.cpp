#include "desk/text.hpp"

#include <array>
#include <cstdint>

namespace luot::desk {
namespace {

constexpr unsigned char follows_mask = 0xc0;
constexpr unsigned char follows = 0x80;

bool is_following(char c) {
    return (static_cast<unsigned char>(c) & follows_mask) == follows;
}

// Of a letter by its first byte; 0: no letter begins so.
std::size_t bytes_of(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

// Unicode, table 3-7: no second spelling, no surrogates, nothing beyond U+10FFFF. No controls of either kind.
bool is_letter(std::string_view bytes) {
    constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    constexpr std::array<std::uint32_t, 5> first_bits = {0, 0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t value = static_cast<unsigned char>(bytes[0]) & first_bits[bytes.size()];
    for (const char c : bytes.substr(1)) {
        if (!is_following(c)) return false;
        value = value << 6U | (static_cast<unsigned char>(c) & 0x3fU);
    }
    const bool control = value < 0x20 || (value >= 0x7f && value < 0xa0);
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    return !control && !surrogate && value >= least[bytes.size()] && value <= 0x10ffff;
}

}  // namespace

bool is_plain(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = bytes_of(static_cast<unsigned char>(text[0]));
        if (bytes == 0 || bytes > text.size() || !is_letter(text.substr(0, bytes))) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

void erase_letter(std::string& text) {
    while (!text.empty()) {
        const bool inside = is_following(text.back());
        text.pop_back();
        if (!inside) return;
    }
}

}  // namespace luot::desk
