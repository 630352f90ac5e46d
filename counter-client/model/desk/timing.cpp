#include "desk/timing.hpp"

#include <algorithm>
#include <array>

#include "desk/limits.hpp"
#include "desk/sending.hpp"
#include "desk/spans.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

constexpr std::array<std::int64_t, 10> minutes_ago = {2, 5, 10, 15, 20, 30, 45, 60, 90, 120};

const v1::TicketStatus* being_served(const Desk& desk) {
    const auto* ticket = desk.ticket();
    return ticket != nullptr && ticket->state() == v1::TICKET_STATE_SERVING ? ticket : nullptr;
}

// Longer than this is what nearly no service of the field takes; 0: not known.
std::int64_t usual_us(const Desk& desk, const std::string& service) {
    for (const auto* field : desk.office.fields()) {
        if (field->service() == service) return field->service_p95_us();
    }
    return 0;
}

}  // namespace

std::int64_t served_us(const Desk& desk) {
    const auto* ticket = being_served(desk);
    if (ticket == nullptr) return 0;
    return std::max<std::int64_t>(desk.office_now_us() - ticket->started_us() - ticket->held_us(), 0);
}

std::optional<Instant> timing_due(const Desk& desk) {
    const auto* ticket = being_served(desk);
    if (ticket == nullptr || desk.asked || !desk.live() || busy(desk)) return std::nullopt;
    const std::int64_t usual = usual_us(desk, ticket->service());
    if (usual <= 0) return std::nullopt;
    const Instant served_so_long = desk.now + desk.steady(usual - served_us(desk));
    return std::max(served_so_long, desk.last_input + desk.steady(usual));
}

void ask_timing(Desk& desk) {
    const auto due = timing_due(desk);
    if (!due || *due > desk.now) return;
    ask(desk, Asked{Question::still_working});
    if (desk.asked) desk.asked->by_itself = desk.now;
    play(desk, Sound::reminder);
}

void keep_timing_present(Desk& desk) {
    if (!desk.asked || desk.asked->question != Question::still_working) return;
    Asked& asked = *desk.asked;
    std::vector<Option> present = options_now(desk, asked);
    const bool untouched = desk.last_input < asked.built;
    if (untouched && desk.now - asked.built >= std::chrono::minutes(1)) {
        asked.options = std::move(present);
        asked.built = asked.by_itself.emplace(desk.now);  // whoever presses now saw what was there before
        return;
    }
    // Somebody chooses already: the moments stay, and how long ago they are is told.
    for (auto& each : asked.options) {
        if (each.code == "at")
            each.detail = desk.say("desk.timing.ago", {{"span", desk.minutes(desk.office_now_us() - static_cast<std::int64_t>(each.id))}});
    }
}

std::vector<std::int64_t> moments_offered(const Desk& desk) {
    const auto* ticket = being_served(desk);
    std::vector<std::int64_t> moments;
    if (ticket == nullptr) return moments;
    // At least a minute of service remains.
    const std::int64_t earliest_us = ticket->started_us() + ticket->held_us() + minute_us;
    for (const std::int64_t minutes : minutes_ago) {
        const std::int64_t ended_us = desk.office_now_us() - minutes * minute_us;
        if (ended_us >= earliest_us) moments.push_back(ended_us);
    }
    // Spread over the whole time, where there are more than one reads at a glance.
    std::vector<std::int64_t> offered;
    const std::size_t count = std::min(moments.size(), limits::moments_offered);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = count == 1 ? 0 : i * (moments.size() - 1) / (count - 1);
        offered.push_back(moments[place]);
    }
    return offered;
}

void answer_timing(Desk& desk, const Option& option) {
    const auto* ticket = being_served(desk);
    if (ticket == nullptr || option.code == "still") return;  // that it was answered is an input: the time begins anew
    v1::Command command;
    *command.mutable_finish()->mutable_at() = here(desk);
    After after;
    if (option.code == "at") {
        command.mutable_finish()->set_ended_us(static_cast<std::int64_t>(option.id));
        after.said = sentence(desk, "desk.told.corrected",
                              {{"number", ticket->number()}, {"time", desk.time(static_cast<std::int64_t>(option.id))}});
    }
    send(desk, std::move(command), std::move(after));
}

}  // namespace luot::desk
