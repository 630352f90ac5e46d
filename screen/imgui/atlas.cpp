#include "imgui_sdl/atlas.hpp"

#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include "imgui_sdl/font_file.hpp"

namespace luot::imgui_sdl {
namespace {

// Inter's files have less than 1 MB each.
constexpr std::size_t file_bytes_max = 16U << 20U;
// Dear ImGui 1.86 writes past its buffer where a glyph takes more than 65,536 pixels; the W of Inter Display takes 0.83 of the em squared.
constexpr int em_px_max = 272;

// Pairs of first and last, ended by 0. They have to outlive the atlas.
constexpr ImWchar whole[] = {0x0020, 0x024F, 0x1E00, 0x1EFF, 0x2000, 0x206F, 0x20AB, 0x20AB,
                             0x2190, 0x2193, 0x2212, 0x2212, 0xFFFD, 0xFFFD, 0};
constexpr ImWchar vietnamese[] = {0x0020, 0x007E, 0x00A0, 0x00FF, 0x0102, 0x0103, 0x0110, 0x0111, 0x0128,
                                  0x0129, 0x0168, 0x0169, 0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x1EA0, 0x1EF9,
                                  0x2010, 0x2015, 0x2018, 0x201D, 0x2026, 0x2026, 0xFFFD, 0xFFFD, 0};
constexpr ImWchar figures[] = {0x0020, 0x0020, 0x002B, 0x003A, 0x003F, 0x003F, 0x0041, 0x005A,
                               0x0110, 0x0110, 0x2013, 0x2014, 0x2026, 0x2026, 0};

const ImWchar* ranges_of(Letters letters) {
    switch (letters) {
        case Letters::whole:
            return whole;
        case Letters::vietnamese:
            return vietnamese;
        case Letters::figures:
            return figures;
    }
    return whole;
}

struct File {
    std::vector<std::uint8_t> bytes;
    FontMeasure measure;
};

File read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("font file " + path.string() + " cannot be opened");
    File file;
    std::error_code ignored;  // a size that is not known is 0 below
    const auto size = std::filesystem::file_size(path, ignored);
    if (ignored || size > file_bytes_max) throw std::runtime_error("font file " + path.string() + " is too large to be one");
    file.bytes.resize(static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(file.bytes.data()), static_cast<std::streamsize>(size));
    if (!in) throw std::runtime_error("font file " + path.string() + " cannot be read");
    const auto measure = measure_of(file.bytes);
    if (!measure) throw std::runtime_error("font file " + path.string() + ": " + measure.error().reason);
    file.measure = *measure;
    return file;
}

bool is_digit(unsigned int code) {
    return code >= '0' && code <= '9';
}

// Shifted by whole pixels, so that glyphs stay sharp.
void give_digits_one_advance(ImFont& font) {
    float widest = 0;
    for (const auto& glyph : font.Glyphs) {
        if (is_digit(glyph.Codepoint)) widest = std::max(widest, glyph.AdvanceX);
    }
    for (auto& glyph : font.Glyphs) {
        if (!is_digit(glyph.Codepoint)) continue;
        const float shift = std::floor((widest - glyph.AdvanceX) / 2);
        glyph.X0 += shift;
        glyph.X1 += shift;
        glyph.AdvanceX = widest;
    }
    font.BuildLookupTable();
}

}  // namespace

Atlas::Atlas(std::span<const FaceSpec> faces, double scale, const std::vector<std::filesystem::path>& folders)
    : scale_(std::clamp(scale, 0.5, 4.0)) {
    std::map<std::filesystem::path, File> files;  // several faces come from one
    atlas_.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    // The texture's sides stay powers of two: then a letter's place in it is exact, and it is drawn pixel by pixel.
    atlas_.Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    std::vector<int> em_px;
    for (const auto& spec : faces) {
        const auto path = screen::Fonts::file_of(folders, spec.family, spec.weight);
        auto found = files.find(path);
        if (found == files.end()) found = files.emplace(path, read(path)).first;
        File& file = found->second;
        em_px.push_back(std::clamp(static_cast<int>(std::lround(spec.size_px * scale_)), 4, em_px_max));
        ImFontConfig config;
        config.FontData = file.bytes.data();
        config.FontDataSize = static_cast<int>(file.bytes.size());
        config.FontDataOwnedByAtlas = false;
        // Dear ImGui counts from the ascender to the descender, the design the em.
        config.SizePixels = static_cast<float>(em_px.back()) * static_cast<float>(file.measure.ascender - file.measure.descender) /
                            static_cast<float>(file.measure.units_per_em);
        config.OversampleH = 1;
        config.PixelSnapH = true;
        // Snapped upright alone: letters keep their shapes and are sharp where most of their lines are.
        config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
        config.EllipsisChar = 0x2026;
        config.GlyphRanges = ranges_of(spec.letters);
        faces_.push_back({atlas_.AddFont(&config), 0, 0, 0});
    }
    if (!atlas_.Build()) throw std::runtime_error("the fonts do not fit into one texture");
    atlas_.ClearInputData();  // it pointed into the files
    for (std::size_t i = 0; i < faces_.size(); ++i) {
        Face& face = faces_[i];
        if (faces[i].digits == Digits::tabular) give_digits_one_advance(*face.font);
        face.ascent = static_cast<int>(std::lround(face.font->Ascent));
        const ImFontGlyph* h = face.font->FindGlyph('H');
        face.cap_height = face.ascent - static_cast<int>(std::lround(h->Y0));
        face.line_height = static_cast<int>(std::ceil(1.25 * em_px[i]));
    }
}

bool Atlas::has(std::size_t face, ImWchar letter) const {
    return faces_[face].font->FindGlyphNoFallback(letter) != nullptr;
}

}  // namespace luot::imgui_sdl
