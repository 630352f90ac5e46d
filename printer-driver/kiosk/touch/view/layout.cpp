#include "touch_view/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace luot::touch_view {

namespace {

using screen::Rect;
using touch::Body;
using touch::Page;

constexpr double upright_width_mm = 268;
constexpr double across_width_mm = 345;
constexpr int tiles_in_one_column = 6;
constexpr std::array<std::string_view, 3> letter_rows{"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 3> digit_rows{"123", "456", "789"};

// Cuts pieces off the rectangle that is left.
class Room {
  public:
    explicit Room(const Rect& rect) : rect_(rect) {}
    Rect top(int height) {
        const Rect piece{rect_.x, rect_.y, rect_.w, std::max(0, std::min(height, rect_.h))};
        rect_ = {rect_.x, rect_.y + piece.h, rect_.w, rect_.h - piece.h};
        return piece;
    }
    Rect bottom(int height) {
        const int h = std::max(0, std::min(height, rect_.h));
        rect_.h -= h;
        return {rect_.x, rect_.y + rect_.h, rect_.w, h};
    }
    void skip_top(int height) { top(height); }
    void skip_bottom(int height) { bottom(height); }
    void begin_at(int y) {
        if (y > rect_.y) top(y - rect_.y);
    }
    const Rect& left() const { return rect_; }

  private:
    Rect rect_;
};

// `count` cells beside each other, the shares of whose widths may differ.
std::vector<Rect> row_of(const Rect& rect, const std::vector<int>& shares, int gap) {
    int sum = 0;
    for (const int share : shares) sum += share;
    const int room = rect.w - gap * (static_cast<int>(shares.size()) - 1);
    std::vector<Rect> cells;
    int before = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const int from = room * before / sum;
        before += shares[i];
        const int until = room * before / sum;
        cells.push_back({rect.x + from + static_cast<int>(i) * gap, rect.y, until - from, rect.h});
    }
    return cells;
}

struct Planner {
    const Page& page;
    Layout& layout;
    int gap = 0;
    int margin = 0;
    int target_min = 0;

    bool upright() const { return layout.size.upright(); }
    int design(double of_upright, double of_across) const { return layout.px(upright() ? of_upright : of_across); }
    int target(int wanted) const { return std::max(wanted, target_min); }
    int half() const { return layout.all.y + (layout.all.h + 1) / 2; }

    void frame(Room& room) {
        layout.header = room.top(design(200, 84));
        layout.corner = {layout.all.x, layout.all.y, std::max(target_min, design(120, 84)), std::max(target_min, layout.header.h)};
        if (!page.banner.empty()) layout.banner = room.top(layout.letters(upright() ? 100 : 56));
    }

    void footer(Room& room) {
        room.skip_bottom(margin);
        if (!page.footer.empty()) {
            const Rect row = room.bottom(target(design(176, 88)));
            std::vector<int> shares(page.footer.size(), 4);
            if (page.footer.front().target == "search") shares.front() = 6;
            const auto cells = row_of(inset(row), shares, gap);
            for (std::size_t i = 0; i < cells.size(); ++i) layout.buttons.push_back({page.footer[i], cells[i]});
        }
        if (page.screen != touch::Screen::home) layout.countdown = inset(room.bottom(layout.letters(upright() ? 56 : 34)));
    }

    Rect inset(const Rect& rect) const { return {rect.x + margin, rect.y, rect.w - 2 * margin, rect.h}; }

    void title(Room& room) {
        room.skip_top(design(32, 12));
        layout.title = inset(room.top(layout.letters(page.detail.empty() ? (upright() ? 100 : 56) : (upright() ? 148 : 88))));
    }

    // Where somebody sits, targets begin in the middle.
    void reach(Room& room) {
        if (page.look.low_reach) room.begin_at(half());
    }

    void tiles(Room& room) {
        title(room);
        reach(room);
        room.skip_top(design(16, 10));
        const int count = static_cast<int>(page.tiles.size());
        if (count == 0) return;
        const int row_min = target(layout.letters(upright() ? 132 : 96));
        place_tiles(room, row_min, page.body == Body::search);
    }

    // As few columns as hold all; where not even so, pages.
    void place_tiles(Room& room, int row_min, bool small) {
        const int count = static_cast<int>(page.tiles.size());
        const int column_most = upright() ? 2 : 3;
        const auto rows_in = [&](int height) { return std::max((height + gap) / (row_min + gap), 1); };
        int rows = rows_in(room.left().h - gap);
        int columns = 1;
        const int one_column = small ? count : std::min(rows, upright() ? tiles_in_one_column : 3);
        if (count > one_column) columns = (count + rows - 1) / rows;
        if (!upright() && !small && columns == 1 && count > 2) columns = 2;
        columns = std::min(columns, column_most);
        if (small && page.look.low_reach) {
            // No room to turn pages in: who does not find it among these types one letter more.
            columns = rows < count ? column_most : 1;
            rows = std::min(rows, (count + columns - 1) / columns);
        } else if (rows * columns < count) {
            if (page.screen == touch::Screen::home) room.skip_bottom(gap);
            const Rect pager = inset(room.bottom(target(design(100, 80))));
            room.skip_bottom(gap);
            rows = rows_in(room.left().h - gap);
            layout.page_count = (count + rows * columns - 1) / (rows * columns);
            layout.page_number = ((page.turn % layout.page_count) + layout.page_count) % layout.page_count;
            const auto cells = row_of(pager, {3, 2, 3}, gap);
            layout.buttons.push_back({page.earlier, cells[0]});
            layout.pages = cells[1];
            layout.buttons.push_back({page.later, cells[2]});
        } else {
            rows = (count + columns - 1) / columns;
        }
        room.skip_bottom(gap);
        const Rect area = inset(room.left());
        const int most = small ? row_min : std::max(row_min, layout.letters(upright() ? 236 : 150));
        const int height = std::min((area.h - gap * (rows - 1)) / rows, most);
        const int first = layout.page_number * rows * columns;
        for (int i = first; i < std::min(count, first + rows * columns); ++i) {
            const int row = (i - first) / columns;
            const auto cells = row_of({area.x, area.y + row * (height + gap), area.w, height},
                                      std::vector<int>(static_cast<std::size_t>(columns), 1), gap);
            layout.tiles.push_back({static_cast<std::size_t>(i), cells[static_cast<std::size_t>((i - first) % columns)]});
        }
        layout.wide_tiles = columns == 1 || small || (!upright() && columns == 2);
    }

    int keyboard_height(int key) const { return 4 * key + 3 * gap / 2; }

    // Letters without accents, then space and erase.
    void keyboard(const Rect& rect, int key) {
        const int between = std::min(gap / 2, std::max((rect.w - 10 * target_min) / 9, 2));
        const int columns = 10;
        const int width = (rect.w - (columns - 1) * between) / columns;
        int y = rect.y;
        for (const auto& letters : letter_rows) {
            const int row_width = static_cast<int>(letters.size()) * (width + between) - between;
            int x = rect.x + (rect.w - row_width) / 2;
            for (const char letter : letters) {
                layout.keys.push_back(
                    {std::string("key:") + letter, std::string(1, static_cast<char>(letter - 'a' + 'A')), {x, y, width, key}});
                x += width + between;
            }
            y += key + between;
        }
        const auto cells = row_of({rect.x, y, rect.w, key}, {6, 4}, between);
        layout.keys.push_back({page.space.target, page.space.label, cells[0]});
        layout.keys.push_back({page.erase.target, page.erase.label, cells[1]});
    }

    void search(Room& room) {
        const int key = target(design(96, 80));
        title(room);
        layout.typed = inset(room.top(layout.letters(upright() ? 96 : 60)));
        // Ten keys beside each other need nearly all the width of a small screen.
        const Rect keys = room.bottom(keyboard_height(key));
        keyboard({keys.x + margin / 2, keys.y, keys.w - margin, keys.h}, key);
        room.skip_bottom(gap);
        reach(room);
        room.skip_top(gap);
        if (!page.tiles.empty()) place_tiles(room, page.look.low_reach ? target_min : target(layout.letters(104)), true);
    }

    // A wide screen is not high enough for both: keys on the left, what was found and the way out on the right. Where somebody sits,
    // nothing that can be touched is above the middle.
    void search_beside() {
        const int from = page.look.low_reach ? half() : layout.header.bottom() + layout.banner.h + gap;
        const Rect area = inset({layout.all.x, from, layout.all.w, layout.all.bottom() - margin - from});
        const int between = gap / 2;
        const int key = std::min(target(design(96, 92)), (area.h - 3 * between) / 4);
        const int keys_width = std::min(10 * target_min + 9 * between, area.w * 2 / 3);
        const int keys_top = area.bottom() - keyboard_height(key);
        keyboard({area.x, keys_top, keys_width, area.bottom() - keys_top}, key);

        Room right({area.x + keys_width + gap, area.y, area.w - keys_width - gap, area.h});
        const auto ways = row_of(right.bottom(key), std::vector<int>(page.footer.size(), 1), between);
        for (std::size_t i = 0; i < ways.size(); ++i) layout.buttons.push_back({page.footer[i], ways[i]});
        right.skip_bottom(between);
        for (std::size_t i = 0; i < page.tiles.size() && right.left().h >= key; ++i) {
            layout.tiles.push_back({i, right.top(key)});
            right.skip_top(between);
        }

        const int above_top = layout.header.bottom() + layout.banner.h;
        const int above_w = page.look.low_reach ? layout.all.w : keys_width + 2 * margin;
        Room above({layout.all.x, above_top, above_w, keys_top - above_top});
        title(above);
        above.skip_bottom(gap);
        layout.typed = inset(above.bottom(layout.letters(68)));
        layout.countdown = inset(above.bottom(layout.letters(34)));
    }

    void pin(Room& room) {
        title(room);
        const int key = target(design(132, 80));
        layout.typed = inset(room.top(layout.letters(upright() ? 110 : 60)));
        room.skip_top(gap);
        reach(room);
        const int width = std::max(target_min, design(220, 150));
        const Rect area = room.left();
        const int all_w = 3 * width + 2 * gap;
        const int height = std::min(key, (area.h - 3 * gap) / 4);
        const int x = area.x + (area.w - all_w) / 2;
        int y = area.y + std::max(0, std::min((area.h - 4 * height - 3 * gap) / 2, design(60, 0)));
        for (const auto& digits : digit_rows) {
            for (std::size_t i = 0; i < digits.size(); ++i) {
                layout.keys.push_back({std::string("key:") + digits[i],
                                       std::string(1, digits[i]),
                                       {x + static_cast<int>(i) * (width + gap), y, width, height}});
            }
            y += height + gap;
        }
        layout.keys.push_back({page.erase.target, page.erase.label, {x, y, width, height}});
        layout.keys.push_back({"key:0", "0", {x + width + gap, y, width, height}});
        for (const auto& action : page.actions) layout.buttons.push_back({action, {x + 2 * (width + gap), y, width, height}});
    }

    // Words, and what to do about them below.
    void message(Room& room) {
        if (!page.actions.empty()) {
            const int count = static_cast<int>(page.actions.size());
            const int columns = upright() ? std::min(count, 2) : std::min(count, 4);
            const int rows = (count + columns - 1) / columns;
            const int height = target(design(page.body == Body::lines ? 120 : 150, 88));
            const Rect area = inset(room.bottom(rows * height + (rows - 1) * gap));
            for (int i = 0; i < count; ++i) {
                // A single one is not wider than a hand likes.
                const int width = count == 1 ? std::min(area.w, design(984, 640)) : area.w;
                const Rect row{area.x + (area.w - width) / 2, area.y + i / columns * (height + gap), width, height};
                const auto cells = row_of(row, std::vector<int>(static_cast<std::size_t>(columns), 1), gap);
                layout.buttons.push_back({page.actions[static_cast<std::size_t>(i)], cells[static_cast<std::size_t>(i % columns)]});
            }
            room.skip_bottom(gap);
        }
        room.skip_top(gap);
        const Rect area = inset(room.left());
        layout.message = area;
        if (!upright() && !page.lines.empty() && page.body != Body::lines) {
            const auto cells = row_of(area, {1, 1}, 2 * gap);
            layout.message = cells[0];
            layout.lines = cells[1];
        }
    }
};

bool contains(const Rect& rect, const screen::Point& at) {
    return at.x >= rect.x && at.x < rect.right() && at.y >= rect.y && at.y < rect.bottom();
}

}  // namespace

double Size::dots_a_mm() const {
    if (px_per_mm > 0) return px_per_mm;
    return upright() ? w / upright_width_mm : w / across_width_mm;
}

int Layout::px(double design) const {
    return std::max(static_cast<int>(std::lround(design * scale)), 1);
}

Layout lay_out(const Page& page, const Size& size) {
    Layout layout;
    layout.size = size;
    layout.all = {0, 0, size.w, size.h};
    layout.scale = size.upright() ? std::min(size.w / 1080.0, size.h / 1920.0) : std::min(size.w / 1366.0, size.h / 768.0);
    layout.text = page.look.large_text ? 1.25 : 1;
    Planner planner{page, layout};
    planner.gap = planner.design(24, 12);
    planner.margin = planner.design(48, 24);
    planner.target_min = static_cast<int>(std::ceil(target_mm_min * size.dots_a_mm()));
    Room room(layout.all);
    planner.frame(room);
    if (page.body == Body::search && !size.upright()) {
        planner.search_beside();
        return layout;
    }
    planner.footer(room);
    switch (page.body) {
        case Body::tiles:
            planner.tiles(room);
            break;
        case Body::search:
            planner.search(room);
            break;
        case Body::pin:
            planner.pin(room);
            break;
        case Body::message:
        case Body::lines:
            planner.message(room);
            break;
    }
    return layout;
}

std::vector<PlacedKey> targets(const Layout& layout, const Page& page) {
    std::vector<PlacedKey> all = layout.keys;
    for (const auto& tile : layout.tiles) all.push_back({page.tiles[tile.index].target, page.tiles[tile.index].title, tile.rect});
    for (const auto& button : layout.buttons) all.push_back({button.button.target, button.button.label, button.rect});
    return all;
}

std::string hit(const Layout& layout, const Page& page, const screen::Point& at) {
    for (const auto& target : targets(layout, page)) {
        if (contains(target.rect, at)) return target.target;
    }
    return contains(layout.corner, at) ? "corner" : "";
}

}  // namespace luot::touch_view
