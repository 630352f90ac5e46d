#include "map/office_map.hpp"

#include "map/enums.hpp"
#include "map/office_hall_map.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

// Seasons, as Hours and DayNote both have them.
template <class From, class To>
void write_days(const From& from, To& to) {
    to.set_weekdays(from.weekdays);
    if (from.first_day) to.set_first_day(from.first_day->days);
    if (from.last_day) to.set_last_day(from.last_day->days);
}

template <class From, class To>
void read_days(const From& from, To& to, Faults& faults) {
    to.weekdays = narrow_to_byte(from.weekdays(), "weekdays", faults);
    if (from.has_first_day()) to.first_day = core::BusinessDay{from.first_day()};
    if (from.has_last_day()) to.last_day = core::BusinessDay{from.last_day()};
}

void write(const core::Hours& hours, v1::Hours& to) {
    write_days(hours, to);
    to.set_from_minute(hours.from_minute);
    to.set_until_minute(hours.until_minute);
    to.set_code(hours.code);
}

core::Hours read(const v1::Hours& hours, Faults& faults) {
    core::Hours out;
    read_days(hours, out, faults);
    out.from_minute = hours.from_minute();
    out.until_minute = hours.until_minute();
    out.code = hours.code();
    return out;
}

void write(const core::DayNote& note, v1::DayNote& to) {
    write_days(note, to);
    to.set_closed(note.closed);
    write(note.message, *to.mutable_message());
    to.set_code(note.code);
}

core::DayNote read(const v1::DayNote& note, Faults& faults) {
    core::DayNote out;
    read_days(note, out, faults);
    out.closed = note.closed();
    out.message = read(note.message(), faults);
    out.code = note.code();
    return out;
}

void write(const core::NumberRange& range, v1::NumberRange& to) {
    to.set_prefix(range.prefix);
    to.set_first(range.first);
    to.set_last(range.last);
    to.set_width(range.width);
    to.set_at_end(to_wire(range.at_end));
}

core::NumberRange read(const v1::NumberRange& range, Faults& faults) {
    core::NumberRange out;
    out.prefix = range.prefix();
    out.first = range.first();
    out.last = range.last();
    out.width = narrow_to_byte(range.width(), "width of a number", faults);
    out.at_end = from_wire<core::AtEnd>(range.at_end(), faults);
    return out;
}

void write(const core::Procedure& procedure, v1::Procedure& to) {
    to.set_code(procedure.code);
    write(procedure.name, *to.mutable_name());
    to.set_open(procedure.open);
    write(procedure.message, *to.mutable_message());
    for (const auto& note : procedure.calendar) write(note, *to.add_calendar());
}

core::Procedure read(const v1::Procedure& procedure, Faults& faults) {
    core::Procedure out;
    out.code = procedure.code();
    out.name = read(procedure.name(), faults);
    out.open = procedure.open();
    out.message = read(procedure.message(), faults);
    for (const auto& note : procedure.calendar()) out.calendar.push_back(read(note, faults));
    return out;
}

void write(const core::Service& service, v1::Service& to) {
    to.set_code(service.code.value);
    write(service.name, *to.mutable_name());
    to.set_colour(service.colour);
    write(service.range, *to.mutable_range());
    for (const auto& hours : service.hours) write(hours, *to.add_hours());
    if (service.daily_quota) to.set_daily_quota(*service.daily_quota);
    for (const auto& note : service.calendar) write(note, *to.add_calendar());
    for (const auto& procedure : service.procedures) write(procedure, *to.add_procedures());
    if (!service.hint.empty()) write(service.hint, *to.mutable_hint());
}

core::Service read(const v1::Service& service, Faults& faults) {
    core::Service out;
    out.code = core::ServiceCode(service.code());
    out.name = read(service.name(), faults);
    out.colour = service.colour();
    out.range = read(service.range(), faults);
    for (const auto& hours : service.hours()) out.hours.push_back(read(hours, faults));
    if (service.has_daily_quota()) out.daily_quota = service.daily_quota();
    for (const auto& note : service.calendar()) out.calendar.push_back(read(note, faults));
    for (const auto& procedure : service.procedures()) out.procedures.push_back(read(procedure, faults));
    out.hint = read(service.hint(), faults);
    return out;
}

void write(const core::PriorityClass& priority_class, v1::PriorityClass& to) {
    to.set_code(priority_class.code.value);
    write(priority_class.name, *to.mutable_name());
    to.set_priority(priority_class.priority);
    to.set_rank(priority_class.rank);
    to.set_head_start_us(priority_class.head_start_us);
    to.set_rate_permille(priority_class.rate_permille);
    if (!priority_class.hint.empty()) write(priority_class.hint, *to.mutable_hint());
    to.set_min_age(priority_class.min_age);
}

core::PriorityClass read(const v1::PriorityClass& priority_class, Faults& faults) {
    core::PriorityClass out;
    out.code = core::ClassCode(priority_class.code());
    out.name = read(priority_class.name(), faults);
    out.priority = priority_class.priority();
    out.rank = priority_class.rank();
    out.head_start_us = priority_class.head_start_us();
    out.rate_permille = priority_class.rate_permille();
    out.hint = read(priority_class.hint(), faults);
    out.min_age = priority_class.min_age();
    return out;
}

void write(const core::CounterConfig& counter, v1::CounterConfig& to) {
    to.set_id(counter.id.value);
    write(counter.name, *to.mutable_name());
    write(counter.serves, *to.mutable_serves());
    write(counter.helps, *to.mutable_helps());
}

core::CounterConfig read(const v1::CounterConfig& counter, Faults& faults) {
    core::CounterConfig out;
    out.id = core::CounterId(counter.id());
    out.name = read(counter.name(), faults);
    out.serves = read_codes<core::ServiceCode>(counter.serves());
    out.helps = read_codes<core::ServiceCode>(counter.helps());
    return out;
}

void write(const core::Rules& rules, v1::Rules& to) {
    to.set_recall_limit(rules.recall_limit);
    to.set_requeue_after(rules.requeue_after);
    to.set_no_show_after_us(rules.no_show_after_us);
    to.set_reinstate_grace_us(rules.reinstate_grace_us);
    to.set_courtesy_permille(rules.courtesy_permille);
    to.set_longest_wait_us(rules.longest_wait_us);
    to.set_slip_silent_us(rules.slip_silent_us);
    to.set_slip_reprint_us(rules.slip_reprint_us);
}

core::Rules read(const v1::Rules& rules) {
    core::Rules out;
    out.recall_limit = rules.recall_limit();
    out.requeue_after = rules.requeue_after();
    out.no_show_after_us = rules.no_show_after_us();
    out.reinstate_grace_us = rules.reinstate_grace_us();
    out.courtesy_permille = rules.courtesy_permille();
    out.longest_wait_us = rules.longest_wait_us();
    out.slip_silent_us = rules.slip_silent_us();
    out.slip_reprint_us = rules.slip_reprint_us();
    return out;
}

void write(const core::SlipLayout& slip, v1::SlipLayout& to) {
    for (const auto& line : slip.lines) to.add_lines(line);
    for (const auto& language : slip.languages) to.add_languages(language);
}

core::SlipLayout read(const v1::SlipLayout& slip) {
    core::SlipLayout out;
    out.lines.assign(slip.lines().begin(), slip.lines().end());
    out.languages.assign(slip.languages().begin(), slip.languages().end());
    return out;
}

void write(const core::KioskRules& kiosk, v1::KioskRules& to) {
    to.set_card(to_wire(kiosk.card));
    to.set_per_person_field(kiosk.per_person_field);
    to.set_per_person_day(kiosk.per_person_day);
    to.set_presence_after_us(kiosk.presence_after_us);
    to.set_presence_grace_us(kiosk.presence_grace_us);
}

core::KioskRules read(const v1::KioskRules& kiosk, Faults& faults) {
    core::KioskRules out;
    out.card = from_wire<core::CardUse>(kiosk.card(), faults);
    out.per_person_field = kiosk.per_person_field();
    out.per_person_day = kiosk.per_person_day();
    out.presence_after_us = kiosk.presence_after_us();
    out.presence_grace_us = kiosk.presence_grace_us();
    return out;
}

void write(const core::RatingRules& rating, v1::RatingRules& to) {
    to.set_on(rating.on);
    if (!rating.question.empty()) write(rating.question, *to.mutable_question());
    for (const auto& grade : rating.grades) write(grade, *to.add_grades());
    to.set_seconds(rating.seconds);
}

core::RatingRules read(const v1::RatingRules& rating, Faults& faults) {
    core::RatingRules out;
    out.on = rating.on();
    out.question = read(rating.question(), faults);
    for (const auto& grade : rating.grades()) out.grades.push_back(read(grade, faults));
    out.seconds = rating.seconds();
    return out;
}

void write(const core::DeskRules& desk, v1::DeskRules& to) {
    to.set_pin(desk.pin);
    to.set_show_badges(desk.show_badges);
    to.set_hold_reminder_us(desk.hold_reminder_us);
    write(desk.rating, *to.mutable_rating());
}

core::DeskRules read(const v1::DeskRules& desk, Faults& faults) {
    core::DeskRules out;
    out.pin = desk.pin();
    out.show_badges = desk.show_badges();
    out.hold_reminder_us = desk.hold_reminder_us();
    out.rating = read(desk.rating(), faults);
    return out;
}

using Choices = google::protobuf::RepeatedPtrField<v1::Choice>;

void write(const std::vector<core::Choice>& choices, Choices& to) {
    for (const auto& choice : choices) {
        v1::Choice& entry = *to.Add();
        entry.set_code(choice.code);
        write(choice.name, *entry.mutable_name());
    }
}

std::vector<core::Choice> read(const Choices& choices, Faults& faults) {
    std::vector<core::Choice> out;
    for (const v1::Choice& entry : choices) {
        core::Choice choice;
        choice.code = entry.code();
        choice.name = read(entry.name(), faults);
        out.push_back(std::move(choice));
    }
    return out;
}

}  // namespace

void write(const core::Office& office, v1::Office& to) {
    to.set_code(office.code);
    write(office.name, *to.mutable_name());
    to.set_zone(office.zone);
    to.set_boundary_minute(office.boundary_minute);
    for (const auto& language : office.languages) to.add_languages(language);
    to.set_colour(office.colour);
    to.set_accent(office.accent);
    for (const auto& hours : office.sessions) write(hours, *to.add_sessions());
    to.set_issue_early_minutes(office.issue_early_minutes);
    to.set_issue_stop_minutes(office.issue_stop_minutes);
    for (const auto& note : office.calendar) write(note, *to.add_calendar());
    for (const auto& service : office.services) write(service, *to.add_services());
    for (const auto& priority_class : office.classes) write(priority_class, *to.add_classes());
    for (const auto& counter : office.counters) write(counter, *to.add_counters());
    to.mutable_policy()->set_kind(to_wire(office.policy.kind));
    to.mutable_policy()->set_n(office.policy.n);
    write(office.rules, *to.mutable_rules());
    write(office.pause_reasons, *to.mutable_pause_reasons());
    write(office.hold_reasons, *to.mutable_hold_reasons());
    write(office.cancel_reasons, *to.mutable_cancel_reasons());
    write(office.choose_reasons, *to.mutable_choose_reasons());
    write(office.priority_reasons, *to.mutable_priority_reasons());
    write(office.outcomes, *to.mutable_outcomes());
    write(office.clerks, *to.mutable_clerks());
    for (const std::uint32_t minutes : office.targets_minutes) to.add_targets_minutes(minutes);
    for (const auto& texts : office.running_text) write(texts, *to.add_running_text());
    write(office.slip_closing, *to.mutable_slip_closing());
    to.set_phone_base_url(office.phone_base_url);
    write(office.slip, *to.mutable_slip());
    write(office.kiosk, *to.mutable_kiosk());
    write(office.voice, *to.mutable_voice());
    for (const auto& board : office.boards) write(board, *to.add_boards());
    write(office.screens, *to.mutable_screens());
    write(office.desk, *to.mutable_desk());
}

core::Office read(const v1::Office& office, Faults& faults) {
    core::Office out;
    out.code = office.code();
    out.name = read(office.name(), faults);
    out.zone = office.zone();
    out.boundary_minute = office.boundary_minute();
    out.languages.assign(office.languages().begin(), office.languages().end());
    out.colour = office.colour();
    out.accent = office.accent();
    for (const auto& hours : office.sessions()) out.sessions.push_back(read(hours, faults));
    out.issue_early_minutes = office.issue_early_minutes();
    out.issue_stop_minutes = office.issue_stop_minutes();
    for (const auto& note : office.calendar()) out.calendar.push_back(read(note, faults));
    for (const auto& service : office.services()) out.services.push_back(read(service, faults));
    for (const auto& priority_class : office.classes()) out.classes.push_back(read(priority_class, faults));
    for (const auto& counter : office.counters()) out.counters.push_back(read(counter, faults));
    out.policy.kind = from_wire<core::PolicyKind>(office.policy().kind(), faults);
    out.policy.n = office.policy().n();
    out.rules = read(office.rules());
    out.pause_reasons = read(office.pause_reasons(), faults);
    out.hold_reasons = read(office.hold_reasons(), faults);
    out.cancel_reasons = read(office.cancel_reasons(), faults);
    out.choose_reasons = read(office.choose_reasons(), faults);
    out.priority_reasons = read(office.priority_reasons(), faults);
    out.outcomes = read(office.outcomes(), faults);
    out.clerks = read_codes<core::ClerkCode>(office.clerks());
    out.targets_minutes.assign(office.targets_minutes().begin(), office.targets_minutes().end());
    for (const auto& texts : office.running_text()) out.running_text.push_back(read(texts, faults));
    out.slip_closing = read(office.slip_closing(), faults);
    out.phone_base_url = office.phone_base_url();
    out.slip = read(office.slip());
    // An office of before there were such rules has none.
    if (office.has_kiosk()) out.kiosk = read(office.kiosk(), faults);
    if (office.has_voice()) out.voice = read(office.voice(), faults);
    for (const auto& board : office.boards()) out.boards.push_back(read(board));
    if (office.has_screens()) out.screens = read(office.screens());
    if (office.has_desk()) out.desk = read(office.desk(), faults);
    return out;
}

}  // namespace luot::map
