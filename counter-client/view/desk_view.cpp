#include "desk_view/desk_view.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "desk_view/difference.hpp"
#include "desk_view/pages.hpp"
#include "imgui_sdl/atlas.hpp"
#include "imgui_sdl/platform.hpp"
#include "imgui_sdl/renderer.hpp"

namespace luot::desk_view {
namespace {

// At scale 1. The largest screens that clerks' offices have.
constexpr int side_px_max = 8'192;
// So that a window that is drawn larger does not make the letters anew with every pixel.
constexpr int scale_percent_step = 5;
// Below this nobody can read it; the window's least size keeps it above.
constexpr int scale_percent_floor = 50;

struct Room {
    int w;
    int h;
    int w_min;
    int h_min;
};

// The small modes are for the desk; who signs in sees the large window.
bool is_small(const desk::Page& page, desk::Mode mode) {
    return page.mode == mode && page.screen != desk::Screen::sign_in;
}

Room room_of(const desk::Page& page) {
    if (is_small(page, desk::Mode::strip)) {
        if (!page.dialog) return {1100, 64, 900, 64};
        if (!fits_strip(*page.dialog)) return {1100, 600, 900, 560};
        const int h = 64 + strip_dialog_height(*page.dialog);
        return {1100, h, 900, h};
    }
    if (is_small(page, desk::Mode::keypad)) return {360, 180, 330, 180};
    return {1100, 700, 1024, 600};
}

int scaled(int length, int percent) {
    return (length * percent + 50) / 100;
}

// The largest scale up to the one that is asked for at which the page has its least room.
int fitting_percent(const desk::Page& page, int width, int height, int asked) {
    const Room room = room_of(page);
    const int fits = std::min(width * 100 / room.w_min, height * 100 / room.h_min);
    if (fits >= asked) return asked;
    return std::max(fits / scale_percent_step * scale_percent_step, scale_percent_floor);
}

class Current {
  public:
    explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) { ImGui::SetCurrentContext(context); }
    ~Current() { ImGui::SetCurrentContext(before_); }
    Current(const Current&) = delete;
    Current& operator=(const Current&) = delete;

  private:
    ImGuiContext* before_;
};

}  // namespace

const Target* Drawn::find(const std::string& name) const {
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& target) { return target.name == name; });
    return found == targets.end() ? nullptr : &*found;
}

WantedSize wanted_size(const desk::Page& page, int scale_percent) {
    const int percent = std::clamp(scale_percent, scale_percent_min, scale_percent_max);
    const Room room = room_of(page);
    const bool small = is_small(page, desk::Mode::strip) || is_small(page, desk::Mode::keypad);
    return {scaled(room.w, percent), scaled(room.h, percent), room.w_min, room.h_min, small, !small};
}

WantedSize wanted_size(const desk::Page& page, int scale_percent, int display_w, int display_h) {
    const int asked = std::clamp(scale_percent, scale_percent_min, scale_percent_max);
    const Room room = room_of(page);
    WantedSize wanted = wanted_size(page, scale_percent);
    const int percent = fitting_percent(page, display_w, display_h, asked);
    wanted.w = std::min(scaled(room.w, percent), display_w);
    wanted.h = std::min(scaled(room.h, percent), display_h);
    return wanted;
}

bool takes_text(const desk::Page& page) {
    if (!page.dialog) return page.screen == desk::Screen::sign_in;
    switch (page.dialog->kind) {
        case desk::Dialog::Kind::number:
        case desk::Dialog::Kind::text:
            return true;
        case desk::Dialog::Kind::choice:
            return !page.dialog->typed_hint.empty();
        case desk::Dialog::Kind::ask:
            return false;
    }
    return false;
}

struct DeskView::Impl {
    // The letters are made when it is known how large they have to be; that they are there is known before.
    explicit Impl(const std::vector<std::filesystem::path>& font_folders) : folders(font_folders) {
        for (const auto& face : face_specs) screen::Fonts::file_of(folders, face.family, face.weight);
    }
    ~Impl() { end_context(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    std::vector<std::filesystem::path> folders;
    std::unique_ptr<imgui_sdl::Atlas> atlas;
    ImGuiContext* context = nullptr;
    std::optional<imgui_sdl::Platform> platform;
    std::unique_ptr<imgui_sdl::Renderer> renderer;
    SDL_Renderer* drawn_with = nullptr;
    FrameCopy drawn_frame;  // of the last picture

    desk::Page page;
    Palette palette = palette_of({});
    int width = 1100;
    int height = 700;
    int percent = 100;
    Drawn drawn;
    Scrolls scrolls;
    std::vector<Act> acts;
    std::string hovered;
    std::string composition;
    std::int64_t frame_us = 0;
    bool laid_out = false;  // what Dear ImGui holds is the present page
    bool changed = true;    // and differs from what was drawn

    // The letters of another scale are another atlas, and a context keeps to the atlas that it was made with.
    void make_context(int at_percent) {
        atlas = std::make_unique<imgui_sdl::Atlas>(face_specs, at_percent / 100.0, folders);
        percent = at_percent;
        context = ImGui::CreateContext(&atlas->get());
        const Current current(context);
        platform.emplace();
        ImGuiStyle& style = ImGui::GetStyle();
        style.WindowPadding = {0, 0};
        style.WindowBorderSize = 0;
        style.WindowRounding = 0;
        style.WindowMinSize = {1, 1};
        // Dear ImGui knows last frame's windows alone: the first one is for that.
        frame();
        acts.clear();
    }
    void end_context() {
        forget_renderer();
        if (context != nullptr) ImGui::DestroyContext(context);
        context = nullptr;
    }
    void forget_renderer() {
        renderer.reset();
        drawn_frame.forget();
        drawn_with = nullptr;
        changed = true;
    }

    void frame() {
        frame_us += 16'667;  // nothing of it depends on the time
        platform->begin_frame(frame_us, width, height);
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
        constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                           ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav;
        drawn = {};
        ImGui::Begin("desk", nullptr, flags);
        {
            Painter painter(*atlas, palette, percent / 100.0, drawn, acts);
            painter.compose(composition);
            paint(painter);
        }
        ImGui::End();
        ImGui::Render();
        laid_out = true;
    }

    void paint(Painter& painter) {
        const Box room{0, 0, width * 100.0 / percent, height * 100.0 / percent};
        if (page.screen == desk::Screen::sign_in) return sign_in_page(painter, room, page, scrolls);
        if (is_small(page, desk::Mode::strip)) return strip_page(painter, room, page);
        if (is_small(page, desk::Mode::keypad)) return keypad_page(painter, room, page);
        if (page.screen == desk::Screen::connecting) return connecting_page(painter, room, page);
        desk_page(painter, room, page, scrolls);
    }

    // Where the letters are not those that the renderer has, or it is another one, they are handed over first.
    bool prepare(SDL_Renderer* with) {
        if (drawn_with != with || !renderer) {
            drawn_frame.forget();
            renderer = std::make_unique<imgui_sdl::Renderer>(with);
            drawn_with = with;
        }
        return renderer->has_atlas() || renderer->take_atlas(atlas->get());
    }

    void lay_out() {
        if (!laid_out) frame();
    }

    std::string under(double x, double y) const {
        for (auto target = drawn.targets.rbegin(); target != drawn.targets.rend(); ++target) {
            if (x >= target->at.x && y >= target->at.y && x < target->at.right() && y < target->at.bottom()) return target->name;
        }
        return {};
    }

    // Before anything was shown there is nothing to be clicked, and a page without words to be drawn.
    ImGuiContext* ready() {
        if (context == nullptr) make_context(percent);
        return context;
    }

    std::vector<Act> event(const SDL_Event& event) {
        const Current current(ready());
        lay_out();
        platform->take(event);
        frame();
        changed = true;
        return std::exchange(acts, {});
    }
};

DeskView::DeskView(const std::vector<std::filesystem::path>& font_folders) : impl_(std::make_unique<Impl>(font_folders)) {}
DeskView::~DeskView() = default;

void DeskView::show(const desk::Page& page, int width, int height, int scale_percent) {
    width = std::clamp(width, 1, side_px_max);
    height = std::clamp(height, 1, side_px_max);
    const int percent = fitting_percent(page, width, height, std::clamp(scale_percent, scale_percent_min, scale_percent_max));
    if (impl_->context != nullptr && percent == impl_->percent && width == impl_->width && height == impl_->height && page == impl_->page)
        return;
    if (page.colour != impl_->page.colour) impl_->palette = palette_of(page.colour);
    if (page.screen != impl_->page.screen || page.mode != impl_->page.mode) impl_->scrolls = {};
    impl_->page = page;
    impl_->width = width;
    impl_->height = height;
    impl_->changed = true;
    impl_->laid_out = false;
    if (percent != impl_->percent || impl_->context == nullptr) {
        impl_->end_context();
        impl_->make_context(percent);
        impl_->laid_out = false;
    }
}

void DeskView::compose(const std::string& text) {
    if (text == impl_->composition) return;
    impl_->composition = text;
    impl_->changed = true;
    impl_->laid_out = false;
}

namespace {

SDL_Event motion(screen::Point at) {
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = static_cast<Sint32>(std::lround(at.x));
    event.motion.y = static_cast<Sint32>(std::lround(at.y));
    return event;
}

SDL_Event button(screen::Point at, bool down) {
    SDL_Event event{};
    event.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = static_cast<Sint32>(std::lround(at.x));
    event.button.y = static_cast<Sint32>(std::lround(at.y));
    return event;
}

}  // namespace

std::vector<Act> DeskView::pointer_moved(screen::Point at) {
    {
        const Current current(impl_->ready());
        impl_->lay_out();
    }
    // Only what is under the pointer looks otherwise: within one target nothing has to be drawn.
    const std::string under = impl_->under(at.x, at.y);
    if (under == impl_->hovered) {
        const Current current(impl_->ready());
        impl_->platform->take(motion(at));
        return {};
    }
    impl_->hovered = under;
    return impl_->event(motion(at));
}

std::vector<Act> DeskView::pointer_pressed(screen::Point at) {
    // The pointer is there first, then the button: a finger comes from nowhere.
    auto acts = impl_->event(motion(at));
    const auto more = impl_->event(button(at, true));
    acts.insert(acts.end(), more.begin(), more.end());
    return acts;
}

std::vector<Act> DeskView::pointer_lifted(screen::Point at) {
    return impl_->event(button(at, false));
}

std::vector<Act> DeskView::wheel(screen::Point at, int rows) {
    auto acts = impl_->event(motion(at));
    SDL_Event event{};
    event.type = SDL_MOUSEWHEEL;
    event.wheel.y = -rows;
    event.wheel.preciseY = static_cast<float>(-rows);
    const auto more = impl_->event(event);
    acts.insert(acts.end(), more.begin(), more.end());
    // What was scrolled is drawn where it is now.
    impl_->laid_out = false;
    return acts;
}

void DeskView::pointer_left() {
    impl_->hovered.clear();
    SDL_Event event{};
    event.type = SDL_WINDOWEVENT;
    event.window.event = SDL_WINDOWEVENT_LEAVE;
    impl_->event(event);
}

bool DeskView::changed() const {
    return impl_->changed;
}

bool DeskView::draw(SDL_Renderer* renderer) {
    impl_->drawn_frame.forget();
    std::vector<screen::Rect> all;
    return draw_changes(renderer, all);
}

bool DeskView::draw_changes(SDL_Renderer* renderer, std::vector<screen::Rect>& changed) {
    changed.clear();
    const Current current(impl_->ready());
    if (!impl_->prepare(renderer)) return false;
    impl_->frame();
    const ImDrawData& data = *ImGui::GetDrawData();
    const auto parts = impl_->drawn_frame.changed_in(data);
    impl_->drawn_frame.forget();
    changed = parts ? *parts : std::vector<screen::Rect>{{0, 0, impl_->width, impl_->height}};
    for (const auto& part : changed) {
        if (!impl_->renderer->draw(data, impl_->atlas->get(), part)) return false;
    }
    impl_->drawn_frame.keep(data);
    impl_->changed = false;
    return true;
}

void DeskView::forget_renderer() {
    impl_->forget_renderer();
}

const Drawn& DeskView::drawn() const {
    const Current current(impl_->ready());
    impl_->lay_out();
    return impl_->drawn;
}

}  // namespace luot::desk_view
