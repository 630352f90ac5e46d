#include "led_matrix/text_font.hpp"

#include <algorithm>
#include <map>

#include "led_matrix/text_glyphs.hpp"

namespace luot::led_matrix {
namespace {

// Where marks end, over small letters and over capitals; one row stays free under them.
constexpr int small_letters_top = 7;
constexpr int below_row = 13;
constexpr char32_t box = 0xFFFD;

int width_of(std::string_view rows) {
    return static_cast<int>(rows.substr(0, rows.find('/')).size());
}
int height_of(std::string_view rows) {
    return static_cast<int>(std::ranges::count(rows, '/')) + 1;
}

void put(TextGlyph& glyph, std::string_view rows, int left, int top) {
    int x = left;
    int y = top;
    for (const char c : rows) {
        if (c == '/') {
            x = left;
            ++y;
            continue;
        }
        if (c == '#')
            glyph.rows[static_cast<std::size_t>(y)] =
                static_cast<std::uint16_t>(glyph.rows[static_cast<std::size_t>(y)] | 1U << static_cast<unsigned>(x));
        ++x;
    }
    glyph.width = std::max(glyph.width, left + width_of(rows));
}

const Drawing* drawing(std::span<const Drawing> among, char32_t character) {
    const auto found = std::ranges::find(among, character, &Drawing::character);
    return found == among.end() ? nullptr : &*found;
}

enum class Shape : std::uint8_t { plain, circumflex, breve };
enum class Tone : std::uint8_t { none, grave, acute, hook, tilde, dot };

// A vowel with its five tones, in this order: without, grave, acute, hook, tilde, dot.
struct Vowel {
    char32_t letter;  // what the shape and the tones are put onto
    Shape shape;
    char32_t tones[6];
};
constexpr Vowel vowels[] = {
    {U'a', Shape::plain, {0x61, 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1}},
    {U'a', Shape::breve, {0x103, 0x1EB1, 0x1EAF, 0x1EB3, 0x1EB5, 0x1EB7}},
    {U'a', Shape::circumflex, {0xE2, 0x1EA7, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD}},
    {U'e', Shape::plain, {0x65, 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9}},
    {U'e', Shape::circumflex, {0xEA, 0x1EC1, 0x1EBF, 0x1EC3, 0x1EC5, 0x1EC7}},
    {U'i', Shape::plain, {0x69, 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB}},
    {U'o', Shape::plain, {0x6F, 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD}},
    {U'o', Shape::circumflex, {0xF4, 0x1ED3, 0x1ED1, 0x1ED5, 0x1ED7, 0x1ED9}},
    {0x1A1, Shape::plain, {0x1A1, 0x1EDD, 0x1EDB, 0x1EDF, 0x1EE1, 0x1EE3}},
    {U'u', Shape::plain, {0x75, 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5}},
    {0x1B0, Shape::plain, {0x1B0, 0x1EEB, 0x1EE9, 0x1EED, 0x1EEF, 0x1EF1}},
    {U'y', Shape::plain, {0x79, 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5}},
    {U'A', Shape::plain, {0x41, 0xC0, 0xC1, 0x1EA2, 0xC3, 0x1EA0}},
    {U'A', Shape::breve, {0x102, 0x1EB0, 0x1EAE, 0x1EB2, 0x1EB4, 0x1EB6}},
    {U'A', Shape::circumflex, {0xC2, 0x1EA6, 0x1EA4, 0x1EA8, 0x1EAA, 0x1EAC}},
    {U'E', Shape::plain, {0x45, 0xC8, 0xC9, 0x1EBA, 0x1EBC, 0x1EB8}},
    {U'E', Shape::circumflex, {0xCA, 0x1EC0, 0x1EBE, 0x1EC2, 0x1EC4, 0x1EC6}},
    {U'I', Shape::plain, {0x49, 0xCC, 0xCD, 0x1EC8, 0x128, 0x1ECA}},
    {U'O', Shape::plain, {0x4F, 0xD2, 0xD3, 0x1ECE, 0xD5, 0x1ECC}},
    {U'O', Shape::circumflex, {0xD4, 0x1ED2, 0x1ED0, 0x1ED4, 0x1ED6, 0x1ED8}},
    {0x1A0, Shape::plain, {0x1A0, 0x1EDC, 0x1EDA, 0x1EDE, 0x1EE0, 0x1EE2}},
    {U'U', Shape::plain, {0x55, 0xD9, 0xDA, 0x1EE6, 0x168, 0x1EE4}},
    {0x1AF, Shape::plain, {0x1AF, 0x1EEA, 0x1EE8, 0x1EEC, 0x1EEE, 0x1EF0}},
    {U'Y', Shape::plain, {0x59, 0x1EF2, 0xDD, 0x1EF6, 0x1EF8, 0x1EF4}},
};

std::string_view tone_rows(Tone tone, bool low) {
    switch (tone) {
        case Tone::grave:
            return grave;
        case Tone::acute:
            return acute;
        case Tone::hook:
            return low ? low_hook : hook;
        case Tone::tilde:
            return tilde;
        case Tone::dot:
            return dot_below;
        case Tone::none:
            break;
    }
    return {};
}

Composition compose(const Vowel& vowel, Tone tone) {
    const bool over = tone != Tone::none && tone != Tone::dot;
    const bool capital = drawing(drawings, vowel.letter)->top < small_letters_top && vowel.letter != U'i';
    const bool stacked = over && vowel.shape != Shape::plain;
    // The dot of the i gives way to a mark over it.
    const char32_t base = vowel.letter == U'i' && over ? char32_t{0x131} : vowel.letter;
    const Drawing& letter = capital && stacked ? *drawing(low_capitals, base) : *drawing(drawings, base);
    // The horns of these are no part of what marks are centred over.
    const bool horned = base == 0x1A0 || base == 0x1A1 || base == 0x1AF || base == 0x1B0;
    const int body = horned ? 5 : width_of(letter.rows);
    const std::string_view shape = vowel.shape == Shape::circumflex ? circumflex : vowel.shape == Shape::breve ? breve : std::string_view{};
    const std::string_view mark = tone_rows(tone, capital && stacked);
    const int widest = std::max({body, over ? width_of(mark) : 0, shape.empty() ? 0 : width_of(shape)});
    const int middle = (widest - body) / 2;

    Composition made;
    put(made.letter, letter.rows, middle, letter.top);
    int bottom = (capital ? letter.top : small_letters_top) - 1;  // the row that stays free
    if (!shape.empty()) {
        put(made.marks, shape, (widest - width_of(shape)) / 2, bottom - height_of(shape));
        bottom -= height_of(shape) + 1;
    }
    if (over) put(made.marks, mark, (widest - width_of(mark)) / 2, bottom - height_of(mark));
    if (tone == Tone::dot) {
        // Beside the tail of the y, which reaches the last row.
        const bool tail = base == U'y';
        put(made.marks, mark, tail ? body + 1 : middle + body / 2, below_row);
    }
    made.letter.width = made.marks.width = std::max(made.letter.width, made.marks.width);
    return made;
}

TextGlyph joined(const Composition& parts) {
    TextGlyph glyph = parts.letter;
    for (std::size_t y = 0; y < glyph.rows.size(); ++y) glyph.rows[y] = static_cast<std::uint16_t>(glyph.rows[y] | parts.marks.rows[y]);
    return glyph;
}

struct Font {
    std::map<char32_t, TextGlyph> glyphs;
    std::map<char32_t, Composition> composed;
};

const Font& font() {
    static const Font made = [] {
        Font all;
        for (const Drawing& each : drawings) put(all.glyphs[each.character], each.rows, 0, each.top);
        for (const Vowel& vowel : vowels) {
            for (std::size_t i = 0; i < std::size(vowel.tones); ++i) {
                if (vowel.tones[i] == vowel.letter) continue;  // the letter itself is drawn
                const Composition parts = compose(vowel, static_cast<Tone>(i));
                all.composed[vowel.tones[i]] = parts;
                all.glyphs[vowel.tones[i]] = joined(parts);
            }
        }
        return all;
    }();
    return made;
}

}  // namespace

const TextGlyph& text_glyph(char32_t character) {
    const auto& glyphs = font().glyphs;
    const auto found = glyphs.find(character);
    return found == glyphs.end() ? glyphs.at(box) : found->second;
}

bool has_text_glyph(char32_t character) {
    return font().glyphs.contains(character);
}

Composition composition(char32_t character) {
    const auto found = font().composed.find(character);
    return found == font().composed.end() ? Composition{} : found->second;
}

std::vector<char32_t> characters(std::string_view utf8) {
    std::vector<char32_t> all;
    while (!utf8.empty()) {
        const auto first = static_cast<unsigned char>(utf8.front());
        const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
        char32_t value = size == 1 ? first : size == 0 ? 0 : first & (0xFFU >> (size + 1));
        bool whole = size > 0 && size <= utf8.size();
        for (std::size_t i = 1; whole && i < size; ++i) {
            const auto next = static_cast<unsigned char>(utf8[i]);
            whole = (next & 0xC0U) == 0x80U;
            value = value << 6U | (next & 0x3FU);
        }
        all.push_back(whole ? value : box);
        utf8.remove_prefix(whole ? size : 1);
    }
    return all;
}

int text_width(std::string_view utf8) {
    int width = 0;
    for (const char32_t character : characters(utf8)) width += text_glyph(character).width + 1;
    return std::max(width - 1, 0);
}

int draw_text(Dots& dots, int x, int y, std::string_view utf8, Rgb colour, int scale, int clip_left, int clip_right) {
    const int begin = x;
    const int right = std::min(clip_right, dots.panel().width);
    for (const char32_t character : characters(utf8)) {
        if (x >= right) break;
        const TextGlyph& glyph = text_glyph(character);
        for (int row = 0; row < text_rows * scale && x + glyph.width * scale > clip_left; ++row) {
            for (int column = 0; column < glyph.width * scale; ++column) {
                const int at = x + column;
                if (at >= clip_left && at < right && glyph.lit(column / scale, row / scale)) dots.set(at, y + row, colour);
            }
        }
        x += (glyph.width + 1) * scale;
    }
    return x - begin;
}

}  // namespace luot::led_matrix
