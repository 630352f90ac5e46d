#include "screen/canvas.hpp"

#include <SDL.h>
#include <SDL_image.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace luot::screen {

namespace {

constexpr int side_max = 16'384;
constexpr std::uint32_t full = 255;

std::uint32_t packed(Colour colour) {
    return (static_cast<std::uint32_t>(colour.a) << 24U) | (static_cast<std::uint32_t>(colour.r) << 16U) |
           (static_cast<std::uint32_t>(colour.g) << 8U) | colour.b;
}

Colour unpacked(std::uint32_t pixel) {
    return {static_cast<std::uint8_t>(pixel >> 16U), static_cast<std::uint8_t>(pixel >> 8U), static_cast<std::uint8_t>(pixel),
            static_cast<std::uint8_t>(pixel >> 24U)};
}

Rect common(const Rect& one, const Rect& other) {
    const int left = std::max(one.x, other.x);
    const int top = std::max(one.y, other.y);
    return {left, top, std::max(0, std::min(one.right(), other.right()) - left), std::max(0, std::min(one.bottom(), other.bottom()) - top)};
}

// The same on an opaque picture, which nearly all are: (source × alpha + pixel × (255 − alpha)) ÷ 255, rounded, two channels at a time.
// With x up to 65,025 and t = x + 128, x ÷ 255 rounded is (t + t ÷ 256) ÷ 256.
std::uint32_t mixed_opaque(std::uint32_t pixel, std::uint32_t source, std::uint32_t alpha) {
    constexpr std::uint32_t lanes = 0x00FF00FFU;
    const auto mix = [alpha](std::uint32_t top, std::uint32_t bottom) {
        const std::uint32_t t = top * alpha + bottom * (full - alpha) + 0x00800080U;
        return (t + (t >> 8U & lanes)) >> 8U & lanes;
    };
    const std::uint32_t rb = mix(source & lanes, pixel & lanes);
    const std::uint32_t g = mix(source >> 8U & 0xFFU, pixel >> 8U & 0xFFU);
    return 0xFF000000U | rb | g << 8U;
}

// `source` over `pixel`, both with their alpha, neither premultiplied.
std::uint32_t over(std::uint32_t pixel, Colour source, std::uint32_t alpha) {
    if (alpha == 0) return pixel;
    if (pixel >> 24U == full) return mixed_opaque(pixel, packed(source), alpha);
    const Colour below = unpacked(pixel);
    const std::uint32_t rest = (below.a * (full - alpha) + full / 2) / full;  // what is left of what lies below
    const std::uint32_t sum = alpha + rest;
    const auto mix = [&](std::uint8_t top, std::uint8_t bottom) {
        return static_cast<std::uint8_t>((top * alpha + bottom * rest + sum / 2) / sum);
    };
    return packed({mix(source.r, below.r), mix(source.g, below.g), mix(source.b, below.b), static_cast<std::uint8_t>(sum)});
}

std::uint32_t coverage_of(double distance) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(0.5 - distance, 0.0, 1.0) * 255));
}

// Distance from the edge of a rectangle with rounded corners; negative inside.
double rounded_distance(double x, double y, const Rect& rect, double radius) {
    const double half_w = rect.w / 2.0;
    const double half_h = rect.h / 2.0;
    const double dx = std::abs(x - (rect.x + half_w)) - (half_w - radius);
    const double dy = std::abs(y - (rect.y + half_h)) - (half_h - radius);
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - radius;
}

double radius_within(const Rect& rect, int radius) {
    return std::clamp(radius, 0, std::min(rect.w, rect.h) / 2);
}

bool inside_polygon(std::span<const Point> corners, double x, double y) {
    bool inside = false;
    for (std::size_t i = 0, previous = corners.size() - 1; i < corners.size(); previous = i++) {
        const Point& a = corners[i];
        const Point& b = corners[previous];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

}  // namespace

void Canvas::FreeSurface::operator()(SDL_Surface* surface) const {
    SDL_FreeSurface(surface);
}

Canvas::Canvas(Fonts& fonts, std::unique_ptr<SDL_Surface, FreeSurface> surface) : fonts_(&fonts), surface_(std::move(surface)) {
    unclip();
}

Canvas::Canvas(Fonts& fonts, int width, int height, Colour background) : fonts_(&fonts) {
    if (width < 1 || height < 1 || width > side_max || height > side_max) {
        throw std::invalid_argument("a picture of " + std::to_string(width) + " x " + std::to_string(height) + " is out of bounds");
    }
    surface_.reset(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (!surface_) throw std::runtime_error(std::string("no picture: ") + SDL_GetError());
    unclip();
    for (int y = 0; y < height; ++y) std::ranges::fill(row(y), packed(background));
}

int Canvas::width() const {
    return surface_->w;
}
int Canvas::height() const {
    return surface_->h;
}

void Canvas::clip(const Rect& clip) {
    clip_ = common(clip, bounds());
}
void Canvas::unclip() {
    clip_ = bounds();
}

std::span<std::uint32_t> Canvas::row(int y) {
    auto* start = static_cast<std::uint8_t*>(surface_->pixels) + static_cast<std::ptrdiff_t>(y) * surface_->pitch;
    return {reinterpret_cast<std::uint32_t*>(start), static_cast<std::size_t>(surface_->w)};
}

void Canvas::blend(int x, int y, Colour colour, std::uint32_t coverage) {
    auto& pixel = row(y)[static_cast<std::size_t>(x)];
    const std::uint32_t alpha = (colour.a * coverage + full / 2) / full;
    pixel = alpha == full ? packed(colour) : over(pixel, colour, alpha);
}

template <class Inside>
void Canvas::fill_sampled(const Rect& area, Colour colour, Inside inside) {
    const Rect visible = common(area, clip_);
    for (int y = visible.y; y < visible.bottom(); ++y) {
        for (int x = visible.x; x < visible.right(); ++x) {
            if (const std::uint32_t coverage = inside(x, y); coverage > 0) blend(x, y, colour, coverage);
        }
    }
}

void Canvas::fill(const Rect& rect, Colour colour) {
    const Rect visible = common(rect, clip_);
    if (visible.w <= 0 || visible.h <= 0) return;
    if (colour.a == full) {
        // One row by pixels, the others as copies of it: that is several times as fast.
        const auto first = row(visible.y).subspan(static_cast<std::size_t>(visible.x), static_cast<std::size_t>(visible.w));
        std::ranges::fill(first, packed(colour));
        for (int y = visible.y + 1; y < visible.bottom(); ++y) std::ranges::copy(first, row(y).data() + visible.x);
        return;
    }
    for (int y = visible.y; y < visible.bottom(); ++y) {
        for (int x = visible.x; x < visible.right(); ++x) blend(x, y, colour, full);
    }
}

// Only the corners are anything but plain: a screen full of cards is some millions of pixels.
void Canvas::fill_rounded(const Rect& rect, int radius, Colour colour) {
    const double r = radius_within(rect, radius);
    const int corner = static_cast<int>(r);
    const auto inside = [&](int x, int y) { return coverage_of(rounded_distance(x + 0.5, y + 0.5, rect, r)); };
    for (const int y : {rect.y, rect.bottom() - corner}) {
        fill_sampled({rect.x, y, corner, corner}, colour, inside);
        fill_sampled({rect.right() - corner, y, corner, corner}, colour, inside);
        fill({rect.x + corner, y, rect.w - 2 * corner, corner}, colour);
    }
    fill({rect.x, rect.y + corner, rect.w, rect.h - 2 * corner}, colour);
}

void Canvas::stroke_rounded(const Rect& rect, int radius, int thickness, Colour colour) {
    const double r = radius_within(rect, radius);
    fill_sampled(rect, colour, [&](int x, int y) {
        const double distance = rounded_distance(x + 0.5, y + 0.5, rect, r);
        return std::min(coverage_of(distance), coverage_of(-distance - thickness));
    });
}

void Canvas::fill_circle(Point centre, double radius, Colour colour) {
    const auto left = static_cast<int>(std::floor(centre.x - radius - 1));
    const auto top = static_cast<int>(std::floor(centre.y - radius - 1));
    const auto side = static_cast<int>(std::ceil(2 * radius + 3));
    fill_sampled({left, top, side, side}, colour,
                 [&](int x, int y) { return coverage_of(std::hypot(x + 0.5 - centre.x, y + 0.5 - centre.y) - radius); });
}

void Canvas::line(Point from, Point to, double thickness, Colour colour) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length <= 0) return;
    const double along_x = (to.x - from.x) / length;
    const double along_y = (to.y - from.y) / length;
    const double reach = thickness / 2 + 1;
    const auto left = static_cast<int>(std::floor(std::min(from.x, to.x) - reach));
    const auto top = static_cast<int>(std::floor(std::min(from.y, to.y) - reach));
    const auto right = static_cast<int>(std::ceil(std::max(from.x, to.x) + reach));
    const auto bottom = static_cast<int>(std::ceil(std::max(from.y, to.y) + reach));
    fill_sampled({left, top, right - left, bottom - top}, colour, [&](int x, int y) {
        const double dx = x + 0.5 - from.x;
        const double dy = y + 0.5 - from.y;
        const double along = std::abs(dx * along_x + dy * along_y - length / 2) - length / 2;
        const double across = std::abs(dx * along_y - dy * along_x) - thickness / 2;
        return coverage_of(std::max(along, across));
    });
}

void Canvas::fill_polygon(std::span<const Point> corners, Colour colour) {
    constexpr std::size_t corners_max = 64;
    if (corners.size() < 3 || corners.size() > corners_max) throw std::invalid_argument("a polygon has 3 to 64 corners");
    Point least = corners.front();
    Point most = corners.front();
    for (const auto& corner : corners) {
        least = {std::min(least.x, corner.x), std::min(least.y, corner.y)};
        most = {std::max(most.x, corner.x), std::max(most.y, corner.y)};
    }
    const auto left = static_cast<int>(std::floor(least.x));
    const auto top = static_cast<int>(std::floor(least.y));
    const Rect area{left, top, static_cast<int>(std::ceil(most.x)) - left, static_cast<int>(std::ceil(most.y)) - top};
    constexpr int samples = 8;  // each way: 64 levels of coverage
    fill_sampled(area, colour, [&](int x, int y) {
        std::uint32_t hits = 0;
        for (int i = 0; i < samples * samples; ++i) {
            const double sample_x = x + (i % samples + 0.5) / samples;
            const double sample_y = y + (i / samples + 0.5) / samples;
            if (inside_polygon(corners, sample_x, sample_y)) ++hits;
        }
        return hits * full / (samples * samples);
    });
}

void Canvas::blit(const Canvas& picture, int x, int y, std::uint8_t opacity) {
    const auto source = picture.pixels();
    const Rect visible = common({x, y, picture.width(), picture.height()}, clip_);
    for (int to_y = visible.y; to_y < visible.bottom(); ++to_y) {
        const std::uint32_t* from = source.data() + static_cast<std::ptrdiff_t>(to_y - y) * picture.width() - x;
        std::uint32_t* to = row(to_y).data();
        for (int to_x = visible.x; to_x < visible.right(); ++to_x) {
            const std::uint32_t alpha = ((from[to_x] >> 24U) * opacity + full / 2) / full;
            const bool opaque = to[to_x] >> 24U == full;
            to[to_x] = alpha == full ? from[to_x]
                       : opaque      ? mixed_opaque(to[to_x], from[to_x], alpha)
                                     : over(to[to_x], unpacked(from[to_x]), alpha);
        }
    }
}

// Every pixel is the mean of what it stands for, weighted by its opacity.
Canvas Canvas::scaled(int width, int height) const {
    Canvas small(*fonts_, width, height, {0, 0, 0, 0});
    const auto span = [](int i, int to, int from) {
        const int begin = static_cast<int>(static_cast<std::int64_t>(i) * from / to);
        return std::pair{begin, std::max(begin + 1, static_cast<int>(static_cast<std::int64_t>(i + 1) * from / to))};
    };
    const auto source = pixels();
    for (int y = 0; y < height; ++y) {
        const auto [y_begin, y_end] = span(y, height, this->height());
        for (int x = 0; x < width; ++x) {
            const auto [x_begin, x_end] = span(x, width, this->width());
            std::uint64_t r = 0;
            std::uint64_t g = 0;
            std::uint64_t b = 0;
            std::uint64_t a = 0;
            for (int sy = y_begin; sy < y_end; ++sy) {
                for (int sx = x_begin; sx < x_end; ++sx) {
                    const Colour colour = unpacked(
                        source[static_cast<std::size_t>(sy) * static_cast<std::size_t>(this->width()) + static_cast<std::size_t>(sx)]);
                    r += std::uint64_t{colour.r} * colour.a;
                    g += std::uint64_t{colour.g} * colour.a;
                    b += std::uint64_t{colour.b} * colour.a;
                    a += colour.a;
                }
            }
            const auto count = static_cast<std::uint64_t>((y_end - y_begin) * (x_end - x_begin));
            if (a == 0) continue;
            small.row(y)[static_cast<std::size_t>(x)] = packed({static_cast<std::uint8_t>(r / a), static_cast<std::uint8_t>(g / a),
                                                                static_cast<std::uint8_t>(b / a), static_cast<std::uint8_t>(a / count)});
        }
    }
    return small;
}

Result<void> Canvas::save_png(const std::filesystem::path& file) const {
    auto temporary = file;
    temporary += ".part";
    std::error_code not_there;
    if (IMG_SavePNG(surface_.get(), temporary.string().c_str()) != 0) {
        Failure failure{"cannot write " + temporary.string() + ": " + IMG_GetError()};
        std::filesystem::remove(temporary, not_there);
        return failure;
    }
    std::error_code error;
    std::filesystem::rename(temporary, file, error);
    if (!error) return {};
    std::filesystem::remove(temporary, not_there);
    return Failure{"cannot rename " + temporary.string() + " to " + file.string() + ": " + error.message()};
}

Result<Canvas> Canvas::load_png(Fonts& fonts, const std::filesystem::path& file) {
    SDL_RWops* input = SDL_RWFromFile(file.string().c_str(), "rb");
    if (input == nullptr) return Failure{"cannot open " + file.string() + ": " + SDL_GetError()};
    return decoded(fonts, input, file.string());
}

Result<Canvas> Canvas::read_png(Fonts& fonts, std::span<const std::uint8_t> png) {
    // Its size stands in its first chunk: a few bytes may ask for gigabytes of memory.
    constexpr std::size_t width_at = 16;
    constexpr std::size_t header_bytes = 24;
    if (png.size() < header_bytes) return Failure{"the picture is not a PNG: it ends in its head"};
    for (std::size_t at = width_at; at < header_bytes; at += 4) {
        const unsigned side = static_cast<unsigned>(png[at]) << 24U | static_cast<unsigned>(png[at + 1]) << 16U |
                              static_cast<unsigned>(png[at + 2]) << 8U | static_cast<unsigned>(png[at + 3]);
        if (side < 1 || side > static_cast<unsigned>(picture_side_max))
            return Failure{"the picture is not a PNG of 1 to " + std::to_string(picture_side_max) + " pixels a side"};
    }
    SDL_RWops* input = SDL_RWFromConstMem(png.data(), static_cast<int>(png.size()));
    if (input == nullptr) return Failure{std::string("the picture cannot be read: ") + SDL_GetError()};
    return decoded(fonts, input, "the picture");
}

Result<Canvas> Canvas::decoded(Fonts& fonts, SDL_RWops* input, const std::string& what) {
    const std::unique_ptr<SDL_Surface, FreeSurface> loaded(IMG_LoadPNG_RW(input));
    SDL_RWclose(input);
    if (!loaded) return Failure{what + " is not a PNG picture: " + IMG_GetError()};
    return converted(fonts, loaded.get(), what);
}

Result<Canvas> Canvas::read_picture(Fonts& fonts, std::span<const std::uint8_t> file) {
    SDL_RWops* input = SDL_RWFromConstMem(file.data(), static_cast<int>(file.size()));
    if (input == nullptr) return Failure{std::string("the picture cannot be read: ") + SDL_GetError()};
    const bool png = IMG_isPNG(input) != 0;
    const std::unique_ptr<SDL_Surface, FreeSurface> loaded(png ? IMG_LoadPNG_RW(input) : IMG_LoadJPG_RW(input));
    SDL_RWclose(input);
    if (!loaded) return Failure{std::string("the picture is broken: ") + IMG_GetError()};
    return converted(fonts, loaded.get(), "the picture");
}

Result<Canvas> Canvas::converted(Fonts& fonts, SDL_Surface* loaded, const std::string& what) {
    std::unique_ptr<SDL_Surface, FreeSurface> surface(SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0));
    if (!surface) return Failure{what + " cannot be converted: " + SDL_GetError()};
    if (surface->w < 1 || surface->h < 1 || surface->w > side_max || surface->h > side_max) {
        return Failure{what + " is larger than " + std::to_string(side_max) + " pixels a side"};
    }
    return Canvas(fonts, std::move(surface));
}

Colour Canvas::pixel(int x, int y) const {
    if (x < 0 || y < 0 || x >= width() || y >= height()) return {0, 0, 0, 0};
    return unpacked(pixels()[static_cast<std::size_t>(y) * static_cast<std::size_t>(width()) + static_cast<std::size_t>(x)]);
}

// 32-bit surfaces have no gap between rows: SDL's pitch is then four bytes a pixel.
std::span<const std::uint32_t> Canvas::pixels() const {
    return {static_cast<const std::uint32_t*>(surface_->pixels), static_cast<std::size_t>(width()) * static_cast<std::size_t>(height())};
}

// --- Text

int Canvas::text(int x, int baseline, std::string_view utf8, const TextStyle& style, Align align) {
    const int width = measure(utf8, style).w;
    const int start = align == Align::left ? x : align == Align::centre ? x - width / 2 : x - width;
    const auto kept = fonts_->drawn(utf8, style);
    const Coverage& drawn = *kept;
    const Rect area{start + drawn.left, baseline + drawn.top, drawn.w, drawn.h};
    const Rect visible = common(area, clip_);
    const std::uint32_t colour = packed(style.colour);
    for (int y = visible.y; y < visible.bottom(); ++y) {
        const std::uint8_t* covered = drawn.alpha.data() + static_cast<std::ptrdiff_t>(y - area.y) * drawn.w - area.x;
        std::uint32_t* to = row(y).data();
        for (int to_x = visible.x; to_x < visible.right(); ++to_x) {
            if (covered[to_x] == 0) continue;
            const std::uint32_t alpha = style.colour.a == full ? covered[to_x] : (style.colour.a * covered[to_x] + full / 2) / full;
            const bool opaque = to[to_x] >> 24U == full;
            to[to_x] = alpha == full ? colour : opaque ? mixed_opaque(to[to_x], colour, alpha) : over(to[to_x], style.colour, alpha);
        }
    }
    return width;
}

int Canvas::middle_baseline(const Rect& rect, const TextStyle& style) const {
    return rect.y + (rect.h + metrics(style).cap_height) / 2;
}

}  // namespace luot::screen
