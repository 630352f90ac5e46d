// A picture in memory to draw on: an SDL software surface of ARGB8888, which needs no SDL_Init and gives the same pixels everywhere.
// Coordinates are pixels from the top left; what falls outside is cut off. Blending is "over", in sRGB. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screen/colour.hpp"
#include "screen/failure.hpp"
#include "screen/fonts.hpp"

struct SDL_Surface;
struct SDL_RWops;

namespace luot::screen {

struct Point {
    double x = 0;
    double y = 0;
};

struct Rect {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;
    bool operator==(const Rect&) const = default;
    int right() const { return x + w; }
    int bottom() const { return y + h; }
    Rect inset(int by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
};

enum class Align : std::uint8_t { left, centre, right };

// How wrapped text was broken.
struct TextBlock {
    std::vector<std::string> lines;
    int line_height = 0;
    int h = 0;         // lines × line_height
    bool cut = false;  // some text did not fit and an ellipsis ends the last line
};

class Canvas {
  public:
    // At most 16,384 a side; `fonts` outlives the canvas.
    Canvas(Fonts& fonts, int width, int height, Colour background);

    int width() const;
    int height() const;
    Rect bounds() const { return {0, 0, width(), height()}; }
    Fonts& fonts() const { return *fonts_; }

    // Everything drawn afterwards stays within `clip`; an empty one draws nothing. unclip() ends it.
    void clip(const Rect& clip);
    void unclip();

    // --- Shapes; rounded and slanted edges are antialiased.
    void fill(const Rect& rect, Colour colour);
    void fill_rounded(const Rect& rect, int radius, Colour colour);
    // A line of `thickness` just inside the edge of the rectangle.
    void stroke_rounded(const Rect& rect, int radius, int thickness, Colour colour);
    void fill_circle(Point centre, double radius, Colour colour);
    // Straight, with flat ends.
    void line(Point from, Point to, double thickness, Colour colour);
    // Even-odd, for stars and arrows: at most 64 corners.
    void fill_polygon(std::span<const Point> corners, Colour colour);

    // --- Text. `baseline` is where letters stand; `x` is the left end, the middle or the right end, as `align` says.
    // Returns the advance width.
    int text(int x, int baseline, std::string_view utf8, const TextStyle& style, Align align = Align::left);
    TextExtent measure(std::string_view utf8, const TextStyle& style) const { return fonts_->measure(utf8, style); }
    FontMetrics metrics(const TextStyle& style) const { return fonts_->metrics(style); }
    // The baseline that puts capitals and digits in the vertical middle of `rect`.
    int middle_baseline(const Rect& rect, const TextStyle& style) const;

    // One line in the vertical middle of `rect`, made smaller down to `size_px_min` if it is too wide, then ellipsised.
    // Returns the size that was used.
    int text_shrunk(const Rect& rect, std::string_view utf8, const TextStyle& style, int size_px_min, Align align = Align::left);
    // The longest beginning of the text that fits with an ellipsis; the text itself where it fits.
    std::string ellipsised(std::string_view utf8, const TextStyle& style, int width) const;

    // Broken at spaces (in a word that alone is too wide, anywhere) into at most `lines_max` lines. `leading`: line height in em, at
    // least 1.15.
    TextBlock wrap(std::string_view utf8, const TextStyle& style, int width, int lines_max, double leading = 1.25) const;
    // Draws wrapped text from the top of `rect`, as many lines as its height allows; returns what it used.
    TextBlock text_wrapped(const Rect& rect, std::string_view utf8, const TextStyle& style, Align align = Align::left,
                           double leading = 1.25);

    // --- Pictures.
    // Respects the picture's own transparency.
    void blit(const Canvas& picture, int x, int y, std::uint8_t opacity = 255);
    // This picture in another size; meant for making it smaller.
    Canvas scaled(int width, int height) const;
    // Written under a temporary name beside it and renamed, so that nobody sees half a picture.
    Result<void> save_png(const std::filesystem::path& file) const;
    static Result<Canvas> load_png(Fonts& fonts, const std::filesystem::path& file);
    // A PNG as it came over the wire; at most picture_side_max pixels a side, whatever it says of itself.
    static Result<Canvas> read_png(Fonts& fonts, std::span<const std::uint8_t> png);
    static constexpr int picture_side_max = 4'096;
    // A PNG or a JPEG that is known to be of a bearable size (picture_file.hpp).
    static Result<Canvas> read_picture(Fonts& fonts, std::span<const std::uint8_t> file);

    // --- Pixels. Outside the picture: transparent black.
    Colour pixel(int x, int y) const;
    // 0xAARRGGBB, row by row without gaps.
    std::span<const std::uint32_t> pixels() const;
    // One row, for whoever draws many pixels; 0 ≤ y < height, and no clip holds there.
    std::span<std::uint32_t> row(int y);
    SDL_Surface* surface() const { return surface_.get(); }

  private:
    struct FreeSurface {
        void operator()(SDL_Surface* surface) const;
    };
    Canvas(Fonts& fonts, std::unique_ptr<SDL_Surface, FreeSurface> surface);
    void blend(int x, int y, Colour colour, std::uint32_t coverage);
    static Result<Canvas> decoded(Fonts& fonts, SDL_RWops* input, const std::string& what);
    static Result<Canvas> converted(Fonts& fonts, SDL_Surface* loaded, const std::string& what);
    template <class Inside>
    void fill_sampled(const Rect& area, Colour colour, Inside inside);

    Fonts* fonts_;
    std::unique_ptr<SDL_Surface, FreeSurface> surface_;
    Rect clip_;
};

}  // namespace luot::screen
