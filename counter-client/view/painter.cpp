#include "desk_view/painter.hpp"

#include <cmath>

namespace luot::desk_view {

using screen::Colour;
using screen::Rect;

namespace {

ImU32 packed(Colour colour) {
    return IM_COL32(colour.r, colour.g, colour.b, colour.a);
}

}  // namespace

Painter::Painter(const imgui_sdl::Atlas& atlas, const Palette& palette, double scale, Drawn& drawn, std::vector<Act>& acts)
    : atlas_(atlas), palette_(palette), scale_(scale), drawn_(drawn), acts_(acts), list_(ImGui::GetWindowDrawList()) {}

float Painter::px(double length) const {
    return static_cast<float>(std::lround(length * scale_));
}

Rect Painter::rect(const Box& box) const {
    const int x = static_cast<int>(px(box.x));
    const int y = static_cast<int>(px(box.y));
    return {x, y, static_cast<int>(px(box.right())) - x, static_cast<int>(px(box.bottom())) - y};
}

void Painter::fill(const Box& box, Colour colour, double radius) {
    list_->AddRectFilled({px(box.x), px(box.y)}, {px(box.right()), px(box.bottom())}, packed(colour), px(radius));
}

void Painter::outline(const Box& box, Colour colour, double radius, double thickness) {
    const float wide = std::max(1.0F, px(thickness));
    // Dear ImGui's line is drawn around a path half a pixel inside.
    const float in = (wide - 1) / 2;
    list_->AddRect({px(box.x) + in, px(box.y) + in}, {px(box.right()) - in, px(box.bottom()) - in}, packed(colour), px(radius), 0, wide);
}

void Painter::circle(double x, double y, double radius, Colour colour) {
    list_->AddCircleFilled({px(x), px(y)}, static_cast<float>(radius * scale_), packed(colour));
}

void Painter::ring(double x, double y, double radius, Colour colour, double thickness) {
    list_->AddCircle({px(x), px(y)}, static_cast<float>(radius * scale_), packed(colour), 0, static_cast<float>(thickness * scale_));
}

void Painter::triangle(double x1, double y1, double x2, double y2, double x3, double y3, Colour colour) {
    list_->AddTriangleFilled({px(x1), px(y1)}, {px(x2), px(y2)}, {px(x3), px(y3)}, packed(colour));
}

void Painter::stroke(double x1, double y1, double x2, double y2, Colour colour, double thickness) {
    list_->AddLine({px(x1), px(y1)}, {px(x2), px(y2)}, packed(colour), static_cast<float>(thickness * scale_));
}

Look Painter::target(const Box& box, const std::string& name, bool enabled, const std::string& meaning) {
    Look look;
    const Rect at = rect(box);
    if (covered_ || name.empty() || at.w <= 0 || at.h <= 0) return look;
    drawn_.targets.push_back({name, at, enabled});
    ImGui::SetCursorScreenPos({static_cast<float>(at.x), static_cast<float>(at.y)});
    if (ImGui::InvisibleButton((name + "\n" + meaning).c_str(), {static_cast<float>(at.w), static_cast<float>(at.h)}))
        acts_.push_back(Clicked{name});
    look.hovered = ImGui::IsItemHovered();
    look.pressed = ImGui::IsItemActive() && look.hovered;
    return look;
}

int Painter::wheel_over(const Box& box) const {
    const ImGuiIO& io = ImGui::GetIO();
    const Rect at = rect(box);
    const auto x = static_cast<double>(io.MousePos.x);
    const auto y = static_cast<double>(io.MousePos.y);
    if (covered_ || x < at.x || y < at.y || x >= at.right() || y >= at.bottom()) return 0;
    return -static_cast<int>(std::lround(io.MouseWheel));
}

}  // namespace luot::desk_view
