#include "desk_view/desk_window.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "desk_view/keys.hpp"

namespace luot::desk_view {
namespace {

// Where nothing can be shown, it is tried again so often.
constexpr Uint64 try_again_ms = 1'000;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

struct Library {
    Library() {
        SDL_SetMainReady();
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");   // a clerk's PC locks as its owner set it up
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");        // SIGTERM is the program's own
        SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");  // the first click on the strip is a click
        // A page changes by some figures a second: that takes no graphics driver, which costs more to keep and may be reset.
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) fail("no display (try --offscreen)");
        const std::string driver = SDL_GetCurrentVideoDriver();
        // SDL falls back to a window that nobody sees; who asks for it by name gets it.
        if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
            throw std::runtime_error("no display (try --offscreen)");
        }
    }
    ~Library() { SDL_QuitSubSystem(SDL_INIT_VIDEO); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

struct Destroy {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

bool same_shape(const WantedSize& one, const WantedSize& other) {
    return one.w == other.w && one.h == other.h && one.on_top == other.on_top && one.resizable == other.resizable;
}

}  // namespace

struct DeskWindow::Impl {
    explicit Impl(const WindowOptions& given) : options(given), view(given.font_folders) {}

    Library library;
    WindowOptions options;
    DeskView view;
    std::unique_ptr<SDL_Window, Destroy> window;
    std::unique_ptr<SDL_Renderer, Destroy> renderer;
    SDL_Surface* drawn_on = nullptr;  // the window system's
    desk::Page page;
    int percent = 100;
    std::optional<WantedSize> shape;  // that the window was last given
    bool taking_text = false;
    std::optional<screen::Rect> typing;  // where the input method was last told to be; pixels
    bool unseen = true;                  // the page is another one than the view was shown
    bool lost = true;                    // has to be drawn though nothing has changed
    Uint64 lost_till = 0;                // it is not tried before; SDL's ms
    std::string trouble;

    // SDL counts from 0.
    int display() const { return options.display <= SDL_GetNumVideoDisplays() ? std::max(options.display - 1, 0) : 0; }

    // The window's own pixels, which are other ones after its size has changed.
    bool make_renderer() {
        SDL_Surface* surface = SDL_GetWindowSurface(window.get());
        if (surface == nullptr) return false;
        if (renderer && surface == drawn_on) return true;
        view.forget_renderer();
        renderer.reset(SDL_CreateSoftwareRenderer(surface));
        drawn_on = surface;
        lost = true;
        return renderer != nullptr;
    }

    // Not larger than the display.
    WantedSize fitting(const desk::Page& next, int next_percent) const {
        SDL_Rect usable;
        const int at = std::max(SDL_GetWindowDisplayIndex(window.get()), 0);
        if (SDL_GetDisplayUsableBounds(at, &usable) != 0) return wanted_size(next, next_percent);
        return wanted_size(next, next_percent, usable.w, usable.h);
    }

    // While keys are for doing something, no input method may hold them back.
    void take_text(bool takes) {
        if (takes == taking_text) return;
        taking_text = takes;
        view.compose({});
        typing.reset();
        if (takes) {
            SDL_StartTextInput();
        } else {
            SDL_StopTextInput();
        }
    }

    // An input method's own window is to stand beside what it writes.
    void place_input_method() {
        if (!taking_text || view.drawn().typing == typing) return;
        typing = view.drawn().typing;
        if (!typing) return;
        const double scale = to_pixels();
        const auto unit = [scale](int pixels) { return static_cast<int>(std::lround(pixels / scale)); };
        const SDL_Rect at{unit(typing->x), unit(typing->y), unit(typing->w), unit(typing->h)};
        SDL_SetTextInputRect(&at);
    }

    void take_shape(const desk::Page& next, int next_percent) {
        const WantedSize asked = wanted_size(next, next_percent);
        if (shape && same_shape(*shape, asked)) return;
        const bool first = !shape || shape->on_top != asked.on_top;
        shape = asked;
        const WantedSize wanted = fitting(next, next_percent);
        SDL_SetWindowMinimumSize(window.get(), std::min(wanted.w, wanted.w_min), std::min(wanted.h, wanted.h_min));
        SDL_SetWindowBordered(window.get(), wanted.on_top ? SDL_FALSE : SDL_TRUE);
        SDL_SetWindowResizable(window.get(), wanted.resizable ? SDL_TRUE : SDL_FALSE);
        SDL_SetWindowAlwaysOnTop(window.get(), wanted.on_top ? SDL_TRUE : SDL_FALSE);
        if ((SDL_GetWindowFlags(window.get()) & SDL_WINDOW_MAXIMIZED) != 0 && wanted.on_top) SDL_RestoreWindow(window.get());
        SDL_SetWindowSize(window.get(), wanted.w, wanted.h);
        if (first) place(wanted);
        lost = true;
    }

    // The strip along the top, the number pad's display in the corner, the large window in the middle.
    void place(const WantedSize& wanted) {
        SDL_Rect usable;
        if (SDL_GetDisplayUsableBounds(display(), &usable) != 0) return;
        int x = usable.x + (usable.w - wanted.w) / 2;
        int y = usable.y + (usable.h - wanted.h) / 2;
        if (wanted.on_top) {
            y = usable.y;
            if (wanted.w < usable.w / 2) x = usable.x + usable.w - wanted.w;
        }
        SDL_SetWindowPosition(window.get(), x, y);
    }

    void lose(const char* why) {
        trouble = std::string("cannot show the window: ") + why;
        view.forget_renderer();
        renderer.reset();
        drawn_on = nullptr;
        lost = true;
        lost_till = SDL_GetTicks64() + try_again_ms;
    }

    void show_again() {
        if (lost ? SDL_GetTicks64() < lost_till : !unseen && !view.changed()) return;
        if (!make_renderer()) return lose(SDL_GetError());
        view.show(page, drawn_on->w, drawn_on->h, percent);
        unseen = false;
        if (!lost && !view.changed()) return;
        std::vector<screen::Rect> changed;
        if (!(lost ? view.draw(renderer.get()) : view.draw_changes(renderer.get(), changed)) || SDL_RenderFlush(renderer.get()) != 0 ||
            !hand_over(changed))
            return lose(SDL_GetError());
        lost = false;
        trouble.clear();
        place_input_method();
    }

    bool hand_over(const std::vector<screen::Rect>& changed) {
        if (lost) return SDL_UpdateWindowSurface(window.get()) == 0;
        std::vector<SDL_Rect> parts;
        const SDL_Rect all{0, 0, drawn_on->w, drawn_on->h};
        for (const auto& part : changed) {
            const SDL_Rect wanted{part.x, part.y, part.w, part.h};
            SDL_Rect inside;
            if (SDL_IntersectRect(&wanted, &all, &inside) == SDL_TRUE) parts.push_back(inside);
        }
        return parts.empty() || SDL_UpdateWindowSurfaceRects(window.get(), parts.data(), static_cast<int>(parts.size())) == 0;
    }

    // For each of the window's units.
    double to_pixels() const {
        int w = 0;
        int h = 0;
        SDL_GetWindowSize(window.get(), &w, &h);
        return drawn_on == nullptr || w <= 0 ? 1.0 : static_cast<double>(drawn_on->w) / w;
    }

    // What cannot be clicked moves a window that has no frame.
    static SDL_HitTestResult hit(SDL_Window* /*window*/, const SDL_Point* at, void* self) {
        auto& impl = *static_cast<Impl*>(self);
        if (!impl.shape || !impl.shape->on_top) return SDL_HITTEST_NORMAL;
        const double scale = impl.to_pixels();
        const double x = at->x * scale;
        const double y = at->y * scale;
        for (const auto& target : impl.view.drawn().targets) {
            if (x >= target.at.x && y >= target.at.y && x < target.at.right() && y < target.at.bottom()) return SDL_HITTEST_NORMAL;
        }
        return SDL_HITTEST_DRAGGABLE;
    }

    void add(std::vector<Event>& events, const std::vector<Act>& acts) {
        for (const auto& act : acts) std::visit([&](const auto& one) { events.emplace_back(one); }, act);
    }

    void take(const SDL_Event& event, std::vector<Event>& events) {
        const double scale = to_pixels();
        switch (event.type) {
            case SDL_QUIT:
                events.emplace_back(Closed{});
                return;
            case SDL_WINDOWEVENT:
                if (event.window.event == SDL_WINDOWEVENT_LEAVE) view.pointer_left();
                if (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                    event.window.event == SDL_WINDOWEVENT_SHOWN || event.window.event == SDL_WINDOWEVENT_RESTORED)
                    lost = true;
                return;
            case SDL_DISPLAYEVENT:
                lost = true;
                return;
            case SDL_MOUSEMOTION:
                return add(events, view.pointer_moved({event.motion.x * scale, event.motion.y * scale}));
            // Of a finger, SDL makes the mouse's left button.
            case SDL_MOUSEBUTTONDOWN:
                if (event.button.button == SDL_BUTTON_LEFT)
                    add(events, view.pointer_pressed({event.button.x * scale, event.button.y * scale}));
                return;
            case SDL_MOUSEBUTTONUP:
                if (event.button.button == SDL_BUTTON_LEFT)
                    add(events, view.pointer_lifted({event.button.x * scale, event.button.y * scale}));
                return;
            case SDL_MOUSEWHEEL: {
                const int turned = event.wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? event.wheel.y : -event.wheel.y;
                if (turned != 0) add(events, view.wheel({event.wheel.mouseX * scale, event.wheel.mouseY * scale}, turned));
                return;
            }
            case SDL_TEXTEDITING:
                if (taking_text) view.compose(event.edit.text);
                return;
            case SDL_TEXTINPUT:
                view.compose({});
                if (!taking_text) return;
                // The pad's keys were told as keys.
                if (from_pad) {
                    from_pad = false;
                    return;
                }
                events.emplace_back(Typed{event.text.text});
                return;
            case SDL_KEYDOWN: {
                const auto press = key_press(event.key);
                from_pad = press && press->pad && press->key.size() == 1;
                if (press) events.emplace_back(*press);
                return;
            }
            default:
                return;
        }
    }
    bool from_pad = false;  // the next text is what the pad's key wrote
};

DeskWindow::DeskWindow(const WindowOptions& options) : impl_(std::make_unique<Impl>(options)) {
    const WantedSize wanted = wanted_size({}, 100);
    const int at = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(impl_->display())));
    impl_->window.reset(SDL_CreateWindow(options.title.c_str(), at, at, wanted.w, wanted.h, SDL_WINDOW_RESIZABLE));
    if (!impl_->window) fail("no window");
    if (!impl_->make_renderer()) fail("no pixels of the window");
    // Some window systems cannot; the window is moved by its frame or not at all there.
    SDL_SetWindowHitTest(impl_->window.get(), Impl::hit, impl_.get());
    SDL_StopTextInput();  // which SDL begins with
}

DeskWindow::~DeskWindow() {
    impl_->view.forget_renderer();
}

void DeskWindow::show(const desk::Page& page, int scale_percent) {
    impl_->take_shape(page, scale_percent);
    impl_->take_text(takes_text(page));
    impl_->page = page;
    impl_->unseen = true;
    impl_->percent = scale_percent;
    impl_->show_again();
}

std::vector<Event> DeskWindow::take_events() {
    std::vector<Event> events;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) impl_->take(event, events);
    impl_->show_again();
    return events;
}

void DeskWindow::attract() {
    SDL_FlashWindow(impl_->window.get(), SDL_FLASH_UNTIL_FOCUSED);
}

std::optional<screen::Canvas> DeskWindow::picture(screen::Fonts& fonts) const {
    if (impl_->drawn_on == nullptr) return std::nullopt;
    screen::Canvas canvas(fonts, impl_->drawn_on->w, impl_->drawn_on->h, screen::rgb("#000000"));
    if (SDL_BlitSurface(impl_->drawn_on, nullptr, canvas.surface(), nullptr) != 0) return std::nullopt;
    return canvas;
}

std::string DeskWindow::trouble() const {
    return impl_->trouble;
}

const Drawn& DeskWindow::drawn() const {
    return impl_->view.drawn();
}

}  // namespace luot::desk_view
