// The pages that say what came of a wish, what is wrong, and what to do.
#include "touch/field.hpp"
#include "touch/pages.hpp"

namespace luot::touch {

namespace {

// What is wrong with the printer, as a part of a key.
std::string printer_key(const PrinterShown& printer) {
    switch (printer.state) {
        case v1::PRINTER_STATE_PAPER_END:
            return "printer_paper_end";
        case v1::PRINTER_STATE_COVER_OPEN:
            return "printer_cover_open";
        default:
            return "printer_fault";
    }
}

std::string counter_name(const Maker& maker, std::uint64_t counter) {
    if (counter == 0) return {};
    for (const auto& each : maker.state.office.office.counters()) {
        if (each.id() == counter && !said(each.name(), maker.words).empty()) return said(each.name(), maker.words);
    }
    return maker.words.text("kiosk.counter", {{"n", counter}});
}

void add_wait(const Maker& maker, Page& page, std::uint32_t ahead, const v1::WaitRange* wait) {
    page.lines.push_back({maker.text("ahead"), maker.words.text("kiosk.people", {{"n", ahead}}), Tone::calm});
    page.lines.push_back(
        {maker.text("expected"), wait != nullptr ? wait_words(*wait, maker.words) : maker.text("wait_unknown"), Tone::calm});
}

// That a number goes void unless it is claimed. The slip says it by the clock.
void add_presence(const Maker& maker, Page& page) {
    constexpr std::int64_t minute_us = 60'000'000;
    const auto& rules = maker.state.office.office.kiosk();
    if (rules.presence_after_us() <= 0) return;
    const std::int64_t until_us = rules.presence_after_us() + rules.presence_grace_us();
    const std::string when = maker.words.text(
        "kiosk.presence_when", {{"after", (rules.presence_after_us() + minute_us - 1) / minute_us}, {"until", until_us / minute_us}});
    page.lines.push_back({maker.text("presence"), when, Tone::warn});
    page.detail += ' ' + maker.text("presence_why");
}

std::string field_name(const Maker& maker, const std::string& code) {
    const auto* service = find_service(maker.state.office.office, code);
    return service == nullptr ? code : name_of(*service, maker.words);
}

}  // namespace

void make_connecting(const Maker& maker, Page& page) {
    page.icon = Icon::network;
    page.title = maker.text("connecting");
    page.detail = maker.text("connecting_detail");
}

void make_away(const Maker& maker, Page& page) {
    page.icon = Icon::network;
    page.tone = Tone::warn;
    page.title = maker.text("away");
    page.detail = maker.text("away_detail");
}

void make_printer(const Maker& maker, Page& page) {
    const std::string key = printer_key(maker.state.printer);
    page.icon = Icon::paper;
    page.tone = Tone::warn;
    page.title = maker.text(key);
    page.detail = maker.text("printer_detail");
    page.lines.push_back({maker.text("have_number"), maker.text("have_number_detail"), Tone::calm});
}

void make_wait(const Maker& maker, Page& page) {
    page.busy = true;
    page.icon = Icon::slip;
    if (maker.state.checking_in) {
        page.title = maker.text("checking_in");
        page.detail = maker.text("checking_in_detail");
        return;
    }
    page.title = maker.text("printing");
    page.detail = maker.text("printing_detail");
}

void make_slip(const Maker& maker, Page& page) {
    const auto& answer = maker.state.answer;
    page.tone = Tone::good;
    page.title = maker.text("take_slip");
    page.detail = maker.text("take_slip_detail");
    if (!answer) return;
    page.number = answer->number;
    page.lines.push_back({maker.text("field"), field_name(maker, answer->service), Tone::calm});
    if (answer->promise) {
        add_wait(maker, page, answer->promise->ahead(), answer->promise->has_wait() ? &answer->promise->wait() : nullptr);
        if (answer->promise->past_closing()) page.lines.push_back({maker.text("hours"), maker.text("late_short"), Tone::warn});
    }
    const bool certain = answer->slip && answer->slip->report == v1::SLIP_REPORT_PRINTED;
    if (answer->slip && !certain) {
        page.tone = Tone::warn;
        page.detail = maker.text("slip_unsure");
    }
    add_presence(maker, page);
    page.actions = {{"home", maker.text("done"), Icon::tick, {}, true, false}};
    page.spoken = maker.words.text("kiosk.take_slip_spoken", {{"number", answer->number}}) + ' ' + lines_spoken(page);
    if (page.detail != maker.text("take_slip_detail")) page.spoken += ". " + page.detail;
}

void make_slip_failed(const Maker& maker, Page& page) {
    const auto& answer = maker.state.answer;
    page.icon = Icon::paper;
    page.tone = Tone::bad;
    page.title = maker.text("slip_failed");
    page.detail = maker.text("slip_failed_detail");
    if (answer && !answer->number.empty()) {
        page.lines.push_back({maker.text("number"), answer->number, Tone::calm});
    }
    if (cannot_print(maker.state.printer)) {
        page.lines.push_back({maker.text("printer_is"), maker.text(printer_key(maker.state.printer)), Tone::bad});
    }
    page.actions = {{"again", maker.text("print_again"), Icon::slip, {}, true, false}};
}

void make_told(const Maker& maker, Page& page) {
    const Told& told = maker.state.told;
    page.icon = told.tone == Tone::calm ? told.icon : Icon::warning;
    page.tone = told.tone;
    std::vector<words::Param> params;
    for (const auto& [name, value] : told.params) params.emplace_back(name, value);
    page.title = maker.words.text("kiosk." + told.key, params);
    page.detail = told.words.empty() ? maker.words.text("kiosk." + told.key + "_detail", params) : told.words;
    if (maker.state.trail.empty()) return;
    page.actions = {back_button(maker)};
    page.actions.front().main = true;
}

void make_checked_in(const Maker& maker, Page& page) {
    const v1::CheckedInResult& result = maker.state.checked_in;
    page.number = result.number();
    page.tone = Tone::good;
    const std::string counter = counter_name(maker, result.counter());
    const auto say = [&](const std::string& key) {
        page.title = maker.words.text("kiosk." + key, {{"counter", counter}});
        page.detail = maker.words.text("kiosk." + key + "_detail", {{"counter", counter}});
    };
    switch (result.outcome()) {
        case v1::CHECK_IN_OUTCOME_CALLED:
            say("check_called");
            break;
        case v1::CHECK_IN_OUTCOME_PRESENT:
            say("check_present");
            break;
        case v1::CHECK_IN_OUTCOME_REINSTATED:
            say("check_reinstated");
            break;
        case v1::CHECK_IN_OUTCOME_HOLD_RETURNED:
            say("check_hold");
            break;
        case v1::CHECK_IN_OUTCOME_OVER:
            page.tone = Tone::calm;
            say("check_over");
            break;
        default:
            say("check_waiting");
            break;
    }
    page.lines.push_back({maker.text("field"), field_name(maker, result.service()), Tone::calm});
    if (!counter.empty()) page.lines.push_back({maker.text("go_to"), counter, Tone::calm});
    const bool waits = result.state() == v1::TICKET_STATE_WAITING;
    if (waits) add_wait(maker, page, result.ahead(), result.has_wait() ? &result.wait() : nullptr);
    page.actions = {{"home", maker.text("done"), Icon::tick, {}, true, false}};
}

void make_card(const Maker& maker, Page& page) {
    const auto& state = maker.state;
    page.icon = Icon::card;
    page.tone = Tone::good;
    page.title = maker.text("card_read");
    const auto* by_age = state.card ? class_for_age(state.office.office, state.card->age) : nullptr;
    if (by_age != nullptr) {
        page.lines.push_back({maker.text("class"), said(by_age->name(), maker.words), Tone::good});
        page.detail = maker.text("card_offers");
    } else {
        page.detail = maker.text("card_read_detail");
    }
    page.lines.push_back({maker.text("card_kept"), maker.text("card_kept_detail"), Tone::calm});
    page.actions = {{"go_on", maker.text("go_on"), Icon::none, {}, true, false}};
}

void make_card_needed(const Maker& maker, Page& page) {
    page.icon = Icon::card;
    page.title = maker.text("card_needed");
    page.detail = maker.text("card_needed_detail");
    page.lines.push_back({maker.text("card_kept"), maker.text("card_kept_detail"), Tone::calm});
}

}  // namespace luot::touch
