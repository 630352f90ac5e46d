#include "rating/pages.hpp"

#include <algorithm>

namespace luot::rating {

namespace {

using words::Catalogue;

std::vector<const Catalogue*> languages_of(const v1::Office& office, const words::Words& words) {
    std::vector<const Catalogue*> languages;
    for (const auto& code : office.languages()) {
        if (words.has(code)) languages.push_back(&words.in(code));
    }
    if (languages.empty()) languages.push_back(&words.first());
    return languages;
}

std::string seconds_left(Instant until, Instant now) {
    return std::to_string((std::max(until - now, Instant{0}).count() + 999) / 1'000);
}

struct Maker {
    const RatingState& state;
    const Catalogue& words;
    RatingPage& page;

    void say(std::string title, std::string detail = {}) const {
        page.title = std::move(title);
        page.detail = std::move(detail);
    }

    std::string grade(unsigned place, unsigned of) const {
        const auto& own = state.office.office.desk().rating().grades();
        const std::string text = own.empty() ? std::string() : shown::text_in(own.Get(static_cast<int>(place) - 1), words.language().code);
        if (!text.empty()) return text;
        if (of == 5 && place == 3) return words.text("rating.grade_middle");
        const std::uint32_t told = of == 5 && place > 3 ? place - 1 : place;
        if (told == 1) return words.text("rating.grade_1");
        if (told == 2) return words.text("rating.grade_2");
        if (told == 3) return words.text("rating.grade_3");
        return words.text("rating.grade_4");
    }

    void ask() const {
        const auto& rules = state.office.office.desk().rating();
        const std::string own = shown::text_in(rules.question(), words.language().code);
        page.ticket = state.asking->ticket;
        page.number = words.text("rating.number", {{"number", state.asking->number}});
        page.title = own.empty() ? words.text("rating.question") : own;
        const unsigned of = grade_count(rules);
        for (unsigned place = 1; place <= of; ++place) {
            page.grades.push_back({"grade:" + std::to_string(place), {place, of}, grade(place, of)});
        }
        if (state.asking->until - state.now <= limits::countdown_from)
            page.countdown = words.text("rating.countdown", {{"n", seconds_left(state.asking->until, state.now)}});
    }

    // Not the face: whoever stands behind is not to read what somebody thought.
    void thank() const {
        const bool kept = state.on_disk;
        say(words.text("rating.thanks"));
        page.tick = state.thanking->told || kept;
        if (state.thanking->told || (kept && state.live)) {
            page.detail = words.text("rating.thanks_told");
        } else if (!state.live) {
            page.detail = kept ? words.text("rating.thanks_kept") : words.text("rating.thanks_not_kept");
        }  // Else it is on its way, and an answer a moment off: there is nothing to say of it yet.
    }

    // Numbers alone, never names.
    void idle() const {
        const v1::CounterStatus& counter = *counter_of(state);
        if (counter.state() == v1::COUNTER_STATE_PAUSED) return say(words.text("rating.paused"), words.text("rating.paused_detail"));
        page.number = counter.ticket() == 0 ? std::to_string(state.counter) : counter.number();
        if (counter.ticket() == 0) return say(words.text("rating.welcome"), words.text("rating.welcome_detail"));
        page.title = counter.ticket_state() == v1::TICKET_STATE_SERVING ? words.text("rating.serving") : words.text("rating.called");
    }

    void away() const {
        say(words.text("rating.away"), words.text("rating.away_detail"));
        if (state.waiting > 0) page.note = words.text("rating.kept", {{"n", state.waiting}});
    }

    // For the clerk, where a citizen has nothing to decide.
    void trouble() const {
        if (state.keep_fails && page.screen != Screen::ask) page.note = words.text("rating.not_kept");
    }

    void body() const {
        switch (page.screen) {
            case Screen::connecting:
                return say(words.text("rating.connecting"), words.text("rating.connecting_detail"));
            case Screen::idle:
                return idle();
            case Screen::ask:
                return ask();
            case Screen::thanks:
                return thank();
            case Screen::closed:
                return say(words.text("rating.closed"), words.text("rating.closed_detail"));
            case Screen::away:
                return away();
            case Screen::off:
                return say(words.text("rating.off"), words.text("rating.off_detail"));
            case Screen::unknown:
                return say(words.text("rating.unknown", {{"counter", state.counter}}), words.text("rating.unknown_detail"));
            case Screen::dark:
                return;
        }
    }
};

}  // namespace

const char* to_string(Screen screen) {
    switch (screen) {
        case Screen::connecting:
            return "connecting";
        case Screen::idle:
            return "idle";
        case Screen::ask:
            return "ask";
        case Screen::thanks:
            return "thanks";
        case Screen::closed:
            return "closed";
        case Screen::away:
            return "away";
        case Screen::off:
            return "off";
        case Screen::unknown:
            return "unknown";
        case Screen::dark:
            return "dark";
    }
    return "?";
}

const v1::CounterStatus* counter_of(const RatingState& state) {
    const auto found = state.office.counters.find(state.counter);
    return found == state.office.counters.end() ? nullptr : &found->second;
}

unsigned grade_count(const v1::RatingRules& rules) {
    return rules.grades_size() == 5 ? 5 : 4;
}

Instant asked_for(const v1::RatingRules& rules) {
    return rules.seconds() == 0 ? limits::asked : Instant{std::int64_t{rules.seconds()} * 1'000};
}

Screen present_screen(const RatingState& state) {
    if (!state.has_office) return Screen::connecting;
    const v1::CounterStatus* counter = counter_of(state);
    if (counter == nullptr) return Screen::unknown;
    if (!state.office.office.desk().rating().on()) return Screen::off;
    if (state.asking) return Screen::ask;
    if (state.thanking) return Screen::thanks;
    const bool long_closed = state.closed_since && state.now - *state.closed_since >= limits::dark_after;
    if (long_closed && state.now >= state.light_until) return Screen::dark;
    if (!state.live && state.lost_at && state.now - *state.lost_at >= limits::away_after) return Screen::away;
    return state.closed_since ? Screen::closed : Screen::idle;
}

RatingPage make_page(const RatingState& state, const words::Words& words) {
    const auto& office = state.office.office;
    const auto languages = languages_of(office, words);
    const auto chosen = std::ranges::find_if(languages, [&](const Catalogue* each) { return each->language().code == state.language; });
    const Catalogue& present = chosen == languages.end() ? *languages.front() : **chosen;

    RatingPage page;
    page.screen = present_screen(state);
    if (page.screen == Screen::dark) return page;
    page.office = shown::text_in(office.name(), present.language().code);
    page.colour = office.colour();
    page.counter = present.text("rating.counter", {{"counter", state.counter}});
    const Maker maker{state, present, page};
    maker.body();
    maker.trouble();
    for (const Catalogue* each : languages) {
        if (each != &present) page.languages.push_back({"language:" + each->language().code, each->language().short_name});
    }
    return page;
}

}  // namespace luot::rating
