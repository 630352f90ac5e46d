#include "board_app/window.hpp"

#include <SDL.h>

#include <stdexcept>

namespace luot::board_app {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

struct Library {
    Library() {
        SDL_SetMainReady();
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SIGTERM is the program's own
        if (SDL_Init(SDL_INIT_VIDEO) != 0) fail("no display (try --headless)");
        // Without a display SDL falls back to a window that nobody sees; a board should rather say so. Who asks for it by name gets it.
        const std::string driver = SDL_GetCurrentVideoDriver();
        if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
            SDL_Quit();
            throw std::runtime_error("no display (try --headless)");
        }
    }
    ~Library() { SDL_Quit(); }
};

struct Destroy {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

}  // namespace

struct Window::Impl {
    Library library;
    std::unique_ptr<SDL_Window, Destroy> window;
    std::unique_ptr<SDL_Renderer, Destroy> renderer;
    std::unique_ptr<SDL_Texture, Destroy> texture;

    void present() {
        if (!texture) return;
        SDL_RenderClear(renderer.get());
        SDL_RenderCopy(renderer.get(), texture.get(), nullptr, nullptr);
        SDL_RenderPresent(renderer.get());
    }
};

Window::Window(const std::string& title, int width, int height) : impl_(std::make_unique<Impl>()) {
    impl_->window.reset(
        SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, SDL_WINDOW_RESIZABLE));
    if (!impl_->window) fail("no window");
    impl_->renderer.reset(SDL_CreateRenderer(impl_->window.get(), -1, 0));
    if (!impl_->renderer) fail("no renderer");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
    SDL_RenderSetLogicalSize(impl_->renderer.get(), width, height);
    impl_->texture.reset(SDL_CreateTexture(impl_->renderer.get(), SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, width, height));
    if (!impl_->texture) fail("no texture");
}

Window::~Window() = default;

void Window::show(const screen::Canvas& picture) {
    const SDL_Surface* surface = picture.surface();
    if (SDL_UpdateTexture(impl_->texture.get(), nullptr, surface->pixels, surface->pitch) != 0) fail("cannot show the picture");
    impl_->present();
}

bool Window::take_events() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
        if (event.type == SDL_QUIT) return false;
        if (event.type == SDL_WINDOWEVENT) impl_->present();
        if (event.type == SDL_KEYDOWN && event.key.keysym.sym == SDLK_F11) {
            const bool full = (SDL_GetWindowFlags(impl_->window.get()) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
            SDL_SetWindowFullscreen(impl_->window.get(), full ? 0U : static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP));
        }
    }
    return true;
}

}  // namespace luot::board_app
