// Where two frames of Dear ImGui differ: a clock that goes on is some digits, and the rest of the window need not be drawn again.
#pragma once

#include <optional>
#include <vector>

#include <imgui.h>

#include "screen/canvas.hpp"

namespace luot::desk_view {

// More of them than this are drawn as one.
constexpr std::size_t changed_parts_max = 12;

// What a frame is remembered by.
class FrameCopy {
  public:
    void keep(const ImDrawData& data);
    void forget() { kept_ = false; }
    // In pixels, at most changed_parts_max rectangles, which cover all that differs; nothing: all of it may.
    std::optional<std::vector<screen::Rect>> changed_in(const ImDrawData& data) const;

  private:
    bool kept_ = false;
    ImVec2 size_;
    std::vector<ImDrawVert> vertices_;
    std::vector<ImDrawIdx> indices_;
};

}  // namespace luot::desk_view
