// The edges of the picture: who and when above; words of a supervisor's, and that the numbers may be old.
#include "board_view/still.hpp"
#include "screen/emblem.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::Weight;

class Header final : public Still {
  public:
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(104); }

  protected:
    board::Picture part_of(const board::Picture& picture) const override {
        board::Picture part;
        part.office = picture.office;
        part.clock = picture.clock;
        part.date = picture.date;
        part.session = picture.session;
        return part;
    }

    void paint(const Scene& scene) const override {
        const Pen& pen = scene.pen;
        const Rect& rect = scene.rect;
        const board::Picture& picture = scene.picture;
        auto& canvas = pen.canvas;
        const int margin = pen.px(48);
        const int rule = pen.px(3);
        canvas.fill(rect, pen.theme.ink_2);
        canvas.fill({rect.x, rect.bottom() - rule, rect.w, rule}, pen.theme.action);

        const auto clock = pen.style(56, Weight::bold, pen.theme.text_on_dark, true);
        const auto date = pen.style(23, Weight::medium, pen.theme.muted_on_dark, true);
        const bool date_fits = date.size_px <= pen.px(23);  // no letters are smaller than 8 pixels: on small screens the clock stands alone
        const std::string dated = picture.session.empty() ? picture.date : picture.date + " · " + picture.session;
        const std::string when = date_fits ? dated : std::string();
        const int when_width = std::max(canvas.measure(picture.clock, clock).w, canvas.measure(when, date).w);
        const int clock_baseline = date_fits ? rect.y + pen.px(58) : canvas.middle_baseline({rect.x, rect.y, rect.w, rect.h - rule}, clock);
        pen.text(rect.right() - margin, clock_baseline, picture.clock, clock, Align::right);
        pen.text(rect.right() - margin, rect.y + pen.px(89), when, date, Align::right);

        const int left =
            rect.x + margin + draw_logo(scene, {rect.x + margin, rect.y + pen.px(18), 0, rect.h - rule - 2 * pen.px(18)}) + pen.px(24);
        const Rect name{left, rect.y, rect.right() - margin - when_width - pen.px(40) - left, rect.h - rule};
        const auto style = pen.style(36, Weight::bold, pen.theme.text_on_dark);
        if (canvas.measure(picture.office, style.sized(pen.px(28))).w <= name.w) {
            pen.text_shrunk(name, picture.office, style, pen.px(28));
            return;
        }
        // Names of two lines, and on narrow boards of three.
        for (const int size : {28, 26, 23, 20}) {
            const auto small = style.sized(std::max(pen.px(size), 8));
            const int line_height = std::max(canvas.wrap("", small, name.w, 1, 1.15).line_height, 1);
            const int lines = std::clamp(name.h / line_height, 1, size > 23 ? 2 : 3);
            if (canvas.wrap(picture.office, small, name.w, lines, 1.15).cut && size > 20) continue;
            const std::string shown = first_words(canvas, picture.office, small, name.w, lines);
            const auto block = canvas.wrap(shown, small, name.w, lines, 1.15);
            const int narrow = pen.balanced_width(shown, small, name.w, lines, 1.15);
            pen.text_wrapped({name.x, name.y + (name.h - block.h) / 2, narrow, block.h}, shown, small, Align::left, 1.15);
            return;
        }
    }

  private:
    // As many whole words as there is room for; all of them, or with dots behind them.
    static std::string first_words(screen::Canvas& canvas, const std::string& text, const screen::TextStyle& style, int width, int lines) {
        std::string shown = text;
        for (std::size_t end = text.rfind(' '); end != std::string::npos && end > 0; end = text.rfind(' ', end - 1)) {
            if (!canvas.wrap(shown, style, width, lines, 1.15).cut) break;
            shown = text.substr(0, end) + "…";
        }
        return shown;
    }

    // Into a box of that height at the left; returns the width it took. A logo that hardly shows on the header stands on a light plate.
    static int draw_logo(const Scene& scene, const Rect& box) {
        const Pen& pen = scene.pen;
        const auto& logo = scene.beside.logo;
        if (!logo) {
            const double radius = box.h / 2.0;
            screen::draw_emblem(pen.canvas, {box.x + radius, box.y + radius}, radius);
            return box.h;
        }
        constexpr int wide_max = 3;  // times its height
        const double scale = std::min(static_cast<double>(box.h) / logo->height(), static_cast<double>(wide_max) * box.h / logo->width());
        const int w = std::max(static_cast<int>(logo->width() * scale), 1);
        const int h = std::max(static_cast<int>(logo->height() * scale), 1);
        const screen::Canvas fitted = logo->scaled(w, h);
        std::int64_t seen = 0;
        std::int64_t faint = 0;
        for (int y = 0; y < h; ++y) {
            for (int x = 0; x < w; ++x) {
                const Colour colour = fitted.pixel(x, y);
                if (colour.a < 128) continue;
                ++seen;
                if (screen::contrast(screen::with_alpha(colour, 255), pen.theme.ink_2) < 2) ++faint;
            }
        }
        const int top = box.y + (box.h - h) / 2;
        const bool plate = faint * 3 > seen;
        const int pad = plate ? pen.px(8) : 0;
        if (plate) pen.canvas.fill_rounded({box.x, top - pad, w + 2 * pad, h + 2 * pad}, pen.px(10), screen::rgb("#FFFFFF"));
        pen.canvas.blit(fitted, box.x + pad, top);
        return w + 2 * pad;
    }
};

struct BandText {
    screen::TextStyle style;
    int lines = 1;
};

// In letters of the size where it fits into a line; else in smaller ones and as many lines as a supervisor's longest words take (500
// bytes).
BandText band_text(const Pen& pen, const std::string& text, int size, int width) {
    auto style = pen.style(size, Weight::semibold, pen.theme.text_on_dark);
    if (pen.canvas.measure(text, style).w <= width) return {style, 1};
    constexpr std::pair<int, int> percent_and_lines[] = {{80, 3}, {65, 5}, {65, 10}};
    BandText set;
    for (const auto& [percent, lines_max] : percent_and_lines) {
        style = pen.style(size * percent / 100, Weight::semibold, pen.theme.text_on_dark);
        const auto block = pen.canvas.wrap(text, style, width, lines_max, 1.25);
        set = {style, std::max(static_cast<int>(block.lines.size()), 1)};
        if (!block.cut) break;
    }
    return set;
}

int band_height(const Pen& pen, const BandText& text) {
    return text.lines == 1 ? text.style.size_px * 21 / 10 : text.lines * text.style.size_px * 5 / 4 + pen.px(26);
}

void paint_band(const Pen& pen, const Rect& rect, const Rect& inner, const std::string& text, const BandText& set, Colour ground) {
    pen.canvas.fill(rect, ground);
    if (set.lines == 1) {
        pen.text_shrunk(inner, text, set.style, set.style.size_px);
        return;
    }
    const auto block = pen.canvas.wrap(text, set.style, inner.w, set.lines, 1.25);
    const int narrow = pen.balanced_width(text, set.style, inner.w, set.lines, 1.25);
    pen.text_wrapped({inner.x, inner.y + (inner.h - block.h) / 2, narrow, block.h}, text, set.style, Align::left, 1.25);
}

class Stale final : public Still {
  public:
    bool wanted(const board::Picture& picture, const Beside&) const override { return !picture.stale.empty(); }
    int height(const Pen& pen, const board::Picture& picture, int width) const override {
        return band_height(pen, band_text(pen, picture.stale, 30, width - 2 * pen.px(48)));
    }

  protected:
    board::Picture part_of(const board::Picture& picture) const override {
        board::Picture part;
        part.stale = picture.stale;
        return part;
    }
    void paint(const Scene& scene) const override {
        const Pen& pen = scene.pen;
        const Rect inner{scene.rect.x + pen.px(48), scene.rect.y, scene.rect.w - 2 * pen.px(48), scene.rect.h};
        paint_band(pen, scene.rect, inner, scene.picture.stale, band_text(pen, scene.picture.stale, 30, inner.w), pen.theme.warn);
    }
};

// A word before it says what it is; an urgent one is larger, and red.
class Notice final : public Still {
  public:
    bool wanted(const board::Picture& picture, const Beside&) const override { return !picture.notice.empty(); }
    int height(const Pen& pen, const board::Picture& picture, int width) const override {
        const Rect inner = inner_of(pen, picture, {0, 0, width, 0});
        return band_height(pen, band_text(pen, picture.notice, size_of(picture), inner.w));
    }

  protected:
    board::Picture part_of(const board::Picture& picture) const override {
        board::Picture part;
        part.notice = picture.notice;
        part.notice_title = picture.notice_title;
        part.notice_urgent = picture.notice_urgent;
        return part;
    }
    void paint(const Scene& scene) const override {
        const Pen& pen = scene.pen;
        const board::Picture& picture = scene.picture;
        const Rect inner = inner_of(pen, picture, scene.rect);
        const Colour ground = picture.notice_urgent ? pen.theme.bad : pen.theme.ink_2;
        paint_band(pen, scene.rect, inner, picture.notice, band_text(pen, picture.notice, size_of(picture), inner.w), ground);
        const int rule = pen.px(picture.notice_urgent ? 6 : 3);
        pen.canvas.fill({scene.rect.x, scene.rect.y, scene.rect.w, rule}, picture.notice_urgent ? pen.theme.text_on_dark : pen.theme.line);
        const auto title = title_style(pen, picture);
        const Rect label{scene.rect.x + pen.px(48), scene.rect.y, inner.x - scene.rect.x, scene.rect.h};
        pen.text(label.x, pen.canvas.middle_baseline(label, title), picture.notice_title, title);
    }

  private:
    static int size_of(const board::Picture& picture) { return picture.notice_urgent ? 44 : 32; }
    static screen::TextStyle title_style(const Pen& pen, const board::Picture& picture) {
        return pen.style(size_of(picture), Weight::extrabold, picture.notice_urgent ? pen.theme.text_on_dark : pen.theme.muted_on_dark);
    }
    // The title takes at most a third of it.
    static Rect inner_of(const Pen& pen, const board::Picture& picture, const Rect& rect) {
        const int title = std::min(pen.canvas.measure(picture.notice_title, title_style(pen, picture)).w, rect.w / 3);
        const int left = pen.px(48) + (title > 0 ? title + pen.px(32) : 0);
        return {rect.x + left, rect.y, rect.w - left - pen.px(48), rect.h};
    }
};

}  // namespace

std::unique_ptr<Panel> make_header() {
    return std::make_unique<Header>();
}
std::unique_ptr<Panel> make_stale() {
    return std::make_unique<Stale>();
}
std::unique_ptr<Panel> make_notice() {
    return std::make_unique<Notice>();
}

}  // namespace luot::board_view
