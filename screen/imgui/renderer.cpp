#include "imgui_sdl/renderer.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace luot::imgui_sdl {
namespace {

static_assert(sizeof(ImU32) == sizeof(SDL_Color), "colours are handed over as they are");

// Whole pixels that the rectangle touches; nothing where it is empty.
bool clip_of(const ImVec4& rect, const ImVec2& origin, const ImVec2& size, SDL_Rect& clip) {
    const float left = std::max(0.0F, std::floor(rect.x - origin.x));
    const float top = std::max(0.0F, std::floor(rect.y - origin.y));
    const float right = std::min(size.x, std::ceil(rect.z - origin.x));
    const float bottom = std::min(size.y, std::ceil(rect.w - origin.y));
    if (right <= left || bottom <= top) return false;
    clip = {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left), static_cast<int>(bottom - top)};
    return true;
}

class KeepClip {
  public:
    explicit KeepClip(SDL_Renderer* renderer) : renderer_(renderer), was_(SDL_RenderIsClipEnabled(renderer) == SDL_TRUE) {
        SDL_RenderGetClipRect(renderer, &rect_);
    }
    ~KeepClip() { SDL_RenderSetClipRect(renderer_, was_ ? &rect_ : nullptr); }
    KeepClip(const KeepClip&) = delete;
    KeepClip& operator=(const KeepClip&) = delete;

  private:
    SDL_Renderer* renderer_;
    bool was_;
    SDL_Rect rect_{};
};

}  // namespace

bool Renderer::take_atlas(ImFontAtlas& atlas) {
    release();
    unsigned char* alpha = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsAlpha8(&alpha, &width, &height);
    texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, width, height);
    if (texture_ == nullptr) return false;
    void* pixels = nullptr;
    int pitch = 0;
    // Letters stand on whole pixels: nothing has to be smoothed between them.
    if (SDL_SetTextureBlendMode(texture_, SDL_BLENDMODE_BLEND) != 0 || SDL_SetTextureScaleMode(texture_, SDL_ScaleModeNearest) != 0 ||
        SDL_LockTexture(texture_, nullptr, &pixels, &pitch) != 0) {
        release();
        return false;
    }
    // Coverage as white of so much opacity.
    for (int y = 0; y < height; ++y) {
        auto* row = reinterpret_cast<Uint32*>(static_cast<Uint8*>(pixels) + static_cast<std::ptrdiff_t>(y) * pitch);
        const unsigned char* from = alpha + static_cast<std::ptrdiff_t>(y) * width;
        for (int x = 0; x < width; ++x) row[x] = 0x00FFFFFFU | static_cast<Uint32>(from[x]) << 24U;
    }
    SDL_UnlockTexture(texture_);
    atlas.SetTexID(texture_);
    return true;
}

void Renderer::release() {
    if (texture_ != nullptr) SDL_DestroyTexture(texture_);
    texture_ = nullptr;
}

bool Renderer::draw(const ImDrawData& data, const ImFontAtlas& atlas) {
    return draw(data, atlas, {0, 0, static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y)});
}

bool Renderer::draw(const ImDrawData& data, const ImFontAtlas& atlas, const screen::Rect& part) {
    const KeepClip kept(renderer_);
    // Of triangles without a texture.
    if (SDL_SetRenderDrawBlendMode(renderer_, SDL_BLENDMODE_BLEND) != 0) return false;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        if (!draw_list(*data.CmdLists[i], data, atlas, part)) return false;
    }
    return true;
}

bool Renderer::draw_list(const ImDrawList& list, const ImDrawData& data, const ImFontAtlas& atlas, const screen::Rect& part) {
    const SDL_Rect within{part.x, part.y, part.w, part.h};
    for (const auto& command : list.CmdBuffer) {
        if (command.UserCallback != nullptr) {
            // There is no state to be reset between commands.
            if (command.UserCallback != ImDrawCallback_ResetRenderState) command.UserCallback(&list, &command);
            continue;
        }
        SDL_Rect clip;
        if (command.ElemCount == 0 || !clip_of(command.ClipRect, data.DisplayPos, data.DisplaySize, clip)) continue;
        if (SDL_IntersectRect(&clip, &within, &clip) == SDL_FALSE) continue;
        if (SDL_RenderSetClipRect(renderer_, &clip) != 0) return false;
        auto* texture = static_cast<SDL_Texture*>(command.GetTexID());
        if (!draw_triangles(list, command, texture, atlas.TexUvWhitePixel)) return false;
    }
    return true;
}

// Dear ImGui draws plain shapes with a white pixel of the atlas. Handed over without the texture they are exact and, with the software
// renderer, many times faster; so a command is cut where the one kind of triangles ends and the other begins.
bool Renderer::draw_triangles(const ImDrawList& list, const ImDrawCmd& command, SDL_Texture* texture, const ImVec2& white) {
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const int count = list.VtxBuffer.Size - static_cast<int>(command.VtxOffset);
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    const auto plain = [&](unsigned int triangle) {
        for (unsigned int corner = 0; corner < 3; ++corner) {
            const ImVec2& uv = vertices[indices[triangle + corner]].uv;
            if (uv.x != white.x || uv.y != white.y) return false;
        }
        return true;
    };
    for (unsigned int first = 0; first < command.ElemCount;) {
        const bool is_plain = texture == texture_ && plain(first);
        unsigned int last = first + 3;
        while (last < command.ElemCount && (texture == texture_ && plain(last)) == is_plain) last += 3;
        if (SDL_RenderGeometryRaw(renderer_, is_plain ? nullptr : texture, &vertices->pos.x, sizeof(ImDrawVert),
                                  reinterpret_cast<const SDL_Color*>(&vertices->col), sizeof(ImDrawVert), &vertices->uv.x,
                                  sizeof(ImDrawVert), count, indices + first, static_cast<int>(last - first), sizeof(ImDrawIdx)) != 0)
            return false;
        first = last;
    }
    return true;
}

}  // namespace luot::imgui_sdl
