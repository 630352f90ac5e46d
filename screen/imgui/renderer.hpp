// Draws what Dear ImGui 1.86 has put together (imgui.h: ImDrawData, ImDrawList, ImDrawCmd) with SDL_RenderGeometryRaw: into a window, or
// with SDL's software renderer into a picture. One thread.
#pragma once

#include <memory>

#include <imgui.h>

#include "screen/canvas.hpp"

struct SDL_Renderer;
struct SDL_Texture;

namespace luot::imgui_sdl {

class Renderer {
  public:
    // `renderer` outlives it, or release() is called before it goes.
    explicit Renderer(SDL_Renderer* renderer) : renderer_(renderer) {}
    ~Renderer() { release(); }
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    // Makes the texture of the atlas. Once for each atlas; its pixels are no longer needed then. False: SDL_GetError().
    bool take_atlas(ImFontAtlas& atlas);
    // Draws over what is there, in pixels; the renderer's clip rectangle is as it was afterwards. `atlas` is the one that was taken;
    // commands with another texture than its own have an SDL_Texture as their ImTextureID. False: SDL_GetError().
    bool draw(const ImDrawData& data, const ImFontAtlas& atlas);
    // Nothing outside `part`.
    bool draw(const ImDrawData& data, const ImFontAtlas& atlas, const screen::Rect& part);
    // Gives back the texture; the next picture needs take_atlas() again.
    void release();
    bool has_atlas() const { return texture_ != nullptr; }

  private:
    bool draw_list(const ImDrawList& list, const ImDrawData& data, const ImFontAtlas& atlas, const screen::Rect& part);
    bool draw_triangles(const ImDrawList& list, const ImDrawCmd& command, SDL_Texture* texture, const ImVec2& white);

    SDL_Renderer* renderer_;
    SDL_Texture* texture_ = nullptr;
};

}  // namespace luot::imgui_sdl
