#include "board_view/arrangement.hpp"

#include <algorithm>

namespace luot::board_view {

using screen::Rect;

double scale_of(const Layout& layout, int width, int height) {
    int design_w = layout.design_w;
    int design_h = layout.design_h;
    if ((design_w > design_h) != (width > height)) std::swap(design_w, design_h);
    return std::min(static_cast<double>(width) / design_w, static_cast<double>(height) / design_h);
}

// Walks the tree and the list of places side by side.
struct Arrangement::Measure {
    const Pen& pen;
    const board::Picture& picture;
    const Beside& beside;
    std::vector<Place>& places;
    std::size_t next = 0;

    static std::size_t leaves(const Part& part) {
        if (part.panel) return 1;
        std::size_t count = 0;
        for (const Part& each : part.parts) count += leaves(each);
        return count;
    }

    bool wanted(const Part& part, std::size_t first) const {
        if (part.panel) return places[first].panel->wanted(picture, beside);
        for (const Part& each : part.parts) {
            if (wanted(each, first)) return true;
            first += leaves(each);
        }
        return false;
    }

    // Along the stack: a size of its own, or 0 with a share of what is left.
    struct Length {
        int own = 0;
        int share = 0;
    };
    Length length(const Part& part, std::size_t first, bool across, int width) const {
        if (!wanted(part, first)) return {};
        if (part.size_px > 0) return {pen.px(part.size_px), 0};
        if (part.share > 0) return {0, part.share};
        if (!part.panel || across) return {0, 1};
        return {places[first].panel->height(pen, picture, width), 0};
    }

    void give(const Part& part, const Rect& rect) {
        if (part.panel) {
            Place& place = places[next++];
            const Rect given = rect.w > 0 && rect.h > 0 ? rect : Rect{};
            place.moved = given != place.rect;
            place.rect = given;
            return;
        }
        const int all = part.across ? rect.w : rect.h;
        std::vector<Length> lengths;
        int own = 0;
        int shares = 0;
        std::size_t first = next;
        std::size_t largest = 0;
        for (const Part& each : part.parts) {
            lengths.push_back(length(each, first, part.across, rect.w));
            own += lengths.back().own;
            shares += lengths.back().share;
            if (lengths.back().own > lengths[largest].own) largest = lengths.size() - 1;
            first += leaves(each);
        }
        // Nobody asks for the rest: the largest gets it.
        if (shares == 0 && !lengths.empty()) lengths[largest].own += std::max(all - own, 0);
        const int rest = std::max(all - own, 0);
        int at = 0;
        int shared = 0;
        for (std::size_t i = 0; i < part.parts.size(); ++i) {
            const int before = shares == 0 ? 0 : rest * shared / shares;
            shared += lengths[i].share;
            const int after = shares == 0 ? 0 : rest * shared / shares;
            const int long_by = std::min(lengths[i].own + after - before, all - at);
            give(part.parts[i], part.across ? Rect{rect.x + at, rect.y, long_by, rect.h} : Rect{rect.x, rect.y + at, rect.w, long_by});
            at += long_by;
        }
    }
};

Arrangement::Arrangement(const Layout& layout) : layout_(layout) {
    add_panels(layout_.root);
}

void Arrangement::add_panels(const Part& part) {
    if (part.panel) {
        places_.push_back({make_panel(part), *part.panel, {}, true});
    }
    for (const Part& each : part.parts) add_panels(each);
}

void Arrangement::arrange(const Pen& pen, const Rect& all, const board::Picture& picture, const Beside& beside) {
    Measure{pen, picture, beside, places_}.give(layout_.root, all);
}

}  // namespace luot::board_view
