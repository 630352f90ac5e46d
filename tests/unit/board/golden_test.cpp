// Every layout in every state, size and language: as it was found right.
#include <doctest/doctest.h>

#include "board_pictures.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/renderer.hpp"
#include "board_view/themes.hpp"
#include "support/golden.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;

struct Size {
    const char* name;
    int w;
    int h;
};
constexpr Size lying{"wide", 960, 540};
constexpr Size standing{"upright", 540, 960};

const Layouts& shipped_layouts() {
    static const Layouts layouts = load_layouts({}).value();
    return layouts;
}

void check_golden(const Canvas& canvas, const std::string& name, screen::Fonts& fonts) {
    const bool same = testing::looks_as_golden(canvas, "boards", name, fonts, testing::Kept::coarse);
    CHECK_MESSAGE(same, "look at tests/golden/boards/" << name << "-Actual.png");
}

Canvas drawn(const board::Picture& picture, const std::string& layout, const Size& size, screen::Fonts& fonts,
             const screen::Theme& theme = {}) {
    Canvas canvas(fonts, size.w, size.h, screen::rgb("#FF00FF"));
    draw(canvas, picture, shipped_layouts().in(layout, size.w, size.h), theme);
    return canvas;
}

// A photograph's worth of colours, as a slide has them.
std::shared_ptr<const Canvas> a_slide(screen::Fonts& fonts) {
    auto slide = std::make_shared<Canvas>(fonts, 480, 300, screen::rgb("#E9F2EA"));
    slide->fill({0, 0, 480, 70}, screen::rgb("#08603B"));
    slide->text(24, 46, "Nộp hồ sơ trực tuyến", {screen::Family::text, screen::Weight::bold, 30, screen::rgb("#FFFFFF")});
    slide->fill_circle({120, 190}, 70, screen::rgb("#F2C230"));
    slide->fill_circle({300, 190}, 70, screen::rgb("#0A4DB0"));
    return slide;
}

}  // namespace

TEST_CASE("boards look as they were found right") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        const testing::BoardPictures pictures(language);
        for (const auto& [name, picture] : pictures.all()) {
            for (const auto& [layout, unused] : shipped_layouts().all()) {
                // A layout for standing screens on them, the others on lying ones.
                const Size& size = layout.ends_with("upright") || layout == "portrait" ? standing : lying;
                check_golden(drawn(picture, layout, size, fonts), layout + "-" + language + "-" + name, fonts);
            }
        }
    }
}

TEST_CASE("the other layouts stand upright as they were found right") {
    screen::Fonts fonts;
    const testing::BoardPictures pictures("vi");
    check_golden(drawn(pictures.calling(), "counter", standing, fonts), "counter-upright-calling", fonts);
    check_golden(drawn(pictures.many_fields(), "counter", standing, fonts), "counter-upright-many-fields", fonts);
    CHECK(&shipped_layouts().in("fields", 540, 960) == &shipped_layouts().in("fields-upright", 540, 960));
    CHECK(&shipped_layouts().in("hall", 540, 960) == &shipped_layouts().in("portrait", 540, 960));
}

TEST_CASE("slides beside the calls look as they were found right") {
    screen::Fonts fonts;
    const testing::BoardPictures pictures("vi");
    for (const Size& size : {lying, standing}) {
        for (const char* state : {"calling", "empty"}) {
            Canvas canvas(fonts, size.w, size.h, screen::rgb("#FF00FF"));
            Renderer renderer(fonts);
            renderer.set_layout(shipped_layouts().in("hall", size.w, size.h));
            renderer.set_slide(a_slide(fonts));
            renderer.draw(canvas, std::string(state) == "calling" ? pictures.calling() : pictures.empty(), 0);
            check_golden(canvas, std::string("slides-") + size.name + "-" + state, fonts);
        }
    }
}

TEST_CASE("over one counter every state looks as it was found right") {
    screen::Fonts fonts;
    for (const char* language : {"vi", "en"}) {
        const testing::BoardPictures pictures(language);
        const std::pair<const char*, board::CounterPhase> phases[] = {{"closed", board::CounterPhase::closed},
                                                                      {"paused", board::CounterPhase::paused},
                                                                      {"idle", board::CounterPhase::idle},
                                                                      {"calling", board::CounterPhase::calling},
                                                                      {"serving", board::CounterPhase::serving}};
        for (const auto& [name, phase] : phases) {
            const auto picture = pictures.one_counter(phase);
            check_golden(drawn(picture, "counter", lying, fonts), std::string("one-counter-") + language + "-" + name, fonts);
        }
    }
    // A flat sign over the desk.
    const testing::BoardPictures pictures("vi");
    const Size flat{"flat", 960, 270};
    check_golden(drawn(pictures.one_counter(board::CounterPhase::calling), "counter", flat, fonts), "one-counter-flat-calling", fonts);
    check_golden(drawn(pictures.paused_counter(), "counter", flat, fonts), "three-counters-flat", fonts);
}

TEST_CASE("badges of clerks stand below the numbers as they were found right") {
    screen::Fonts fonts;
    const testing::BoardPictures pictures("vi");
    check_golden(drawn(pictures.badges(), "counter", lying, fonts), "badges-wide", fonts);
    check_golden(drawn(pictures.badges(), "counter", standing, fonts), "badges-upright", fonts);
    auto one = pictures.one_counter(board::CounterPhase::calling);
    one.counters[0].badge = "Thu Hà";
    check_golden(drawn(one, "counter", lying, fonts), "badge-one-counter", fonts);
    check_golden(drawn(one, "counter", Size{"flat", 960, 270}, fonts), "badge-one-counter-flat", fonts);
}

TEST_CASE("an office in its own colours looks as it was found right") {
    screen::Fonts fonts;
    const testing::BoardPictures pictures("vi");
    v1::Office office;
    office.set_colour("#5B1220");
    office.set_accent("#D8A31A");
    Canvas logo(fonts, 360, 240, {0, 0, 0, 0});
    logo.fill_rounded({0, 0, 360, 240}, 40, screen::rgb("#3A0A14"));
    logo.fill_circle({180, 120}, 80, screen::rgb("#F2C230"));
    for (const char* theme : {"", "contrast"}) {
        Canvas canvas(fonts, lying.w, lying.h, screen::rgb("#FF00FF"));
        Renderer renderer(fonts);
        renderer.set_layout(shipped_layouts().in("hall", lying.w, lying.h));
        renderer.set_theme(theme_of(office, theme).theme);
        renderer.set_logo(logo.scaled(360, 240));
        renderer.draw(canvas, pictures.burst(), 0);
        check_golden(canvas, *theme == '\0' ? "theme-office" : std::string("theme-") + theme, fonts);
    }
}

}  // namespace luot::board_view
