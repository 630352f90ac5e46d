#include "kiosk/slip_view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/qr.hpp"
#include "screen/canvas.hpp"

namespace luot::kiosk {

namespace {

using screen::Align;
using screen::Canvas;
using screen::Family;
using screen::Point;
using screen::Rect;
using screen::TextStyle;
using screen::Weight;

constexpr int height_max = 3'000;
constexpr screen::Colour black = screen::rgb("#000000");
constexpr screen::Colour white = screen::rgb("#FFFFFF");

// Sizes in dots, 8 to a millimetre. Narrow paper gets smaller type, but never type too small for old eyes: nothing under 2.5 mm.
struct Sizes {
    int margin;
    int office;
    int title;
    int number_cap;  // height of the digits
    int field;
    int ticket_class;
    int figure;
    int words;
    int small;
    int gap;
    bool phone_beside;  // the QR and its words side by side
};
constexpr Sizes wide{12, 29, 32, 164, 50, 32, 54, 28, 27, 24, true};
constexpr Sizes narrow{8, 24, 26, 108, 38, 26, 42, 22, 22, 18, false};

TextStyle plain(int size) {
    return {Family::text, Weight::regular, size, black, false};
}
TextStyle strong(int size) {
    return {Family::text, Weight::bold, size, black, false};
}
TextStyle display(int size) {
    return {Family::display, Weight::bold, size, black, false};
}

// Draws from the top down; `y` is where the next thing begins.
class Drawing {
  public:
    Drawing(Paper paper, screen::Fonts& fonts)
        : sizes_(paper == Paper::mm80 ? wide : narrow), canvas_(fonts, static_cast<int>(paper), height_max, white) {}

    void draw(const SlipModel& slip) {
        header(slip.office);
        rule();
        if (!slip.reprint.empty()) mark(slip.reprint);
        paragraph(slip.title, {Family::text, Weight::semibold, sizes_.title, black, false}, 1);
        number(slip.number);
        field(slip.field);
        if (!slip.ticket_class.empty()) badge(slip.ticket_class);
        if (slip.figures) figures(*slip.figures);
        for (const auto& note : slip.notes) {
            space(sizes_.gap / 2);
            paragraph(note, {Family::text, Weight::semibold, sizes_.small, black, false}, 3);
        }
        if (slip.phone) phone(*slip.phone);
        rule();
        paragraph(slip.closing, plain(sizes_.small), 6);
        space(sizes_.gap / 2);
        paragraph(slip.when, strong(sizes_.small), 2);
        paragraph(slip.where, plain(sizes_.small), 2);
        space(sizes_.gap);
    }

    // What was drawn in black and white, as long as it has become.
    escpos::Bitmap dots() const {
        const int height = std::min(y_, height_max);
        escpos::Bitmap bitmap(canvas_.width(), height);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < canvas_.width(); ++x) {
                if (canvas_.pixel(x, y).r < 128) bitmap.set(x, y, true);
            }
        }
        return bitmap;
    }

  private:
    int inner() const { return canvas_.width() - 2 * sizes_.margin; }
    void space(int dots) { y_ += dots; }

    // The narrowest width in which the text takes no more lines than in `width`: lines of like length, and no word left over alone.
    int even_width(const std::string& text, const TextStyle& style, int width, int lines_max) const {
        const auto lines_at = [&](int tried) { return canvas_.wrap(text, style, tried, lines_max + 1).lines.size(); };
        const auto fewest = lines_at(width);
        int even = width;
        while (even > width / 2 && lines_at(even - 4) == fewest) even -= 4;
        return even;
    }

    void paragraph(const std::string& text, const TextStyle& style, int lines_max) {
        if (text.empty()) return;
        const int width = even_width(text, style, inner(), lines_max);
        const int line_height = canvas_.wrap("", style, width, 1).line_height;
        const Rect box{(canvas_.width() - width) / 2, y_, width, line_height * lines_max};
        y_ += canvas_.text_wrapped(box, text, style, Align::centre).h;
    }

    // Long names of fields are set smaller before they take a third line.
    void field(const std::string& name) {
        TextStyle style = strong(sizes_.field);
        while (style.size_px > sizes_.field * 2 / 3 && canvas_.wrap(name, style, inner(), 3).lines.size() > 2) style.size_px -= 2;
        paragraph(name, style, 3);
    }

    void rule() {
        space(sizes_.gap / 2);
        constexpr int dash = 8;
        constexpr int gap = 4;
        for (int x = sizes_.margin; x < canvas_.width() - sizes_.margin; x += dash + gap) {
            canvas_.fill({x, y_, std::min(dash, canvas_.width() - sizes_.margin - x), 3}, black);
        }
        space(3 + sizes_.gap / 2);
    }

    void star(Point centre, double radius) {
        std::vector<Point> corners;
        for (int i = 0; i < 10; ++i) {
            const double reach = i % 2 == 0 ? radius : radius * 0.382;
            const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
            corners.push_back({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
        }
        canvas_.fill_polygon(corners, black);
    }

    // The office's name beside a star, both together in the middle.
    void header(const std::string& office) {
        const TextStyle style = strong(sizes_.office);
        const int emblem = sizes_.office * 3;
        const int between = sizes_.gap * 3 / 4;
        const int text_width_max = inner() - emblem - between;
        const int text_width = even_width(office, style, text_width_max, 4);
        const auto block = canvas_.wrap(office, style, text_width, 4);
        int widest = 0;
        for (const auto& line : block.lines) widest = std::max(widest, canvas_.measure(line, style).w);

        space(sizes_.gap / 2);
        const int height = std::max(emblem, block.h);
        const int left = (canvas_.width() - emblem - between - widest) / 2;
        const Point centre{left + emblem / 2.0, y_ + height / 2.0};
        canvas_.stroke_rounded({left, y_ + (height - emblem) / 2, emblem, emblem}, emblem / 2, 4, black);
        star({centre.x, centre.y + emblem * 0.02}, emblem * 0.29);
        canvas_.text_wrapped({left + emblem + between, y_ + (height - block.h) / 2, text_width, block.h}, office, style);
        space(height);
    }

    void mark(const std::string& text) {
        const TextStyle style{Family::text, Weight::bold, sizes_.ticket_class, white, false};
        const int height = style.size_px * 3 / 2;
        canvas_.fill({sizes_.margin, y_, inner(), height}, black);
        const Rect bar{sizes_.margin, y_, inner(), height};
        canvas_.text_shrunk(bar, text, style, 12, Align::centre);
        space(height + sizes_.gap / 2);
    }

    void number(const std::string& text) {
        const double cap_share = canvas_.metrics(display(1'000)).cap_height / 1'000.0;
        TextStyle style = display(static_cast<int>(std::ceil(sizes_.number_cap / cap_share)));
        const auto ink_of = [&] { return canvas_.fonts().ink(text, style); };
        while (style.size_px > 24 && ink_of().right - ink_of().left > inner()) --style.size_px;
        const auto ink = ink_of();
        space(sizes_.gap * 2 / 3);
        const int start = (canvas_.width() - (ink.right - ink.left)) / 2 - ink.left;
        canvas_.text(start, y_ - ink.top, text, style);
        space(ink.bottom - ink.top + sizes_.gap);
    }

    void badge(const std::string& text) {
        const TextStyle style = strong(sizes_.ticket_class);
        const int padding = sizes_.gap * 5 / 6;
        const std::string shown = canvas_.ellipsised(text, style, inner() - 2 * padding);
        const int width = canvas_.measure(shown, style).w + 2 * padding;
        const Rect frame{(canvas_.width() - width) / 2, y_ + sizes_.gap / 4, width, style.size_px * 3 / 2};
        canvas_.stroke_rounded(frame, 10, 3, black);
        canvas_.text(canvas_.width() / 2, canvas_.middle_baseline(frame, style), shown, style, Align::centre);
        space(frame.h + sizes_.gap / 2);
    }

    void figures(const SlipFigures& figures) {
        space(sizes_.gap / 2);
        const int half = inner() / 2;
        const int value_height = sizes_.figure * 6 / 5;
        const Rect left{sizes_.margin, y_, half, value_height};
        const Rect right{sizes_.margin + half, y_, half, value_height};
        canvas_.text_shrunk(left, figures.ahead, strong(sizes_.figure), sizes_.small, Align::centre);
        const int expected = figures.expected_known ? sizes_.figure : sizes_.words;
        canvas_.text_shrunk(right, figures.expected, strong(expected), 16, Align::centre);
        space(value_height);
        const auto below = [&](const Rect& column, const std::string& words) {
            const Rect line{column.x, y_, column.w, sizes_.words * 5 / 4};
            canvas_.text_shrunk(line, words, plain(sizes_.words), 16, Align::centre);
        };
        below(left, figures.ahead_words);
        below(right, figures.expected_words);
        space(sizes_.words * 5 / 4 + sizes_.gap / 4);
    }

    // Four dots a module are half a millimetre, which every phone reads; three where the code is large.
    void phone(const SlipPhone& phone) {
        const auto qr = make_qr(phone.url);
        if (!qr) return;
        constexpr int quiet = 4;
        const int modules = qr->side + 2 * quiet;
        const int dot = modules * 4 <= 200 ? (modules * 5 <= 200 ? 5 : 4) : 3;
        const int side = modules * dot;
        rule();
        const TextStyle title = strong(sizes_.small);
        const TextStyle words = plain(sizes_.small);
        const int code_x = sizes_.phone_beside ? sizes_.margin : (canvas_.width() - side) / 2;
        int code_y = y_;
        if (sizes_.phone_beside) {
            const int x = code_x + side + sizes_.gap / 4;
            const int width = canvas_.width() - sizes_.margin - x;
            const int words_width = even_width(phone.words, words, width, 6);
            const auto title_block = canvas_.wrap(phone.title, title, width, 3);
            const auto words_block = canvas_.wrap(phone.words, words, words_width, 6);
            const int height = title_block.h + words_block.h;
            const int top = y_ + std::max(0, (side - height) / 2);
            canvas_.text_wrapped({x, top, width, title_block.h}, phone.title, title);
            canvas_.text_wrapped({x, top + title_block.h, words_width, words_block.h}, phone.words, words);
            code_y += std::max(0, (height - side) / 2);
            y_ += std::max(side, height);
        } else {
            y_ += side;
            paragraph(phone.title, title, 2);
            paragraph(phone.words, words, 4);
        }
        for (int y = 0; y < qr->side; ++y) {
            for (int x = 0; x < qr->side; ++x) {
                if (qr->at(x, y)) canvas_.fill({code_x + (x + quiet) * dot, code_y + (y + quiet) * dot, dot, dot}, black);
            }
        }
    }

    const Sizes& sizes_;
    Canvas canvas_;
    int y_ = 0;
};

}  // namespace

escpos::Bitmap draw_slip(const SlipModel& slip, Paper paper, screen::Fonts& fonts) {
    Drawing drawing(paper, fonts);
    drawing.draw(slip);
    return drawing.dots();
}

}  // namespace luot::kiosk
