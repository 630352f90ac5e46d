#include "led_matrix/call_layout.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

constexpr const char* arrow = "\u2192";
constexpr int heights[] = {128, 112, 96, 80, 64, 56, 48, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 15, 14, 13, 12, 11, 10, 9};
// A digit's width in percent of its height, from easy to read to just readable.
constexpr int widths[] = {58, 54, 50, 46, 42, 39};

int beside_arrow(const LargeSize& size) {
    return std::max(size.width / 3, 2);
}

int one_row_width(const std::string& number, const std::string& counter, const LargeSize& size) {
    return large_width(number, size) + large_width(arrow, size) + large_width(counter, size) + 2 * beside_arrow(size);
}

int counter_width(const std::string& counter, const LargeSize& size) {
    return large_width(arrow, size) + beside_arrow(size) + large_width(counter, size);
}

// The widest digits of this height with which `width_of` stays within the room.
template <class WidthOf>
std::optional<LargeSize> widest(int height, int room, WidthOf width_of) {
    for (const int percent : widths) {
        const LargeSize size = large_size((height * percent + 50) / 100, height);
        if (width_of(size) <= room) return size;
    }
    return std::nullopt;
}

CallLayout one_row(const std::string& number, const std::string& counter, const LargeSize& size, const Panel& room) {
    CallLayout layout{size, {}};
    // Where there is room, more of it beside the arrow: number and counter are two things.
    const int free = std::max(room.width - one_row_width(number, counter, size), 0);
    const int gap = beside_arrow(size) + std::min(size.width / 3, free / 4);
    int x = (room.width - one_row_width(number, counter, size)) / 2 + beside_arrow(size) - gap;
    const int y = (room.height - size.height) / 2;
    layout.pieces.push_back({number, x, y, false});
    x += large_width(number, size) + gap;
    layout.pieces.push_back({arrow, x, y, true});
    x += large_width(arrow, size) + gap;
    layout.pieces.push_back({counter, x, y, true});
    return layout;
}

CallLayout two_rows(const std::string& number, const std::string& counter, const LargeSize& size, const Panel& room) {
    CallLayout layout{size, {}};
    const int free = room.height - 2 * size.height;
    const int top = free / 3;
    const int second = top + size.height + (free - top + 1) / 2;
    layout.pieces.push_back({number, std::max((room.width - large_width(number, size)) / 2, 0), top, false});
    const int x = std::max((room.width - counter_width(counter, size)) / 2, 0);
    layout.pieces.push_back({arrow, x, second, true});
    layout.pieces.push_back({counter, x + large_width(arrow, size) + beside_arrow(size), second, true});
    return layout;
}

bool high_enough(int height, const Panel& room) {
    return height * 10 <= room.height * 7;
}

// Either part alone, in the middle.
std::optional<CallLayout> number_alone(const std::string& number, const Panel& room) {
    for (const int height : heights) {
        if (!high_enough(height, room)) continue;
        const auto size = widest(height, room.width - 2, [&](const LargeSize& is) { return large_width(number, is); });
        if (!size) continue;
        return CallLayout{*size, {{number, (room.width - large_width(number, *size)) / 2, (room.height - height) / 2, false}}};
    }
    return std::nullopt;
}
std::optional<CallLayout> counter_alone(const std::string& counter, const Panel& room) {
    for (const int height : heights) {
        if (!high_enough(height, room)) continue;
        const auto size = widest(height, room.width - 2, [&](const LargeSize& is) { return counter_width(counter, is); });
        if (!size) continue;
        const int x = (room.width - counter_width(counter, *size)) / 2;
        const int y = (room.height - height) / 2;
        return CallLayout{*size, {{arrow, x, y, true}, {counter, x + large_width(arrow, *size) + beside_arrow(*size), y, true}}};
    }
    return std::nullopt;
}

bool fits(const std::vector<std::string>& lines, int width) {
    return std::ranges::all_of(lines, [width](const std::string& line) { return text_width(line) <= width; });
}

std::vector<std::string> broken(const std::string& text, int width) {
    std::vector<std::string> lines;
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        std::string longer = line;
        if (!longer.empty()) longer += ' ';
        longer += word;
        if (!line.empty() && text_width(longer) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

}  // namespace

std::vector<CallLayout> lay_out_call(const std::string& number, const std::string& counter, const Panel& room) {
    for (const int height : heights) {
        if (high_enough(height, room)) {
            const auto size = widest(height, room.width - 2, [&](const LargeSize& is) { return one_row_width(number, counter, is); });
            if (size) return {one_row(number, counter, *size, room)};
        }
        if (2 * height + 1 > room.height) continue;
        const auto size = widest(height, room.width - 2,
                                 [&](const LargeSize& is) { return std::max(large_width(number, is), counter_width(counter, is)); });
        if (size) return {two_rows(number, counter, *size, room)};
    }
    const auto first = number_alone(number, room);
    const auto second = counter_alone(counter, room);
    if (!first || !second) return {};
    return {*first, *second};
}

std::string call_line(const std::string& number, const std::string& counter) {
    return number + ' ' + arrow + ' ' + counter;
}

void draw_call(Dots& dots, const CallLayout& layout, Rgb number, Rgb counter) {
    for (const auto& piece : layout.pieces) draw_large(dots, piece.x, piece.y, piece.text, layout.size, piece.counter ? counter : number);
}

std::vector<std::string> wrapped(const std::string& text, int width) {
    std::vector<std::string> lines = broken(text, width);
    // As many lines, as even as may be: one word alone under a full line looks forgotten.
    for (std::size_t most = lines.size(); width > 0 && lines.size() > 1; --width) {
        std::vector<std::string> narrower = broken(text, width);
        if (narrower.size() > most || !fits(narrower, width)) break;
        lines = std::move(narrower);
    }
    return lines;
}

}  // namespace luot::led_matrix
