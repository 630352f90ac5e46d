// A board can be read: measured from its pixels, in every layout, state, language and theme.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "board_pictures.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/panel.hpp"
#include "board_view/renderer.hpp"
#include "board_view/themes.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;
using screen::Colour;
using screen::Rect;

const Layouts& layouts() {
    static const Layouts shipped = load_layouts({}).value();
    return shipped;
}

bool stands(const std::string& layout) {
    return layout == "portrait" || layout.ends_with("upright");
}

// The best contrast of any pixel of the text's own area with the ground.
double contrast_seen(const Canvas& canvas, const DrawnText& text) {
    Colour farthest = text.ground;
    int most = 0;
    for (int y = std::max(text.rect.y, 0); y < std::min(text.rect.bottom(), canvas.height()); ++y) {
        for (int x = std::max(text.rect.x, 0); x < std::min(text.rect.right(), canvas.width()); ++x) {
            const Colour colour = canvas.pixel(x, y);
            const int far = std::abs(colour.r - text.ground.r) + std::abs(colour.g - text.ground.g) + std::abs(colour.b - text.ground.b);
            if (far <= most) continue;
            most = far;
            farthest = colour;
        }
    }
    return screen::contrast(farthest, text.ground);
}

// Rows between the highest and the lowest ink of the text, by its full colour.
int ink_height(const Canvas& canvas, const DrawnText& text) {
    int top = -1;
    int bottom = -1;
    for (int y = std::max(text.rect.y - text.rect.h / 4, 0); y < std::min(text.rect.bottom() + text.rect.h / 4, canvas.height()); ++y) {
        for (int x = text.rect.x; x < text.rect.right(); ++x) {
            if (canvas.pixel(x, y) != text.style.colour) continue;
            if (top < 0) top = y;
            bottom = y;
            break;
        }
    }
    return top < 0 ? 0 : bottom - top + 1;
}

std::vector<DrawnText> texts_of(Canvas& canvas, const board::Picture& picture, const Layout& layout, const screen::Theme& theme = {}) {
    std::vector<DrawnText> texts;
    Renderer renderer(canvas.fonts());
    renderer.set_layout(layout);
    renderer.set_theme(theme);
    renderer.on_text([&texts](const DrawnText& text) { texts.push_back(text); });
    renderer.draw(canvas, picture, 0);
    return texts;
}

std::vector<std::pair<std::string, screen::Theme>> themes() {
    std::vector<std::pair<std::string, screen::Theme>> all;
    for (const char* name : {"dark", "contrast"}) all.emplace_back(name, theme_of({}, name).theme);
    // Offices choose what they like: a light one, a bright one, a grey one.
    for (const char* colour : {"#5B1220", "#F2C230", "#C8102E", "#7F7F7F", "#FFFFFF", "#0A4DB0"}) {
        v1::Office office;
        office.set_colour(colour);
        office.set_accent("#0B1B2B");
        all.emplace_back(colour, theme_of(office, "").theme);
    }
    return all;
}

}  // namespace

TEST_CASE("the number and the counter are high enough to read from the back of the hall") {
    screen::Fonts fonts;
    for (const auto& layout_entry : layouts().all()) {
        const std::string& layout = layout_entry.first;
        if (layout == "counter") continue;
        for (const auto& picture_case : testing::BoardPictures("vi").all()) {
            const board::Picture& picture = picture_case.picture;
            if (!picture.current) continue;
            for (const double scale : {1.0, 2.0 / 3.0, 0.5}) {
                const int w = static_cast<int>((stands(layout) ? 1080 : 1920) * scale);
                const int h = static_cast<int>((stands(layout) ? 1920 : 1080) * scale);
                CAPTURE(layout);
                CAPTURE(picture_case.name);
                CAPTURE(h);
                Canvas canvas(fonts, w, h, screen::rgb("#FF00FF"));
                const auto texts = texts_of(canvas, picture, layout_entry.second);
                const auto size_of = [&](const std::string& shown) {
                    int most = 0;
                    for (const auto& text : texts) {
                        if (text.text == shown) most = std::max(most, picture.brightness < 100 ? text.rect.h : ink_height(canvas, text));
                    }
                    return most;
                };
                // Five letters, or three figures beside words, across a screen that stands: they are what its width allows.
                const bool five_across = stands(layout) && picture.current->number.size() > 4;
                const double least = five_across ? 0.115 : digits_of_height;
                CHECK(size_of(picture.current->number) >= least * h);
                CHECK(size_of(std::to_string(picture.current->counter)) >= least * h);
            }
        }
    }
}

TEST_CASE("over a counter the number is as high") {
    screen::Fonts fonts;
    const testing::BoardPictures pictures("vi");
    for (const auto& picture : {pictures.one_counter(board::CounterPhase::calling), pictures.one_counter(board::CounterPhase::serving),
                                pictures.calling(), pictures.paused_counter()}) {
        for (const auto& [w, h] : {std::pair{1920, 1080}, std::pair{1080, 1920}, std::pair{1920, 540}}) {
            Canvas canvas(fonts, w, h, screen::rgb("#FF00FF"));
            int least = h;
            std::size_t numbers = 0;
            for (const auto& text : texts_of(canvas, picture, layouts().in("counter", w, h))) {
                const bool number = std::ranges::any_of(picture.counters, [&](const auto& card) { return card.number == text.text; });
                if (!number) continue;
                ++numbers;
                least = std::min(least, ink_height(canvas, text));
            }
            // Three beside each other share the width, three below each other the height.
            const double share = picture.counters.size() == 1 || h < w ? digits_of_height : 0.1;
            CHECK(numbers >= 1);
            CHECK(least >= share * h);
        }
    }
}

TEST_CASE("no text stands on another down to the smallest screen") {
    screen::Fonts fonts;
    for (const auto& [w, h] : {std::pair{320, 180}, {640, 360}, {960, 270}, {360, 640}, {1920, 1080}}) {
        for (const auto& picture_case : testing::BoardPictures("vi").all()) {
            for (const auto& layout_entry : layouts().all()) {
                if (stands(layout_entry.first) != (h > w)) continue;
                CAPTURE(w);
                CAPTURE(h);
                CAPTURE(picture_case.name);
                CAPTURE(layout_entry.first);
                Canvas canvas(fonts, w, h, screen::rgb("#FF00FF"));
                const auto texts = texts_of(canvas, picture_case.picture, layout_entry.second);
                for (std::size_t i = 0; i < texts.size(); ++i) {
                    for (std::size_t k = i + 1; k < texts.size(); ++k) {
                        const screen::Rect& one = texts[i].rect;
                        const screen::Rect& other = texts[k].rect;
                        const bool apart =
                            one.right() <= other.x || other.right() <= one.x || one.bottom() <= other.y || other.bottom() <= one.y;
                        CHECK_MESSAGE(apart, "\"" << texts[i].text << "\" and \"" << texts[k].text << "\"");
                    }
                }
            }
        }
    }
}

TEST_CASE("all text has a contrast of at least seven to one and all of it is there") {
    screen::Fonts fonts;
    for (const auto& theme_entry : themes()) {
        const bool every_state = theme_entry.first == "dark";
        for (const char* language : {"vi", "en"}) {
            for (const auto& picture_case : testing::BoardPictures(language).all()) {
                if (picture_case.picture.brightness < 100) continue;  // motion_test measures what is left of it
                if (!every_state && (picture_case.name != "burst" || language == std::string("en"))) continue;
                for (const auto& layout_entry : layouts().all()) {
                    const bool upright = stands(layout_entry.first);
                    CAPTURE(theme_entry.first);
                    CAPTURE(language);
                    CAPTURE(picture_case.name);
                    CAPTURE(layout_entry.first);
                    Canvas canvas(fonts, upright ? 1080 : 1920, upright ? 1920 : 1080, screen::rgb("#FF00FF"));
                    const auto texts = texts_of(canvas, picture_case.picture, layout_entry.second, theme_entry.second);
                    CHECK(texts.size() >= 2);
                    for (const auto& text : texts) {
                        CAPTURE(text.text);
                        CHECK_FALSE(text.cut);
                        CHECK(screen::contrast(text.style.colour, text.ground) >= screen::contrast_min);
                        if (text.rect.w > 0 && text.rect.h > 0) CHECK(contrast_seen(canvas, text) >= screen::contrast_min);
                        CHECK(text.rect.x >= 0);
                        CHECK(text.rect.right() <= canvas.width());
                        CHECK(text.rect.bottom() <= canvas.height());
                    }
                }
            }
        }
    }
}

TEST_CASE("the longest words of a supervisor are there as a whole and leave the call its height") {
    screen::Fonts fonts;
    board::Picture picture = testing::BoardPictures("vi").urgent();
    const std::string sentence = "Hệ thống cấp giấy chứng nhận tạm ngừng; mời ông/bà chờ hoặc trở lại sau. ";
    picture.notice.clear();
    while (picture.notice.size() + sentence.size() <= 500) picture.notice += sentence;  // what the server takes
    picture.stale = board::stale_words(130'000'000, testing::shipped_words().in("vi"));
    for (const bool urgent : {true, false}) {
        picture.notice_urgent = urgent;
        for (const auto& layout_entry : layouts().all()) {
            const bool upright = stands(layout_entry.first);
            CAPTURE(layout_entry.first);
            CAPTURE(urgent);
            Canvas canvas(fonts, upright ? 1080 : 1920, upright ? 1920 : 1080, screen::rgb("#FF00FF"));
            int digits = 0;
            for (const auto& text : texts_of(canvas, picture, layout_entry.second)) {
                CAPTURE(text.text);
                CHECK_FALSE(text.cut);
                if (text.text == picture.current->number) digits = std::max(digits, ink_height(canvas, text));
            }
            if (layout_entry.first != "counter") CHECK(digits >= digits_of_height * canvas.height());
        }
    }
}

TEST_CASE("a call that swells stays readable") {
    for (const auto& entry : themes()) {  // no structured binding: clang 14 cannot capture one
        CAPTURE(entry.first);
        for (double swell = 0; swell <= 1; swell += 0.1)
            CHECK(screen::contrast(entry.second.ink, call_colour(entry.second, swell)) >= screen::contrast_min);
    }
}

TEST_CASE("an offices colours are taken as far as text can be read on them") {
    v1::Office office;
    office.set_colour("#5B1220");
    CHECK(theme_of(office, "").theme.ink == screen::rgb("#5B1220"));
    CHECK(theme_of(office, "").trouble.empty());
    office.set_colour("#0B1B2B");
    CHECK(theme_of(office, "").theme.ink_2 == screen::Theme{}.ink_2);
    office.set_colour("#F2C230");
    CHECK(theme_of(office, "").theme.ink != screen::rgb("#F2C230"));
    CHECK(theme_of(office, "").trouble.find("7:1") != std::string::npos);
    office.set_colour("yellow");
    CHECK(theme_of(office, "").theme.ink == screen::Theme{}.ink);
    CHECK(theme_of(office, "").trouble.find("'yellow'") != std::string::npos);
    office.set_colour("");
    CHECK(theme_of(office, "").trouble.empty());
    CHECK(theme_of(office, "dark").theme.ink == screen::Theme{}.ink);
    const BoardTheme unknown = theme_of(office, "christmas");
    CHECK(unknown.theme.ink == screen::Theme{}.ink);
    CHECK(unknown.trouble.find("'christmas'") != std::string::npos);
    for (const char* known : {"\"\"", "dark", "contrast", "led"}) CHECK(unknown.trouble.find(known) != std::string::npos);
}

TEST_CASE("every state is drawn whole at every size") {
    screen::Fonts fonts;
    for (const auto& picture_case : testing::BoardPictures("vi").all()) {
        for (const auto& layout_entry : layouts().all()) {
            for (const auto& size :
                 {std::pair{1024, 768}, std::pair{320, 180}, std::pair{180, 320}, std::pair{1280, 360}, std::pair{1366, 768}}) {
                CAPTURE(picture_case.name);
                CAPTURE(layout_entry.first);
                const int w = size.first;
                const int h = size.second;
                CAPTURE(w);
                Canvas canvas(fonts, w, h, screen::rgb("#FF00FF"));
                draw(canvas, picture_case.picture, layouts().in(layout_entry.first, w, h));
                CHECK(std::ranges::count(canvas.pixels(), 0xFFFF00FFU) == 0);
            }
        }
    }
}

TEST_CASE("more fields than there is room for take turns and each is on one of the pages") {
    screen::Fonts fonts;
    for (const char* layout : {"hall", "fields", "portrait"}) {
        board::Picture picture = testing::BoardPictures("vi").many_fields();
        const auto fields = picture.fields;
        while (picture.fields.size() < 36) {
            picture.fields.push_back(fields[picture.fields.size() % fields.size()]);
            picture.fields.back().last_called = "K" + std::to_string(100 + picture.fields.size());
        }
        std::size_t seen = 0;
        for (picture.turn = 0; picture.turn < 3; ++picture.turn) {
            const bool upright = stands(layout);
            Canvas canvas(fonts, upright ? 1080 : 1920, upright ? 1920 : 1080, screen::rgb("#FF00FF"));
            const auto texts = texts_of(canvas, picture, layouts().in(layout, canvas.width(), canvas.height()));
            for (const auto& field : picture.fields)
                seen += std::ranges::any_of(texts, [&](const DrawnText& text) { return text.text == field.last_called; }) ? 1U : 0U;
        }
        CAPTURE(layout);
        CHECK(seen >= 36);
    }
}

TEST_CASE("the same picture is drawn the same") {
    screen::Fonts fonts;
    Canvas one(fonts, 640, 360, screen::rgb("#000000"));
    Canvas other(fonts, 640, 360, screen::rgb("#FFFFFF"));
    const auto picture = testing::BoardPictures("vi").calling();
    draw(one, picture, layouts().in("hall", 640, 360));
    draw(other, picture, layouts().in("hall", 640, 360));
    CHECK(std::ranges::equal(one.pixels(), other.pixels()));
}

}  // namespace luot::board_view
