// Signs in strokes of one thickness, drawn on a field of 24 × 24.
#include <array>
#include <cmath>
#include <initializer_list>

#include "touch_view/pen.hpp"

namespace luot::touch_view {

namespace {

using screen::Colour;
using screen::Point;
using screen::Rect;

struct Strokes {
    screen::Canvas& canvas;
    Point corner;
    double unit;
    Colour colour;
    double thickness = 2;

    Point at(double x, double y) const { return {corner.x + x * unit, corner.y + y * unit}; }
    void line(double x1, double y1, double x2, double y2) const { canvas.line(at(x1, y1), at(x2, y2), thickness * unit, colour); }
    void path(std::initializer_list<Point> points) const {
        const Point* before = nullptr;
        for (const Point& point : points) {
            if (before != nullptr) line(before->x, before->y, point.x, point.y);
            dot(point.x, point.y, thickness / 2);
            before = &point;
        }
    }
    void dot(double x, double y, double radius) const { canvas.fill_circle(at(x, y), radius * unit, colour); }
    Rect rect(double x, double y, double w, double h) const {
        const Point from = at(x, y);
        return {static_cast<int>(std::lround(from.x)), static_cast<int>(std::lround(from.y)), static_cast<int>(std::lround(w * unit)),
                static_cast<int>(std::lround(h * unit))};
    }
    void box(double x, double y, double w, double h, double radius) const {
        canvas.stroke_rounded(rect(x, y, w, h), static_cast<int>(radius * unit), static_cast<int>(std::lround(thickness * unit)), colour);
    }
    void ring(double x, double y, double radius) const { box(x - radius, y - radius, 2 * radius, 2 * radius, radius); }
};

}  // namespace

void draw_icon(const Pen& pen, touch::Icon icon, Point centre, double side, Colour colour) {
    const Strokes s{pen.canvas, {centre.x - side / 2, centre.y - side / 2}, side / 24, colour};
    switch (icon) {
        case touch::Icon::none:
            return;
        case touch::Icon::search:
            s.ring(10, 10, 8);
            s.path({{16, 16}, {22, 22}});
            return;
        case touch::Icon::help:  // somebody with open arms
            s.ring(12, 4, 2.8);
            s.path({{3, 9}, {9.5, 10.5}, {9.5, 15}, {7, 23}});
            s.path({{21, 9}, {14.5, 10.5}, {14.5, 15}, {17, 23}});
            s.path({{9.5, 10.5}, {14.5, 10.5}});
            s.path({{9.5, 15.2}, {12, 15.2}, {14.5, 15.2}});
            return;
        case touch::Icon::back:
            s.path({{14, 4}, {6, 12}, {14, 20}});
            s.path({{6, 12}, {21, 12}});
            return;
        case touch::Icon::home:
            s.path({{2, 12}, {12, 3}, {22, 12}});
            s.path({{5, 10}, {5, 21}, {19, 21}, {19, 10}});
            return;
        case touch::Icon::card:
            s.box(1, 4, 22, 16, 2.5);
            s.ring(7.5, 10.5, 2.8);
            s.path({{4.5, 16}, {10.5, 16}});
            s.path({{14, 10}, {19, 10}});
            s.path({{14, 14}, {19, 14}});
            return;
        case touch::Icon::slip:
            s.path({{5, 22}, {5, 2}, {19, 2}, {19, 22}, {16.6, 20}, {14.3, 22}, {12, 20}, {9.6, 22}, {7.3, 20}, {5, 22}});
            s.path({{9, 7}, {15, 7}});
            s.path({{9, 12}, {15, 12}});
            return;
        case touch::Icon::clock:
            s.ring(12, 12, 10);
            s.path({{12, 6}, {12, 12}, {16, 15}});
            return;
        case touch::Icon::paper:  // a printer
            s.path({{6, 9}, {6, 2}, {18, 2}, {18, 9}});
            s.box(2, 8, 20, 9, 2);
            s.path({{6, 14}, {6, 22}, {18, 22}, {18, 14}, {6, 14}});
            return;
        case touch::Icon::network:
            s.dot(12, 20, 1.8);
            s.path({{8, 15.5}, {10, 14.3}, {12, 13.9}, {14, 14.3}, {16, 15.5}});
            s.path({{4.5, 11.2}, {8, 9}, {12, 8.2}, {16, 9}, {19.5, 11.2}});
            s.path({{1, 6.8}, {6, 3.8}, {12, 2.6}, {18, 3.8}, {23, 6.8}});
            return;
        case touch::Icon::tick:
            s.path({{3, 13}, {9, 19}, {21, 5}});
            return;
        case touch::Icon::warning:
            s.path({{12, 2}, {23, 21}, {1, 21}, {12, 2}});
            s.path({{12, 9}, {12, 14}});
            s.dot(12, 17.6, 1.3);
            return;
        case touch::Icon::lock:
            s.box(4, 10, 16, 12, 2);
            s.path({{7.5, 10}, {7.5, 5.5}, {9.5, 3}, {14.5, 3}, {16.5, 5.5}, {16.5, 10}});
            return;
        case touch::Icon::pages:
            s.path({{10, 4}, {18, 12}, {10, 20}});
            s.path({{3, 12}, {18, 12}});
            return;
        case touch::Icon::speech:
            s.path({{3, 9}, {7, 9}, {12, 4}, {12, 20}, {7, 15}, {3, 15}, {3, 9}});
            s.path({{16, 8.5}, {17.6, 12}, {16, 15.5}});
            s.path({{19.5, 5.5}, {22, 12}, {19.5, 18.5}});
            return;
        case touch::Icon::language:
            s.ring(12, 12, 10);
            s.path({{2, 12}, {22, 12}});
            s.path({{12, 2}, {8, 7}, {7.4, 12}, {8, 17}, {12, 22}});
            s.path({{12, 2}, {16, 7}, {16.6, 12}, {16, 17}, {12, 22}});
            return;
    }
}

}  // namespace luot::touch_view
