#include "escpos/encode.hpp"

#include <algorithm>
#include <initializer_list>

namespace luot::escpos {

namespace {

void append(Bytes& to, std::initializer_list<std::uint8_t> bytes) {
    to.insert(to.end(), bytes);
}

std::uint8_t low(int value) {
    return static_cast<std::uint8_t>(value & 0xFF);
}
std::uint8_t high(int value) {
    return static_cast<std::uint8_t>((value >> 8) & 0xFF);
}

}  // namespace

void append_init(Bytes& to) {
    append(to, {0x1B, 0x40});
}

void append_raster(Bytes& to, const Bitmap& picture, int band_rows) {
    const int rows_max = std::clamp(band_rows, 1, band_rows_most);
    const int row_bytes = static_cast<int>(picture.row_bytes());
    for (int first = 0; first < picture.height(); first += rows_max) {
        const int rows = std::min(rows_max, picture.height() - first);
        append(to, {0x1D, 0x76, 0x30, 0x00, low(row_bytes), high(row_bytes), low(rows), high(rows)});
        const auto data = picture.rows(first, rows);
        to.insert(to.end(), data.begin(), data.end());
    }
}

void append_feed(Bytes& to, int dots) {
    for (int left = dots; left > 0; left -= 255) append(to, {0x1B, 0x4A, static_cast<std::uint8_t>(std::min(left, 255))});
}

void append_cut(Bytes& to) {
    append(to, {0x1D, 0x56, 0x42, 0x00});
}

void append_recovery(Bytes& to) {
    append(to, {0x10, 0x05, 0x02});
}

void append_done_query(Bytes& to) {
    append(to, {0x1D, 0x72, 0x01});
}

Bytes encode_slip(const Bitmap& picture, const SlipProfile& profile) {
    Bytes bytes;
    bytes.reserve(picture.bytes().size() + 256);
    append_init(bytes);
    append_raster(bytes, picture, profile.band_rows);
    append_feed(bytes, profile.feed_dots);
    if (profile.cut) append_cut(bytes);
    return bytes;
}

}  // namespace luot::escpos
