#include <algorithm>

#include "desk/holds.hpp"
#include "desk/limits.hpp"
#include "desk/pages.hpp"
#include "desk/spans.hpp"

namespace luot::desk {
namespace {

// --- My fields

std::string longest_words(const Desk& desk, std::int64_t longest_us, Tone& tone) {
    const std::string span = desk.minutes(longest_us);
    const auto& targets = desk.office.office().targets_minutes();
    const std::int64_t target = targets.empty() ? 0 : targets[0];
    if (target > 0 && longest_us > target * minute_us) {
        tone = Tone::bad;
        return desk.say("desk.field.beyond_target", {{"span", span}, {"target", target}});
    }
    // From four fifths on it is worth a word.
    if (target > 0 && longest_us * 5 >= target * minute_us * 4) {
        tone = Tone::warn;
        return desk.say("desk.field.near_target", {{"span", span}, {"target", target}});
    }
    return desk.say("desk.field.longest", {{"span", span}});
}

FieldRow field_row(const Desk& desk, const v1::FieldStatus& field, bool helps) {
    FieldRow row;
    row.name = desk.service_name(field.service());
    row.swatch = desk.swatch(field.service());
    row.waiting = field.waiting();
    row.helps = helps;
    if (field.waiting() == 0 || field.longest_since_us() == 0) {
        row.detail = desk.say(field.waiting() == 0 ? "desk.field.nobody" : "desk.field.nobody_ready");
    } else {
        row.detail = longest_words(desk, desk.office_now_us() - field.longest_since_us(), row.tone);
    }
    if (helps) row.detail = desk.say("desk.field.helps", {{"detail", row.detail}});
    if (field.closed()) row.detail += " · " + desk.say("desk.field.stopped");
    return row;
}

// Those who were sent to this counter and to no other.
std::optional<FieldRow> bound_row(const Desk& desk) {
    FieldRow row;
    std::int64_t since_us = 0;
    for (const auto* each : desk.waiting()) {
        if (each->counter() != desk.at->counter) continue;
        ++row.waiting;
        if (since_us == 0 || each->arrived_us() < since_us) since_us = each->arrived_us();
    }
    if (row.waiting == 0) return std::nullopt;
    row.name = desk.say("desk.field.bound");
    row.detail = longest_words(desk, desk.office_now_us() - since_us, row.tone);
    return row;
}

std::vector<FieldRow> field_rows(const Desk& desk) {
    std::vector<FieldRow> rows;
    const auto* counter = desk.mine();
    if (counter == nullptr) return rows;
    const auto add = [&](const auto& codes, bool helps) {
        for (const auto* field : desk.office.fields()) {
            if (std::find(codes.begin(), codes.end(), field->service()) != codes.end()) rows.push_back(field_row(desk, *field, helps));
        }
    };
    if (auto bound = bound_row(desk)) rows.push_back(std::move(*bound));
    add(counter->serves(), false);
    add(counter->helps(), true);
    return rows;
}

// --- Held at the counter

HoldRow hold_row(const Desk& desk, const v1::TicketStatus& held) {
    HoldRow row;
    row.target = "hold:" + std::to_string(held.ticket());
    row.number = held.number();
    row.returned = held.hold_returned();
    const std::string reason = choice_name(desk.office.office().hold_reasons(), held.hold_reason(), desk.words().language().code);
    const std::string age = held.held_since_us() == 0 ? std::string() : desk.minutes(desk.office_now_us() - held.held_since_us());
    if (row.returned) {
        row.detail = desk.say("desk.hold.returned", {{"span", age}});
        row.tone = Tone::good;
    } else {
        row.detail = desk.say(is_overdue(desk, held) ? "desk.hold.long" : "desk.hold.held", {{"reason", reason}, {"span", age}});
        if (is_overdue(desk, held)) row.tone = Tone::warn;
    }
    return row;
}

std::vector<HoldRow> hold_rows(const Desk& desk) {
    std::vector<HoldRow> rows;
    const auto holds = desk.holds();
    for (std::size_t place = 0; place < holds.size(); ++place) {
        rows.push_back(hold_row(desk, *holds[place]));
        // On a pad digits are numbers.
        const auto key = std::find(desk.hold_keys.begin(), desk.hold_keys.end(), holds[place]->ticket());
        if (key != desk.hold_keys.end() && desk.settings.mode == Mode::window)
            rows.back().key = std::to_string(key - desk.hold_keys.begin() + 1);
    }
    return rows;
}

// --- The other counters

using Light = CounterRow::Light;

std::string work_words(const Desk& desk, const v1::CounterStatus& counter, Light& light) {
    if (counter.state() == v1::COUNTER_STATE_PAUSED) {
        light = Light::paused;
        const std::string reason = choice_name(desk.office.office().pause_reasons(), counter.pause_reason(), desk.words().language().code);
        return desk.say("desk.other.paused", {{"reason", reason}, {"span", desk.minutes(desk.office_now_us() - counter.since_us())}});
    }
    if (counter.ticket() == 0) {
        light = Light::open;
        return desk.say("desk.other.idle");
    }
    light = Light::serving;
    const auto* ticket = desk.office.ticket(counter.ticket());
    if (counter.ticket_state() == v1::TICKET_STATE_CALLED) {
        const std::string span = ticket == nullptr ? std::string() : stopwatch(desk.office_now_us() - ticket->called_last_us());
        return desk.say("desk.other.called", {{"span", span}});
    }
    const std::string span = ticket == nullptr ? std::string() : stopwatch(desk.office_now_us() - ticket->started_us() - ticket->held_us());
    return desk.say("desk.other.serving", {{"span", span}});
}

CounterRow counter_row(const Desk& desk, const v1::CounterStatus& counter) {
    CounterRow row;
    row.name = desk.counter_name(counter.counter());
    if (!counter.number().empty() && counter.ticket() != 0) row.name += " · " + counter.number();
    if (counter.state() == v1::COUNTER_STATE_CLOSED) {
        row.detail = desk.say("desk.other.closed");
        return row;
    }
    row.detail = work_words(desk, counter, row.light);
    if (counter.help() == v1::HELP_STATE_ASKED) {
        row.detail = desk.say("desk.other.needs_help", {{"detail", row.detail}});
        row.light = Light::help;
    } else if (counter.help() == v1::HELP_STATE_ANSWERED) {
        row.detail = desk.say("desk.other.is_helped", {{"detail", row.detail}});
        row.light = Light::help;
    }
    return row;
}

// Those that work, by number; the closed ones behind them, as far as there is room.
std::vector<CounterRow> counter_rows(const Desk& desk) {
    std::vector<CounterRow> rows;
    for (const bool closed : {false, true}) {
        for (const auto& [id, counter] : desk.office.counters()) {
            const bool is_closed = counter.state() == v1::COUNTER_STATE_CLOSED;
            if (id == desk.at->counter || is_closed != closed || rows.size() >= limits::counters_shown) continue;
            rows.push_back(counter_row(desk, counter));
        }
    }
    return rows;
}

// --- My day

Line day_line(const Desk& desk) {
    const auto* day = desk.office.clerk_day(desk.at->clerk);
    Line line = {{desk.say("desk.day.today")}, {desk.say("desk.day.served", {{"n", day == nullptr ? 0 : day->served()}}), true}};
    if (day != nullptr && day->service_p50_us() > 0) {
        line.push_back({desk.say("desk.day.median")});
        line.push_back({figure(day->service_p50_us()), true});
    }
    std::int64_t paused_us = day == nullptr ? 0 : day->paused_us();
    const auto* counter = desk.mine();
    const bool paused_now = desk.holds_counter() && counter->state() == v1::COUNTER_STATE_PAUSED;
    if (paused_now) paused_us += std::max<std::int64_t>(desk.office_now_us() - counter->since_us(), 0);
    if (paused_us > 0) {
        line.push_back({desk.say("desk.day.paused")});
        line.push_back({desk.minutes(paused_us), true});
    }
    if (day != nullptr && day->corrected() > 0) {
        line.push_back({desk.say("desk.day.corrected")});
        line.push_back({desk.say("desk.day.times", {{"n", day->corrected()}}), true, Tone::warn});
    }
    return line;
}

}  // namespace

void put_around(const Desk& desk, Page& page) {
    page.my_fields_title = desk.say("desk.title.my_fields");
    page.holds_title = desk.say("desk.title.holds");
    page.others_title = desk.say("desk.title.others");
    page.my_fields = field_rows(desk);
    page.holds = hold_rows(desk);
    page.others = counter_rows(desk);
    page.day = day_line(desk);
}

}  // namespace luot::desk
