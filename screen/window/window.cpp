#include "window/window.hpp"

#include <SDL.h>

#include <optional>
#include <stdexcept>

namespace luot::window {
namespace {

constexpr Uint32 finger_ms_max = 10'000;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

struct Library {
    Library() {
        SDL_SetMainReady();
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SIGTERM is the program's own
        if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) fail("no display (try --headless)");
        // Without a display SDL falls back to a window that nobody sees; a program should rather say so. Who asks for it by name gets it.
        const std::string driver = SDL_GetCurrentVideoDriver();
        if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
            throw std::runtime_error("no display (try --headless)");
        }
    }
    ~Library() { SDL_QuitSubSystem(SDL_INIT_VIDEO); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

struct Destroy {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

std::optional<Key> key_of(SDL_Keycode code) {
    switch (code) {
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            return Key::enter;
        case SDLK_BACKSPACE:
            return Key::backspace;
        case SDLK_ESCAPE:
            return Key::escape;
        default:
            return std::nullopt;
    }
}

}  // namespace

struct Window::Impl {
    Library library;
    std::unique_ptr<SDL_Window, Destroy> window;
    std::unique_ptr<SDL_Renderer, Destroy> renderer;
    std::unique_ptr<SDL_Texture, Destroy> texture;
    bool full_screen = false;
    int width = 0;
    int height = 0;
    std::optional<SDL_FingerID> finger;
    Uint32 finger_at = 0;  // SDL's ms

    void make_texture(int w, int h) {
        int old_w = 0;
        int old_h = 0;
        if (texture && SDL_QueryTexture(texture.get(), nullptr, nullptr, &old_w, &old_h) == 0 && old_w == w && old_h == h) return;
        SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
        if (SDL_RenderSetLogicalSize(renderer.get(), w, h) != 0) fail("no picture of that size");
        texture.reset(SDL_CreateTexture(renderer.get(), SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, w, h));
        if (!texture) fail("no texture");
    }

    void present() {
        if (!texture) return;
        SDL_RenderClear(renderer.get());
        SDL_RenderCopy(renderer.get(), texture.get(), nullptr, nullptr);
        SDL_RenderPresent(renderer.get());
    }

    void window_event(const SDL_WindowEvent& event, std::vector<Event>& events) {
        if (full_screen && event.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
            const int before_w = std::exchange(width, event.data1);
            const int before_h = std::exchange(height, event.data2);
            if (before_w != width || before_h != height) events.emplace_back(Resized{width, height});
        }
        const bool may_be_lost = event.event == SDL_WINDOWEVENT_EXPOSED || event.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                                 event.event == SDL_WINDOWEVENT_SHOWN || event.event == SDL_WINDOWEVENT_RESTORED;
        if (may_be_lost) present();
    }

    void finger_event(const SDL_TouchFingerEvent& event, std::vector<Event>& events) {
        int w = width;
        int h = height;
        SDL_RenderGetLogicalSize(renderer.get(), &w, &h);
        const screen::Point at{event.x * static_cast<double>(w), event.y * static_cast<double>(h)};
        // Nobody presses for so long: that the finger left was lost.
        const bool stale = finger && (*finger == event.fingerId || event.timestamp - finger_at > finger_ms_max);
        if (event.type == SDL_FINGERDOWN && (!finger || stale)) {
            finger = event.fingerId;
            finger_at = event.timestamp;
            events.emplace_back(Pressed{at});
        } else if (event.type == SDL_FINGERUP && finger == event.fingerId) {
            finger.reset();
            events.emplace_back(Lifted{at});
        }
    }

    void take(const SDL_Event& event, std::vector<Event>& events) {
        switch (event.type) {
            case SDL_QUIT:
                if (!full_screen) events.emplace_back(Closed{});
                return;
            case SDL_WINDOWEVENT:
                return window_event(event.window, events);
            case SDL_FINGERDOWN:
            case SDL_FINGERUP:
                return finger_event(event.tfinger, events);
            case SDL_MOUSEBUTTONDOWN:
            case SDL_MOUSEBUTTONUP: {
                // SDL makes a mouse out of every finger, too.
                if (event.button.which == SDL_TOUCH_MOUSEID || event.button.button != SDL_BUTTON_LEFT) return;
                const screen::Point at{static_cast<double>(event.button.x), static_cast<double>(event.button.y)};
                if (event.type == SDL_MOUSEBUTTONDOWN) {
                    events.emplace_back(Pressed{at});
                } else {
                    events.emplace_back(Lifted{at});
                }
                return;
            }
            case SDL_TEXTINPUT:
                events.emplace_back(Typed{event.text.text});
                return;
            case SDL_KEYDOWN: {
                if (event.key.keysym.sym == SDLK_F11 && !full_screen) {
                    const bool full = (SDL_GetWindowFlags(window.get()) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
                    SDL_SetWindowFullscreen(window.get(), full ? 0U : static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP));
                }
                if (const auto key = key_of(event.key.keysym.sym)) events.emplace_back(KeyDown{*key});
                return;
            }
            default:
                return;
        }
    }
};

Window::Window(const Options& options) : impl_(std::make_unique<Impl>()) {
    const Uint32 kind =
        options.full_screen ? static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP) : static_cast<Uint32>(SDL_WINDOW_RESIZABLE);
    impl_->full_screen = options.full_screen;
    impl_->width = options.width;
    impl_->height = options.height;
    impl_->window.reset(
        SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height, kind));
    if (!impl_->window) fail("no window");
    impl_->renderer.reset(SDL_CreateRenderer(impl_->window.get(), -1, 0));
    if (!impl_->renderer) fail("no renderer");
    if (options.full_screen) {
        if (SDL_GetRendererOutputSize(impl_->renderer.get(), &impl_->width, &impl_->height) != 0) fail("no screen");
        SDL_ShowCursor(SDL_DISABLE);
    }
    impl_->make_texture(impl_->width, impl_->height);
    SDL_StartTextInput();
}

Window::~Window() = default;

int Window::width() const {
    return impl_->width;
}
int Window::height() const {
    return impl_->height;
}

void Window::show(const screen::Canvas& picture) {
    impl_->make_texture(picture.width(), picture.height());
    const SDL_Surface* surface = picture.surface();
    if (SDL_UpdateTexture(impl_->texture.get(), nullptr, surface->pixels, surface->pitch) != 0) fail("cannot show the picture");
    impl_->present();
}

std::vector<Event> Window::take_events() {
    std::vector<Event> events;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) impl_->take(event, events);
    return events;
}

}  // namespace luot::window
