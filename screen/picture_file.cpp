#include "screen/picture_file.hpp"

#include <SDL_image.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

namespace luot::screen {

namespace {

constexpr std::array<std::uint8_t, 8> png_signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

unsigned big_endian(std::span<const std::uint8_t> bytes) {
    unsigned value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8U | byte;
    return value;
}

// PNG (ISO 15948): the first chunk is IHDR, its data begin with width and height, four bytes each.
Result<PictureSize> size_of_png(std::span<const std::uint8_t> file) {
    constexpr std::size_t width_at = 16;
    if (file.size() < width_at + 8) return Failure{"a PNG that ends in its head"};
    const unsigned w = big_endian(file.subspan(width_at, 4));
    const unsigned h = big_endian(file.subspan(width_at + 4, 4));
    constexpr unsigned int_max = 0x7FFFFFFF;
    if (w < 1 || h < 1 || w > int_max || h > int_max) return Failure{"a PNG without a size"};
    return PictureSize{static_cast<int>(w), static_cast<int>(h)};
}

// JPEG (ITU T.81): segments of a marker and a length; a frame header (SOF, C0 to CF but C4, C8 and CC) has height and width behind the
// length and one byte of precision.
Result<PictureSize> size_of_jpeg(std::span<const std::uint8_t> file) {
    std::size_t at = 2;
    while (at + 4 <= file.size()) {
        if (file[at] != 0xFF) return Failure{"a JPEG with something between its segments"};
        const std::uint8_t marker = file[at + 1];
        if (marker == 0xFF) {  // filling
            ++at;
            continue;
        }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        const std::size_t length = big_endian(file.subspan(at + 2, 2));
        if (length < 2) break;
        if (!frame) {
            at += 2 + length;
            continue;
        }
        if (at + 9 > file.size()) break;
        const auto h = static_cast<int>(big_endian(file.subspan(at + 5, 2)));
        const auto w = static_cast<int>(big_endian(file.subspan(at + 7, 2)));
        if (w < 1 || h < 1) break;
        return PictureSize{w, h};
    }
    return Failure{"a JPEG that does not say its size"};
}

}  // namespace

Result<PictureSize> size_of_picture(std::span<const std::uint8_t> file) {
    if (file.size() >= png_signature.size() && std::ranges::equal(file.first(png_signature.size()), png_signature))
        return size_of_png(file);
    if (file.size() >= 3 && file[0] == 0xFF && file[1] == 0xD8 && file[2] == 0xFF) return size_of_jpeg(file);
    return Failure{"neither a PNG nor a JPEG"};
}

void prepare_to_read_pictures() {
    IMG_Init(IMG_INIT_PNG | IMG_INIT_JPG);  // one that is not there is told by the pictures that need it
}

Result<Canvas> load_picture(Fonts& fonts, const std::filesystem::path& file, const PictureBounds& bounds) {
    const std::string name = file.filename().string();
    std::ifstream input(file, std::ios::binary);
    if (!input) return Failure{name + " cannot be opened"};
    std::vector<std::uint8_t> bytes;
    std::array<char, 65536> part{};
    while (input.read(part.data(), part.size()) || input.gcount() > 0) {
        bytes.insert(bytes.end(), part.begin(), part.begin() + input.gcount());
        if (bytes.size() > bounds.bytes_max) return Failure{name + " has more than " + std::to_string(bounds.bytes_max) + " bytes"};
    }
    if (input.bad()) return Failure{name + " cannot be read"};
    const auto size = size_of_picture(bytes);
    if (!size) return Failure{name + " is " + size.error().reason};
    const auto pixels = static_cast<std::int64_t>(size->w) * size->h;
    if (size->w > bounds.side_max || size->h > bounds.side_max || pixels > bounds.pixels_max) {
        return Failure{name + " has " + std::to_string(size->w) + " x " + std::to_string(size->h) + " pixels; at most " +
                       std::to_string(bounds.pixels_max / 1'000'000) + " million and " + std::to_string(bounds.side_max) +
                       " a side are shown: save it smaller"};
    }
    auto read = Canvas::read_picture(fonts, bytes);
    if (!read) return Failure{name + ": " + read.error().reason};
    return read;
}

}  // namespace luot::screen
