#include <algorithm>

#include "desk/deeds.hpp"
#include "desk/limits.hpp"
#include "desk/pages.hpp"
#include "desk/reason.hpp"
#include "desk/spans.hpp"
#include "desk/timing.hpp"

namespace luot::desk {
namespace {

using Kind = Chip::Kind;

std::vector<Chip> chips(const Desk& desk, const v1::TicketStatus& ticket) {
    std::vector<Chip> all = {{desk.service_name(ticket.service()), Kind::field, desk.swatch(ticket.service())}};
    const auto& classes = desk.office.office().classes();
    const bool usual = classes.empty() || ticket.ticket_class().empty() || classes[0].code() == ticket.ticket_class();
    if (!usual) {
        const auto* found = find_class(desk.office.office(), ticket.ticket_class());
        all.push_back({found == nullptr ? ticket.ticket_class() : shown::text_in(found->name(), desk.words().language().code),
                       Kind::ticket_class,
                       {}});
    }
    if (ticket.urgent()) all.push_back({desk.say("desk.chip.urgent"), Kind::urgent, {}});
    if (ticket.calls() > 1 && ticket.state() == v1::TICKET_STATE_CALLED)
        all.push_back({desk.say("desk.chip.recalled", {{"n", ticket.calls() - 1}}), Kind::mark, {}});
    if (ticket.slip() == v1::SLIP_STATE_UNKNOWN) all.push_back({desk.say("desk.chip.slip_unknown"), Kind::mark, {}});
    return all;
}

Piece strong(std::string text, Tone tone = Tone::calm) {
    return {std::move(text), true, tone};
}

// "Đã chờ 14 phút · Đang phục vụ 03:20"
Line times(const Desk& desk, const v1::TicketStatus& ticket) {
    const std::int64_t called_us = ticket.called_first_us() != 0 ? ticket.called_first_us() : desk.office_now_us();
    Line line = {{desk.say("desk.fact.waited") + " "}, strong(desk.minutes(called_us - ticket.arrived_us()))};
    if (ticket.state() == v1::TICKET_STATE_SERVING) {
        line.push_back({" · " + desk.say("desk.fact.serving") + " "});
        line.push_back(strong(stopwatch(served_us(desk))));
    } else {
        line.push_back({" · " + desk.say("desk.fact.called") + " "});
        line.push_back(strong(stopwatch(desk.office_now_us() - ticket.called_last_us())));
    }
    return line;
}

std::string issued_at(const Desk& desk, const v1::TicketStatus& ticket) {
    constexpr std::string_view kiosk = "kiosk-";
    const std::string_view device = ticket.kiosk();
    const std::string time = desk.time(ticket.issued_us());
    if (device.starts_with(kiosk))
        return desk.say("desk.fact.taken_at_kiosk", {{"time", time}, {"n", std::string(device.substr(kiosk.size()))}});
    return desk.say("desk.fact.taken", {{"time", time}, {"device", std::string(device)}});
}

// "Bước 2 · lấy số 09:24 tại Kiosk 1"
Line taken(const Desk& desk, const v1::TicketStatus& ticket) {
    return {{desk.say("desk.fact.leg", {{"n", std::max(ticket.legs(), 1U)}}) + " · " + issued_at(desk, ticket)}};
}

// "Trước đó: Quầy 2 (Hộ tịch), chờ 5 phút, làm 12 phút"
Line leg(const Desk& desk, const v1::LegDone& done) {
    const std::string counter = done.counter() == 0 ? std::string() : desk.counter_name(done.counter());
    return {{desk.say("desk.fact.before", {{"counter", counter},
                                           {"field", desk.service_name(done.service())},
                                           {"waited", desk.minutes(done.waited_us())},
                                           {"served", done.served_us() == 0 ? std::string() : desk.minutes(done.served_us())}})}};
}

std::string procedure_name(const Desk& desk, const v1::TicketStatus& ticket) {
    for (const auto& service : desk.office.office().services()) {
        if (service.code() != ticket.service()) continue;
        for (const auto& procedure : service.procedures()) {
            if (procedure.code() == ticket.procedure()) return shown::text_in(procedure.name(), desk.words().language().code);
        }
    }
    return ticket.procedure();
}

std::vector<Line> facts(const Desk& desk, const v1::TicketStatus& ticket) {
    std::vector<Line> lines = {times(desk, ticket), taken(desk, ticket)};
    if (!ticket.procedure().empty()) lines.push_back({{desk.say("desk.fact.procedure") + " "}, strong(procedure_name(desk, ticket))});
    if (ticket.held_us() > 0) {
        const std::string reason = choice_name(desk.office.office().hold_reasons(), ticket.hold_reason(), desk.words().language().code);
        lines.push_back({{desk.say("desk.fact.held", {{"span", desk.minutes(ticket.held_us())}, {"reason", reason}})}});
    }
    // The latest ones.
    const int first = std::max(0, ticket.past_size() - static_cast<int>(limits::legs_shown));
    for (int place = ticket.past_size() - 1; place >= first; --place) lines.push_back(leg(desk, ticket.past(place)));
    return lines;
}

std::string note_of(const Desk& desk, std::uint64_t ticket) {
    const auto* note = desk.office.note(ticket);
    if (note == nullptr) return {};
    const std::string who = note->counter() == 0 ? desk.office.clerk_name(note->clerk()) : desk.counter_name(note->counter());
    return desk.say("desk.fact.note", {{"who", who}, {"time", desk.time(note->at_us())}, {"text", note->text()}});
}

Citizen nobody(const Desk& desk) {
    Citizen citizen;
    const auto* counter = desk.mine();
    if (counter == nullptr || !desk.holds_counter()) {
        citizen.headline = desk.say("desk.nobody.closed");
        citizen.detail = desk.say("desk.nobody.closed_detail");
    } else if (counter->state() == v1::COUNTER_STATE_PAUSED) {
        const std::string reason = choice_name(desk.office.office().pause_reasons(), counter->pause_reason(), desk.words().language().code);
        citizen.headline = desk.say("desk.nobody.paused", {{"reason", reason}});
        citizen.detail = desk.say("desk.nobody.paused_detail", {{"time", desk.time(counter->since_us())},
                                                                {"span", desk.minutes(desk.office_now_us() - counter->since_us())}});
        citizen.tone = Tone::warn;
    } else {
        const std::size_t people = desk.waiting().size();
        citizen.headline = desk.say("desk.nobody.idle");
        citizen.detail = people == 0 ? desk.say("desk.nobody.nobody_waits") : desk.say("desk.nobody.people_wait", {{"n", people}});
    }
    return citizen;
}

}  // namespace

Citizen citizen_of(const Desk& desk) {
    if (desk.seen() == 0) return nobody(desk);
    Citizen citizen;
    citizen.number = desk.mine()->number();
    const auto* ticket = desk.ticket();
    if (ticket == nullptr) return citizen;
    citizen.chips = chips(desk, *ticket);
    citizen.facts = facts(desk, *ticket);
    citizen.reason = reason_of(desk, *ticket);
    citizen.note = note_of(desk, ticket->ticket());
    if (ticket->urgent()) citizen.tone = Tone::warn;
    return citizen;
}

}  // namespace luot::desk
