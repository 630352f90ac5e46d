#include "led_matrix/large_font.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

// Strokes in percent of the letter's box, from the left upper corner: points "x y", parted by commas, strokes by semicolons. Corners are
// round but for those that end in s; a stroke that ends in z is closed.
struct Strokes {
    char32_t character;
    int width_percent;  // of a digit's
    std::string_view paths;
};
constexpr Strokes letters[] = {
    {U'0', 100, "0 0,100 0,100 100,0 100,z"},
    {U'1', 70, "0 22s,55 0s,55 100s;0 100s,100 100s"},
    {U'2', 100, "0 24,0 0,100 0,100 46,0 100s,100 100s"},
    {U'3', 100, "0 20,0 0,100 0,100 48,35 48s;35 48s,100 48,100 100,0 100,0 80"},
    {U'4', 100, "75 100s,75 0s,0 70s,100 70s"},
    {U'5', 100, "94 0s,4 0s,0 46s,22 40,100 40,100 100,0 100,0 80"},
    {U'6', 100, "98 17,98 0,0 0,0 100,100 100,100 43,0 43"},
    {U'7', 100, "0 0s,100 0s,36 100s"},
    {U'8', 100, "3 0,97 0,97 47,3 47,z;0 47,100 47,100 100,0 100,z"},
    {U'9', 100, "2 83,2 100,100 100,100 0,0 0,0 57,100 57"},
    {U'A', 100, "0 100s,0 0,100 0,100 100s;0 58s,100 58s"},
    {U'B', 100, "0 0s,92 0,92 47,0 47s;0 47s,100 47,100 100,0 100s;0 0s,0 100s"},
    {U'C', 100, "100 22,100 0,0 0,0 100,100 100,100 78"},
    {U'D', 100, "0 0s,100 0,100 100,0 100s,z"},
    {0x0110, 118, "15 0s,100 0,100 100,15 100s,15 0s;0 49s,52 49s"},
    {U'E', 95, "100 0s,0 0s,0 100s,100 100s;0 48s,85 48s"},
    {U'F', 95, "100 0s,0 0s,0 100s;0 48s,85 48s"},
    {U'G', 100, "100 22,100 0,0 0,0 100,100 100,100 52s,58 52s"},
    {U'H', 100, "0 0s,0 100s;100 0s,100 100s;0 49s,100 49s"},
    {U'I', 60, "0 0s,100 0s;50 0s,50 100s;0 100s,100 100s"},
    {U'J', 90, "100 0s,100 100,0 100,0 74"},
    {U'K', 100, "0 0s,0 100s;100 0s,0 58s;30 44s,100 100s"},
    {U'L', 90, "0 0s,0 100s,100 100s"},
    {U'M', 120, "0 100s,0 0s,50 55s,100 0s,100 100s"},
    {U'N', 105, "0 100s,0 0s,100 100s,100 0s"},
    {U'O', 100, "0 0,100 0,100 100,0 100,z"},
    {U'P', 100, "0 100s,0 0s,100 0,100 53,0 53s"},
    {U'Q', 100, "0 0,100 0,100 100,0 100,z;60 70s,100 100s"},
    {U'R', 100, "0 100s,0 0s,100 0,100 51,0 51s;50 51s,100 100s"},
    {U'S', 100, "100 20,100 0,0 0,0 48,100 48,100 100,0 100,0 80"},
    {U'T', 100, "0 0s,100 0s;50 0s,50 100s"},
    {U'U', 100, "0 0s,0 100,100 100,100 0s"},
    {U'V', 105, "0 0s,50 100s,100 0s"},
    {U'W', 130, "0 0s,25 100s,50 30s,75 100s,100 0s"},
    {U'X', 105, "0 0s,100 100s;100 0s,0 100s"},
    {U'Y', 105, "0 0s,50 50s,100 0s;50 50s,50 100s"},
    {U'Z', 100, "0 0s,100 0s,0 100s,100 100s"},
    {U'-', 60, "0 55s,100 55s"},
    {U'.', 22, "50 100s,50 100s"},
    {U':', 22, "50 30s,50 30s;50 80s,50 80s"},
    {U'/', 80, "100 0s,0 100s"},
    {U' ', 40, ""},
    {0x2192, 105, "0 50s,100 50s;58 24s,100 50s,58 76s"},
};

struct Point {
    double x = 0;
    double y = 0;
};
struct Corner {
    Point at;
    bool sharp = false;
};
struct Path {
    std::vector<Corner> corners;
    bool closed = false;
};

double number_at(std::string_view& text) {
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    return value;
}

std::vector<Path> read_paths(std::string_view text, const LargeSize& size, int width) {
    // The middle line of a stroke stays half its thickness within the box.
    const double half = size.thickness / 2.0;
    std::vector<Path> paths(text.empty() ? 0 : 1);
    while (!text.empty()) {
        if (text.front() == 'z') {
            paths.back().closed = true;
            text.remove_prefix(1);
        } else {
            const double x = number_at(text) / 100;
            const double y = number_at(text) / 100;
            const bool sharp = text.starts_with('s');
            if (sharp) text.remove_prefix(1);
            paths.back().corners.push_back({{half + x * (width - size.thickness), half + y * (size.height - size.thickness)}, sharp});
        }
        if (text.empty()) break;
        if (text.front() == ';') paths.emplace_back();
        text.remove_prefix(1);
    }
    return paths;
}

double length(Point from, Point to) {
    return std::hypot(to.x - from.x, to.y - from.y);
}
Point towards(Point from, Point to, double distance) {
    const double whole = length(from, to);
    return whole == 0 ? from : Point{from.x + (to.x - from.x) * distance / whole, from.y + (to.y - from.y) * distance / whole};
}

// The path as short straight lines, with its corners rounded by at most `radius`.
std::vector<Point> rounded(const Path& path, double radius) {
    constexpr int steps = 8;
    const std::size_t count = path.corners.size();
    std::vector<Point> line;
    for (std::size_t i = 0; i < count; ++i) {
        const Corner& corner = path.corners[i];
        const bool end = !path.closed && (i == 0 || i + 1 == count);
        if (corner.sharp || end) {
            line.push_back(corner.at);
            continue;
        }
        const Point before = path.corners[(i + count - 1) % count].at;
        const Point after = path.corners[(i + 1) % count].at;
        const bool last_before = !path.closed && i == 1;
        const bool last_after = !path.closed && i + 2 == count;
        const double in = std::min(radius, length(before, corner.at) * (last_before ? 1.0 : 0.5));
        const double out = std::min(radius, length(corner.at, after) * (last_after ? 1.0 : 0.5));
        const Point from = towards(corner.at, before, in);
        const Point to = towards(corner.at, after, out);
        for (int step = 0; step <= steps; ++step) {
            // A quarter of an ellipse as a rational curve: rounder than a parabola.
            const double t = static_cast<double>(step) / steps;
            constexpr double weight = 0.7071;
            const double a = (1 - t) * (1 - t);
            const double b = 2 * weight * t * (1 - t);
            const double c = t * t;
            line.push_back(
                {(a * from.x + b * corner.at.x + c * to.x) / (a + b + c), (a * from.y + b * corner.at.y + c * to.y) / (a + b + c)});
        }
    }
    if (path.closed && !line.empty()) line.push_back(line.front());
    if (line.size() == 1) line.push_back(line.front());
    return line;
}

double distance(Point from, Point to, Point point) {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double squared = dx * dx + dy * dy;
    const double along = squared == 0 ? 0 : std::clamp(((point.x - from.x) * dx + (point.y - from.y) * dy) / squared, 0.0, 1.0);
    return length({from.x + along * dx, from.y + along * dy}, point);
}

// An arrow of strokes that is less high than this is a blot; the running text's is better.
constexpr int arrow_height_least = 14;

const Strokes* strokes_of(char32_t character, const LargeSize& size) {
    if (character == 0x2192 && size.height < arrow_height_least) return nullptr;
    const auto found = std::ranges::find(letters, character, &Strokes::character);
    return found == std::end(letters) ? nullptr : &*found;
}

// Running text's letters, with their marks, within the height.
int enlargement(const LargeSize& size) {
    return std::max(size.height / text_rows, 1);
}

int width_of(char32_t character, const LargeSize& size) {
    if (const Strokes* strokes = strokes_of(character, size))
        return std::max((size.width * strokes->width_percent + 50) / 100, size.thickness);
    return text_glyph(character).width * enlargement(size);
}

void draw_strokes(Dots& dots, int left, int top, const Strokes& strokes, const LargeSize& size, Rgb colour) {
    const int width = width_of(strokes.character, size);
    const double radius = size.width * 0.42;
    const double reach = size.thickness / 2.0;
    for (const Path& path : read_paths(strokes.paths, size, width)) {
        const std::vector<Point> line = rounded(path, radius);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < width; ++x) {
                const Point dot{x + 0.5, y + 0.5};
                for (std::size_t i = 1; i < line.size(); ++i) {
                    if (distance(line[i - 1], line[i], dot) > reach) continue;
                    dots.set(left + x, top + y, colour);
                    break;
                }
            }
        }
    }
}

}  // namespace

LargeSize large_size(int width, int height) {
    // Two dots on each side of four leave no inside, and an H would be a block.
    constexpr int width_for_two = 5;
    const int least = width < width_for_two ? 1 : 2;
    const int thickness = std::max(least, static_cast<int>(std::lround(std::min(width * 0.28, height * 0.16))));
    return {width, height, thickness, std::max(2, width / 6)};
}

int large_width(std::string_view utf8, const LargeSize& size) {
    int width = 0;
    for (const char32_t character : characters(utf8)) width += width_of(character, size) + size.between;
    return std::max(width - size.between, 0);
}

int draw_large(Dots& dots, int x, int y, std::string_view utf8, const LargeSize& size, Rgb colour) {
    const int begin = x;
    for (const char32_t character : characters(utf8)) {
        if (const Strokes* strokes = strokes_of(character, size)) {
            draw_strokes(dots, x, y, *strokes, size, colour);
        } else {
            const int scale = enlargement(size);
            const TextGlyph& glyph = text_glyph(character);
            for (int row = 0; row < text_rows * scale; ++row) {
                for (int column = 0; column < glyph.width * scale; ++column) {
                    if (glyph.lit(column / scale, row / scale))
                        dots.set(x + column, y + (size.height - text_rows * scale) / 2 + row, colour);
                }
            }
        }
        x += width_of(character, size) + size.between;
    }
    return std::max(x - begin - size.between, 0);
}

}  // namespace luot::led_matrix
