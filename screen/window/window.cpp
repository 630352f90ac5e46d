#include "window/window.hpp"

#include <SDL.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace luot::window {
namespace {

constexpr Uint32 finger_ms_max = 10'000;
// Where nothing can be shown, it is tried again so often.
constexpr Uint64 try_again_ms = 1'000;
// Smaller than this no board can be read.
constexpr int follows_least_w = 320;
constexpr int follows_least_h = 180;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

struct Library {
    Library() {
        SDL_SetMainReady();
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");  // somebody at the other screen takes nothing off this one
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");            // SIGTERM is the program's own
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
    explicit Impl(const Options& given) : options(given), width(given.width), height(given.height) {}

    Library library;
    Options options;
    std::unique_ptr<SDL_Window, Destroy> window;
    std::unique_ptr<SDL_Renderer, Destroy> renderer;
    std::unique_ptr<SDL_Texture, Destroy> texture;
    int width = 0;
    int height = 0;
    bool waits = false;
    bool lost = false;     // what was shown has to be drawn anew
    Uint64 lost_till = 0;  // it is not tried before; SDL's ms
    std::string trouble;
    std::optional<SDL_FingerID> finger;
    Uint32 finger_at = 0;  // SDL's ms

    bool follows() const { return options.full_screen || options.follows; }

    // SDL counts from 0.
    int display() const { return options.display <= SDL_GetNumVideoDisplays() ? std::max(options.display - 1, 0) : 0; }

    bool make_renderer() {
        texture.reset();
        renderer.reset();
        if (options.paced) renderer.reset(SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_PRESENTVSYNC));
        if (!renderer) renderer.reset(SDL_CreateRenderer(window.get(), -1, 0));
        SDL_RendererInfo info;
        waits = renderer && SDL_GetRendererInfo(renderer.get(), &info) == 0 && (info.flags & SDL_RENDERER_PRESENTVSYNC) != 0;
        return renderer != nullptr;
    }

    // A new one has nothing on it yet.
    enum class Made : std::uint8_t { no, anew, as_before };
    Made make_texture(int w, int h) {
        if (!renderer && !make_renderer()) return Made::no;
        int old_w = 0;
        int old_h = 0;
        if (texture && SDL_QueryTexture(texture.get(), nullptr, nullptr, &old_w, &old_h) == 0 && old_w == w && old_h == h)
            return Made::as_before;
        SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
        if (SDL_RenderSetLogicalSize(renderer.get(), w, h) != 0) return Made::no;
        texture.reset(SDL_CreateTexture(renderer.get(), SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, w, h));
        return texture ? Made::anew : Made::no;
    }

    bool hand_over(const screen::Canvas& picture, std::span<const screen::Rect> changed) {
        const auto made = make_texture(picture.width(), picture.height());
        if (made == Made::no) return false;
        const screen::Rect whole = picture.bounds();
        if (made == Made::anew) changed = {&whole, 1};
        const SDL_Surface* surface = picture.surface();
        for (const auto& rect : changed) {
            const SDL_Rect wanted{rect.x, rect.y, rect.w, rect.h};
            const SDL_Rect all{0, 0, surface->w, surface->h};
            SDL_Rect part;
            if (SDL_IntersectRect(&wanted, &all, &part) == SDL_FALSE) continue;
            const auto* from = static_cast<const Uint8*>(surface->pixels) + static_cast<std::ptrdiff_t>(part.y) * surface->pitch +
                               static_cast<std::ptrdiff_t>(part.x) * surface->format->BytesPerPixel;
            if (SDL_UpdateTexture(texture.get(), &part, from, surface->pitch) != 0) return false;
        }
        return present();
    }

    bool present() {
        if (!texture) return true;
        if (SDL_RenderClear(renderer.get()) != 0 || SDL_RenderCopy(renderer.get(), texture.get(), nullptr, nullptr) != 0) return false;
        SDL_RenderPresent(renderer.get());
        return true;
    }

    // Everything of the graphics driver's is made anew with the next picture.
    void lose(const char* why) {
        trouble = std::string("cannot show the picture: ") + why;
        texture.reset();
        renderer.reset();
        lost = true;
        lost_till = SDL_GetTicks64() + try_again_ms;
    }

    // Back on the screen that was asked for, or away from one that is gone.
    void settle_on_display() {
        lost = true;
        if (!options.full_screen || SDL_GetWindowDisplayIndex(window.get()) == display()) return;
        const int at = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(display())));
        SDL_SetWindowFullscreen(window.get(), 0);
        SDL_SetWindowPosition(window.get(), at, at);
        SDL_SetWindowFullscreen(window.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
    }

    void tell_size(std::vector<Event>& events) {
        int now_w = width;
        int now_h = height;
        if (follows()) SDL_GetWindowSize(window.get(), &now_w, &now_h);
        const bool anew = lost && SDL_GetTicks64() >= lost_till;
        if (now_w == width && now_h == height && !anew) return;
        width = now_w;
        height = now_h;
        lost = false;
        events.emplace_back(Resized{width, height});
    }

    void window_event(const SDL_WindowEvent& event) {
        const bool may_be_lost = event.event == SDL_WINDOWEVENT_EXPOSED || event.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                                 event.event == SDL_WINDOWEVENT_SHOWN || event.event == SDL_WINDOWEVENT_RESTORED;
        if (may_be_lost && !present()) lose(SDL_GetError());
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
                if (!options.full_screen) events.emplace_back(Closed{});
                return;
            case SDL_WINDOWEVENT:
                return window_event(event.window);
            case SDL_DISPLAYEVENT:
                return settle_on_display();
            case SDL_RENDER_TARGETS_RESET:
                lost = true;
                return;
            case SDL_RENDER_DEVICE_RESET:
                texture.reset();
                lost = true;
                return;
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
                if (event.key.keysym.sym == SDLK_F11 && !options.full_screen) {
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

Window::Window(const Options& options) : impl_(std::make_unique<Impl>(options)) {
    const Uint32 kind =
        options.full_screen ? static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP) : static_cast<Uint32>(SDL_WINDOW_RESIZABLE);
    const int at = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(impl_->display())));
    impl_->window.reset(SDL_CreateWindow(options.title.c_str(), at, at, options.width, options.height, kind));
    if (!impl_->window) fail("no window");
    if (!impl_->make_renderer()) fail("no renderer");
    SDL_DisableScreenSaver();
    if (options.full_screen) {
        SDL_ShowCursor(SDL_DISABLE);
    } else if (options.follows) {
        SDL_SetWindowMinimumSize(impl_->window.get(), follows_least_w, follows_least_h);
    }
    if (impl_->follows()) SDL_GetWindowSize(impl_->window.get(), &impl_->width, &impl_->height);
    if (impl_->make_texture(impl_->width, impl_->height) == Impl::Made::no) fail("no picture of that size");
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
    const screen::Rect whole = picture.bounds();
    show(picture, {&whole, 1});
}

void Window::show(const screen::Canvas& picture, std::span<const screen::Rect> changed) {
    if (impl_->hand_over(picture, changed)) {
        impl_->trouble.clear();
    } else {
        impl_->lose(SDL_GetError());
    }
}

std::vector<Event> Window::take_events() {
    std::vector<Event> events;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) impl_->take(event, events);
    impl_->tell_size(events);
    return events;
}

std::chrono::microseconds Window::frame() const {
    constexpr int usual_hz = 60;
    SDL_DisplayMode mode{};
    const int display = std::max(SDL_GetWindowDisplayIndex(impl_->window.get()), 0);
    const int hz = SDL_GetCurrentDisplayMode(display, &mode) == 0 && mode.refresh_rate > 0 ? mode.refresh_rate : usual_hz;
    return std::chrono::microseconds(1'000'000 / hz);
}

bool Window::waits() const {
    return impl_->waits;
}

void Window::rest(bool resting) {
    if (resting) {
        SDL_EnableScreenSaver();
    } else {
        SDL_DisableScreenSaver();
    }
}

std::string Window::trouble() const {
    const int wanted = impl_->options.display;
    if (!impl_->trouble.empty() || wanted <= SDL_GetNumVideoDisplays()) return impl_->trouble;
    return "screen " + std::to_string(wanted) + " is not there; showing on the first";
}

}  // namespace luot::window
