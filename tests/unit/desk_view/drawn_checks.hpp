// What has to be so of everything that is drawn.
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>

#include "desk_view/desk_view.hpp"
#include "screen/theme.hpp"

namespace luot::testing {

inline bool within(const screen::Rect& inner, const screen::Rect& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}

inline bool meet(const screen::Rect& one, const screen::Rect& other) {
    return one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom();
}

inline int top_layer(const desk_view::Drawn& drawn) {
    int layer = 0;
    for (const auto& text : drawn.texts) layer = std::max(layer, text.layer);
    return layer;
}

// The first text that is cut, or lies over another one or over the edge of something that can be clicked; empty: there is none.
inline std::string wrong_with(const desk_view::Drawn& drawn, const screen::Rect& window) {
    const int top = top_layer(drawn);
    for (std::size_t i = 0; i < drawn.texts.size(); ++i) {
        const auto& text = drawn.texts[i];
        if (!within(text.at, window)) return text.text + ": outside the window";
        if (!within(text.at, text.room)) return text.text + ": outside its room";
        for (std::size_t j = i + 1; j < drawn.texts.size(); ++j) {
            if (text.layer == drawn.texts[j].layer && meet(text.at, drawn.texts[j].at)) return text.text + ": over " + drawn.texts[j].text;
        }
        for (const auto& target : drawn.targets) {
            if (text.layer == top && meet(text.at, target.at) && !within(text.at, target.at))
                return text.text + ": over the edge of " + target.name;
        }
    }
    return {};
}

// The ground is the commonest colour where the text stands, its ink the one that stands out most from it.
inline double contrast_of(const screen::Canvas& picture, const screen::Rect& at) {
    std::unordered_map<std::uint32_t, int> counts;
    for (int y = at.y; y < at.bottom(); ++y) {
        for (int x = at.x - 2; x < at.right() + 2; ++x) {
            const screen::Colour pixel = picture.pixel(x, y);
            ++counts[static_cast<std::uint32_t>(pixel.r) << 16U | static_cast<std::uint32_t>(pixel.g) << 8U | pixel.b];
        }
    }
    const auto colour = [](std::uint32_t packed) {
        return screen::Colour{static_cast<std::uint8_t>(packed >> 16U), static_cast<std::uint8_t>(packed >> 8U),
                              static_cast<std::uint8_t>(packed), 255};
    };
    std::uint32_t ground = 0;
    int most = 0;
    for (const auto& [packed, count] : counts) {
        if (count > most) {
            most = count;
            ground = packed;
        }
    }
    double best = 1;
    for (const auto& [packed, count] : counts) best = std::max(best, screen::contrast(colour(packed), colour(ground)));
    return best;
}

// The first text on top that does not stand out seven to one from its ground; empty: there is none. Thin strokes have to cover whole
// pixels: of a picture at twice the size.
inline std::string hard_to_read(const screen::Canvas& picture, const desk_view::Drawn& drawn) {
    for (const auto& text : drawn.texts) {
        if (text.layer != top_layer(drawn) || text.at.w < 8 || text.text == "·") continue;
        if (contrast_of(picture, text.at) < screen::contrast_min) return text.text;
    }
    return {};
}

}  // namespace luot::testing
