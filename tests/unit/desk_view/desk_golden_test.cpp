// Every page in both languages and at two scales: as it was found right.
#include <doctest/doctest.h>

#include "desk_pages/desk_pages.hpp"
#include "desk_view/desk_view.hpp"
#include "golden_picture.hpp"

namespace luot::desk_view {
namespace {

struct Studio {
    screen::Fonts fonts;
    DeskView view;

    void check(const desk::Page& page, const std::string& name, int w, int h, int percent) {
        const auto picture = render_picture(view, fonts, page, w * percent / 100, h * percent / 100, percent);
        CHECK_MESSAGE(testing::looks_as_golden(picture, name, fonts), "look at tests/golden/counter/" << name << "-Actual.png");
    }
};

const char* code(bool vietnamese) {
    return vietnamese ? "vi" : "en";
}

}  // namespace

TEST_CASE("golden - the large window looks as it was found right") {
    Studio studio;
    for (const bool vietnamese : {true, false}) {
        for (const auto& [name, page] : testing::DeskPages(vietnamese).all())
            studio.check(page, std::string("window-") + code(vietnamese) + "-" + name, 1100, 700, 100);
    }
}

TEST_CASE("golden - the smallest window at one and a half looks as it was found right") {
    Studio studio;
    bool vietnamese = true;  // the languages take turns
    for (std::size_t i = 0; i < testing::DeskPages(true).all().size(); ++i, vietnamese = !vietnamese) {
        const auto [name, page] = testing::DeskPages(vietnamese).all()[i];
        studio.check(page, std::string("window-150-") + code(vietnamese) + "-" + name, 1024, 600, 150);
    }
}

TEST_CASE("golden - the small modes look as they were found right") {
    Studio studio;
    for (const bool vietnamese : {true, false}) {
        const int percent = vietnamese ? 100 : 150;
        for (const auto mode : {desk::Mode::strip, desk::Mode::keypad}) {
            const std::string kind = mode == desk::Mode::strip ? "strip-" : "keypad-";
            for (const auto& [name, page] : testing::DeskPages(vietnamese).all()) {
                if (page.screen == desk::Screen::sign_in || name == "crowded") continue;     // as in the large window; as "serving"
                if (page.dialog && mode == desk::Mode::strip && name != "number") continue;  // the same dialog as over the desk
                const auto small = testing::DeskPages::in(mode, page);
                const auto wanted = wanted_size(small, 100);
                studio.check(small, kind + code(vietnamese) + "-" + name, wanted.w, wanted.h, percent);
            }
        }
    }
}

}  // namespace luot::desk_view
