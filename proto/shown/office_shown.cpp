#include "shown/office_shown.hpp"

namespace luot::shown {

std::string text_in(const v1::Texts& texts, std::string_view language) {
    for (const auto& text : texts.texts()) {
        if (text.language() == language) return text.text();
    }
    return texts.texts().empty() ? std::string() : texts.texts(0).text();
}

void OfficeShown::apply(const v1::Snapshot& snapshot) {
    office = snapshot.office();
    day = snapshot.day();
    fields.clear();
    counters.clear();
    for (const auto& field : snapshot.fields()) fields[field.service()] = field;
    for (const auto& counter : snapshot.counters()) counters[counter.counter()] = counter;
}

void OfficeShown::apply(const v1::Change& change) {
    switch (change.what_case()) {
        case v1::Change::kField:
            fields[change.field().service()] = change.field();
            return;
        case v1::Change::kCounter:
            counters[change.counter().counter()] = change.counter();
            return;
        case v1::Change::kDay:
            day = change.day();
            return;
        case v1::Change::kOffice:
            office = change.office();
            fields.clear();
            counters.clear();
            return;
        case v1::Change::kDayCleared:
            fields.clear();
            counters.clear();
            return;
        case v1::Change::kTicket:
        case v1::Change::kCall:
        case v1::Change::kClerkDay:
        case v1::Change::WHAT_NOT_SET:
            return;
    }
}

}  // namespace luot::shown
