// Every screen of the kiosk in every size, language and look: as it was found right, within reach, and readable.
#include "touch_view/view.hpp"

#include <doctest/doctest.h>

#include <set>

#include "screen/theme.hpp"
#include "support/golden.hpp"
#include "touch_pages.hpp"

namespace luot::touch_view {

namespace {

using luot::testing::all_pages;
using luot::testing::PageCase;
using screen::Rect;
using touch::Look;

constexpr Size upright{1080, 1920, 0};
constexpr Size across{1366, 768, 0};

const char* name_of(const Size& size) {
    return size.upright() ? "portrait" : "landscape";
}

screen::Canvas drawn(const touch::Page& page, const Size& size, screen::Fonts& fonts, const OnText& on_text = {}) {
    screen::Canvas canvas(fonts, size.w, size.h, screen::rgb("#FF00FF"));
    draw(canvas, page, lay_out(page, size), nullptr, on_text);
    return canvas;
}

// Both at half the size, where nothing that changes is lost.
void check_golden(const screen::Canvas& whole, const std::string& name, screen::Fonts& fonts) {
    const bool same = testing::looks_as_golden(whole.scaled(whole.width() / 2, whole.height() / 2), "kiosk", name, fonts);
    CHECK_MESSAGE(same, "look at tests/golden/kiosk/" << name << "-Actual.png");
}

bool overlap(const Rect& one, const Rect& other) {
    return one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom();
}

const std::vector<Look> looks{
    {}, {true, false, false, false}, {false, true, false, false}, {false, false, true, false}, {true, true, true, false}};

// A technician stands there.
bool is_for_staff(const touch::Page& page) {
    return page.screen == touch::Screen::pin || page.screen == touch::Screen::technician;
}

}  // namespace

TEST_CASE("the kiosk screens look as they were found right") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        for (const auto& [name, page] : all_pages(language, {})) {
            for (const Size& size : {upright, across}) {
                check_golden(drawn(page, size, fonts), std::string(name_of(size)) + "-" + language + "-" + name, fonts);
            }
        }
    }
}

TEST_CASE("the looks that somebody may ask for look as they were found right") {
    screen::Fonts fonts;
    const std::pair<const char*, Look> asked[] = {
        {"large", {true, false, false, false}}, {"contrast", {false, true, false, false}}, {"reach", {false, false, true, false}}};
    for (const auto& [look_name, look] : asked) {
        for (const PageCase& page_case : all_pages("vi", look)) {
            const std::string& name = page_case.name;  // no structured binding: clang 14 cannot capture one
            const touch::Page& page = page_case.page;
            const bool pictured = name == "home" || name == "classes" || name == "confirm-late" || name == "slip" || name == "search";
            if (!pictured) continue;
            for (const Size& size : {upright, across})
                check_golden(drawn(page, size, fonts), std::string(name_of(size)) + "-" + look_name + "-" + name, fonts);
        }
    }
}

TEST_CASE("every target is at least twenty millimetres and none lies on another") {
    for (const Size& size :
         {upright, across, Size{1080, 1920, 4.6}, Size{1920, 1080, 0}, Size{2160, 3840, 0}, Size{768, 1366, 0}, Size{1280, 1024, 0}}) {
        for (const Look& look : looks) {
            for (const PageCase& page_case : all_pages("vi", look)) {
                const std::string& name = page_case.name;  // no structured binding: clang 14 cannot capture one
                const touch::Page& page = page_case.page;
                CAPTURE(name);
                CAPTURE(size.w);
                CAPTURE(look.large_text);
                CAPTURE(look.low_reach);
                const Layout layout = lay_out(page, size);
                const auto all = targets(layout, page);
                const double least = target_mm_min * size.dots_a_mm();
                for (std::size_t i = 0; i < all.size(); ++i) {
                    CAPTURE(all[i].target);
                    const Rect& rect = all[i].rect;
                    CHECK(rect.w + 0.5 >= least);
                    CHECK(rect.h + 0.5 >= least);
                    CHECK(rect.x >= 0);
                    CHECK(rect.y >= 0);
                    CHECK(rect.right() <= size.w);
                    CHECK(rect.bottom() <= size.h);
                    CHECK(hit(layout, page, {rect.x + rect.w / 2.0, rect.y + rect.h / 2.0}) == all[i].target);
                    if (look.low_reach && !is_for_staff(page)) CHECK(rect.y >= size.h / 2);
                    for (std::size_t k = i + 1; k < all.size(); ++k) CHECK_FALSE(overlap(rect, all[k].rect));
                }
                // Whatever there is to touch has its place; what has no room at once is on a page of its own.
                CHECK(layout.buttons.size() >= page.footer.size() + page.actions.size());
                if (!page.tiles.empty()) CHECK_FALSE(layout.tiles.empty());
            }
        }
    }
}

TEST_CASE("every tile is on one of the pages") {
    for (const Size& size : {upright, across}) {
        for (const Look& look : looks) {
            auto page = testing::page_of_many_fields(36, look);
            std::set<std::size_t> seen;
            const int count = lay_out(page, size).page_count;
            CHECK(count > 1);
            for (int turn = -count; turn < count; ++turn) {
                page.turn = turn;
                for (const auto& tile : lay_out(page, size).tiles) seen.insert(tile.index);
            }
            CHECK(seen.size() == 36);
        }
    }
}

TEST_CASE("all text has a contrast of at least seven to one and all of it is there") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        for (const Look& look : looks) {
            for (const PageCase& page_case : all_pages(language, look)) {
                const std::string& name = page_case.name;  // no structured binding: clang 14 cannot capture one
                const touch::Page& page = page_case.page;
                for (const Size& size : {upright, across}) {
                    CAPTURE(language);
                    CAPTURE(name);
                    CAPTURE(size.w);
                    CAPTURE(look.large_text);
                    CAPTURE(look.high_contrast);
                    CAPTURE(look.low_reach);
                    std::size_t texts = 0;
                    drawn(page, size, fonts, [&](const DrawnText& text) {
                        CAPTURE(text.text);
                        ++texts;
                        CHECK(screen::contrast(text.colour, text.ground) >= screen::contrast_min);
                        // Where nothing else is asked for no word is lost.
                        if (!look.large_text && name != "home-36" && name != "home-12") CHECK_FALSE(text.cut);
                    });
                    CHECK(texts >= 2);
                }
            }
        }
    }
}

TEST_CASE("a screen of any size is drawn") {
    screen::Fonts fonts;
    for (const Size& size : {Size{320, 320, 0}, Size{480, 800, 0}, Size{800, 480, 0}, Size{3840, 2160, 0}, Size{1080, 1080, 0}}) {
        for (const auto& [name, page] : all_pages("vi", {true, false, true, false})) {
            const auto picture = drawn(page, size, fonts);
            CHECK(picture.pixel(size.w - 1, size.h - 1) != screen::rgb("#FF00FF"));
        }
    }
}

TEST_CASE("an office looks like itself as far as it can be read") {
    screen::Fonts fonts;
    auto page = all_pages("vi", {}).front().page;
    page.colour = "#5B1220";
    page.accent = "#7A2E00";
    screen::Canvas logo(fonts, 240, 240, {0, 0, 0, 0});
    logo.fill_circle({120, 120}, 118, screen::rgb("#F2C230"));
    logo.fill_circle({120, 120}, 80, screen::rgb("#0A4DB0"));
    for (const Size& size : {upright, across}) {
        const screen::Canvas fitted = logo.scaled(size.upright() ? 120 : 60, size.upright() ? 120 : 60);
        screen::Canvas canvas(fonts, size.w, size.h, screen::rgb("#FF00FF"));
        draw(canvas, page, lay_out(page, size), &fitted);
        check_golden(canvas, std::string(name_of(size)) + "-office", fonts);
    }
    // White on yellow cannot be read: the theme's colours stand in.
    page = all_pages("vi", {}).back().page;
    page.colour = "#FFEE00";
    page.accent = "no colour at all";
    drawn(page, upright, fonts, [&](const DrawnText& text) { CHECK(screen::contrast(text.colour, text.ground) >= screen::contrast_min); });
}

TEST_CASE("a finger on a target is seen") {
    screen::Fonts fonts;
    auto page = all_pages("vi", {}).front().page;
    const auto before = drawn(page, across, fonts);
    page.pressed = page.tiles.front().target;
    const auto after = drawn(page, across, fonts);
    CHECK_FALSE(std::ranges::equal(before.pixels(), after.pixels()));
}

}  // namespace luot::touch_view
