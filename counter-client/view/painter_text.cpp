// How text finds its room (desk_view.hpp says the rules).
#include <cmath>
#include <optional>

#include "desk_view/painter.hpp"
#include "screen/utf8.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr const char* ellipsis = "…";

// A word with the blanks behind it, as it is drawn in one go.
struct Word {
    std::string text;
    bool strong = false;
    desk::Tone tone = desk::Tone::calm;
    int w = 0;          // without the blanks
    int blanks = 0;     // their width
    bool tied = false;  // no break before it: it follows without a blank
};

struct LaidLine {
    std::vector<Word> words;
    int w = 0;
};

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

std::vector<Word> words_of(const desk::Line& pieces) {
    std::vector<Word> words;
    bool tied = false;
    for (const auto& piece : pieces) {
        const std::string text = screen::drawable(piece.text, true);
        std::size_t at = 0;
        while (at < text.size()) {
            std::size_t end = at;
            while (end < text.size() && !is_blank(text[end])) ++end;
            std::size_t next = end;
            while (next < text.size() && is_blank(text[next])) ++next;
            Word word;
            word.text = text.substr(at, end - at);
            word.blanks = next > end ? 1 : 0;
            word.strong = piece.strong;
            word.tone = piece.tone;
            word.tied = tied;
            if (word.text.empty()) {
                if (!words.empty()) words.back().blanks = 1;  // the piece begins with blanks
            } else {
                words.push_back(word);
            }
            tied = next == end;
            at = next;
        }
    }
    return words;
}

}  // namespace

struct Painter::Laid {
    Rung rung{Face::small, Face::small};
    std::vector<LaidLine> lines;
    bool shortened = false;
    int line_h = 0;
    int w = 0;
    int above = 0;
};

int Painter::width_px(std::string_view utf8, Face face) const {
    const ImFont* font = this->font(face);
    const float w = font->CalcTextSizeA(font->FontSize, 1e9F, 0, utf8.data(), utf8.data() + utf8.size()).x;
    return static_cast<int>(std::ceil(w));
}

double Painter::width(std::string_view utf8, Face face) const {
    // And what a box may lose where both of its edges become whole pixels.
    return (width_px(screen::drawable(utf8), face) + 1) / scale_;
}

bool Painter::has_all(const desk::Line& pieces, const Rung& rung) const {
    for (const auto& piece : pieces) {
        for (const auto code : screen::code_points(screen::drawable(piece.text))) {
            if (code > 0xFFFF || !atlas_.has(static_cast<std::size_t>(piece.strong ? rung.strong : rung.plain), static_cast<ImWchar>(code)))
                return false;
        }
    }
    return true;
}

namespace {

using WidthOf = std::function<int(std::string_view, bool)>;

// The longest beginning of the word that fits, at least one letter.
std::size_t fitting(const std::string& text, bool strong, int room, const WidthOf& width_of) {
    const auto starts = screen::code_point_starts(text);
    std::size_t best = starts.size() > 1 ? starts[1] : text.size();
    for (const auto start : starts) {
        if (start > best && width_of(std::string_view(text).substr(0, start), strong) <= room) best = start;
    }
    return best;
}

// Greedy; a group of tied words stays together unless it alone is too wide. A word that alone is too wide is broken anywhere.
std::vector<LaidLine> broken(std::vector<Word> words, int room, const WidthOf& width_of) {
    std::vector<LaidLine> lines(1);
    int pending = 0;  // blanks before the next word
    for (std::size_t i = 0; i < words.size(); ++i) {
        int group = 0;  // the width up to where a break may be
        for (std::size_t j = i; j < words.size() && (j == i || words[j].tied); ++j) group += words[j].w;
        const bool may_break = !words[i].tied || words[i].w + lines.back().w > room;
        const int needed = words[i].tied ? words[i].w : group;
        if (!lines.back().words.empty() && may_break && lines.back().w + pending + needed > room) {
            lines.emplace_back();
            pending = 0;
        }
        Word word = words[i];
        while (lines.back().words.empty() && word.w > room) {
            const auto cut = fitting(word.text, word.strong, room, width_of);
            if (cut >= word.text.size()) break;
            Word head = word;
            head.text = word.text.substr(0, cut);
            head.w = width_of(head.text, head.strong);
            head.blanks = 0;
            lines.back().words.push_back(head);
            lines.back().w = head.w;
            lines.emplace_back();
            word.text.erase(0, cut);
            word.w = width_of(word.text, word.strong);
        }
        lines.back().w += (lines.back().words.empty() ? 0 : pending) + word.w;
        pending = word.blanks;
        lines.back().words.push_back(word);
    }
    return lines;
}

// The line ends in an ellipsis and fits.
void shorten(LaidLine& line, int room, const WidthOf& width_of) {
    while (!line.words.empty()) {
        Word& last = line.words.back();
        int before = 0;
        for (std::size_t i = 0; i + 1 < line.words.size(); ++i) before += line.words[i].w + line.words[i].blanks;
        const auto starts = screen::code_point_starts(last.text);
        for (std::size_t n = starts.size(); n-- > 1;) {
            const std::string shorter = last.text.substr(0, starts[n]) + ellipsis;
            const int w = width_of(shorter, last.strong);
            if (before + w > room) continue;
            last.text = shorter;
            last.w = w;
            last.blanks = 0;
            line.w = before + w;
            return;
        }
        line.words.pop_back();
    }
    Word dots;
    dots.text = ellipsis;
    dots.w = width_of(ellipsis, false);
    line.words = {dots};
    line.w = dots.w;
}

}  // namespace

Painter::Laid Painter::lay_out(const Box& room, const desk::Line& pieces, const TextLook& look) const {
    Laid laid;
    auto words = words_of(pieces);
    if (words.empty()) return laid;
    const int room_w = rect(room).w;
    const int room_h = rect(room).h;
    for (const auto& rung : look.ladder) {
        const bool last = &rung == &look.ladder.back();
        if (!last && !has_all(pieces, rung)) continue;
        laid.rung = rung;
        laid.line_h = atlas_.line_height(static_cast<std::size_t>(rung.plain));
        const WidthOf width_of = [&](std::string_view text, bool strong) { return width_px(text, strong ? rung.strong : rung.plain); };
        for (auto& word : words) {
            word.w = width_of(word.text, word.strong);
            if (word.blanks > 0) word.blanks = width_of(" ", word.strong);
        }
        laid.lines = broken(words, room_w, width_of);
        // A single line may be lower than its own line height: capitals and accents fit where 1.1 em do, figures have no accents.
        const auto face = static_cast<std::size_t>(rung.plain);
        const bool figures = face_specs[face].letters == imgui_sdl::Letters::figures;
        const int one_line_h = figures ? atlas_.cap_height(face) * 23 / 20 : laid.line_h * 17 / 20;
        const int by_height = room_h >= laid.line_h ? room_h / laid.line_h : room_h >= one_line_h ? 1 : 0;
        const auto lines_max = static_cast<std::size_t>(std::max(0, std::min(look.lines_max, by_height)));
        if (laid.lines.size() <= lines_max) break;
        if (!last) continue;
        if (look.tail) {
            laid.above = static_cast<int>(laid.lines.size() - std::max<std::size_t>(lines_max, 1));
            laid.lines.erase(laid.lines.begin(), laid.lines.begin() + laid.above);
            break;
        }
        laid.shortened = true;
        laid.lines.resize(std::max<std::size_t>(lines_max, 1));
        // What was broken off behind the last line is lost: it ends in an ellipsis even where it would fit.
        LaidLine& end = laid.lines.back();
        if (!end.words.empty()) {
            end.words.back().text += " ";
            end.words.back().w = width_of(end.words.back().text, end.words.back().strong);
        }
        shorten(end, room_w, width_of);
    }
    for (const auto& line : laid.lines) laid.w = std::max(laid.w, line.w);
    return laid;
}

void Painter::set(const Laid& laid, const Box& room, const TextLook& look) {
    const auto face = static_cast<std::size_t>(laid.rung.plain);
    const int cap = atlas_.cap_height(face);
    const screen::Rect at = rect(room);
    const int lines = static_cast<int>(laid.lines.size());
    const int ink_h = (lines - 1) * laid.line_h + cap;  // from the first line's capitals to the last baseline
    int baseline = at.y + (at.h - ink_h) / 2 + cap;
    // Accents stand above capitals: the line's own room is taken at the top and at the bottom.
    const int above = (laid.line_h - cap + 1) / 2;
    if (look.upright == Upright::top) baseline = at.y + above + cap;
    if (look.upright == Upright::bottom) baseline = at.bottom() - (laid.line_h - cap - above) - (lines - 1) * laid.line_h;
    for (const auto& line : laid.lines) {
        int x = at.x;
        if (look.align == Align::centre) x += (at.w - line.w) / 2;
        if (look.align == Align::right) x += at.w - line.w;
        const int start = x;
        std::string said;
        for (const auto& word : line.words) {
            const Face own = word.strong ? laid.rung.strong : laid.rung.plain;
            const Colour colour = tone_colour(palette_, word.tone, look.colour);
            const int top = baseline - atlas_.ascent(static_cast<std::size_t>(own));
            list_->AddText(font(own), font(own)->FontSize, {static_cast<float>(x), static_cast<float>(top)},
                           IM_COL32(colour.r, colour.g, colour.b, colour.a), word.text.data(), word.text.data() + word.text.size());
            x += word.w + word.blanks;
            said += word.text;
            if (word.blanks > 0 && &word != &line.words.back()) said += ' ';
        }
        drawn_.texts.push_back({said, {start, baseline - cap, line.w, cap}, at, layer_, laid.shortened && &line == &laid.lines.back()});
        baseline += laid.line_h;
    }
}

Painter::Used Painter::used(const Laid& laid) const {
    const auto lines = static_cast<int>(laid.lines.size());
    return {laid.w / scale_, lines * laid.line_h / scale_, lines, laid.above, laid.rung.plain};
}

Painter::Used Painter::line(const Box& room, const desk::Line& pieces, const TextLook& look) {
    const Laid laid = lay_out(room, pieces, look);
    if (laid.lines.empty()) return {};
    set(laid, room, look);
    return used(laid);
}

Painter::Used Painter::text(const Box& room, std::string_view utf8, const TextLook& look) {
    return line(room, {desk::Piece{std::string(utf8), false, desk::Tone::calm}}, look);
}

Painter::Used Painter::measure(const Box& room, const desk::Line& pieces, const TextLook& look) const {
    return used(lay_out(room, pieces, look));
}

Painter::Used Painter::measure(const Box& room, std::string_view utf8, const TextLook& look) const {
    return measure(room, {desk::Piece{std::string(utf8), false, desk::Tone::calm}}, look);
}

}  // namespace luot::desk_view
