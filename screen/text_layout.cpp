// The parts of Canvas that break, shrink and shorten text.
#include <algorithm>
#include <cmath>

#include "screen/canvas.hpp"
#include "screen/utf8.hpp"

namespace luot::screen {

namespace {

constexpr std::string_view ellipsis = "…";
constexpr double leading_min = 1.15;

int line_x(const Rect& rect, Align align) {
    if (align == Align::left) return rect.x;
    return align == Align::centre ? rect.x + rect.w / 2 : rect.right();
}

std::string_view without_trailing_spaces(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// Words, with "\n" as a word of its own where a line is to end.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (const char c : text) {
        if (c == ' ' || c == '\n') {
            end_word();
            if (c == '\n') words.emplace_back("\n");
        } else {
            word += c;
        }
    }
    end_word();
    return words;
}

}  // namespace

std::string Canvas::ellipsised(std::string_view utf8, const TextStyle& style, int width) const {
    const std::string text = drawable(utf8);
    if (measure(text, style).w <= width) return text;
    const auto starts = code_point_starts(text);
    // The longest beginning that fits: widths rise with length.
    std::size_t fits = 0;
    std::size_t too_long = starts.size() - 1;
    while (fits + 1 < too_long) {
        const std::size_t middle = (fits + too_long) / 2;
        const std::string candidate =
            std::string(without_trailing_spaces(std::string_view(text).substr(0, starts[middle]))) + std::string(ellipsis);
        (measure(candidate, style).w <= width ? fits : too_long) = middle;
    }
    return std::string(without_trailing_spaces(std::string_view(text).substr(0, starts[fits]))) + std::string(ellipsis);
}

int Canvas::text_shrunk(const Rect& rect, std::string_view utf8, const TextStyle& style, int size_px_min, Align align) {
    TextStyle used = style;
    int wide = measure(utf8, used).w;
    if (wide > rect.w && wide > 0) {
        used.size_px = std::max(size_px_min, std::min(style.size_px, style.size_px * rect.w / wide + 1));
        while (used.size_px > size_px_min && measure(utf8, used).w > rect.w) --used.size_px;
        wide = measure(utf8, used).w;
    }
    const std::string shown = wide > rect.w ? ellipsised(utf8, used, rect.w) : std::string(utf8);
    text(line_x(rect, align), middle_baseline(rect, used), shown, used, align);
    return used.size_px;
}

TextBlock Canvas::wrap(std::string_view utf8, const TextStyle& style, int width, int lines_max, double leading) const {
    TextBlock block;
    block.line_height = std::max(static_cast<int>(std::lround(style.size_px * std::max(leading, leading_min))), 1);
    const auto fits = [&](const std::string& text) { return measure(text, style).w <= width; };
    const auto full = [&] { return static_cast<int>(block.lines.size()) >= lines_max; };
    std::string line;
    const auto words = words_of(drawable(utf8, true));
    std::size_t next = 0;
    for (; next < words.size() && !full(); ++next) {
        if (words[next] == "\n") {
            block.lines.push_back(std::move(line));
            line.clear();
            continue;
        }
        std::string longer = line.empty() ? words[next] : line + " " + words[next];
        if (fits(longer)) {
            line = std::move(longer);
            continue;
        }
        if (!line.empty()) {
            block.lines.push_back(std::move(line));
            line.clear();
            if (full()) break;  // this word stays for the ellipsis
        }
        // A word that alone is too wide is broken wherever it has to be; at least one letter goes on each line.
        std::string rest = words[next];
        while (!fits(rest) && !full()) {
            const auto starts = code_point_starts(rest);
            std::size_t count = 1;
            while (count + 1 < starts.size() && fits(rest.substr(0, starts[count + 1]))) ++count;
            if (starts[count] == rest.size()) break;
            block.lines.push_back(rest.substr(0, starts[count]));
            rest.erase(0, starts[count]);
        }
        line = std::move(rest);
    }
    if (!line.empty() && !full()) {
        block.lines.push_back(std::move(line));
        line.clear();
    }
    if ((!line.empty() || next < words.size()) && !block.lines.empty()) {
        block.cut = true;
        std::string last = block.lines.back();
        if (!line.empty()) last += " " + line;
        for (; next < words.size() && last.size() < text_bytes_max; ++next) last += " " + words[next];
        block.lines.back() = ellipsised(last, style, width);
    }
    block.h = static_cast<int>(block.lines.size()) * block.line_height;
    return block;
}

TextBlock Canvas::text_wrapped(const Rect& rect, std::string_view utf8, const TextStyle& style, Align align, double leading) {
    const int line_height = wrap("", style, rect.w, 1, leading).line_height;
    TextBlock block = wrap(utf8, style, rect.w, rect.h / line_height, leading);
    // The face's whole height, accents and tails, stands in the middle of its line.
    const FontMetrics face = metrics(style);
    const int first_baseline = rect.y + face.ascent + (line_height - face.ascent - face.descent) / 2;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
        text(line_x(rect, align), first_baseline + static_cast<int>(i) * line_height, block.lines[i], style, align);
    }
    return block;
}

}  // namespace luot::screen
