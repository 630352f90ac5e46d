// The pages that speak of fields: the first one, classes, the question before a number is taken, and the search.
#include <algorithm>

#include "touch/field.hpp"
#include "touch/limits.hpp"
#include "touch/pages.hpp"
#include "touch/search.hpp"

namespace luot::touch {

namespace {

std::string places_words(const Field& field, const words::Catalogue& words) {
    if (field.status == nullptr || !field.status->has_places_left() || field.status->places_left() > limits::places_told) return {};
    return words.text("kiosk.places_left", {{"n", field.status->places_left()}});
}

std::string until_words(const Field& field, const words::Catalogue& words) {
    if (!field.opening.until) return {};
    return words.text("kiosk.open_until", {{"time", clock_words(*field.opening.until)}});
}

// What the field's calendar says of today, or what people come for.
std::string hint_of(const Field& field, const Maker& maker, const DayMoment& moment) {
    const auto hint = said(field.service->hint(), maker.words);
    if (!hint.empty()) return hint;
    for (const auto& note : field.service->calendar()) {
        if (!note.closed() && holds(note, moment.business_day)) return said(note.message(), maker.words);
    }
    return {};
}

Tile tile_of(const Field& field, std::size_t place, const Maker& maker, const DayMoment& moment) {
    Tile tile;
    tile.target = "field:" + field.service->code();
    tile.title = name_of(*field.service, maker.words);
    tile.colour = field.service->colour();
    tile.place = place;
    tile.open = field.availability == Availability::open;
    if (!tile.open) {
        const Closed closed = closed_words(field, maker.words);
        tile.hint = closed.detail;
        tile.value = closed.value;
        return tile;
    }
    tile.hint = hint_of(field, maker, moment);
    tile.value = expected_words(field.status, maker.words);
    if (field.status != nullptr) tile.value_hint = maker.words.text("kiosk.waiting", {{"n", field.status->waiting()}});
    tile.scarce = places_words(field, maker.words);
    const bool late = field.status != nullptr && field.status->past_closing();
    tile.note = late ? maker.text("closing_soon") : until_words(field, maker.words);
    return tile;
}

void make_banner(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    if (state.card) {
        const auto* by_age = class_for_age(state.office.office, state.card->age);
        page.banner = by_age == nullptr ? maker.text("card_read")
                                        : maker.words.text("kiosk.card_read_class", {{"class", said(by_age->name(), maker.words)}});
        page.banner_tone = Tone::good;
    } else if (!state.office.day.notice().empty()) {
        page.banner = state.office.day.notice();
    } else if (state.printer.state == v1::PRINTER_STATE_SILENT) {
        page.banner = maker.text("printer_silent");
        page.banner_tone = Tone::warn;
    }
}

// "07:15, Thứ Ba, 03/03/2026", or the time alone where it is today.
std::string when_words(const DayMoment& at, const DayMoment& now, const words::Catalogue& words) {
    const std::string time = clock_words(at.minute);
    if (at.business_day == now.business_day) return words.text("kiosk.opens_today", {{"time", time}});
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{at.business_day}}};
    const std::string day = words.date({static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                                        static_cast<int>(static_cast<unsigned>(date.day())), weekday_of(at.business_day)});
    return words.text("kiosk.opens_later", {{"time", time}, {"date", day}});
}

}  // namespace

void make_home(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    const DayMoment moment = day_moment(state);
    page.body = Body::tiles;
    page.title = maker.text("title");
    page.detail = maker.text(state.office.office.kiosk().card() == v1::CARD_USE_OFFERED ? "hint_card" : "hint");
    make_banner(maker, page);
    for (int i = 0; i < state.office.office.services_size(); ++i) {
        const Field field = field_of(state.office, state.office.office.services(i), moment);
        page.tiles.push_back(tile_of(field, static_cast<std::size_t>(i), maker, moment));
    }
}

void make_closed(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    const DayMoment moment = day_moment(state);
    page.icon = Icon::clock;
    make_banner(maker, page);
    const auto opens = next_opening(state.office.office, moment);
    const auto note = std::ranges::find_if(state.office.office.calendar(),
                                           [&](const v1::DayNote& each) { return each.closed() && holds(each, moment.business_day); });
    if (state.office.day.issuing_ended()) {
        page.title = maker.text("office_stopped");
        page.detail = maker.text("office_stopped_detail");
        return;
    }
    if (note != state.office.office.calendar().end()) {
        page.title = maker.text("day_closed");
        page.detail = said(note->message(), maker.words);
    } else if (opens && opens->business_day == moment.business_day) {
        page.title = maker.text("closed_for_now");
    } else {
        page.title = maker.text("closed_today");
        page.detail = maker.text("closed_today_detail");
    }
    if (opens) page.lines.push_back({maker.text("opens"), when_words(*opens, moment, maker.words), Tone::calm});
    page.lines.push_back({maker.text("have_number"), maker.text("have_number_detail"), Tone::calm});
}

void make_classes(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    page.body = Body::tiles;
    page.title = maker.text("class_title");
    page.detail = maker.text("class_hint");
    const auto* by_card = state.card ? class_for_age(state.office.office, state.card->age) : nullptr;
    for (const auto* each : classes_offered(state)) {
        Tile tile;
        tile.target = "class:" + each->code();
        tile.title = each->priority() ? said(each->name(), maker.words) : maker.text("class_ordinary");
        if (tile.title.empty()) tile.title = each->code();
        tile.hint = said(each->hint(), maker.words);
        if (tile.hint.empty() && !each->priority()) tile.hint = maker.text("class_ordinary_hint");
        tile.marked = each == by_card;
        if (tile.marked) tile.value = maker.text("class_by_card");
        page.tiles.push_back(std::move(tile));
    }
}

void make_confirm(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    const auto* service = find_service(state.office.office, state.wanted.service);
    page.title = maker.text("confirm_title");
    page.actions = {{"take", maker.text("take"), Icon::slip, {}, true, false}};
    if (service == nullptr) return;
    const Field field = field_of(state.office, *service, day_moment(state));
    page.lines.push_back({maker.text("field"), name_of(*service, maker.words), Tone::calm});
    if (const auto* procedure = find_procedure(*service, state.wanted.procedure)) {
        page.lines.push_back({maker.text("procedure"), said(procedure->name(), maker.words), Tone::calm});
    }
    for (const auto& each : state.office.office.classes()) {
        if (each.code() == state.wanted.ticket_class && each.priority()) {
            page.lines.push_back({maker.text("class"), said(each.name(), maker.words), Tone::calm});
        }
    }
    if (state.wanted.appointment) {
        page.lines.push_back({maker.text("appointment"), clock_words(state.wanted.appointment->minute), Tone::calm});
    }
    if (field.status != nullptr) {
        page.lines.push_back({maker.text("ahead"), maker.words.text("kiosk.people", {{"n", field.status->waiting()}}), Tone::calm});
        page.lines.push_back({maker.text("expected"), expected_words(field.status, maker.words), Tone::calm});
    }
    if (const auto until = until_words(field, maker.words); !until.empty()) page.lines.push_back({maker.text("hours"), until, Tone::calm});
    if (const auto places = places_words(field, maker.words); !places.empty()) {
        page.lines.push_back({maker.text("places"), places, Tone::warn});
    }
    // The truth before it prints.
    if (field.status != nullptr && field.status->past_closing()) {
        page.tone = Tone::warn;
        page.icon = Icon::warning;
        page.title = maker.text("late_title");
        page.detail = maker.text("late_detail");
        page.actions = {{"take", maker.text("take_late"), Icon::slip, {}, true, false}};
    }
}

void make_search(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    page.body = Body::search;
    page.title = maker.text("search_title");
    page.typed = state.typed;
    page.typed_hint = maker.text("search_hint");
    page.space = {"key:space", maker.text("key_space"), Icon::none, {}, false, false};
    page.erase = {"key:erase", maker.text("key_erase"), Icon::none, {}, false, false};
    const DayMoment moment = day_moment(state);
    const auto found = search(state.office.office, state.typed, limits::found_max);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Field field = field_of(state.office, *found[i].service, moment);
        const auto* procedure = found[i].procedure;
        Tile tile;
        tile.target = "found:" + std::to_string(i);
        tile.colour = field.service->colour();
        for (int place = 0; place < state.office.office.services_size(); ++place) {
            if (&state.office.office.services(place) == field.service) tile.place = static_cast<std::size_t>(place);
        }
        const std::string name = name_of(*field.service, maker.words);
        tile.title = procedure == nullptr ? name : said(procedure->name(), maker.words);
        tile.hint = procedure == nullptr ? maker.text("all_of_field") : maker.words.text("kiosk.of_field", {{"field", name}});
        tile.open = field.availability == Availability::open;
        if (!tile.open) tile.value = closed_words(field, maker.words).value;
        if (procedure != nullptr && (!procedure->open() || closing_note(*procedure, moment.business_day) != nullptr)) {
            tile.open = false;
            tile.value = maker.text("procedure_closed");
        }
        page.tiles.push_back(std::move(tile));
    }
    page.detail = found.empty() ? maker.text("search_nothing") : "";
    page.spoken = found.empty() ? page.detail : page.title;
}

}  // namespace luot::touch
