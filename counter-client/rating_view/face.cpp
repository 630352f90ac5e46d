#include "rating_view/face.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "screen/theme.hpp"

namespace luot::rating_view {

namespace {

using screen::Canvas;
using screen::Colour;
using screen::Point;
using screen::rgb;

constexpr int steps = 28;

// −1 the worst, 0 neither, 1 the best.
double mood_of(const rating::Face& face) {
    if (face.of == 5) return (static_cast<double>(face.place) - 3) / 2;
    constexpr std::array<double, 4> four{-1, -0.5, 0.5, 1};
    return four.at(face.place - 1U);
}

struct Tint {
    Colour skin, edge;
};

Tint tint_of(double mood) {
    const screen::Theme theme;
    if (mood < -0.75) return {rgb("#F8DCD8"), theme.bad};
    if (mood < -0.25) return {rgb("#FAE9D6"), theme.warn};
    if (mood < 0.25) return {rgb("#E6EBF2"), theme.muted};
    if (mood < 0.75) return {rgb("#DDF0E5"), theme.ok};
    return {rgb("#C4E8D3"), theme.ok};
}

// Round at both ends. One polygon, so that the edge is smooth: at most 32 points.
void stroke(Canvas& canvas, std::span<const Point> points, double thickness, Colour colour) {
    std::vector<Point> outline(2 * points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& before = points[i == 0 ? 0 : i - 1];
        const Point& after = points[i + 1 == points.size() ? i : i + 1];
        const double length = std::hypot(after.x - before.x, after.y - before.y);
        const Point across{(before.y - after.y) / length * thickness / 2, (after.x - before.x) / length * thickness / 2};
        outline[i] = {points[i].x + across.x, points[i].y + across.y};
        outline[outline.size() - 1 - i] = {points[i].x - across.x, points[i].y - across.y};
    }
    canvas.fill_polygon(outline, colour);
    canvas.fill_circle(points.front(), thickness / 2, colour);
    canvas.fill_circle(points.back(), thickness / 2, colour);
}

// A bow from x −half to x +half; its middle is `depth` below its ends.
std::array<Point, steps + 1> bow(Point middle, double half, double depth) {
    std::array<Point, steps + 1> points;
    for (int i = 0; i <= steps; ++i) {
        const double at = 2.0 * i / steps - 1;
        points.at(static_cast<std::size_t>(i)) = {middle.x + at * half, middle.y + depth * (0.5 - at * at)};
    }
    return points;
}

// Laughing: half an ellipse below a straight lip that is round at its ends.
void open_mouth(Canvas& canvas, Point middle, double half, double depth, double thickness, Colour ink) {
    std::array<Point, steps + 1> points;
    for (int i = 0; i <= steps; ++i) {
        const double angle = std::numbers::pi * i / steps;
        points.at(static_cast<std::size_t>(i)) = {middle.x - (half + thickness / 2) * std::cos(angle),
                                                  middle.y + (depth + thickness / 2) * std::sin(angle)};
    }
    canvas.fill_polygon(points, ink);
    const std::array<Point, 2> lip{Point{middle.x - half, middle.y}, Point{middle.x + half, middle.y}};
    stroke(canvas, lip, thickness, ink);
}

}  // namespace

void draw_face(Canvas& canvas, const rating::Face& face, Point centre, double radius) {
    const double mood = mood_of(face);
    const Tint tint = tint_of(mood);
    const Colour ink = screen::Theme{}.ink;
    const double thickness = radius * 0.1;
    canvas.fill_circle(centre, radius, tint.edge);
    canvas.fill_circle(centre, radius * 0.94, tint.skin);

    const double eye_y = centre.y - radius * 0.18;
    for (const double side : {-1.0, 1.0}) {
        const Point eye{centre.x + side * radius * 0.34, eye_y};
        if (mood > 0.75) {
            stroke(canvas, bow({eye.x, eye.y}, radius * 0.15, -radius * 0.16), thickness * 0.9, ink);
        } else {
            canvas.fill_circle(eye, radius * 0.095, ink);
        }
        if (mood < -0.75) {  // sad, not angry: the brows rise to the middle
            const std::array<Point, 2> brow{Point{eye.x + side * radius * 0.17, eye.y - radius * 0.20},
                                            Point{eye.x - side * radius * 0.13, eye.y - radius * 0.32}};
            stroke(canvas, brow, thickness * 0.8, ink);
        }
    }
    if (mood > 0.75) {
        open_mouth(canvas, {centre.x, centre.y + radius * 0.22}, radius * 0.46, radius * 0.40, thickness * 0.7, ink);
        return;
    }
    const double depth = radius * (mood < -0.75 ? -0.40 : mood * 0.44);
    stroke(canvas, bow({centre.x, centre.y + radius * 0.38}, radius * 0.42, depth), thickness, ink);
}

}  // namespace luot::rating_view
