// What is clicked, and what is drawn anew.
#include "desk_view/desk_view.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "desk_pages/desk_pages.hpp"

namespace luot::desk_view {
namespace {

screen::Point middle(const screen::Rect& rect) {
    return {rect.x + rect.w / 2.0, rect.y + rect.h / 2.0};
}

std::vector<std::string> clicked(const std::vector<Act>& acts) {
    std::vector<std::string> names;
    for (const auto& act : acts) {
        if (const auto* click = std::get_if<Clicked>(&act)) names.push_back(click->target);
    }
    return names;
}

std::vector<std::string> click(DeskView& view, screen::Point at) {
    auto names = clicked(view.pointer_pressed(at));
    CHECK(names.empty());  // a button is pressed when it is lifted
    return clicked(view.pointer_lifted(at));
}

std::vector<std::string> click(DeskView& view, const std::string& target) {
    const Target* found = view.drawn().find(target);
    REQUIRE_MESSAGE(found != nullptr, target);
    return click(view, middle(found->at));
}

}  // namespace

TEST_CASE("clicks - every target of every page says its name when it is clicked and nothing else does") {
    DeskView view;
    for (const auto& [name, page] : testing::DeskPages(true).all()) {
        for (const auto mode : {desk::Mode::window, desk::Mode::strip, desk::Mode::keypad}) {
            const auto shown = testing::DeskPages::in(mode, page);
            const auto wanted = wanted_size(shown, 100);
            view.show(shown, wanted.w, wanted.h, 100);
            CAPTURE(name);
            const auto targets = view.drawn().targets;
            std::set<std::string> names;
            for (const auto& target : targets) {
                CAPTURE(target.name);
                CHECK(names.insert(target.name).second);
                CHECK(click(view, middle(target.at)) == std::vector<std::string>{target.name});
            }
            CHECK(click(view, screen::Point{1, 1}).empty());
        }
    }
}

TEST_CASE("clicks - targets are large enough for a hand that is in a hurry and none lies over another") {
    DeskView view;
    for (const bool vietnamese : {true, false}) {
        for (const auto& [name, page] : testing::DeskPages(vietnamese).all()) {
            for (const auto mode : {desk::Mode::window, desk::Mode::strip, desk::Mode::keypad}) {
                const auto shown = testing::DeskPages::in(mode, page);
                const auto wanted = wanted_size(shown, 100);
                for (const bool smallest : {false, true}) {
                    view.show(shown, smallest ? wanted.w_min : wanted.w, smallest ? wanted.h_min : wanted.h, 100);
                    CAPTURE(name);
                    const auto& targets = view.drawn().targets;
                    for (std::size_t i = 0; i < targets.size(); ++i) {
                        CAPTURE(targets[i].name);
                        CHECK(targets[i].at.w >= 32);
                        CHECK(targets[i].at.h >= 32);
                        for (std::size_t j = i + 1; j < targets.size(); ++j) {
                            SDL_Rect one{targets[i].at.x, targets[i].at.y, targets[i].at.w, targets[i].at.h};
                            SDL_Rect other{targets[j].at.x, targets[j].at.y, targets[j].at.w, targets[j].at.h};
                            CHECK(SDL_HasIntersection(&one, &other) == SDL_FALSE);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("clicks - the next step is the largest target of the desk") {
    DeskView view;
    for (const auto& [name, page] : testing::DeskPages(false).all()) {
        if (page.screen != desk::Screen::desk || page.dialog) continue;
        for (const auto mode : {desk::Mode::window, desk::Mode::strip, desk::Mode::keypad}) {
            const auto shown = testing::DeskPages::in(mode, page);
            const auto wanted = wanted_size(shown, 100);
            view.show(shown, wanted.w, wanted.h, 100);
            const Target* step = view.drawn().find("step");
            REQUIRE(step != nullptr);
            for (const auto& target : view.drawn().targets) CHECK(target.at.w * target.at.h <= step->at.w * step->at.h);
        }
    }
}

TEST_CASE("clicks - a press that ends elsewhere or began when the button said something else is none") {
    DeskView view;
    auto page = testing::DeskPages(true).serving();
    view.show(page, 1100, 700, 100);
    const auto step = middle(view.drawn().find("step")->at);
    const auto tile = middle(view.drawn().find("action:hold")->at);
    view.pointer_pressed(step);
    CHECK(clicked(view.pointer_lifted(tile)).empty());
    view.pointer_pressed(step);
    CHECK(clicked(view.pointer_moved(tile)).empty());
    CHECK(clicked(view.pointer_lifted(step)) == std::vector<std::string>{"step"});  // it came back

    view.pointer_pressed(step);
    page.step.label = "Gọi số tiếp theo";
    view.show(page, 1100, 700, 100);
    CHECK(clicked(view.pointer_lifted(step)).empty());
    CHECK(click(view, "step") == std::vector<std::string>{"step"});
    // What changes beside it does not matter.
    view.pointer_pressed(step);
    page.citizen.facts[0][3].text = "03:21";
    view.show(page, 1100, 700, 100);
    CHECK(clicked(view.pointer_lifted(step)) == std::vector<std::string>{"step"});
}

TEST_CASE("clicks - what is not enabled says its name too so that the reason can be told") {
    DeskView view;
    view.show(testing::DeskPages(true).serving(), 1100, 700, 100);
    const Target* recall = view.drawn().find("action:recall");
    REQUIRE(recall != nullptr);
    CHECK_FALSE(recall->enabled);
    CHECK(click(view, "action:recall") == std::vector<std::string>{"action:recall"});
}

TEST_CASE("clicks - a dialog takes the clicks of what it covers") {
    DeskView view;
    view.show(testing::DeskPages(true).serving(), 1100, 700, 100);
    const auto tile = middle(view.drawn().find("action:recall")->at);
    view.show(testing::DeskPages(true).asking(), 1100, 700, 100);
    CHECK(view.drawn().find("step") == nullptr);
    CHECK(click(view, tile).empty());
    CHECK(click(view, "dialog:finish") == std::vector<std::string>{"dialog:finish"});
}

TEST_CASE("lists - what does not fit is scrolled by whole rows each list on its own") {
    DeskView view;
    const auto page = testing::DeskPages(true).crowded();
    view.show(page, 1100, 700, 100);
    const auto seen = [&](const std::string& words) {
        const auto& texts = view.drawn().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const DrawnText& text) { return text.text == words; });
    };
    CHECK(seen("H007"));
    CHECK_FALSE(seen("H028"));
    const auto hold = middle(view.drawn().find("hold:7")->at);
    CHECK(view.wheel(hold, 2).empty());  // it is the view's own
    CHECK_FALSE(seen("H007"));
    CHECK(seen("Hộ tịch"));  // the other lists stay
    for (int i = 0; i < 20; ++i) view.wheel(hold, 1);
    CHECK(seen("H028"));
    CHECK(click(view, "hold:28") == std::vector<std::string>{"hold:28"});
    for (int i = 0; i < 20; ++i) view.wheel(hold, -1);
    CHECK(seen("H007"));
}

TEST_CASE("lists - a dialog list shows the marked item and says how far the wheel was turned") {
    DeskView view;
    auto page = testing::DeskPages(true).choosing();
    for (std::size_t marked = 0; marked < page.dialog->items.size(); ++marked) {
        for (auto& item : page.dialog->items) item.on = false;
        page.dialog->items[marked].on = true;
        for (const auto mode : {desk::Mode::window, desk::Mode::keypad}) {
            page.mode = mode;
            const auto wanted = wanted_size(page, 100);
            view.show(page, wanted.w, mode == desk::Mode::window ? 600 : wanted.h, 100);
            CHECK(view.drawn().find(page.dialog->items[marked].target) != nullptr);
        }
    }
    const auto acts = view.wheel(middle(view.drawn().find(page.dialog->items.back().target)->at), 1);
    REQUIRE(acts.size() == 1);
    REQUIRE(std::holds_alternative<Scrolled>(acts[0]));
    CHECK(std::get<Scrolled>(acts[0]).rows == 1);
}

TEST_CASE("drawing - only what looks otherwise is drawn anew") {
    screen::Fonts fonts;
    screen::Canvas canvas(fonts, 1100, 700, screen::rgb("#000000"));
    SDL_Renderer* renderer = SDL_CreateSoftwareRenderer(canvas.surface());
    REQUIRE(renderer != nullptr);
    {
        DeskView view;
        auto page = testing::DeskPages(true).serving();
        view.show(page, 1100, 700, 100);
        CHECK(view.changed());
        CHECK(view.draw(renderer));
        CHECK_FALSE(view.changed());
        view.show(page, 1100, 700, 100);
        CHECK_FALSE(view.changed());
        // The pointer within one target, and beside all of them.
        const auto at = middle(view.drawn().find("step")->at);
        view.pointer_moved({5, 5});
        CHECK_FALSE(view.changed());
        view.pointer_moved(at);
        CHECK(view.changed());
        view.draw(renderer);
        view.pointer_moved({at.x + 3, at.y + 3});
        CHECK_FALSE(view.changed());
        view.pointer_left();
        CHECK(view.changed());
        view.draw(renderer);
        page.status += " ";
        view.show(page, 1100, 700, 100);
        CHECK(view.changed());
        view.draw(renderer);
        // Another renderer, as after a graphics driver was reset.
        view.forget_renderer();
        CHECK(view.changed());
        CHECK(view.draw(renderer));
        view.forget_renderer();
    }
    SDL_DestroyRenderer(renderer);
}

TEST_CASE("drawing - in parts is the same as anew whatever changes") {
    screen::Fonts fonts;
    screen::Canvas parts(fonts, 1100, 700, screen::rgb("#000000"));
    SDL_Renderer* renderer = SDL_CreateSoftwareRenderer(parts.surface());
    REQUIRE(renderer != nullptr);
    {
        DeskView view;
        DeskView anew;
        std::size_t in_parts = 0;
        const auto compare = [&](const desk::Page& page) {
            view.show(page, 1100, 700, 100);
            std::vector<screen::Rect> changed;
            REQUIRE(view.draw_changes(renderer, changed));
            SDL_RenderFlush(renderer);
            int area = 0;
            for (const auto& part : changed) area += part.w * part.h;
            if (area < 1100 * 700 / 4) ++in_parts;
            const auto whole = render_picture(anew, fonts, page, 1100, 700, 100);
            CHECK(std::ranges::equal(parts.pixels(), whole.pixels()));
        };
        for (const bool vietnamese : {true, false}) {
            for (const auto& [name, page] : testing::DeskPages(vietnamese).all()) {
                CAPTURE(name);
                compare(page);
                auto next = page;
                if (next.citizen.facts.empty()) continue;
                next.citizen.facts[0][3].text = "03:59";
                if (!next.others.empty()) next.others[0].detail.back() = '7';
                compare(next);
                if (!next.my_fields.empty()) next.my_fields[0].waiting = 8;
                next.actions[1].enabled = false;
                compare(next);
                next.actions[1].on = true;
                compare(next);
            }
        }
        CHECK(in_parts > 20);
        view.forget_renderer();
    }
    SDL_DestroyRenderer(renderer);
}

TEST_CASE("scale - where the window is too small for the scale that is asked for the largest that fits is taken") {
    DeskView view;
    const auto page = testing::DeskPages(true).serving();
    const auto step_height = [&](int w, int h, int percent) {
        view.show(page, w, h, percent);
        return view.drawn().find("step")->at.h;
    };
    const int plain = step_height(1024, 600, 100);
    CHECK(step_height(2048, 1200, 200) == 2 * plain);
    CHECK(step_height(1536, 900, 250) == plain * 3 / 2);  // 250 has no room there
    CHECK(step_height(1024, 600, 250) == plain);
    CHECK(step_height(1024, 600, 20) == plain);  // not smaller than the least either
}

TEST_CASE("scale - the small modes ask to stay on top the desk to be resized") {
    auto page = testing::DeskPages(true).serving();
    CHECK(wanted_size(page, 100).resizable);
    CHECK_FALSE(wanted_size(page, 100).on_top);
    CHECK(wanted_size(page, 100).w_min == 1024);
    CHECK(wanted_size(page, 100).h_min == 600);
    page.mode = desk::Mode::strip;
    CHECK(wanted_size(page, 100).on_top);
    CHECK(wanted_size(page, 100).h == 64);
    CHECK(wanted_size(page, 200).h == 128);
    page.mode = desk::Mode::keypad;
    CHECK(wanted_size(page, 100).on_top);
    CHECK(wanted_size(page, 100).w == 360);
    // Nobody signs in on one line.
    page.screen = desk::Screen::sign_in;
    CHECK_FALSE(wanted_size(page, 100).on_top);
}

TEST_CASE("scale - on a small display the strip is as high as its letters are") {
    auto page = testing::DeskPages(true).serving();
    page.mode = desk::Mode::strip;
    const auto strip = wanted_size(page, 250, 1366, 768);
    CHECK(strip.w == 1366);
    CHECK(strip.h == 96);  // 900 across fit one and a half times
    CHECK(wanted_size(page, 250, 4000, 2000).h == 160);
    page.dialog = testing::DeskPages(true).asking().dialog;
    // A question that comes by itself leaves the office's other software to be seen.
    CHECK(wanted_size(page, 100).h < 200);
    page = testing::DeskPages(true).serving();
    CHECK(wanted_size(page, 250, 1366, 768).w == 1366);
    CHECK(wanted_size(page, 250, 1366, 768).h == 768);
}

TEST_CASE("typing - only where the page takes text and what an input method puts together is seen behind it") {
    auto page = testing::DeskPages(true).serving();
    CHECK_FALSE(takes_text(page));
    CHECK_FALSE(takes_text(testing::DeskPages(true).asking()));
    CHECK_FALSE(takes_text(testing::DeskPages(true).choosing()));
    CHECK(takes_text(testing::DeskPages(true).sign_in_many()));
    page.dialog.emplace();
    page.dialog->typed_hint = "Gõ để tìm";
    CHECK(takes_text(page));
    page.dialog->kind = desk::Dialog::Kind::text;
    CHECK(takes_text(page));
    page.dialog->typed = "thieu";
    DeskView view;
    const auto seen = [&](const std::string& words) {
        const auto& texts = view.drawn().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const DrawnText& text) { return text.text == words; });
    };
    view.show(page, 1100, 700, 100);
    CHECK(seen("thieu|"));
    REQUIRE(view.drawn().typing);
    view.compose("bả");
    CHECK(view.changed());
    CHECK(seen("thieubả|"));
    view.compose({});
    CHECK(seen("thieu|"));
    // One line shows its end.
    page.dialog->kind = desk::Dialog::Kind::number;
    page.dialog->typed = std::string(80, 'W') + "H012";
    view.show(page, 1100, 700, 100);
    const auto& texts = view.drawn().texts;
    CHECK(std::any_of(texts.begin(), texts.end(),
                      [](const DrawnText& text) { return text.text.starts_with("…") && text.text.ends_with("WH012") && !text.shortened; }));
    page.dialog.reset();
    view.show(page, 1100, 700, 100);
    CHECK_FALSE(view.drawn().typing);
}

TEST_CASE("states - each has a shape of its own where a colour tells it") {
    // The same page with another light or tone differs in brightness too, not in hue alone.
    screen::Fonts fonts;
    DeskView view;
    auto page = testing::DeskPages(true).serving();
    page.others.resize(1);
    const auto grey = [&] {
        const auto picture = render_picture(view, fonts, page, 1100, 700, 100);
        std::vector<int> levels;
        for (int y = 320; y < 380; ++y) {
            for (int x = 770; x < 800; ++x) {
                const auto pixel = picture.pixel(x, y);
                // Coarse: a difference that nobody sees does not count.
                levels.push_back((pixel.r * 2126 + pixel.g * 7152 + pixel.b * 722) / 10'000 / 96);
            }
        }
        return levels;
    };
    std::set<std::vector<int>> seen;
    using Light = desk::CounterRow::Light;
    for (const Light light : {Light::closed, Light::open, Light::serving, Light::paused, Light::help}) {
        page.others[0].light = light;
        seen.insert(grey());
    }
    CHECK(seen.size() == 5);
}

}  // namespace luot::desk_view
