#include "rating_view/layout.hpp"

#include <algorithm>
#include <cmath>

namespace luot::rating_view {

namespace {

using rating::RatingPage;
using screen::Rect;

constexpr double mm_an_inch = 25.4;
constexpr double usual_inches = 10.1;
constexpr double small_inches = 7;
constexpr int small_px = 900;  // the longer side

// `count` cells from the left, or from the top.
std::vector<Rect> cells(const Rect& rect, int count, int gap, bool down) {
    std::vector<Rect> made;
    const int room = (down ? rect.h : rect.w) - gap * (count - 1);
    for (int i = 0; i < count; ++i) {
        const int from = room * i / count;
        const int length = room * (i + 1) / count - from;
        if (down) {
            made.push_back({rect.x, rect.y + from + i * gap, rect.w, length});
        } else {
            made.push_back({rect.x + from + i * gap, rect.y, length, rect.h});
        }
    }
    return made;
}

bool contains(const Rect& rect, const screen::Point& at) {
    return at.x >= rect.x && at.x < rect.right() && at.y >= rect.y && at.y < rect.bottom();
}

}  // namespace

double Size::dots_a_mm() const {
    if (px_per_mm > 0) return px_per_mm;
    const double inches = std::max(w, h) < small_px ? small_inches : usual_inches;
    return std::hypot(w, h) / (inches * mm_an_inch);
}

int Layout::px(double design) const {
    return std::max(static_cast<int>(std::lround(design * scale)), 1);
}

Layout lay_out(const RatingPage& page, const Size& size) {
    Layout layout;
    layout.size = size;
    layout.all = {0, 0, size.w, size.h};
    layout.scale = size.upright() ? std::min(size.w / 800.0, size.h / 1280.0) : std::min(size.w / 1280.0, size.h / 800.0);
    const int margin = layout.px(32);
    const int gap = layout.px(size.upright() ? 12 : 20);
    const int target = static_cast<int>(std::ceil(target_mm_min * size.dots_a_mm()));

    layout.header = {0, 0, size.w, std::min(std::max(target, layout.px(112)), size.h / 3)};
    const int count = static_cast<int>(page.languages.size());
    // Where there are many, they share half of the header.
    const int wide = count == 0 ? 0 : std::min(std::max(target, layout.px(112)) * count, size.w / 2);
    if (count > 0) layout.languages = cells({size.w - wide, 0, wide, layout.header.h}, count, 0, false);
    layout.office = {margin, 0, size.w - wide - 2 * margin, layout.header.h};

    const int foot = layout.px(page.grades.empty() && page.note.empty() ? 32 : 60);
    layout.foot = {margin, size.h - foot, size.w - 2 * margin, foot};
    layout.body = {margin, layout.header.bottom(), size.w - 2 * margin, layout.foot.y - layout.header.bottom()};
    layout.words = layout.body;
    if (page.grades.empty()) return layout;

    layout.in_rows = size.upright();
    const int grades = static_cast<int>(page.grades.size());
    const int wanted = layout.in_rows ? std::max(layout.px(150), target) * grades + gap * (grades - 1) : std::max(layout.px(360), target);
    const int most = layout.body.h - layout.px(150);
    const int height = std::min(wanted, most);
    layout.words.h = layout.body.h - height;
    layout.grades = cells({layout.body.x, layout.words.bottom(), layout.body.w, height}, grades, gap, layout.in_rows);
    return layout;
}

std::vector<Placed> targets(const Layout& layout, const RatingPage& page) {
    std::vector<Placed> all;
    for (std::size_t i = 0; i < layout.grades.size(); ++i) all.push_back({page.grades[i].target, layout.grades[i]});
    for (std::size_t i = 0; i < layout.languages.size(); ++i) all.push_back({page.languages[i].target, layout.languages[i]});
    return all;
}

std::string hit(const Layout& layout, const RatingPage& page, const screen::Point& at) {
    for (const auto& target : targets(layout, page)) {
        if (contains(target.rect, at)) return target.target;
    }
    return {};
}

}  // namespace luot::rating_view
