// The faces that every screen and slip is set in: Inter, and Inter Display for large numbers. Sizes are in pixels of the em. Shaped by
// HarfBuzz through SDL2_ttf; text is normalised to NFC first, so that composed and decomposed Vietnamese look the same. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "screen/colour.hpp"

namespace luot::screen {

enum class Weight : std::uint8_t { regular, medium, semibold, bold, extrabold };
enum class Family : std::uint8_t { text, display };

struct TextStyle {
    Family family = Family::text;
    Weight weight = Weight::regular;
    int size_px = 16;  // 4 to 2000
    Colour colour;
    bool tabular = false;  // digits on one advance: wherever a number changes in place
    int tracking = 0;      // thousandths of the size between letters, 0 to 200: large numbers in which 111 must not be 11

    // The same in another size.
    TextStyle sized(int px) const {
        TextStyle style = *this;
        style.size_px = px;
        return style;
    }
};

// Pixels. Measured from the baseline: accents over capitals end within `ascent`, tails within `descent`.
struct FontMetrics {
    int ascent = 0;
    int descent = 0;
    int cap_height = 0;   // of H: what centring by eye goes by
    int line_height = 0;  // the least that Vietnamese lines need: at least 1.15 em
};

// The advance width; the height is ascent + descent of the face and the same for every text in that style.
struct TextExtent {
    int w = 0;
    int h = 0;
    int ascent = 0;
};

// What the ink of a text covers, relative to its start on the baseline (top is negative above it).
struct InkBox {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
};

// How much a glyph covers of each pixel; rows from the top. (left, top) is where it goes, relative to the start on the baseline.
struct Coverage {
    int left = 0;
    int top = 0;
    int w = 0;
    int h = 0;
    std::vector<std::uint8_t> alpha;
};

class Fonts {
  public:
    // Where Inter is looked for by default.
    static std::vector<std::filesystem::path> default_folders();
    // The file of a face, for who draws letters by other means. Throws as the constructor does.
    static std::filesystem::path file_of(const std::vector<std::filesystem::path>& folders, Family family, Weight weight);

    // Throws std::runtime_error, naming the missing file, the folders and the Debian package, unless every face is there.
    explicit Fonts(const std::vector<std::filesystem::path>& folders = default_folders());
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    FontMetrics metrics(const TextStyle& style);
    TextExtent measure(std::string_view utf8, const TextStyle& style);
    InkBox ink(std::string_view utf8, const TextStyle& style);
    // The text drawn as coverage. Invalid UTF-8 is shown as U+FFFD; control characters are dropped.
    Coverage draw(std::string_view utf8, const TextStyle& style);
    // The same, kept for the next time: screens say the same words again and again. Colour plays no part.
    std::shared_ptr<const Coverage> drawn(std::string_view utf8, const TextStyle& style);

    // Opened faces (family, weight and size each) kept at most; the least recently used one goes first.
    static constexpr std::size_t faces_kept_max = 48;
    std::size_t faces_open() const;
    // Texts kept at most, and bytes of their coverage; the least recently used one goes first.
    static constexpr std::size_t texts_kept_max = 2'048;
    static constexpr std::size_t texts_bytes_max = 24U << 20U;
    std::size_t texts_kept() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::screen
