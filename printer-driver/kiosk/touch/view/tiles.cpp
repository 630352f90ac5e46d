// What can be touched.
#include <algorithm>

#include "touch_view/pen.hpp"

namespace luot::touch_view {

namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::Weight;

int radius_of(const Pen& pen) {
    return pen.px(pen.layout.size.upright() ? 20 : 14);
}

void draw_card(const Pen& pen, const Rect& rect, Colour fill, Colour rule, int thickness) {
    const int radius = radius_of(pen);
    pen.canvas.fill_rounded(rect, radius, rule);
    pen.canvas.fill_rounded(rect.inset(thickness), std::max(radius - thickness, 1), fill);
}

Colour fill_of(const Pen& pen, const touch::Tile& tile) {
    if (pen.pressed(tile.target)) return pen.skin.pressed;
    if (tile.marked) return pen.skin.card_marked;
    return tile.open ? pen.skin.card : pen.skin.card_closed;
}

// The field's colour at the left edge, within the rounding of the card.
void draw_bar(const Pen& pen, const Rect& rect, Colour colour, Colour fill) {
    const int bar = pen.px(pen.layout.size.upright() ? 20 : 10);
    const int radius = radius_of(pen);
    pen.canvas.clip({rect.x, rect.y, bar, rect.h});
    pen.canvas.fill_rounded(rect, radius, colour);
    pen.canvas.unclip();
    pen.canvas.fill({rect.x + bar, rect.y + pen.skin.rule_px, pen.px(2), rect.h - 2 * pen.skin.rule_px}, fill);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) {
        if (!part.empty()) all += (all.empty() ? "" : " · ") + part;
    }
    return all;
}

struct Sizes {
    double title, hint, value, note;
};

// Name and hint on the left, figures on the right.
void draw_wide(const Pen& pen, const Rect& inner, const touch::Tile& tile, const Sizes& sizes) {
    const auto& skin = pen.skin;
    const Colour strong = tile.open ? skin.text : skin.muted;
    auto value = pen.style(sizes.value, Weight::bold, strong, true);
    const auto small = pen.style(sizes.note, Weight::regular, skin.muted, true);
    if (tile.marked) value.colour = skin.ok;
    const std::string value_hint = joined({tile.value_hint, tile.scarce});
    int right = 0;
    if (!tile.value.empty() || !value_hint.empty() || !tile.note.empty()) {
        right = std::max(
            {pen.canvas.measure(tile.value, value).w, pen.canvas.measure(value_hint, small).w, pen.canvas.measure(tile.note, small).w});
        right = std::min(right + 2, inner.w / 2);
    }
    const Rect left{inner.x, inner.y, inner.w - right - (right > 0 ? pen.px(24) : 0), inner.h};
    const auto title = pen.style(sizes.title, Weight::bold, strong);
    const auto hint = pen.style(sizes.hint, Weight::regular, skin.muted);
    const int title_min = pen.layout.letters(sizes.title * 0.6);
    const int hint_min = pen.layout.letters(sizes.hint * 0.8);
    const int hint_h = std::min(pen.block_height(left.w, tile.hint, hint), inner.h / 2);
    const int title_h = std::min(pen.block_height(left.w, tile.title, title), inner.h - hint_h);
    int y = inner.y + (inner.h - title_h - hint_h) / 2;
    pen.block({left.x, y, left.w, title_h}, tile.title, title, title_min);
    y += title_h;
    pen.block({left.x, y, left.w, hint_h}, tile.hint, hint, hint_min);

    const Rect column{inner.right() - right, inner.y, right, inner.h};
    const auto line_of = [](const screen::TextStyle& style) { return static_cast<int>(style.size_px * 1.3); };
    const int lines =
        (tile.value.empty() ? 0 : line_of(value)) + (value_hint.empty() ? 0 : line_of(small)) + (tile.note.empty() ? 0 : line_of(small));
    int at = column.y + (column.h - lines) / 2;
    const auto put = [&](const std::string& text, const screen::TextStyle& style) {
        if (text.empty()) return;
        pen.line({column.x, at, column.w, line_of(style)}, text, style, style.size_px * 3 / 5, Align::right);
        at += line_of(style);
    };
    put(tile.value, value);
    put(value_hint, small);
    put(tile.note, small);
}

// One below the other; the figures at the bottom.
void draw_tall(const Pen& pen, const Rect& inner, const touch::Tile& tile, const Sizes& sizes) {
    const auto& skin = pen.skin;
    const Colour strong = tile.open ? skin.text : skin.muted;
    auto value = pen.style(sizes.value, Weight::bold, strong, true);
    if (tile.marked) value.colour = skin.ok;
    const auto small = pen.style(sizes.note, Weight::regular, skin.muted, true);
    const auto title = pen.style(sizes.title, Weight::bold, strong);
    const auto hint = pen.style(sizes.hint, Weight::regular, skin.muted);
    const int value_h = tile.value.empty() ? 0 : static_cast<int>(value.size_px * 1.3);
    // What is most wanted stays: the name and the figure; hints only where there is room.
    const int title_h = std::min(pen.block_height(inner.w, tile.title, title), inner.h - value_h);
    int hint_h = pen.block_height(inner.w, tile.hint, hint);
    if (title_h + hint_h + value_h > inner.h) hint_h = 0;
    const int between = value_h > 0 && title_h + hint_h + value_h + pen.px(12) <= inner.h ? pen.px(12) : 0;
    const int all = title_h + hint_h + between + value_h;
    int y = inner.y + (inner.h - all) / 2;
    pen.block({inner.x, y, inner.w, title_h}, tile.title, title, pen.layout.letters(sizes.title * 0.6));
    y += title_h;
    if (hint_h > 0) pen.block({inner.x, y, inner.w, hint_h}, tile.hint, hint, pen.layout.letters(sizes.hint * 0.8));
    y += hint_h + between;
    if (value_h == 0) return;
    const int value_w = std::min(pen.canvas.measure(tile.value, value).w + 2, inner.w);
    pen.line({inner.x, y, value_w, value_h}, tile.value, value, value.size_px * 3 / 5);
    const int room = inner.w - value_w - pen.px(16);
    // As much beside it as there is room for; what is scarce comes first.
    for (const auto& beside :
         {joined({tile.value_hint, tile.scarce, tile.note}), joined({tile.value_hint, tile.scarce}), tile.scarce, tile.value_hint}) {
        if (beside.empty() || pen.canvas.measure(beside, small).w > room) continue;
        pen.line({inner.right() - room, y, room, value_h}, beside, small, small.size_px, Align::right);
        break;
    }
}

Sizes sizes_of(const Pen& pen) {
    const bool upright = pen.layout.size.upright();
    if (pen.page.body == touch::Body::search) return upright ? Sizes{36, 26, 28, 24} : Sizes{24, 18, 20, 17};
    if (!pen.layout.wide_tiles) return upright ? Sizes{40, 26, 34, 26} : Sizes{30, 19, 26, 19};
    return upright ? Sizes{54, 30, 44, 29} : Sizes{34, 20, 30, 20};
}

}  // namespace

void draw_tiles(const Pen& pen) {
    const Sizes sizes = sizes_of(pen);
    for (const auto& placed : pen.layout.tiles) {
        const auto& tile = pen.page.tiles[placed.index];
        const Colour fill = fill_of(pen, tile);
        const Colour rule = tile.marked ? pen.skin.ok : pen.skin.rule;
        draw_card(pen, placed.rect, fill, rule, tile.marked ? pen.px(4) : pen.px(pen.skin.rule_px));
        const bool has_bar = tile.place.has_value();
        if (has_bar) draw_bar(pen, placed.rect, pen.field_colour(tile), fill);
        const bool upright = pen.layout.size.upright();
        const int pad = pen.px(upright ? 36 : 18);
        const int left = pad + (has_bar ? pen.px(upright ? 20 : 10) : 0);
        const int above = pen.px(upright ? 12 : 8);
        const Rect inner{placed.rect.x + left, placed.rect.y + above, placed.rect.w - left - pad, placed.rect.h - 2 * above};
        if (pen.layout.wide_tiles) {
            draw_wide(pen, inner, tile, sizes);
        } else {
            draw_tall(pen, inner, tile, sizes);
        }
    }
    if (pen.layout.page_count > 1) {
        const auto style = pen.style(pen.layout.size.upright() ? 34 : 22, Weight::semibold, pen.skin.muted, true);
        pen.line(pen.layout.pages, std::to_string(pen.layout.page_number + 1) + " / " + std::to_string(pen.layout.page_count), style, 12,
                 Align::centre);
    }
}

void draw_buttons(const Pen& pen) {
    const bool upright = pen.layout.size.upright();
    for (const auto& [button, rect] : pen.layout.buttons) {
        const bool pressed = pen.pressed(button.target);
        const auto& skin = pen.skin;
        const Colour ink = button.main ? skin.action_text : skin.text;
        if (button.main) {
            pen.canvas.fill_rounded(rect, radius_of(pen), pressed ? skin.action_pressed : skin.action);
        } else {
            draw_card(pen, rect, pressed ? skin.pressed : skin.card, skin.rule, pen.px(skin.rule_px));
        }
        const auto label =
            pen.style(button.main ? (upright ? 44 : 28) : (upright ? 32 : 21), button.main ? Weight::bold : Weight::semibold, ink);
        const int pad = pen.px(16);
        const bool stacked = upright && rect.h >= pen.layout.letters(150) && !button.main;
        const bool sign = !button.sign.empty();
        const bool icon = button.icon != touch::Icon::none;
        if (!sign && !icon) {
            pen.block({rect.x + pad, rect.y + 4, rect.w - 2 * pad, rect.h - 8}, button.label, label, label.size_px * 3 / 5, Align::centre);
        } else if (stacked) {
            const int mark = pen.px(52);
            const int text_h = static_cast<int>(label.size_px * 1.3);
            const int top = rect.y + (rect.h - mark - pen.px(14) - text_h) / 2;
            if (sign) {
                pen.line({rect.x, top, rect.w, mark}, button.sign, pen.style(42, Weight::bold, ink), 12, Align::centre);
            } else {
                draw_icon(pen, button.icon, {rect.x + rect.w / 2.0, top + mark / 2.0}, mark, ink);
            }
            pen.line({rect.x + pad, top + mark + pen.px(14), rect.w - 2 * pad, text_h}, button.label, label, label.size_px * 3 / 5,
                     Align::centre);
        } else {
            const int mark = std::min(static_cast<int>(label.size_px * 1.1), rect.h - 4);
            const auto sign_style = pen.style(button.main ? 44 : (upright ? 32 : 22), Weight::bold, ink);
            const int mark_w = sign ? pen.canvas.measure(button.sign, sign_style).w : mark;
            const int between = pen.px(upright ? 18 : 12);
            const int room = rect.w - 2 * pad - mark_w - between;
            const int text_w = std::min(pen.canvas.measure(button.label, label).w + 1, room);
            const int x = rect.x + (rect.w - mark_w - between - text_w) / 2;
            if (sign) {
                pen.line({x, rect.y, mark_w + 1, rect.h}, button.sign, sign_style, sign_style.size_px);
            } else {
                draw_icon(pen, button.icon, {x + mark / 2.0, rect.y + rect.h / 2.0}, mark, ink);
            }
            pen.block({x + mark_w + between, rect.y + 4, std::max(text_w, 1), rect.h - 8}, button.label, label, label.size_px * 3 / 5);
        }
    }
}

void draw_keys(const Pen& pen) {
    const bool upright = pen.layout.size.upright();
    for (const auto& key : pen.layout.keys) {
        draw_card(pen, key.rect, pen.pressed(key.target) ? pen.skin.pressed : pen.skin.card, pen.skin.rule, pen.px(pen.skin.rule_px));
        const bool letter = key.label.size() == 1;
        const auto style = pen.style(letter ? (upright ? 44 : 32) : (upright ? 32 : 22), Weight::semibold, pen.skin.text);
        pen.line({key.rect.x + 4, key.rect.y, key.rect.w - 8, key.rect.h}, key.label, style, 12, Align::centre);
    }
}

// What was typed, with a cursor behind it.
void draw_typed(const Pen& pen) {
    const Rect& rect = pen.layout.typed;
    if (rect.h <= 0) return;
    draw_card(pen, rect, pen.skin.card, pen.skin.text, pen.px(3));
    const bool upright = pen.layout.size.upright();
    const auto style = pen.style(upright ? 44 : 28, Weight::semibold, pen.skin.text);
    const int pad = pen.px(upright ? 28 : 16);
    const Rect inner{rect.x + pad, rect.y, rect.w - 2 * pad, rect.h};
    int cursor = inner.x;
    if (pen.page.typed.empty()) {
        const auto hint = pen.style(upright ? 34 : 22, Weight::regular, pen.skin.muted);
        pen.line({inner.x + pen.px(12), inner.y, inner.w - pen.px(12), inner.h}, pen.page.typed_hint, hint, 12);
    } else {
        pen.line(inner, pen.page.typed, style, style.size_px / 2);
        cursor += std::min(pen.canvas.measure(pen.page.typed, style).w + pen.px(6), inner.w);
    }
    pen.canvas.fill({cursor, rect.y + rect.h / 5, pen.px(4), rect.h * 3 / 5}, pen.skin.action);
}

}  // namespace luot::touch_view
