#include "kiosk/slip_view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "kiosk/number_dots.hpp"
#include "kiosk/qr.hpp"
#include "kiosk/slip_page.hpp"

namespace luot::kiosk {

namespace {

using screen::Align;
using screen::Family;
using screen::Point;
using screen::Rect;
using screen::TextBlock;
using screen::TextStyle;
using screen::Weight;

// Sizes in dots, 8 to a millimetre: of the slip's first language and, behind it, of the second. Narrow paper gets smaller type, but never
// type too small for old eyes: nothing under 2.5 mm.
struct Size {
    int first;
    int second;
};
struct Sizes {
    int margin;
    Size office;
    Size title;
    int number;  // height of the digits
    Size field;
    Size ticket_class;
    Size procedure;
    int figure;
    Size words;
    Size small;
    int gap;
    int logo_height;
    bool phone_beside;  // the QR and its words side by side
};
constexpr Sizes wide{12, {29, 22}, {32, 24}, 164, {50, 30}, {32, 24}, {32, 24}, 54, {28, 22}, {27, 22}, 24, 112, true};
constexpr Sizes narrow{8, {24, 20}, {26, 20}, 128, {38, 24}, {26, 20}, {26, 20}, 42, {22, 20}, {22, 20}, 18, 88, false};

TextStyle plain(int size) {
    return {Family::text, Weight::regular, size, ink, false};
}
TextStyle medium(int size) {
    return {Family::text, Weight::semibold, size, ink, false};
}
TextStyle strong(int size) {
    return {Family::text, Weight::bold, size, ink, false};
}

// Parts that a dashed line is drawn between.
enum class Part : std::uint8_t { head, number, phone, foot };

Part part_of(SlipLine line) {
    switch (line) {
        case SlipLine::logo:
        case SlipLine::office:
            return Part::head;
        case SlipLine::phone:
            return Part::phone;
        case SlipLine::closing:
        case SlipLine::when:
        case SlipLine::where:
            return Part::foot;
        default:
            return Part::number;
    }
}

class Drawing {
  public:
    Drawing(const SlipModel& slip, Paper paper, screen::Fonts& fonts, const Logo* logo)
        : slip_(slip),
          sizes_(paper == Paper::mm80 ? wide : narrow),
          page_(fonts, static_cast<int>(paper), sizes_.margin),
          canvas_(page_.canvas()),
          logo_(logo) {}

    escpos::Bitmap draw() {
        page_.space(sizes_.gap / 2);
        bool marked = slip_.reprint.empty();
        std::optional<Part> part;
        for (std::size_t i = 0; i < slip_.lines.size(); ++i) {
            const SlipLine line = slip_.lines[i];
            if (!says_something(line)) continue;
            const Part next = part_of(line);
            if (part && part != next) rule();
            part = next;
            // A copy says so before anything that could be taken for the first slip's.
            if (!marked && next != Part::head) {
                mark();
                marked = true;
            }
            const bool beside = line == SlipLine::logo && i + 1 < slip_.lines.size() && slip_.lines[i + 1] == SlipLine::office;
            if (beside && says_something(SlipLine::office) && is_compact()) {
                logo_and_office();
                ++i;
            } else {
                draw_line(line);
            }
        }
        page_.space(sizes_.gap);
        return page_.print();
    }

  private:
    bool says_something(SlipLine line) const {
        switch (line) {
            case SlipLine::office:
                return !slip_.office.empty();
            case SlipLine::ticket_class:
                return !slip_.ticket_class.empty();
            case SlipLine::procedure:
                return !slip_.procedure.empty();
            case SlipLine::figures:
                return slip_.figures.has_value();
            case SlipLine::notes:
                return !slip_.notes.empty();
            case SlipLine::phone:
                return slip_.phone && make_qr(slip_.phone->url);
            default:
                return true;
        }
    }

    void draw_line(SlipLine line) {
        switch (line) {
            case SlipLine::logo:
                return emblem_alone();
            case SlipLine::office:
                return said(slip_.office, strong(sizes_.office.first), medium(sizes_.office.second), 4);
            case SlipLine::title:
                return said(slip_.title, medium(sizes_.title.first), plain(sizes_.title.second), 2);
            case SlipLine::number:
                return number();
            case SlipLine::field:
                return field();
            case SlipLine::ticket_class:
                return badge();
            case SlipLine::procedure:
                return said(slip_.procedure, medium(sizes_.procedure.first), plain(sizes_.procedure.second), 3);
            case SlipLine::figures:
                return figures(*slip_.figures);
            case SlipLine::notes:
                return notes();
            case SlipLine::phone:
                return phone(*slip_.phone);
            case SlipLine::closing:
                said(slip_.closing, plain(sizes_.small.first), plain(sizes_.small.second), 6);
                return page_.space(sizes_.gap / 2);
            case SlipLine::when:
                return said(slip_.when, strong(sizes_.small.first), medium(sizes_.small.second), 2);
            case SlipLine::where:
                return said(slip_.where, plain(sizes_.small.first), plain(sizes_.small.second), 2);
        }
    }

    // In the first language, and below it in the second.
    void said(const Said& words, const TextStyle& first, const TextStyle& second, int lines_max) {
        page_.paragraph(words.first, first, lines_max);
        page_.paragraph(words.second, second, lines_max);
    }

    void rule() {
        page_.space(sizes_.gap / 2);
        page_.dashes(3);
        page_.space(sizes_.gap / 2);
    }

    // --- The head

    // Wide logos stand above the office's name.
    bool is_compact() const { return logo_ == nullptr || logo_->width_to_height() <= 1.6; }

    int star_side() const { return sizes_.office.first * 3; }

    void star(int left, int top) {
        const int side = star_side();
        canvas_.stroke_rounded({left, top, side, side}, side / 2, 4, ink);
        const Point centre{left + side / 2.0, top + side * 0.52};
        std::vector<Point> corners;
        for (int i = 0; i < 10; ++i) {
            const double reach = side * 0.29 * (i % 2 == 0 ? 1 : 0.382);
            const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
            corners.push_back({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
        }
        canvas_.fill_polygon(corners, ink);
    }

    void emblem_alone() {
        if (logo_ != nullptr) {
            page_.dots_in_the_middle(logo_->dots(page_.inner() * 5 / 6, sizes_.logo_height));
        } else {
            star((canvas_.width() - star_side()) / 2, page_.y());
            page_.space(star_side());
        }
        page_.space(sizes_.gap / 2);
    }

    // The office's name beside its emblem, both together in the middle.
    void logo_and_office() {
        const Dots dots = logo_ != nullptr ? logo_->dots(sizes_.logo_height * 5 / 4, sizes_.logo_height) : Dots(star_side(), star_side());
        const int between = sizes_.gap * 3 / 4;
        const int width_max = page_.inner() - dots.w - between;
        const TextStyle first = strong(sizes_.office.first);
        const TextStyle second = medium(sizes_.office.second);
        const int first_width = page_.even_width(slip_.office.first, first, width_max, 4);
        const TextBlock above = canvas_.wrap(slip_.office.first, first, first_width, 4);
        const int second_width = page_.even_width(slip_.office.second, second, width_max, 3);
        const TextBlock below = canvas_.wrap(slip_.office.second, second, second_width, 3);
        const int widest = std::max(page_.ink_width(above, first), page_.ink_width(below, second));
        const int height = std::max(dots.h, above.h + below.h);
        const int left = (canvas_.width() - dots.w - between - widest) / 2;
        const int emblem_top = page_.y() + (height - dots.h) / 2;
        if (logo_ != nullptr) {
            page_.dots_at(left, emblem_top, dots);
        } else {
            star(left, emblem_top);
        }
        const int text_left = left + dots.w + between;
        const int text_top = page_.y() + (height - above.h - below.h) / 2;
        canvas_.text_wrapped({text_left, text_top, first_width, above.h}, slip_.office.first, first);
        canvas_.text_wrapped({text_left, text_top + above.h, second_width, below.h}, slip_.office.second, second);
        page_.space(height);
    }

    // --- The number and what it is for

    void mark() {
        const TextStyle style{Family::text, Weight::bold, sizes_.ticket_class.first, blank, false};
        const std::string text = slip_.reprint.second.empty() ? slip_.reprint.first : slip_.reprint.first + " · " + slip_.reprint.second;
        const Rect bar{page_.left(), page_.y(), page_.inner(), style.size_px * 3 / 2};
        canvas_.fill(bar, ink);
        canvas_.text_shrunk(bar.inset(4), text, style, 20, Align::centre);
        page_.space(bar.h + sizes_.gap / 2);
    }

    void number() {
        page_.space(sizes_.gap);
        for (const Dots& line : number_dots(slip_.number, page_.inner(), sizes_.number, canvas_.fonts())) {
            page_.dots_in_the_middle(line);
            page_.space(sizes_.gap);
        }
    }

    // Long names of fields are set smaller before they take a third line.
    void field() {
        TextStyle style = strong(sizes_.field.first);
        const auto lines = [&] { return canvas_.wrap(slip_.field.first, style, page_.inner(), 3).lines.size(); };
        while (style.size_px > sizes_.field.first * 2 / 3 && lines() > 2) style.size_px -= 2;
        said(slip_.field, style, medium(sizes_.field.second), 3);
    }

    // Framed; long names are set smaller before they take a second line.
    void badge() {
        const int padding = sizes_.gap * 5 / 6;
        const int room = page_.inner() - 2 * padding;
        TextStyle first = strong(sizes_.ticket_class.first);
        while (first.size_px > sizes_.ticket_class.second && canvas_.measure(slip_.ticket_class.first, first).w > room) --first.size_px;
        const TextStyle second = plain(sizes_.ticket_class.second);
        const auto block = [&](const std::string& text, const TextStyle& style) {
            return canvas_.wrap(text, style, page_.even_width(text, style, room, 2), 2);
        };
        const TextBlock above = block(slip_.ticket_class.first, first);
        const TextBlock below = block(slip_.ticket_class.second, second);
        const int width = std::max(page_.ink_width(above, first), page_.ink_width(below, second)) + 2 * padding;
        page_.space(sizes_.gap / 4);
        const Rect frame{(canvas_.width() - width) / 2, page_.y(), width, above.h + below.h + sizes_.gap / 2};
        canvas_.stroke_rounded(frame, 10, 3, ink);
        page_.space(sizes_.gap / 6);
        said(slip_.ticket_class, first, second, 2);
        page_.space(frame.bottom() - page_.y() + sizes_.gap / 4);
    }

    void figures(const SlipFigures& figures) {
        page_.space(sizes_.gap / 2);
        const int half = page_.inner() / 2;
        const int value_height = sizes_.figure * 6 / 5;
        const int top = page_.y();
        const auto column = [&](int x, const std::string& value, int size, const Said& words) {
            const Rect box{x, top, half, value_height};
            canvas_.text_shrunk(box, value, strong(size), 20, Align::centre);
            int y = box.bottom();
            const auto below = [&](const std::string& text, const TextStyle& style, double leading) {
                constexpr int lines_max = 4;
                if (text.empty()) return;
                const int width = page_.even_width(text, style, half - 4, lines_max);
                const Rect lines{x + (half - width) / 2, y, width, lines_max * 2 * style.size_px};
                y += canvas_.text_wrapped(lines, text, style, Align::centre, leading).h;
            };
            below(words.first, plain(sizes_.words.first), 1.25);
            below(words.second, plain(sizes_.words.second), 1.15);
            return y - top;
        };
        const int left = column(page_.left(), figures.ahead, sizes_.figure, figures.ahead_words);
        const int size = figures.expected_known ? sizes_.figure : sizes_.words.first;
        const int right = column(page_.left() + half, figures.expected, size, figures.expected_words);
        page_.space(std::max(left, right) + sizes_.gap / 4);
    }

    void notes() {
        int lines_max = 4;  // the first one may be what the number is void without
        for (const Said& note : slip_.notes) {
            page_.space(sizes_.gap / 2);
            said(note, medium(sizes_.small.first), plain(sizes_.small.second), std::exchange(lines_max, 3));
        }
    }

    // --- The phone page

    // Four dots a module are half a millimetre, which every phone reads; three where the code is large.
    void phone(const SlipPhone& phone) {
        const auto qr = make_qr(phone.url);
        if (!qr) return;
        constexpr int quiet = 4;
        const int modules = qr->side + 2 * quiet;
        const int dot = modules * 4 <= 200 ? (modules * 5 <= 200 ? 5 : 4) : 3;
        const int side = modules * dot;
        Dots code(side, side);
        for (int y = 0; y < qr->side * dot; ++y) {
            for (int x = 0; x < qr->side * dot; ++x) code.set(x + quiet * dot, y + quiet * dot, qr->at(x / dot, y / dot));
        }
        if (sizes_.phone_beside) return phone_beside(phone, code);
        page_.dots_in_the_middle(code);
        page_.paragraph(phone.title.first, strong(sizes_.small.first), 2);
        page_.paragraph(phone.words.first, plain(sizes_.small.first), 4);
        page_.paragraph(phone.words.second, plain(sizes_.small.second), 4);
    }

    void phone_beside(const SlipPhone& phone, const Dots& code) {
        const int x = page_.left() + code.w + sizes_.gap / 4;
        const int width = canvas_.width() - sizes_.margin - x;
        struct Line {
            const std::string& text;
            TextStyle style;
            int space;  // above
        };
        const Line lines[] = {{phone.title.first, strong(sizes_.small.first), 0},
                              {phone.words.first, plain(sizes_.small.first), 0},
                              {phone.words.second, plain(sizes_.small.second), sizes_.gap / 4}};
        int height = 0;
        for (const Line& line : lines) height += line.text.empty() ? 0 : line.space + canvas_.wrap(line.text, line.style, width, 6).h;
        int y = page_.y() + std::max(0, (code.h - height) / 2);
        for (const Line& line : lines) {
            if (line.text.empty()) continue;
            const int even = page_.even_width(line.text, line.style, width, 6);
            const int line_height = canvas_.wrap("", line.style, width, 1).line_height;
            y += line.space;
            y += canvas_.text_wrapped({x, y, even, 6 * line_height}, line.text, line.style).h;
        }
        page_.dots_at(page_.left(), page_.y() + std::max(0, (height - code.h) / 2), code);
        page_.space(std::max(code.h, height));
    }

    const SlipModel& slip_;
    const Sizes& sizes_;
    SlipPage page_;
    screen::Canvas& canvas_;
    const Logo* logo_;
};

}  // namespace

escpos::Bitmap draw_slip(const SlipModel& slip, Paper paper, screen::Fonts& fonts, const Logo* logo) {
    return Drawing(slip, paper, fonts, logo).draw();
}

}  // namespace luot::kiosk
