#include "app/office_logo.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <boost/throw_exception.hpp>

#include "app/office_file_limits.hpp"

namespace luot::app {
namespace {

// Signature, then the length and name of the first chunk, then width and height, big-endian.
constexpr std::string_view png_begins("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
constexpr std::size_t png_head_bytes = 24;

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes.substr(0, 4)) value = (value << 8U) | static_cast<unsigned char>(byte);
    return value;
}

}  // namespace

void throw_exception_from_error(const NoLogo& none, const boost::source_location& location) {
    boost::throw_exception(std::runtime_error(none.what), location);
}

boost::system::result<std::string, NoLogo> load_logo(const std::string& office_path, const OfficeFile& office) {
    if (office.logo.empty()) return {boost::system::in_place_value, std::string()};
    const std::filesystem::path path = std::filesystem::path(office_path).parent_path() / office.logo;
    const std::string named = "the picture " + path.string() + ", which \"logo\" names, ";
    std::ifstream file(path, std::ios::binary);
    std::vector<char> read(limits::logo_bytes + 1);
    file.read(read.data(), static_cast<std::streamsize>(read.size()));
    const std::string_view bytes(read.data(), static_cast<std::size_t>(file.gcount()));
    if (bytes.empty()) return NoLogo{named + "cannot be read; is the path right? It begins beside the office file"};
    if (bytes.size() > limits::logo_bytes) {
        return NoLogo{named + "is larger than " + std::to_string(limits::logo_bytes / 1024) +
                      " KiB, and every kiosk and board gets it; make it smaller"};
    }
    if (bytes.size() < png_head_bytes || !bytes.starts_with(png_begins)) return NoLogo{named + "is no PNG; save it as one"};
    const std::uint32_t width = big_endian(bytes.substr(16)), height = big_endian(bytes.substr(20));
    if (width == 0 || height == 0 || width > limits::logo_dots || height > limits::logo_dots) {
        return NoLogo{named + "is " + std::to_string(width) + " × " + std::to_string(height) + " dots; at most " +
                      std::to_string(limits::logo_dots) + " each way"};
    }
    return {boost::system::in_place_value, std::string(bytes)};
}

}  // namespace luot::app
