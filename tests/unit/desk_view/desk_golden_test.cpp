// Pages with the most that there can be on them: as they were found right.
#include <doctest/doctest.h>

#include <set>

#include "desk_pages/desk_pages.hpp"
#include "desk_view/desk_view.hpp"
#include "support/golden.hpp"

namespace luot::desk_view {
namespace {

struct Studio {
    screen::Fonts fonts;
    DeskView view;

    void check(const desk::Page& page, const std::string& name, int w, int h, int percent) {
        const auto picture = render_picture(view, fonts, page, w * percent / 100, h * percent / 100, percent);
        CHECK_MESSAGE(testing::looks_as_golden(picture, "counter", name, fonts, testing::Kept::coarse),
                      "look at tests/golden/counter/" << name << "-Actual.png");
    }
};

// What a morning of the machine's own pages does not have.
const std::set<std::string> judged = {"calling", "stale", "crowded", "sign-in-many"};

const char* code(bool vietnamese) {
    return vietnamese ? "vi" : "en";
}

}  // namespace

TEST_CASE("golden - the large window looks as it was found right") {
    Studio studio;
    for (const auto& [name, page] : testing::DeskPages(true).all()) {
        if (judged.contains(name)) studio.check(page, "window-vi-" + name, 1100, 700, 100);
    }
}

TEST_CASE("golden - the smallest window at one and a half looks as it was found right") {
    Studio studio;
    for (const auto& [name, page] : testing::DeskPages(false).all()) {
        if (judged.contains(name)) studio.check(page, "window-150-en-" + name, 1024, 600, 150);
    }
}

TEST_CASE("golden - the small modes look as they were found right") {
    Studio studio;
    for (const bool vietnamese : {true, false}) {
        const int percent = vietnamese ? 100 : 150;
        const testing::DeskPages pages(vietnamese);
        for (const auto mode : {desk::Mode::strip, desk::Mode::keypad}) {
            const std::string kind = mode == desk::Mode::strip ? "strip-" : "keypad-";
            for (const auto& [name, page] : {std::pair{"calling", pages.calling()}, std::pair{"asking", pages.asking()}}) {
                const auto small = testing::DeskPages::in(mode, page);
                const auto wanted = wanted_size(small, 100);
                studio.check(small, kind + code(vietnamese) + "-" + name, wanted.w, wanted.h, percent);
            }
        }
    }
}

}  // namespace luot::desk_view
