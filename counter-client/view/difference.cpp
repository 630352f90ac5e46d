#include "desk_view/difference.hpp"

#include <algorithm>
#include <cmath>

namespace luot::desk_view {
namespace {

using screen::Rect;

bool same(const ImDrawVert& one, const ImDrawVert& other) {
    return one.pos.x == other.pos.x && one.pos.y == other.pos.y && one.uv.x == other.uv.x && one.uv.y == other.uv.y && one.col == other.col;
}

// Vertices beside each other that differ belong to one change, also over some that do not.
constexpr std::size_t gap_max = 16;
// Of a triangle some corners may differ and others not: those of its shape stand within so many before and behind.
constexpr std::size_t shape_corners_max = 64;

struct Bounds {
    float left = 1e9F;
    float top = 1e9F;
    float right = -1e9F;
    float bottom = -1e9F;

    void add(const ImVec2& at) {
        left = std::min(left, at.x);
        top = std::min(top, at.y);
        right = std::max(right, at.x);
        bottom = std::max(bottom, at.y);
    }
    Rect rect() const {
        const int x = static_cast<int>(std::floor(left)) - 1;
        const int y = static_cast<int>(std::floor(top)) - 1;
        return {x, y, static_cast<int>(std::ceil(right)) + 1 - x, static_cast<int>(std::ceil(bottom)) + 1 - y};
    }
};

Rect around(const Rect& one, const Rect& other) {
    const int x = std::min(one.x, other.x);
    const int y = std::min(one.y, other.y);
    return {x, y, std::max(one.right(), other.right()) - x, std::max(one.bottom(), other.bottom()) - y};
}

}  // namespace

void FrameCopy::keep(const ImDrawData& data) {
    kept_ = true;
    size_ = data.DisplaySize;
    vertices_.clear();
    indices_.clear();
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        vertices_.insert(vertices_.end(), list.VtxBuffer.begin(), list.VtxBuffer.end());
        indices_.insert(indices_.end(), list.IdxBuffer.begin(), list.IdxBuffer.end());
    }
}

std::optional<std::vector<Rect>> FrameCopy::changed_in(const ImDrawData& data) const {
    if (!kept_ || data.DisplaySize.x != size_.x || data.DisplaySize.y != size_.y) return std::nullopt;
    if (static_cast<std::size_t>(data.TotalVtxCount) != vertices_.size() || static_cast<std::size_t>(data.TotalIdxCount) != indices_.size())
        return std::nullopt;
    // The same triangles, with corners that are elsewhere, of another letter or in another colour.
    std::size_t index = 0;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        for (const ImDrawIdx one : data.CmdLists[i]->IdxBuffer) {
            if (one != indices_[index++]) return std::nullopt;
        }
    }
    std::vector<ImDrawVert> now;
    now.reserve(vertices_.size());
    for (int i = 0; i < data.CmdListsCount; ++i)
        now.insert(now.end(), data.CmdLists[i]->VtxBuffer.begin(), data.CmdLists[i]->VtxBuffer.end());
    std::vector<Rect> parts;
    for (std::size_t i = 0; i < now.size();) {
        if (same(now[i], vertices_[i])) {
            ++i;
            continue;
        }
        std::size_t last = i;
        for (std::size_t next = i; next < now.size() && next <= last + gap_max; ++next) {
            if (!same(now[next], vertices_[next])) last = next;
        }
        // A letter has four corners, which differ together; a shape may have more.
        const bool letters = now[i].uv.x != now[std::min(i + 2, now.size() - 1)].uv.x;
        const std::size_t more = letters ? 3 : shape_corners_max;
        Bounds bounds;
        for (std::size_t at = i >= more ? i - more : 0; at <= std::min(last + more, now.size() - 1); ++at) {
            bounds.add(now[at].pos);
            bounds.add(vertices_[at].pos);
        }
        parts.push_back(bounds.rect());
        i = last + 1;
    }
    while (parts.size() > changed_parts_max) {
        parts[parts.size() - 2] = around(parts[parts.size() - 2], parts.back());
        parts.pop_back();
    }
    return parts;
}

}  // namespace luot::desk_view
