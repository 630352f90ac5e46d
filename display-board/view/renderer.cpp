#include "board_view/renderer.hpp"

#include <algorithm>
#include <utility>

#include "board_view/arrangement.hpp"
#include "board_view/limits.hpp"
#include "board_view/output.hpp"

namespace luot::board_view {

using screen::Canvas;
using screen::Rect;

struct Renderer::Impl {
    explicit Impl(screen::Fonts& given) : fonts(given), arrangement(Layout{}) {}

    screen::Fonts& fonts;
    Arrangement arrangement;
    screen::Theme theme;
    Beside beside;
    OnText on_text;

    std::optional<Canvas> composed;  // the picture in its own place and full light
    Output output;
    const Canvas* drawn_on = nullptr;
    std::optional<board::Picture> shown;  // as it was arranged for
    bool lost = true;                     // `composed` is to be made anew
    bool arranged = false;
    bool put_all = true;  // the canvas is to be
    bool dark = false;

    // Dark, the screen is black and nothing moves.
    Frame go_dark(Canvas& canvas) {
        if (dark && !put_all) return {};
        canvas.fill(canvas.bounds(), screen::rgb("#000000"));
        dark = true;
        put_all = false;
        lost = true;  // whoever comes back to it sees no old news move
        return {{canvas.bounds()}, {}};
    }

    void meet(Canvas& canvas) {
        const bool other_size = !composed || composed->width() != canvas.width() || composed->height() != canvas.height();
        if (other_size) {
            composed.emplace(fonts, canvas.width(), canvas.height(), theme.ink);
            lost = true;
        }
        if (&canvas != drawn_on || other_size) put_all = true;
        drawn_on = &canvas;
    }

    Frame draw(Canvas& canvas, const board::Picture& picture, std::int64_t now_us) {
        meet(canvas);
        if (picture.dark) return go_dark(canvas);
        if (dark) put_all = true;
        dark = false;
        canvas.unclip();

        const Pen pen{*composed, theme, scale_of(arrangement.layout(), canvas.width(), canvas.height()), &on_text};
        const std::int64_t shifts = now_us / limits::shift_us;
        const bool moved = output.set(shift_of(shifts, pen.px(1)), picture.brightness);
        put_all = put_all || moved;

        Frame frame;
        std::vector<Rect> dirty;
        const auto next = [&frame](std::optional<std::int64_t> at) {
            if (at && (!frame.next_us || *at < *frame.next_us)) frame.next_us = at;
        };
        const bool connecting = picture.phase == board::Phase::connecting;
        const bool was_connecting = shown && shown->phase == board::Phase::connecting;
        if (connecting != was_connecting) lost = true;
        if (lost) composed->fill(composed->bounds(), theme.ink);
        if (connecting) {
            if (lost || !(shown && *shown == picture)) {
                draw_words(pen, composed->bounds(), picture.title, picture.detail);
                dirty.push_back(composed->bounds());
            }
            shown = picture;
        } else {
            if (!arranged || lost || !shown || *shown != picture) arrangement.arrange(pen, composed->bounds(), picture, beside);
            arranged = true;
            if (!shown || *shown != picture) shown = picture;
            for (Arrangement::Place& place : arrangement.places()) {
                const bool anew = std::exchange(place.moved, false) || lost;
                if (place.rect == Rect{}) continue;
                const Drawn drawn = place.panel->draw({pen, place.rect, picture, beside, now_us, anew, lost, output.shift().x});
                composed->unclip();
                if (drawn.changed) dirty.push_back(place.rect);
                next(drawn.next_us);
            }
        }
        lost = false;
        if (std::exchange(put_all, false)) dirty = {composed->bounds()};
        for (const Rect& rect : dirty) frame.changed.push_back(output.put(*composed, rect, canvas));
        next((shifts + 1) * limits::shift_us);
        return frame;
    }
};

Renderer::Renderer(screen::Fonts& fonts) : impl_(std::make_unique<Impl>(fonts)) {}
Renderer::~Renderer() = default;

void Renderer::set_layout(const Layout& layout) {
    impl_->arrangement = Arrangement(layout);
    impl_->lost = true;
}

void Renderer::set_theme(const screen::Theme& theme) {
    impl_->theme = theme;
    impl_->lost = true;
}

void Renderer::set_logo(std::optional<Canvas> logo) {
    impl_->beside.logo = logo ? std::make_shared<const Canvas>(std::move(*logo)) : nullptr;
}

void Renderer::set_slide(std::shared_ptr<const Canvas> picture) {
    // Room is made for the first one, and taken from the last.
    if ((picture == nullptr) != (impl_->beside.slide == nullptr)) impl_->arranged = false;
    impl_->beside.slide = std::move(picture);
}

void Renderer::on_text(OnText observer) {
    impl_->on_text = std::move(observer);
}

Frame Renderer::draw(Canvas& canvas, const board::Picture& picture, std::int64_t steady_us) {
    return impl_->draw(canvas, picture, steady_us);
}

void Renderer::forget() {
    impl_->put_all = true;
}

Rect Renderer::slide_room() const {
    const auto& places = impl_->arrangement.places();
    for (const auto& place : places) {
        if (place.kind != PanelKind::slides) continue;
        if (!impl_->composed) return {};
        const int w = impl_->composed->width();
        const int h = impl_->composed->height();
        // It has no room before there is a slide: a part of the screen that is about right.
        if (place.rect == Rect{}) return {0, 0, w / 2, h / 2};
        const Rect framed = place.rect.inset(static_cast<int>(slide_frame_px * scale_of(impl_->arrangement.layout(), w, h)));
        return {0, 0, std::max(framed.w, 1), std::max(framed.h, 1)};
    }
    return {};
}

void draw(Canvas& canvas, const board::Picture& picture, const Layout& layout, const screen::Theme& theme) {
    Renderer renderer(canvas.fonts());
    renderer.set_layout(layout);
    renderer.set_theme(theme);
    renderer.draw(canvas, picture, 0);
}

}  // namespace luot::board_view
