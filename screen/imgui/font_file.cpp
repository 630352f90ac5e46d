#include "imgui_sdl/font_file.hpp"

#include <optional>

namespace luot::imgui_sdl {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t directory_at = 12;  // of the tables: 16 bytes each
constexpr std::size_t entry_bytes = 16;

std::optional<std::uint32_t> number(Bytes file, std::size_t at, std::size_t bytes) {
    if (at > file.size() || file.size() - at < bytes) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8U | file[at + i];
    return value;
}

std::optional<int> signed_number(Bytes file, std::size_t at) {
    const auto value = number(file, at, 2);
    if (!value) return std::nullopt;
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(*value));
}

constexpr std::uint32_t tag(const char (&name)[5]) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8U | static_cast<std::uint8_t>(name[i]);
    return value;
}

std::optional<std::size_t> table_at(Bytes file, std::uint32_t wanted) {
    const auto tables = number(file, 4, 2);
    if (!tables) return std::nullopt;
    for (std::size_t i = 0; i < *tables; ++i) {
        const std::size_t entry = directory_at + i * entry_bytes;
        const auto name = number(file, entry, 4);
        const auto offset = number(file, entry + 8, 4);
        if (!name || !offset) return std::nullopt;
        if (*name == wanted) return *offset;
    }
    return std::nullopt;
}

}  // namespace

screen::Result<FontMeasure> measure_of(Bytes file) {
    const auto head = table_at(file, tag("head"));
    const auto hhea = table_at(file, tag("hhea"));
    if (!head || !hhea) return screen::Failure{"not a font: it has no table head or hhea"};
    const auto units = number(file, *head + 18, 2);
    const auto ascender = signed_number(file, *hhea + 4);
    const auto descender = signed_number(file, *hhea + 6);
    if (!units || !ascender || !descender) return screen::Failure{"the font's file ends early"};
    if (*units < 16 || *units > 16'384 || *ascender <= 0 || *descender > 0) return screen::Failure{"the font's measure cannot be"};
    return FontMeasure{static_cast<int>(*units), *ascender, *descender};
}

}  // namespace luot::imgui_sdl
