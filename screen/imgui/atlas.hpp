// Inter as Dear ImGui draws it: all faces that a view needs in one texture, at one scale. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include <imgui.h>

#include "screen/fonts.hpp"

namespace luot::imgui_sdl {

// Which letters a face has.
enum class Letters : std::uint8_t {
    whole,       // U+0020–024F, 1E00–1EFF, 2000–206F, 20AB, arrows
    vietnamese,  // what Vietnamese and English are written with: for large sizes, whose letters cost the most
    figures,     // digits, capitals of the alphabet and marks: ticket numbers
};

enum class Digits : std::uint8_t {
    tabular,       // one advance, that of the widest, with each glyph in its middle: figures that change stand still
    proportional,  // as they were designed: a number that stays is one word
};

struct FaceSpec {
    screen::Family family = screen::Family::text;
    screen::Weight weight = screen::Weight::regular;
    int size_px = 16;  // of the em, at scale 1; with the scale 4 to 272
    Letters letters = Letters::whole;
    Digits digits = Digits::tabular;
};

class Atlas {
  public:
    // `scale` 0.5 to 4. Throws std::runtime_error where a file is missing or is no font.
    Atlas(std::span<const FaceSpec> faces, double scale, const std::vector<std::filesystem::path>& folders);

    ImFontAtlas& get() { return atlas_; }
    double scale() const { return scale_; }
    std::size_t faces() const { return faces_.size(); }
    // By its place in the constructor's list.
    ImFont* font(std::size_t face) const { return faces_[face].font; }
    // From the baseline to the top of H, in pixels: what centring by eye goes by.
    int cap_height(std::size_t face) const { return faces_[face].cap_height; }
    // From the top of the line that Dear ImGui draws to the baseline.
    int ascent(std::size_t face) const { return faces_[face].ascent; }
    // Between baselines, the least that Vietnamese needs: accents over capitals touch nothing.
    int line_height(std::size_t face) const { return faces_[face].line_height; }
    bool has(std::size_t face, ImWchar letter) const;

  private:
    struct Face {
        ImFont* font = nullptr;
        int cap_height = 0;
        int ascent = 0;
        int line_height = 0;
    };
    ImFontAtlas atlas_;
    double scale_;
    std::vector<Face> faces_;
};

}  // namespace luot::imgui_sdl
