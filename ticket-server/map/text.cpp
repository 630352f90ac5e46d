#include "map/text.hpp"

#include <cstdint>

namespace luot::map {

namespace {

struct CodePoint {
    std::size_t bytes = 0;  // 0: malformed
    std::uint32_t value = 0;
};

std::size_t length_by_first(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}

CodePoint first_code_point(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t length = length_by_first(byte(0));
    if (length == 0 || length > text.size()) return {};
    if (length == 1) return {1, byte(0)};
    std::uint32_t value = byte(0) & (0xFFU >> (length + 1));
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(at) & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (overlong || surrogate || value > 0x10FFFF) return {};
    return {length, value};
}

bool is_control(std::uint32_t value) {
    return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

}  // namespace

bool is_plain_text(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) return false;
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (next.bytes == 0 || is_control(next.value)) return false;
        text.remove_prefix(next.bytes);
    }
    return true;
}

}  // namespace luot::map
