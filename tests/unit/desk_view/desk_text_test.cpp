// That everything can be read: nothing is cut, nothing lies over something else, and all of it stands out from its ground.
#include <doctest/doctest.h>

#include "desk_pages/desk_pages.hpp"
#include "desk_view/desk_view.hpp"
#include "drawn_checks.hpp"
#include "screen/theme.hpp"

namespace luot::desk_view {
namespace {

using screen::Canvas;
using testing::hard_to_read;
using testing::within;
using testing::wrong_with;

struct Case {
    std::string name;
    desk::Page page;
    int w;
    int h;
};

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (const bool vietnamese : {true, false}) {
        for (const auto& [name, page] : testing::DeskPages(vietnamese).all()) {
            const std::string code = vietnamese ? "vi " : "en ";
            cases.push_back({code + name, page, 1100, 700});
            cases.push_back({code + name + " smallest", page, 1024, 600});
            cases.push_back({code + name + " wide", page, 1920, 1080});
            for (const auto mode : {desk::Mode::strip, desk::Mode::keypad}) {
                const auto small = testing::DeskPages::in(mode, page);
                const auto wanted = wanted_size(small, 100);
                cases.push_back({code + name + (mode == desk::Mode::strip ? " strip" : " keypad"), small, wanted.w, wanted.h});
            }
        }
    }
    return cases;
}

}  // namespace

TEST_CASE("text - nothing is cut and nothing lies over anything else in both languages at every scale") {
    DeskView view;
    std::size_t texts = 0;
    for (const int percent : {100, 125, 175, 250}) {
        for (const auto& [name, page, w, h] : all_cases()) {
            view.show(page, w * percent / 100, h * percent / 100, percent);
            texts += view.drawn().texts.size();
            CHECK_MESSAGE(wrong_with(view.drawn(), {0, 0, w * percent / 100, h * percent / 100}) == "", name << " at " << percent);
        }
    }
    CHECK(texts > 10'000);
}

TEST_CASE("text - only what is longer than any window has room for is shortened in the large one") {
    DeskView view;
    for (const int percent : {100, 150, 250}) {
        for (const bool vietnamese : {true, false}) {
            for (const auto& [name, page] : testing::DeskPages(vietnamese).all()) {
                CAPTURE(name);
                view.show(page, 1100 * percent / 100, 700 * percent / 100, percent);
                for (const auto& text : view.drawn().texts) CHECK_MESSAGE(!text.shortened, text.text);
            }
        }
    }
}

TEST_CASE("text - a word that no line has room for ends in an ellipsis") {
    DeskView view;
    auto page = testing::DeskPages(true).serving();
    page.citizen.reason = std::string(600, 'W');
    page.actions[1].label = "Nghiêngnghiêngnghiêngnghiêngnghiêngnghiêngnghiêngnghiêng";
    page.my_fields[0].name = std::string(200, 'm');
    view.show(page, 1024, 600, 100);
    int shortened = 0;
    for (const auto& text : view.drawn().texts) {
        CHECK(within(text.at, text.room));
        if (text.shortened) ++shortened;
        if (text.shortened) CHECK(text.text.ends_with("…"));
    }
    CHECK(shortened == 3);
}

TEST_CASE("text - letters that are taken apart are put together and broken ones are seen as such") {
    DeskView view;
    auto page = testing::DeskPages(true).serving();
    page.fields = "Hộ tịch";  // o, dot below, circumflex
    page.citizen.reason =
        "\xFF"
        "H012";
    view.show(page, 1100, 700, 100);
    bool composed = false;
    bool broken = false;
    for (const auto& text : view.drawn().texts) {
        composed = composed || text.text == "Hộ tịch";
        broken = broken || text.text == "\uFFFDH012";
    }
    CHECK(composed);
    CHECK(broken);
}

TEST_CASE("text - every word stands out seven to one from its ground as the pixels show") {
    screen::Fonts fonts;
    DeskView view;
    constexpr int percent = 200;  // thin strokes cover whole pixels
    std::size_t measured = 0;
    for (const auto& [name, page] : testing::DeskPages(true).all()) {
        for (const auto mode : {desk::Mode::window, desk::Mode::strip, desk::Mode::keypad}) {
            const auto shown = testing::DeskPages::in(mode, page);
            const auto wanted = wanted_size(shown, percent);
            const Canvas picture = render_picture(view, fonts, shown, wanted.w, wanted.h, percent);
            CAPTURE(name);
            measured += view.drawn().texts.size();
            CHECK(hard_to_read(picture, view.drawn()) == "");
        }
    }
    CHECK(measured > 300);
}

TEST_CASE("text - an office own colour is taken only where its words can be read on it") {
    screen::Fonts fonts;
    DeskView view;
    auto page = testing::DeskPages(true).serving();
    const auto header_of = [&](const char* colour) {
        page.colour = colour;
        return render_picture(view, fonts, page, 1100, 700, 100).pixel(2, 2);
    };
    CHECK(header_of("") == screen::Theme().ink);
    CHECK(header_of("#5B1220") == screen::rgb("#5B1220"));
    CHECK(header_of("#F2C230") == screen::Theme().ink);  // white cannot be read on it
    CHECK(header_of("yellow") == screen::Theme().ink);
}

}  // namespace luot::desk_view
