#include "touch/field.hpp"

#include <algorithm>

namespace luot::touch {

namespace {

constexpr std::int64_t minute_us = 60'000'000;

}  // namespace

std::string said(const v1::Texts& texts, const words::Catalogue& words) {
    return shown::text_in(texts, words.language().code);
}

std::string name_of(const v1::Service& service, const words::Catalogue& words) {
    const std::string name = said(service.name(), words);
    return name.empty() ? service.code() : name;
}

Field field_of(const shown::OfficeShown& office, const v1::Service& service, const DayMoment& moment) {
    Field field;
    field.service = &service;
    field.opening = opening(office.office, service, moment);
    if (const auto found = office.fields.find(service.code()); found != office.fields.end()) field.status = &found->second;
    const bool no_place = field.status != nullptr && field.status->has_places_left() && field.status->places_left() == 0;
    if (office.day.issuing_ended()) {
        field.availability = Availability::office_stopped;
    } else if (field.opening.closed_by != nullptr) {
        field.availability = Availability::day_closed;
    } else if (field.status != nullptr && field.status->closed()) {
        field.availability = Availability::stopped;
    } else if (!field.opening.open) {
        field.availability = field.opening.opens_at ? Availability::not_yet : Availability::hours_over;
    } else if (no_place) {
        field.availability = Availability::full;
    }
    return field;
}

std::string wait_words(const v1::WaitRange& wait, const words::Catalogue& words) {
    if (wait.high_us() <= 0) return words.text("kiosk.straight_in");
    // Outwards: a promise of minutes is rather too wide than too narrow.
    const std::int64_t low = std::max<std::int64_t>(wait.low_us(), 0) / minute_us;
    const std::int64_t high = std::max<std::int64_t>((wait.high_us() + minute_us - 1) / minute_us, 1);
    if (low == 0) return words.text("kiosk.wait_under", {{"n", std::max<std::int64_t>(high, 5)}});
    if (low >= high) return words.text("kiosk.wait_about", {{"n", high}});
    return words.text("kiosk.wait_range", {{"low", low}, {"high", high}});
}

std::string expected_words(const v1::FieldStatus* status, const words::Catalogue& words) {
    if (status == nullptr) return {};
    if (!status->has_expected()) return words.text("kiosk.wait_unknown");
    return wait_words(status->expected(), words);
}

Closed closed_words(const Field& field, const words::Catalogue& words) {
    switch (field.availability) {
        case Availability::open:
            return {};
        case Availability::not_yet: {
            const std::string at = clock_words(field.opening.opens_at.value_or(0));
            return {words.text("kiosk.not_yet_open"), words.text("kiosk.opens_today", {{"time", at}})};
        }
        case Availability::hours_over:
            return {words.text("kiosk.hours_over"), words.text("kiosk.hours_over_detail")};
        case Availability::day_closed: {
            const std::string why = field.opening.closed_by == nullptr ? "" : said(field.opening.closed_by->message(), words);
            return {words.text("kiosk.day_closed"), why.empty() ? words.text("kiosk.day_closed_detail") : why};
        }
        case Availability::stopped:
            return {words.text("kiosk.stopped"), words.text("kiosk.stopped_detail")};
        case Availability::full:
            return {words.text("kiosk.full"), words.text("kiosk.full_detail")};
        case Availability::office_stopped:
            return {words.text("kiosk.office_stopped"), words.text("kiosk.office_stopped_detail")};
    }
    return {};
}

}  // namespace luot::touch
