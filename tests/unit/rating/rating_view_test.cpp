// Every page of the screen before the citizen, in both languages and on both sizes of tablet: as it was found right, within reach,
// readable.
#include "rating_view/view.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "rating_office.hpp"
#include "rating_view/face.hpp"
#include "screen/theme.hpp"
#include "support/golden.hpp"

namespace luot::rating_view {

namespace {

using luot::testing::rating_snapshot;
using luot::testing::Tablet;
using rating::Instant;
using rating::RatingPage;
using screen::Rect;

constexpr Size tablet_size{1280, 800, 0};
constexpr Size small_size{800, 480, 0};

struct PageCase {
    std::string name;
    RatingPage page;
};

RatingPage page_after(const char* language, const v1::Snapshot& snapshot, const std::function<void(Tablet&)>& steps) {
    Tablet tablet(snapshot);
    tablet.called(12, "H012");
    tablet.started(12, "H012");
    tablet.touch(std::string("language:") + language);
    steps(tablet);
    return tablet.fsm.page();
}

v1::Snapshot five_grades() {
    auto snapshot = rating_snapshot();
    auto& rules = *snapshot.mutable_office()->mutable_desk()->mutable_rating();
    const std::pair<const char*, const char*> grades[] = {{"Rất không hài lòng", "Very dissatisfied"},
                                                          {"Không hài lòng", "Dissatisfied"},
                                                          {"Bình thường", "Neither"},
                                                          {"Hài lòng", "Satisfied"},
                                                          {"Rất hài lòng", "Very satisfied"}};
    for (const auto& [vietnamese, english] : grades) {
        auto& texts = *rules.add_grades();
        luot::testing::add_text(texts, "vi", vietnamese);
        luot::testing::add_text(texts, "en", english);
    }
    return snapshot;
}

void finish(Tablet& tablet) {
    tablet.left(12, "H012", v1::TICKET_STATE_SERVED);
    tablet.pass(Instant{1'000});
}

std::vector<PageCase> all_pages(const char* language) {
    std::vector<PageCase> cases;
    const auto add = [&](const char* name, const v1::Snapshot& snapshot, const std::function<void(Tablet&)>& steps) {
        cases.push_back({name, page_after(language, snapshot, steps)});
    };
    add("serving", rating_snapshot(), [](Tablet&) {});
    add("welcome", rating_snapshot(), [&](Tablet& tablet) {
        finish(tablet);
        tablet.pass(Instant{30'000});
        tablet.touch(std::string("language:") + language);
    });
    add("ask", rating_snapshot(), finish);
    add("ask-five", five_grades(), [](Tablet& tablet) {
        finish(tablet);
        tablet.pass(Instant{22'000});
    });
    add("thanks", rating_snapshot(), [](Tablet& tablet) {
        finish(tablet);
        tablet.touch("grade:4");
    });
    add("thanks-kept", rating_snapshot(), [](Tablet& tablet) {
        finish(tablet);
        tablet.cut();
        tablet.touch("grade:2");
    });
    add("away", rating_snapshot(), [&](Tablet& tablet) {
        finish(tablet);
        tablet.cut();
        tablet.touch("grade:3");
        tablet.pass(rating::limits::thanks);
        tablet.touch(std::string("language:") + language);
    });
    add("thanks-not-kept", rating_snapshot(), [](Tablet& tablet) {
        finish(tablet);
        tablet.cut();
        tablet.disk_full = true;
        tablet.touch("grade:2");
    });
    add("serving-not-kept", rating_snapshot(), [&](Tablet& tablet) {
        finish(tablet);
        tablet.disk_full = true;
        tablet.touch("grade:2");
        tablet.answer(0);
        tablet.called(13, "H013");
        tablet.started(13, "H013");
        tablet.touch(std::string("language:") + language);
    });
    auto off = rating_snapshot();
    off.mutable_office()->mutable_desk()->mutable_rating()->set_on(false);
    add("off", off, [](Tablet&) {});
    add("closed", rating_snapshot(), [&](Tablet& tablet) {
        auto closed = luot::testing::counter_status(luot::testing::our_counter);
        closed.set_state(v1::COUNTER_STATE_CLOSED);
        tablet.event({closed});
    });
    auto unknown = rating_snapshot();
    unknown.mutable_counters(0)->set_counter(9);
    cases.push_back({"unknown", [&] {
                         Tablet tablet(unknown);
                         tablet.touch(std::string("language:") + language);
                         return tablet.fsm.page();
                     }()});
    return cases;
}

screen::Canvas drawn(const RatingPage& page, const Size& size, screen::Fonts& fonts, const OnText& on_text = {}) {
    screen::Canvas canvas(fonts, size.w, size.h, screen::rgb("#FF00FF"));
    draw(canvas, page, lay_out(page, size), on_text);
    return canvas;
}

// Both at half the size, where nothing that changes is lost.
void check_golden(const screen::Canvas& whole, const std::string& name, screen::Fonts& fonts) {
    const bool same = testing::looks_as_golden(whole.scaled(whole.width() / 2, whole.height() / 2), "rating", name, fonts);
    CHECK_MESSAGE(same, "look at tests/golden/rating/" << name << "-Actual.png");
}

bool overlap(const Rect& one, const Rect& other) {
    return one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom();
}

}  // namespace

TEST_CASE("the pages before the citizen look as they were found right") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        for (const auto& [name, page] : all_pages(language)) {
            const bool both = name == "serving" || name.starts_with("ask") || name == "thanks";
            check_golden(drawn(page, tablet_size, fonts), "tablet-" + std::string(language) + "-" + name, fonts);
            if (both) check_golden(drawn(page, small_size, fonts), "small-" + std::string(language) + "-" + name, fonts);
        }
    }
    check_golden(drawn(all_pages("vi").at(2).page, {800, 1280, 0}, fonts), "upright-vi-ask", fonts);
}

TEST_CASE("on both tablets every target is at least twenty millimetres and none lies on another") {
    for (const Size& size : {tablet_size, small_size, Size{1920, 1200, 0}, Size{800, 1280, 0}, Size{480, 800, 0}, Size{1024, 600, 0}}) {
        for (const PageCase& page_case : all_pages("vi")) {
            CAPTURE(page_case.name);
            CAPTURE(size.w);
            const Layout layout = lay_out(page_case.page, size);
            const auto all = targets(layout, page_case.page);
            CHECK(all.size() == page_case.page.grades.size() + page_case.page.languages.size());
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
                CHECK(hit(layout, page_case.page, {rect.x + rect.w / 2.0, rect.y + rect.h / 2.0}) == all[i].target);
                for (std::size_t k = i + 1; k < all.size(); ++k) CHECK_FALSE(overlap(rect, all[k].rect));
            }
        }
    }
}

TEST_CASE("all that citizens read has a contrast of at least seven to one and is there whole") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        for (const PageCase& page_case : all_pages(language)) {
            for (const Size& size : {tablet_size, small_size, Size{800, 1280, 0}}) {
                CAPTURE(language);
                CAPTURE(page_case.name);
                CAPTURE(size.w);
                RatingPage page = page_case.page;
                for (const char* colour : {"", "#0A4DB0", "#FFEE00"}) {
                    page.colour = colour;
                    std::size_t texts = 0;
                    drawn(page, size, fonts, [&](const DrawnText& text) {
                        CAPTURE(text.text);
                        ++texts;
                        CHECK(screen::contrast(text.colour, text.ground) >= screen::contrast_min);
                        CHECK_FALSE(text.cut);
                    });
                    CHECK(texts >= 4);
                }
            }
        }
    }
}

TEST_CASE("faces are told apart without their colours") {
    screen::Fonts fonts;
    // Of each pixel, whether it is ink: skin, edge and ground are not.
    const auto ink_of = [&](unsigned place, unsigned of) {
        screen::Canvas canvas(fonts, 120, 120, screen::rgb("#FFFFFF"));
        draw_face(canvas, {place, of}, {60, 60}, 50);
        std::vector<bool> ink;
        for (int y = 20; y < 100; ++y) {
            for (int x = 20; x < 100; ++x) {
                const auto pixel = canvas.pixel(x, y);
                ink.push_back(pixel.r + pixel.g + pixel.b < 240);
            }
        }
        return ink;
    };
    for (const unsigned of : {4U, 5U}) {
        for (unsigned one = 1; one <= of; ++one) {
            for (unsigned other = one + 1; other <= of; ++other) {
                const auto a = ink_of(one, of);
                const auto b = ink_of(other, of);
                std::size_t different = 0;
                std::size_t drawn_ink = 0;
                for (std::size_t i = 0; i < a.size(); ++i) {
                    different += a[i] != b[i] ? 1U : 0U;
                    drawn_ink += a[i] ? 1U : 0U;
                }
                CAPTURE(one);
                CAPTURE(other);
                CHECK(different * 4 > drawn_ink);
            }
        }
    }
}

TEST_CASE("a finger on a face is seen and darkness is dark") {
    screen::Fonts fonts;
    RatingPage page = all_pages("vi").at(2).page;
    const auto before = drawn(page, small_size, fonts);
    page.pressed = "grade:2";
    CHECK_FALSE(std::ranges::equal(before.pixels(), drawn(page, small_size, fonts).pixels()));
    RatingPage dark;
    dark.screen = rating::Screen::dark;
    CHECK(drawn(dark, small_size, fonts).pixel(400, 20) == screen::rgb("#000000"));
}

TEST_CASE("a screen of any size is drawn") {
    screen::Fonts fonts;
    for (const Size& size : {Size{320, 320, 0}, Size{320, 640, 0}, Size{3840, 2160, 0}}) {
        for (const PageCase& page_case : all_pages("vi")) {
            const auto picture = drawn(page_case.page, size, fonts);
            CHECK(picture.pixel(size.w - 1, size.h - 1) != screen::rgb("#FF00FF"));
        }
    }
}

}  // namespace luot::rating_view
