#include "board_app/hall_screen.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <utility>

#include "board_app/limits.hpp"
#include "board_view/slides.hpp"
#include "window/window.hpp"

namespace luot::board_app {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t steady_now_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

}  // namespace

struct HallScreen::Impl {
    Impl(boost::asio::io_context& context, screen::Fonts& with_fonts, const board_view::Layouts& all_layouts, ScreenOptions given,
         Watcher to)
        : fonts(with_fonts),
          layouts(all_layouts),
          options(std::move(given)),
          watcher(std::move(to)),
          renderer(fonts),
          frame_timer(context),
          window_timer(context) {
        if (!options.headless) {
            window::Options wanted{options.title, options.width, options.height, options.full_screen};
            wanted.display = options.display;
            wanted.follows = true;
            wanted.paced = true;
            window.emplace(wanted);
            options.width = window->width();
            options.height = window->height();
        }
        make_canvas();
        if (!options.slides.empty()) slides.emplace(fonts, options.slides);
    }

    void make_canvas() {
        canvas.emplace(fonts, options.width, options.height, screen::Theme{}.ink);
        renderer.set_layout(layouts.in(layout, options.width, options.height));
    }

    // --- Frames

    std::int64_t frame_us() const {
        if (!window) return options.headless_frame_us.value_or(limits::headless_frame_us);
        return window->frame().count();
    }

    void wake_at(std::int64_t steady_us) {
        if (ended || (waking_at_us && *waking_at_us <= steady_us)) return;
        waking_at_us = steady_us;
        frame_timer.expires_at(Clock::time_point(std::chrono::microseconds(steady_us)));
        frame_timer.async_wait([this, living = std::weak_ptr(life)](const boost::system::error_code& error) {
            if (error || living.expired() || ended) return;
            waking_at_us.reset();
            draw();
        });
    }

    void draw() {
        const std::int64_t now_us = steady_now_us();
        const std::int64_t next_us = std::max(draw_at(now_us), now_us);
        save_if_due(now_us);
        // A display that is waited for has its time in show(): half a frame is left to everything else.
        const std::int64_t apart_us = window && window->waits() ? frame_us() / 2 : frame_us();
        wake_at(std::clamp(next_us, now_us + apart_us, std::max(now_us + apart_us, picture_at_us + limits::look_every_us)));
    }

    // When there is something to draw again, as far as is known.
    std::int64_t draw_at(std::int64_t now_us) {
        take_picture(now_us);
        look_at_slides(now_us);
        const board_view::Frame frame = dots ? dots->draw(*canvas, *picture, now_us) : renderer.draw(*canvas, *picture, now_us);
        drawn_at_us = now_us;
        if (window && !frame.changed.empty()) window->show(*canvas, frame.changed);
        if (watcher.drawn) watcher.drawn(*canvas, *picture);
        return std::min(frame.next_us.value_or(INT64_MAX), slides ? slides->next_us() : INT64_MAX);
    }

    void take_picture(std::int64_t now_us) {
        if (picture && !has_news && now_us - picture_at_us < limits::look_every_us) return;
        if (has_news) news_at_us = now_us;
        has_news = false;
        picture_at_us = now_us;
        board::Picture made = watcher.picture(now_us);
        if (picture && made == *picture) return;
        if (window && (!picture || made.dark != picture->dark)) window->rest(made.dark);
        picture = std::move(made);
        changed_at_us = now_us;
        if (!unrested_since_us) unrested_since_us = now_us;
        unsaved = !options.screenshot.empty();
    }

    void look_at_slides(std::int64_t now_us) {
        if (!slides || now_us < slides->next_us()) return;
        if (slides->look(now_us, renderer.slide_room())) {
            renderer.set_slide(slides->current());
            changed_at_us = now_us;
            unsaved = !options.screenshot.empty();
        }
        for (const auto& trouble : slides->take_troubles()) {
            spdlog::warn("{}", trouble);
            slide_troubles.emplace_back(now_us, trouble);
            if (slide_troubles.size() > limits::slide_troubles_max) slide_troubles.pop_front();
        }
        std::erase_if(slide_troubles, [now_us](const auto& told) { return now_us - told.first > limits::slide_trouble_kept_us; });
    }

    // --- Pictures for others

    bool at_rest(std::int64_t now_us) const {
        return now_us - changed_at_us >= limits::at_rest_after_us ||
               (unrested_since_us && now_us - *unrested_since_us >= limits::at_rest_max_us);
    }

    void save_if_due(std::int64_t now_us) {
        if (unsaved && at_rest(now_us) && now_us - saved_at_us >= limits::screenshot_every_us) save(now_us);
    }

    std::string save(std::int64_t now_us) {
        unsaved = false;
        saved_at_us = now_us;
        if (options.screenshot.empty()) return {};
        const auto saved = canvas->save_png(options.screenshot);
        if (saved) return {};
        spdlog::error("{}", saved.error().reason);
        return saved.error().reason;
    }

    std::string draw_at_rest() {
        // Time is handed in: what moves has come to its place after this.
        const std::int64_t now_us = std::max(steady_now_us(), drawn_at_us);
        has_news = true;
        draw_at(now_us);
        draw_at(now_us + limits::at_rest_max_us);
        return save(now_us);
    }

    // --- The window

    void watch_window() {
        window_timer.expires_after(limits::window_events_every);
        window_timer.async_wait([this, living = std::weak_ptr(life)](const boost::system::error_code& error) {
            if (error || living.expired() || ended) return;
            for (const auto& event : window->take_events()) {
                if (const auto* resized = std::get_if<window::Resized>(&event)) resize(*resized);
                if (std::holds_alternative<window::Closed>(event)) return watcher.closed();
            }
            watch_window();
        });
    }

    void resize(const window::Resized& size) {
        if (size.width != options.width || size.height != options.height) {
            options.width = size.width;
            options.height = size.height;
            make_canvas();
            spdlog::info("the screen is {}x{} now", size.width, size.height);
        }
        renderer.forget();
        if (dots) dots->forget();
        wake_at(steady_now_us());
    }

    void stop() {
        if (ended) return;
        ended = true;
        frame_timer.cancel();
        window_timer.cancel();
        if (picture && (unsaved || has_news)) draw_at_rest();
    }

    std::shared_ptr<bool> life = std::make_shared<bool>(true);  // gone with this: a timer that has run out can be cancelled no more
    screen::Fonts& fonts;
    const board_view::Layouts& layouts;
    ScreenOptions options;
    Watcher watcher;
    std::optional<window::Window> window;
    std::optional<screen::Canvas> canvas;
    board_view::Renderer renderer;
    std::optional<DotsTheme> dots;  // instead of the renderer
    std::optional<board_view::Slides> slides;
    std::deque<std::pair<std::int64_t, std::string>> slide_troubles;  // by when they were told
    std::string layout;
    std::optional<board::Picture> picture;
    bool has_news = false;
    bool started = false;
    bool ended = false;
    bool unsaved = false;
    std::optional<std::int64_t> unrested_since_us;  // that nobody took the picture at rest
    std::int64_t picture_at_us = 0;                 // all of these: steady
    std::int64_t changed_at_us = 0;
    std::int64_t news_at_us = 0;  // that were drawn: they wait for each other, and not for a frame of something that moves
    std::int64_t drawn_at_us = 0;
    std::int64_t saved_at_us = 0;
    std::optional<std::int64_t> waking_at_us;
    boost::asio::steady_timer frame_timer;
    boost::asio::steady_timer window_timer;
};

HallScreen::HallScreen(boost::asio::io_context& context, screen::Fonts& fonts, const board_view::Layouts& layouts, ScreenOptions options,
                       Watcher watcher)
    : impl_(std::make_unique<Impl>(context, fonts, layouts, std::move(options), std::move(watcher))) {}

HallScreen::~HallScreen() {
    impl_->stop();
}

void HallScreen::start() {
    impl_->started = true;
    if (impl_->window) impl_->watch_window();
    impl_->wake_at(steady_now_us());
}

void HallScreen::stop() {
    impl_->stop();
}

void HallScreen::news() {
    impl_->has_news = true;
    if (!impl_->started) return;
    impl_->wake_at(std::max(impl_->news_at_us + impl_->frame_us(), steady_now_us()));
}

std::string HallScreen::draw_at_rest() {
    return impl_->draw_at_rest();
}

void HallScreen::look_like(const std::string& layout, const screen::Theme& theme, std::optional<DotsTheme> dots) {
    impl_->layout = layout;
    impl_->renderer.set_layout(impl_->layouts.in(layout, impl_->options.width, impl_->options.height));
    impl_->renderer.set_theme(theme);
    impl_->renderer.forget();
    impl_->dots = std::move(dots);
    news();
}

void HallScreen::set_logo(std::optional<screen::Canvas> logo) {
    impl_->renderer.set_logo(std::move(logo));
    news();
}

const std::optional<board::Picture>& HallScreen::shown() const {
    return impl_->picture;
}

const screen::Canvas& HallScreen::canvas() const {
    return *impl_->canvas;
}

bool HallScreen::take_at_rest() {
    if (!impl_->unrested_since_us || !impl_->at_rest(steady_now_us())) return false;
    impl_->unrested_since_us.reset();
    return true;
}

std::vector<std::string> HallScreen::troubles() const {
    std::vector<std::string> found;
    if (impl_->window) found.push_back(impl_->window->trouble());
    std::erase(found, "");
    for (const auto& [told_at_us, trouble] : impl_->slide_troubles) found.push_back(trouble);
    return found;
}

}  // namespace luot::board_app
