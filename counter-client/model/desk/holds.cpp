#include "desk/holds.hpp"

#include <algorithm>

#include "desk/telling.hpp"

namespace luot::desk {
namespace {

std::int64_t reminder_us(const Desk& desk) {
    return desk.office.office().desk().hold_reminder_us();
}

std::optional<Instant> due_of(const Desk& desk, const v1::TicketStatus& held) {
    const std::int64_t after_us = reminder_us(desk);
    if (after_us <= 0 || held.hold_returned() || held.held_since_us() == 0) return std::nullopt;
    const auto last = desk.reminded.find(held.ticket());
    if (last != desk.reminded.end()) return last->second + desk.steady(after_us);
    return desk.now + desk.steady(held.held_since_us() + after_us - desk.office_now_us());
}

}  // namespace

bool is_overdue(const Desk& desk, const v1::TicketStatus& held) {
    const std::int64_t after_us = reminder_us(desk);
    return after_us > 0 && held.held_since_us() != 0 && desk.office_now_us() - held.held_since_us() >= after_us;
}

std::optional<Instant> reminder_due(const Desk& desk) {
    std::optional<Instant> first;
    if (!desk.live()) return first;
    for (const auto* held : desk.holds()) {
        const auto due = due_of(desk, *held);
        if (due && (!first || *due < *first)) first = due;
    }
    return first;
}

void remind(Desk& desk) {
    if (!desk.live()) return;
    const auto holds = desk.holds();
    std::erase_if(desk.reminded, [&](const auto& entry) {
        return std::none_of(holds.begin(), holds.end(), [&](const auto* held) { return held->ticket() == entry.first; });
    });
    for (const auto* held : holds) {
        const auto due = due_of(desk, *held);
        if (!due || *due > desk.now) continue;
        desk.reminded[held->ticket()] = desk.now;
        const std::string target = "hold:" + std::to_string(held->ticket());
        const auto still_held = [&] {
            const std::string reason = choice_name(desk.office.office().hold_reasons(), held->hold_reason(), desk.words().language().code);
            const std::string span = desk.minutes(desk.office_now_us() - held->held_since_us());
            return desk.say("desk.told.still_held", {{"number", held->number()}, {"span", span}, {"reason", reason}});
        };
        tell(desk,
             Told{target, desk.in_each_language(still_held), Tone::calm, target,
                  sentence(desk, "desk.told.call_held", {{"number", held->number()}})},
             Stays::long_time);
        play(desk, Sound::reminder);
    }
}

}  // namespace luot::desk
