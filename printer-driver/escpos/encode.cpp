#include "escpos/encode.hpp"

#include <algorithm>
#include <initializer_list>

namespace luot::escpos {

namespace {

// From the print head to the knife, in all makes known: what GS V 65 and 66 feed by themselves.
constexpr int head_to_knife_mm = 15;
// The longest command around the bytes of a picture.
constexpr std::size_t command_bytes_most = 32;

void append(Bytes& to, std::initializer_list<std::uint8_t> bytes) {
    to.insert(to.end(), bytes);
}

std::uint8_t low(int value) {
    return static_cast<std::uint8_t>(value & 0xFF);
}
std::uint8_t high(int value) {
    return static_cast<std::uint8_t>((value >> 8) & 0xFF);
}

int rows_in_graphics(int row_bytes, int band_rows) {
    constexpr int announced_most = 0xFFFF;
    constexpr int parameters = 10;
    return std::clamp(band_rows, 1, std::min(graphics_rows_most, (announced_most - parameters) / row_bytes));
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

void append_graphics(Bytes& to, const Bitmap& picture, int band_rows) {
    const int row_bytes = static_cast<int>(picture.row_bytes());
    const int rows_max = rows_in_graphics(row_bytes, band_rows);
    for (int first = 0; first < picture.height(); first += rows_max) {
        const int rows = std::min(rows_max, picture.height() - first);
        const int announced = 10 + rows * row_bytes;
        append(to, {0x1D, 0x28, 0x4C, low(announced), high(announced), 0x30, 0x70, 0x30, 0x01, 0x01, 0x31, low(picture.width()),
                    high(picture.width()), low(rows), high(rows)});
        const auto data = picture.rows(first, rows);
        to.insert(to.end(), data.begin(), data.end());
        append(to, {0x1D, 0x28, 0x4C, 0x02, 0x00, 0x30, 0x32});
    }
}

void append_feed(Bytes& to, int dots) {
    for (int left = dots; left > 0; left -= 255) append(to, {0x1B, 0x4A, static_cast<std::uint8_t>(std::min(left, 255))});
}

void append_cut(Bytes& to, Cut cut) {
    switch (cut) {
        case Cut::none:
            return;
        case Cut::partial:
            append(to, {0x1D, 0x56, 0x42, 0x00});
            return;
        case Cut::full:
            append(to, {0x1D, 0x56, 0x41, 0x00});
            return;
    }
}

void append_drop(Bytes& to, Drop drop) {
    switch (drop) {
        case Drop::none:
            return;
        case Drop::after_error:
            append(to, {0x10, 0x05, 0x02});
            return;
        case Drop::always:
            append(to, {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08});
            return;
    }
}

void append_done_query(Bytes& to) {
    append(to, {0x1D, 0x72, 0x01});
}

EncodedSlip encode_slip(const Bitmap& picture, const Profile& profile) {
    EncodedSlip slip;
    slip.bytes.reserve(picture.bytes().size() + 512);
    append_init(slip.bytes);
    switch (profile.raster) {
        case RasterCommand::raster_image:
            append_raster(slip.bytes, picture, profile.band_rows);
            break;
        case RasterCommand::graphics:
            append_graphics(slip.bytes, picture, profile.band_rows);
            break;
    }
    slip.picture_end = slip.bytes.size();
    append_feed(slip.bytes, profile.feed_dots);
    append_cut(slip.bytes, profile.cut);
    return slip;
}

Bytes encode_rest(const Profile& profile) {
    const auto row_bytes = static_cast<std::size_t>(profile.width_dots / 8);
    return Bytes(row_bytes * static_cast<std::size_t>(profile.band_rows) + command_bytes_most, 0);
}

void append_separation(Bytes& to, const Profile& profile) {
    append_init(to);
    append_feed(to, profile.feed_dots);
    append_cut(to, profile.cut);
}

int paper_mm(const Bitmap& picture, const Profile& profile) {
    const int dots_a_mm = std::max(1, profile.dots_a_mm);
    const int dots = picture.height() + profile.feed_dots;
    return (dots + dots_a_mm - 1) / dots_a_mm + (profile.cut == Cut::none ? 0 : head_to_knife_mm);
}

}  // namespace luot::escpos
