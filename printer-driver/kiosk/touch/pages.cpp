#include "touch/pages.hpp"

#include <algorithm>

#include "touch/field.hpp"
#include "touch/limits.hpp"

namespace luot::touch {

namespace {

// A frame that all pages of the office have.
void make_frame(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    page.screen = present_screen(state);
    page.look = state.look;
    page.turn = state.turn;
    if (!state.has_office) return;
    page.clock = clock_words(state.local.minute);
    page.office = said(state.office.office.name(), maker.words);
    page.colour = state.office.office.colour();
    page.accent = state.office.office.accent();
}

// Search, help and languages stand where somebody may begin; back and home where they are under way.
void make_footer(const Maker& maker, Page& page) {
    const auto languages = languages_of(maker.state.office.office, maker.all);
    const auto add_language = [&] {
        if (languages.size() < 2) return;
        if (languages.size() > 2) {
            page.footer.push_back({"languages", maker.text("languages"), Icon::language, {}, false, false});
            return;
        }
        const auto* other = languages[0] == &maker.words ? languages[1] : languages[0];
        page.footer.push_back(
            {"language:" + other->language().code, other->language().name, Icon::none, other->language().short_name, false, false});
    };
    switch (page.screen) {
        case Screen::home:
        case Screen::closed:
            page.footer.push_back({"search", maker.text("find_procedure"), Icon::search, {}, false, false});
            [[fallthrough]];
        case Screen::printer:
        case Screen::away:
            page.footer.push_back({"help", maker.text("help"), Icon::help, {}, false, false});
            add_language();
            return;
        case Screen::connecting:
        case Screen::wait:
            return;
        case Screen::classes:
        case Screen::confirm:
        case Screen::search:
        case Screen::card_needed:
            page.footer = {back_button(maker), home_button(maker)};
            return;
        case Screen::languages:
            page.footer = {back_button(maker)};
            return;
        case Screen::slip:
        case Screen::checked_in:
            return;  // the one button that there is leads back
        case Screen::slip_failed:
        case Screen::told:
        case Screen::help:
        case Screen::card:
        case Screen::pin:
        case Screen::technician:
            page.footer = {home_button(maker)};
            return;
    }
}

// The question, and what there is to choose from; or what is said, with its figures.
std::string spoken_words(const Page& page) {
    std::string words = page.title;
    if (!page.number.empty()) words += ". " + page.number;
    if (!page.detail.empty()) words += ". " + page.detail;
    if (page.body == Body::message && !page.lines.empty()) words += ". " + lines_spoken(page);
    if (page.body != Body::tiles) return words;
    for (const auto& tile : page.tiles) {
        if (tile.open) words += ". " + tile.title;
    }
    return words;
}

void make_countdown(const Maker& maker, Page& page) {
    if (!maker.state.home_at || page.screen == Screen::home) return;
    const Instant left = *maker.state.home_at - maker.state.now;
    if (left > limits::countdown_from) return;
    const auto seconds = std::max<std::int64_t>((left.count() + 999) / 1'000, 1);
    page.countdown = maker.words.text("kiosk.countdown", {{"n", seconds}});
}

void make_body(const Maker& maker, Page& page) {
    switch (page.screen) {
        case Screen::connecting:
            return make_connecting(maker, page);
        case Screen::home:
            return make_home(maker, page);
        case Screen::closed:
            return make_closed(maker, page);
        case Screen::away:
            return make_away(maker, page);
        case Screen::printer:
            return make_printer(maker, page);
        case Screen::classes:
            return make_classes(maker, page);
        case Screen::confirm:
            return make_confirm(maker, page);
        case Screen::wait:
            return make_wait(maker, page);
        case Screen::slip:
            return make_slip(maker, page);
        case Screen::slip_failed:
            return make_slip_failed(maker, page);
        case Screen::told:
            return make_told(maker, page);
        case Screen::search:
            return make_search(maker, page);
        case Screen::help:
            return make_help(maker, page);
        case Screen::languages:
            return make_languages(maker, page);
        case Screen::checked_in:
            return make_checked_in(maker, page);
        case Screen::card:
            return make_card(maker, page);
        case Screen::card_needed:
            return make_card_needed(maker, page);
        case Screen::pin:
            return make_pin(maker, page);
        case Screen::technician:
            return make_technician(maker, page);
    }
}

}  // namespace

std::vector<const words::Catalogue*> languages_of(const v1::Office& office, const words::Words& words) {
    std::vector<const words::Catalogue*> languages;
    for (const auto& code : office.languages()) {
        if (words.has(code)) languages.push_back(&words.in(code));
    }
    if (languages.empty()) languages.push_back(&words.first());
    return languages;
}

const words::Catalogue& present_language(const TouchState& state, const words::Words& words) {
    const auto languages = languages_of(state.office.office, words);
    const auto chosen =
        std::ranges::find_if(languages, [&](const words::Catalogue* each) { return each->language().code == state.language; });
    return chosen == languages.end() ? *languages.front() : **chosen;
}

std::string lines_spoken(const Page& page) {
    std::string words;
    for (const auto& line : page.lines) words += (words.empty() ? "" : ". ") + line.label + ": " + line.value;
    return words;
}

Button back_button(const Maker& maker) {
    return {"back", maker.text("back"), Icon::back, {}, false, false};
}
Button home_button(const Maker& maker) {
    return {"home", maker.text("home"), Icon::home, {}, false, false};
}

Page make_page(const TouchState& state, const TouchOptions& options, const words::Words& words) {
    const Maker maker{state, options, words, present_language(state, words)};
    Page page;
    make_frame(maker, page);
    make_body(maker, page);
    make_footer(maker, page);
    make_countdown(maker, page);
    page.earlier = {"earlier", maker.text("earlier"), Icon::back, {}, false, false};
    page.later = {"later", maker.text("later"), Icon::pages, {}, false, false};
    if (page.spoken.empty()) page.spoken = spoken_words(page);
    return page;
}

}  // namespace luot::touch
