#include "touch/touch_state.hpp"

#include <algorithm>

#include "touch/field.hpp"
#include "touch/limits.hpp"

namespace luot::touch {

const char* to_string(Screen screen) {
    switch (screen) {
        case Screen::connecting:
            return "connecting";
        case Screen::home:
            return "home";
        case Screen::closed:
            return "closed";
        case Screen::away:
            return "away";
        case Screen::printer:
            return "printer";
        case Screen::classes:
            return "classes";
        case Screen::confirm:
            return "confirm";
        case Screen::wait:
            return "wait";
        case Screen::slip:
            return "slip";
        case Screen::slip_failed:
            return "slip_failed";
        case Screen::told:
            return "told";
        case Screen::search:
            return "search";
        case Screen::help:
            return "help";
        case Screen::languages:
            return "languages";
        case Screen::checked_in:
            return "checked_in";
        case Screen::card:
            return "card";
        case Screen::card_needed:
            return "card_needed";
        case Screen::pin:
            return "pin";
        case Screen::technician:
            return "technician";
    }
    return "";
}

bool cannot_print(const PrinterShown& printer) {
    switch (printer.state) {
        case v1::PRINTER_STATE_PAPER_END:
        case v1::PRINTER_STATE_COVER_OPEN:
        case v1::PRINTER_STATE_FAULT:
        case v1::PRINTER_STATE_UNREACHABLE:
            return true;
        default:
            return false;  // one that tells nothing may well print
    }
}

DayMoment day_moment(const TouchState& state) {
    // Before the server has said which day it is, it is the calendar's.
    const std::int32_t day = state.has_office && state.office.day.business_day() != 0 ? state.office.day.business_day() : state.local.day;
    return {day, (state.local.day - day) * minutes_a_day + state.local.minute};
}

Screen first_screen(const TouchState& state) {
    if (!state.has_office) {
        const bool long_since = state.lost_at && state.now - *state.lost_at >= limits::away_after;
        return long_since ? Screen::away : Screen::connecting;
    }
    if (!state.live && state.lost_at && state.now - *state.lost_at >= limits::away_after) return Screen::away;
    if (cannot_print(state.printer)) return Screen::printer;
    const DayMoment moment = day_moment(state);
    const bool any_open = std::ranges::any_of(state.office.office.services(), [&](const v1::Service& service) {
        const auto availability = field_of(state.office, service, moment).availability;
        // A full field, or one that a supervisor stopped, is told at its tile: the office is open.
        return availability == Availability::open || availability == Availability::full || availability == Availability::stopped;
    });
    return any_open ? Screen::home : Screen::closed;
}

Screen present_screen(const TouchState& state) {
    return state.screen == Screen::home ? first_screen(state) : state.screen;
}

const v1::PriorityClass* class_for_age(const v1::Office& office, int age) {
    const auto found = std::ranges::find_if(
        office.classes(), [&](const v1::PriorityClass& each) { return each.min_age() != 0 && age >= static_cast<int>(each.min_age()); });
    return found == office.classes().end() ? nullptr : &*found;
}

const v1::Service* find_service(const v1::Office& office, const std::string& code) {
    const auto found = std::ranges::find_if(office.services(), [&](const v1::Service& each) { return each.code() == code; });
    return found == office.services().end() ? nullptr : &*found;
}

const v1::Procedure* find_procedure(const v1::Service& service, const std::string& code) {
    const auto found = std::ranges::find_if(service.procedures(), [&](const v1::Procedure& each) { return each.code() == code; });
    return found == service.procedures().end() ? nullptr : &*found;
}

std::vector<const v1::PriorityClass*> classes_offered(const TouchState& state) {
    std::vector<const v1::PriorityClass*> offered;
    const auto* by_card = state.card ? class_for_age(state.office.office, state.card->age) : nullptr;
    if (by_card != nullptr) offered.push_back(by_card);
    for (const auto& each : state.office.office.classes()) {
        if (&each != by_card && each.code() != appointment_class) offered.push_back(&each);
    }
    return offered;
}

}  // namespace luot::touch
