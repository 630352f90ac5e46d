#include "counter_app/desk_screen.hpp"

#include <SDL.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace luot::counter_app {
namespace {

struct FreeRenderer {
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

desk_view::Event event_of(const desk_view::Act& act) {
    return std::visit([](const auto& done) -> desk_view::Event { return done; }, act);
}

class PictureScreen final : public DeskScreen {
  public:
    explicit PictureScreen(screen::Fonts& fonts) : fonts_(fonts) {}
    ~PictureScreen() override { view_.forget_renderer(); }
    PictureScreen(const PictureScreen&) = delete;
    PictureScreen& operator=(const PictureScreen&) = delete;

    bool show(const desk::Page& page, int scale_percent) override {
        const auto size = desk_view::wanted_size(page, scale_percent);
        const bool anew = !canvas_ || canvas_->width() != size.w || canvas_->height() != size.h;
        if (anew) make(size.w, size.h);
        view_.show(page, size.w, size.h, scale_percent);
        if (!view_.changed() && !anew) return false;
        draw();
        return true;
    }

    std::vector<desk_view::Event> take_events() override { return {}; }
    bool has_hands() const override { return false; }

    bool click(const std::string& target, std::vector<desk_view::Event>& events) override {
        const desk_view::Target* found = view_.drawn().find(target);
        if (found == nullptr) return false;
        const screen::Point middle{found->at.x + found->at.w / 2.0, found->at.y + found->at.h / 2.0};
        for (const auto& acts : {view_.pointer_moved(middle), view_.pointer_pressed(middle), view_.pointer_lifted(middle)}) {
            for (const auto& act : acts) events.push_back(event_of(act));
        }
        view_.pointer_left();
        return true;
    }

    void attract() override {}
    std::string trouble() const override { return trouble_; }
    const screen::Canvas& picture() override { return *canvas_; }

  private:
    void make(int width, int height) {
        view_.forget_renderer();
        renderer_.reset();
        canvas_.emplace(fonts_, width, height, screen::Colour{});
        renderer_.reset(SDL_CreateSoftwareRenderer(canvas_->surface()));
        if (!renderer_) throw std::runtime_error(std::string("no picture of that size: ") + SDL_GetError());
    }
    void draw() { trouble_ = view_.draw(renderer_.get()) && SDL_RenderFlush(renderer_.get()) == 0 ? std::string() : SDL_GetError(); }

    screen::Fonts& fonts_;
    desk_view::DeskView view_;
    std::optional<screen::Canvas> canvas_;
    std::unique_ptr<SDL_Renderer, FreeRenderer> renderer_;
    std::string trouble_;
};

class WindowScreen final : public DeskScreen {
  public:
    WindowScreen(const std::string& title, int display, screen::Fonts& fonts) : fonts_(fonts), window_(options(title, display)) {}

    bool show(const desk::Page& page, int scale_percent) override {
        if (shown_ && *shown_ == page && scale_percent == scale_percent_) return false;
        window_.show(page, scale_percent);
        shown_ = page;
        scale_percent_ = scale_percent;
        return true;
    }
    std::vector<desk_view::Event> take_events() override { return window_.take_events(); }
    bool has_hands() const override { return true; }
    bool click(const std::string& target, std::vector<desk_view::Event>& events) override {
        if (window_.drawn().find(target) == nullptr) return false;
        events.emplace_back(desk_view::Clicked{target});
        return true;
    }
    void attract() override { window_.attract(); }
    std::string trouble() const override { return window_.trouble(); }
    const screen::Canvas& picture() override {
        if (!picture_) picture_ = make_picture_screen(fonts_);
        picture_->show(*shown_, scale_percent_);
        return picture_->picture();
    }

  private:
    static desk_view::WindowOptions options(const std::string& title, int display) {
        desk_view::WindowOptions made;
        made.title = title;
        made.display = display;
        return made;
    }

    screen::Fonts& fonts_;
    desk_view::DeskWindow window_;
    std::unique_ptr<DeskScreen> picture_;  // of the same, where somebody wants it
    std::optional<desk::Page> shown_;
    int scale_percent_ = 0;
};

}  // namespace

std::unique_ptr<DeskScreen> make_window_screen(const std::string& title, int display, screen::Fonts& fonts) {
    return std::make_unique<WindowScreen>(title, display, fonts);
}

std::unique_ptr<DeskScreen> make_picture_screen(screen::Fonts& fonts) {
    return std::make_unique<PictureScreen>(fonts);
}

}  // namespace luot::counter_app
