#include "board_view/panel.hpp"

#include <cmath>
#include <numbers>

#include "board_view/limits.hpp"

namespace luot::board_view {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::TextStyle;

int Pen::text(int x, int baseline, std::string_view utf8, const TextStyle& style, Align align, bool cut) const {
    if (on_text != nullptr && *on_text && !utf8.empty()) {
        const int width = canvas.measure(utf8, style).w;
        const int left = align == Align::left ? x : align == Align::centre ? x - width / 2 : x - width;
        const int high = canvas.metrics(style).cap_height;
        const Rect rect{left, baseline - high, width, high};
        (*on_text)({std::string(utf8), rect, style, canvas.pixel(std::max(left - 1, 0), baseline - high / 2), cut});
    }
    return canvas.text(x, baseline, utf8, style, align);
}

int Pen::text_shrunk(const Rect& rect, std::string_view utf8, const TextStyle& style, int size_px_min, Align align) const {
    TextStyle used = style;
    used.size_px =
        std::clamp(fitting_size(utf8, style, rect.w, rect.h * 2, style.size_px), std::min(size_px_min, style.size_px), style.size_px);
    const bool cut = canvas.measure(utf8, used).w > rect.w;
    const std::string shown = cut ? canvas.ellipsised(utf8, used, rect.w) : std::string(utf8);
    const int x = align == Align::left ? rect.x : align == Align::centre ? rect.x + rect.w / 2 : rect.right();
    text(x, canvas.middle_baseline(rect, used), shown, used, align, cut);
    return used.size_px;
}

screen::TextBlock Pen::text_wrapped(const Rect& rect, std::string_view utf8, const TextStyle& style, Align align, double leading) const {
    const int line_height = canvas.wrap("", style, rect.w, 1, leading).line_height;
    screen::TextBlock block = canvas.wrap(utf8, style, rect.w, std::max(rect.h / line_height, 1), leading);
    const screen::FontMetrics face = canvas.metrics(style);
    int baseline = rect.y + face.ascent + (line_height - face.ascent - face.descent) / 2;
    const int x = align == Align::left ? rect.x : align == Align::centre ? rect.x + rect.w / 2 : rect.right();
    for (std::size_t i = 0; i < block.lines.size(); ++i, baseline += line_height) {
        text(x, baseline, block.lines[i], style, align, block.cut && i + 1 == block.lines.size());
    }
    return block;
}

int Pen::balanced_width(std::string_view utf8, const TextStyle& style, int width, int lines_max, double leading) const {
    const auto whole = canvas.wrap(utf8, style, width, lines_max, leading);
    if (whole.cut || whole.lines.size() < 2) return width;
    int too_narrow = width / 4;
    int enough = width;
    while (enough - too_narrow > 4) {
        const int middle = (too_narrow + enough) / 2;
        const auto block = canvas.wrap(utf8, style, middle, lines_max, leading);
        (!block.cut && block.lines.size() == whole.lines.size() ? enough : too_narrow) = middle;
    }
    return enough;
}

int Pen::fitting_size(std::string_view utf8, TextStyle style, int width, int height, int size_px_max) const {
    // Letters grow in proportion: one size tells of all, and opening a face of each would take longer than drawing.
    const int most = std::clamp(size_px_max, 8, 2'000);
    style.size_px = std::min(most, 128);
    const double wide = std::max(canvas.measure(utf8, style).w, 1);
    const double high = std::max(canvas.metrics(style).cap_height, 1);
    const double fits = style.size_px * std::min(width / wide, height / high);
    style.size_px = std::clamp(static_cast<int>(fits), 8, most);
    while (style.size_px > 8 && canvas.measure(utf8, style).w > width) --style.size_px;
    return style.size_px;
}

std::unique_ptr<Panel> make_panel(const Part& part) {
    switch (part.panel.value_or(PanelKind::call)) {
        case PanelKind::header:
            return make_header();
        case PanelKind::stale:
            return make_stale();
        case PanelKind::notice:
            return make_notice();
        case PanelKind::call:
            return make_call();
        case PanelKind::calls:
            return make_calls(part.columns);
        case PanelKind::fields:
            return make_fields();
        case PanelKind::counters:
            return make_counters();
        case PanelKind::slides:
            return make_slides();
        case PanelKind::running:
            return make_running();
    }
    return make_call();
}

void draw_words(const Pen& pen, const Rect& rect, const std::string& title, const std::string& detail) {
    pen.canvas.fill(rect, pen.theme.ink);
    const int width = rect.w * 84 / 100;
    const int left = rect.x + (rect.w - width) / 2;
    // As large as the room allows, so that neither is cut.
    for (int size = 88;; size = size * 9 / 10) {
        const auto large = pen.style(size, screen::Weight::bold, pen.theme.text_on_dark);
        const auto small = pen.style(size / 2, screen::Weight::regular, pen.theme.muted_on_dark);
        const auto above = pen.canvas.wrap(title, large, width, 3, 1.2);
        const auto below = pen.canvas.wrap(detail, small, width, 4, 1.35);
        const int between = pen.px(size / 3.0);
        const int high = above.h + between + below.h;
        if ((high > rect.h || above.cut || below.cut) && size > 24) continue;
        const int top = rect.y + (rect.h - high) / 2;
        const auto centred = [&](const std::string& text, const TextStyle& style, int lines_max, int y, int h, double leading) {
            const int narrow = pen.balanced_width(text, style, width, lines_max, leading);
            pen.text_wrapped({left + (width - narrow) / 2, y, narrow, h}, text, style, Align::centre, leading);
        };
        centred(title, large, 3, top, above.h, 1.2);
        centred(detail, small, 4, top + above.h + between, below.h, 1.35);
        return;
    }
}

namespace {

// An office's colour is chosen for light backgrounds; the theme has a light twin of its own ones, others are lightened until they show.
Colour lightened(Colour colour, Colour back) {
    for (int step = 0; step < 8 && screen::contrast(colour, back) < 4.5; ++step) colour = mixed(colour, screen::rgb("#FFFFFF"), 0.25);
    return colour;
}

}  // namespace

Colour field_on_dark(const screen::Theme& theme, const std::string& office_colour, std::size_t place) {
    const auto own = screen::parse_colour(office_colour);
    if (!own) return theme.fields_on_dark[place % theme.fields_on_dark.size()];
    const auto known = std::find(theme.fields.begin(), theme.fields.end(), *own);
    if (known != theme.fields.end()) return theme.fields_on_dark[static_cast<std::size_t>(known - theme.fields.begin())];
    return lightened(*own, theme.ink);
}

Colour field_on_call(const screen::Theme& theme, const std::string& office_colour, std::size_t place) {
    const Colour colour = screen::parse_colour(office_colour).value_or(theme.fields[place % theme.fields.size()]);
    return screen::contrast(colour, theme.call) < 3 ? theme.ink : colour;
}

Colour mixed(Colour from, Colour to, double amount) {
    const auto channel = [amount](std::uint8_t one, std::uint8_t other) {
        return static_cast<std::uint8_t>(std::lround(one + (other - one) * amount));
    };
    return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b), channel(from.a, to.a)};
}

double eased(double progress) {
    const double x = std::clamp(progress, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}

void Pulse::follow(std::uint64_t call, bool fresh, std::int64_t now_us) {
    if (call != call_) {
        rest();
        call_ = call;
    }
    if (fresh) {
        if (!moving(now_us)) from_us_ = now_us;
        until_us_.reset();
    } else if (from_us_ && !until_us_) {
        const std::int64_t swells = (now_us - *from_us_ + limits::pulse_us - 1) / limits::pulse_us;
        until_us_ = *from_us_ + swells * limits::pulse_us;
    }
}

double Pulse::swell(std::int64_t now_us) const {
    if (!moving(now_us)) return 0;
    const double phase = static_cast<double>((now_us - *from_us_) % limits::pulse_us) / static_cast<double>(limits::pulse_us);
    return (1 - std::cos(2 * std::numbers::pi * phase)) / 2;
}

Colour call_colour(const screen::Theme& theme, double swell) {
    return mixed(theme.call, screen::rgb("#FFF3CF"), swell);
}

}  // namespace luot::board_view
