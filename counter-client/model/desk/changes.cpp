#include "desk/changes.hpp"

#include <algorithm>

#include "counter/counter_view.hpp"
#include "desk/clerks.hpp"
#include "desk/limits.hpp"
#include "desk/reason.hpp"
#include "desk/sending.hpp"
#include "desk/sign_in.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

bool wakes(const v1::TicketStatus& ticket, const v1::CounterStatus& mine) {
    if (ticket.state() == v1::TICKET_STATE_HELD) return ticket.hold_returned() && ticket.counter() == mine.counter();
    return counter::waits_for(ticket, mine) && (ticket.urgent() || ticket.counter() == mine.counter());
}

std::uint64_t other_counter(const Desk& desk) {
    if (!desk.at) return 0;
    const std::uint64_t id = counter_of(desk.office, desk.at->clerk);
    return id == desk.at->counter ? 0 : id;
}

// Long past, as what comes after the line was away: it is seen, and not heard any more.
bool is_news(const Desk& desk, const v1::Event* event) {
    const auto fresh_us = static_cast<std::int64_t>(static_cast<double>(limits::command_lives_us) * desk.clock.speed());
    return event != nullptr && desk.office_now_us() - event->at_us() < fresh_us;
}

void arrives(Desk& desk) {
    ++desk.arrivals;
    play(desk, Sound::arrival);
}

// Where nobody waited, and the clerk has nothing to do.
void notice_arrivals(Desk& desk, const Before& before) {
    const auto* mine = desk.mine();
    if (mine == nullptr || !desk.holds_counter() || mine->state() != v1::COUNTER_STATE_OPEN || mine->ticket() != 0) return;
    for (const auto& service : mine->serves()) {
        const auto waited = before.waiting.find(service);
        if (waited == before.waiting.end() || waited->second != 0) continue;
        for (const auto* field : desk.office.fields()) {
            if (field->service() == service && field->waiting() > 0) return arrives(desk);
        }
    }
}

void notice_tickets(Desk& desk, const Before& before, const v1::Event& event) {
    const auto* mine = desk.mine();
    if (mine == nullptr || !desk.holds_counter()) return;
    for (const auto& change : event.changes()) {
        if (!change.has_ticket() || !wakes(change.ticket(), *mine)) continue;
        const v1::TicketStatus& ticket = change.ticket();
        if (std::find(before.told_of.begin(), before.told_of.end(), ticket.ticket()) != before.told_of.end()) continue;
        const std::string about = "ticket:" + std::to_string(ticket.ticket());
        if (ticket.state() == v1::TICKET_STATE_HELD) {
            hush(desk, "hold:" + std::to_string(ticket.ticket()));
            tell(desk, about, sentence(desk, "desk.told.returned", {{"number", ticket.number()}}), Tone::good);
        } else if (ticket.urgent()) {
            const auto urgent = [&] {
                return desk.say("desk.told.urgent", {{"number", ticket.number()}, {"field", desk.service_name(ticket.service())}});
            };
            tell(desk, about, desk.in_each_language(urgent), Tone::warn, Stays::long_time);
        } else {
            tell(desk, about, sentence(desk, "desk.told.sent_here", {{"number", ticket.number()}}), Tone::good);
        }
        arrives(desk);
    }
}

void notice_call(Desk& desk, const Before& before, bool news) {
    look_whom_it_overtook(desk);
    const std::uint64_t was = before.held ? before.mine->ticket() : 0;
    if (desk.seen() == 0 || desk.seen() == was || busy(desk) || !news) return;
    if (desk.mine()->auto_call() && desk.mine()->ticket_state() == v1::TICKET_STATE_CALLED) {
        tell(desk, "called", sentence(desk, "desk.told.called_by_itself", {{"number", desk.mine()->number()}}), Tone::good);
        arrives(desk);
    }
}

void notice_counter(Desk& desk, const Before& before) {
    const auto* mine = desk.mine();
    if (!before.mine || mine == nullptr) return;
    const bool asked = before.mine->help() == v1::HELP_STATE_ASKED;
    if (asked && mine->help() == v1::HELP_STATE_ANSWERED)
        tell(desk, "help", sentence(desk, "desk.help.told"), Tone::good, Stays::long_time);
    if (mine->help() != v1::HELP_STATE_ANSWERED) hush(desk, "help");

    const auto same = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
    if (!same(before.mine->serves(), mine->serves()) || !same(before.mine->helps(), mine->helps())) {
        const auto now_serves = [&] {
            std::string fields;
            for (const auto& service : mine->serves()) fields += (fields.empty() ? "" : ", ") + desk.service_name(service);
            return desk.say(fields.empty() ? "desk.told.no_fields" : "desk.told.fields", {{"fields", fields}});
        };
        tell(desk, "fields", desk.in_each_language(now_serves), Tone::warn, Stays::long_time);
    }
}

void notice_closing(Desk& desk, const Before& before) {
    const auto* mine = desk.mine();
    const bool by_us = came_of_ours(desk, v1::Command::kCloseCounter);
    if (!before.held || mine == nullptr || mine->state() != v1::COUNTER_STATE_CLOSED || by_us) return;
    const bool day_over = before.business_day != desk.office.day().business_day() || !desk.office.day().open();
    const char* key = day_over ? "desk.told.day_closed" : "desk.told.closed";
    tell(desk, "closed", sentence(desk, key, {{"time", desk.time(desk.office_now_us())}}), Tone::warn, Stays::long_time);
}

// This window's counter is another's: whoever had it is told by whom and when.
bool lost(Desk& desk, const Before& before) {
    const auto* mine = desk.mine();
    const std::string counter = desk.counter_name(desk.at->counter);
    if (mine == nullptr) {
        sign_out(desk, desk.say("desk.sign_in.gone", {{"counter", counter}}));
        return true;
    }
    if (mine->state() == v1::COUNTER_STATE_CLOSED || mine->clerk() == desk.at->clerk) return false;
    const bool handed = desk.under_way && desk.under_way->after.hands_over;
    const std::string clerk = desk.office.clerk_name(mine->clerk());
    const std::string time = desk.time(mine->since_us() != 0 ? mine->since_us() : desk.office_now_us());
    const char* key = handed ? "desk.sign_in.handed_over" : before.held ? "desk.sign_in.taken_over" : "desk.sign_in.opened_by";
    const std::string words = desk.say(key, {{"counter", counter}, {"clerk", clerk}, {"time", time}});
    sign_out(desk, words);
    if (handed) return true;
    play(desk, Sound::refusal);
    return true;
}

void notice_gain(Desk& desk, const Before& before) {
    const bool by_us = came_of_ours(desk, v1::Command::kOpenCounter);
    const auto worded = [&](const char* key, std::uint64_t counter) {
        return desk.in_each_language([&] { return desk.say(key, {{"counter", desk.counter_name(counter)}}); });
    };
    if (before.mine && !before.held && desk.holds_counter() && !by_us)
        tell(desk, "gained", worded("desk.told.yours_now", desk.at->counter), Tone::good, Stays::long_time);
    const std::uint64_t elsewhere = other_counter(desk);
    if (elsewhere == before.elsewhere) return;
    hush(desk, "elsewhere");
    if (elsewhere == 0) return;
    tell(desk,
         Told{"elsewhere", worded("desk.told.yours_elsewhere", elsewhere), Tone::good, "banner:counter:" + std::to_string(elsewhere),
              worded("desk.told.go_there", elsewhere)},
         Stays::until_hushed);
}

}  // namespace

Before look(const Desk& desk, const v1::Event* event) {
    Before before;
    const auto* mine = desk.mine();
    if (mine != nullptr) before.mine = *mine;
    before.held = desk.holds_counter();
    for (const auto* field : desk.office.fields()) before.waiting[field->service()] = field->waiting();
    before.business_day = desk.office.day().business_day();
    before.elsewhere = other_counter(desk);
    if (event == nullptr || mine == nullptr) return before;
    for (const auto& change : event->changes()) {
        if (!change.has_ticket()) continue;
        const auto* ticket = desk.office.ticket(change.ticket().ticket());
        if (ticket != nullptr && wakes(*ticket, *mine)) before.told_of.push_back(ticket->ticket());
    }
    return before;
}

void notice(Desk& desk, const Before& before, const v1::Event* event) {
    if (!desk.at || !desk.office.ready()) {
        if (desk.office.ready() && desk.office.counter(desk.choosing.counter) == nullptr) desk.choosing.counter = 0;
        return;
    }
    if (lost(desk, before)) return;
    const bool news = is_news(desk, event);
    notice_closing(desk, before);
    notice_gain(desk, before);
    notice_counter(desk, before);
    notice_call(desk, before, news);
    if (!news) return;
    notice_tickets(desk, before, *event);
    notice_arrivals(desk, before);
}

}  // namespace luot::desk
