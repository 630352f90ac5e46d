#include <SDL.h>

#include <memory>
#include <stdexcept>

#include "desk_view/desk_view.hpp"

namespace luot::desk_view {
namespace {

struct DestroyRenderer {
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

// The view gives back what it made with the renderer before that goes.
class Forget {
  public:
    explicit Forget(DeskView& view) : view_(view) {}
    ~Forget() { view_.forget_renderer(); }
    Forget(const Forget&) = delete;
    Forget& operator=(const Forget&) = delete;

  private:
    DeskView& view_;
};

}  // namespace

screen::Canvas render_picture(DeskView& view, screen::Fonts& fonts, const desk::Page& page, int width, int height, int scale_percent) {
    screen::Canvas canvas(fonts, width, height, screen::rgb("#000000"));
    const std::unique_ptr<SDL_Renderer, DestroyRenderer> renderer(SDL_CreateSoftwareRenderer(canvas.surface()));
    if (!renderer) throw std::runtime_error(std::string("no picture of that size: ") + SDL_GetError());
    const Forget forget(view);
    view.show(page, width, height, scale_percent);
    if (!view.draw(renderer.get())) throw std::runtime_error(std::string("the picture cannot be drawn: ") + SDL_GetError());
    SDL_RenderFlush(renderer.get());
    return canvas;
}

}  // namespace luot::desk_view
