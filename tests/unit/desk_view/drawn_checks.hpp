// What has to be so of everything that is drawn.
#pragma once

#include <algorithm>
#include <string>

#include "desk_view/desk_view.hpp"

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

}  // namespace luot::testing
