#include "desk/numbers.hpp"

#include <algorithm>

#include "counter/counter_view.hpp"
#include "counter/refusal_words.hpp"
#include "desk/asking.hpp"
#include "desk/deeds.hpp"
#include "desk/limits.hpp"
#include "desk/sending.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view digits_of(std::string_view number) {
    const auto last_letter = std::find_if_not(number.rbegin(), number.rend(), is_digit);
    return number.substr(static_cast<std::size_t>(number.rend() - last_letter));
}

std::string_view without_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

bool is_absent(const v1::TicketStatus& ticket) {
    return ticket.state() == v1::TICKET_STATE_NO_SHOW;
}

void add_fitting(std::vector<const v1::TicketStatus*>& rows, const std::vector<const v1::TicketStatus*>& from, const std::string& typed) {
    for (const Fit wanted : {Fit::whole, Fit::begins}) {
        for (const auto* each : from) {
            if (rows.size() < limits::rows_found && fit_of(each->number(), typed) == wanted) rows.push_back(each);
        }
    }
}

std::vector<const v1::TicketStatus*> absent(const Desk& desk) {
    std::vector<const v1::TicketStatus*> found;
    for (const auto& [id, each] : desk.office.tickets()) {
        if (is_absent(each)) found.push_back(&each);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->ended_us() > b->ended_us(); });
    return found;
}

// Those that wait in other fields too: a number is given back at whatever counter.
std::vector<const v1::TicketStatus*> open_elsewhere(const Desk& desk, const v1::CounterStatus& mine) {
    std::vector<const v1::TicketStatus*> found;
    for (const auto& [id, each] : desk.office.tickets()) {
        if (each.state() == v1::TICKET_STATE_WAITING && !counter::waits_for(each, mine)) found.push_back(&each);
    }
    return found;
}

v1::Command reinstate(std::uint64_t ticket) {
    v1::Command command;
    command.mutable_reinstate()->set_ticket(ticket);
    return command;
}

v1::Command resume(const Desk& desk, std::uint64_t ticket) {
    v1::Command command;
    *command.mutable_resume_hold()->mutable_at() = here(desk);
    command.mutable_resume_hold()->set_ticket(ticket);
    return command;
}

}  // namespace

Fit fit_of(std::string_view number, std::string_view typed) {
    const std::string wanted = counter::normal_number(typed);
    const std::string whole = counter::normal_number(number);
    if (wanted.empty()) return Fit::begins;
    if (wanted == whole) return Fit::whole;
    if (!std::all_of(wanted.begin(), wanted.end(), is_digit)) return whole.starts_with(wanted) ? Fit::begins : Fit::no;
    const std::string_view digits = digits_of(whole);
    const std::string_view bare = without_zeros(wanted);
    if (!bare.empty() && bare == without_zeros(digits)) return Fit::whole;
    if (digits.starts_with(wanted) || (!bare.empty() && bare == wanted && without_zeros(digits).starts_with(bare))) return Fit::begins;
    return Fit::no;
}

std::vector<const v1::TicketStatus*> rows_of(const Desk& desk, const Asked& asked) {
    std::vector<const v1::TicketStatus*> rows;
    const auto* mine = desk.mine();
    if (mine == nullptr) return rows;
    switch (asked.question) {
        case Question::choose_number:
            add_fitting(rows, desk.waiting(), asked.typed);
            if (!asked.typed.empty()) add_fitting(rows, desk.holds(), asked.typed);
            if (!asked.typed.empty()) add_fitting(rows, absent(desk), asked.typed);
            break;
        case Question::reinstate_number:
            add_fitting(rows, absent(desk), asked.typed);
            break;
        case Question::cancel_number:
            add_fitting(rows, desk.holds(), asked.typed);
            add_fitting(rows, desk.waiting(), asked.typed);
            if (!asked.typed.empty()) add_fitting(rows, open_elsewhere(desk, *mine), asked.typed);
            break;
        default:
            break;
    }
    return rows;
}

void pick(Desk& desk, std::uint64_t ticket) {
    const auto* found = desk.office.ticket(ticket);
    if (found == nullptr) return;
    Asked asked = desk.asked.value_or(Asked{Question::choose_number});
    if (asked.question == Question::cancel_number) {
        asked.question = Question::cancel_kind;
        choose_ticket(asked, *found);
        return ask(desk, asked);
    }
    if (!is_absent(*found)) {
        if (std::string why = why_not_call(desk); !why.empty()) {
            if (!desk.asked) return refuse(desk, desk.in_each_language([&] { return why_not_call(desk); }));
            desk.asked->error = std::move(why);
            return play(desk, Sound::refusal);
        }
    }
    desk.asked.reset();
    if (is_absent(*found)) {
        After after;
        after.said = sentence(desk, "desk.told.reinstated", {{"number", found->number()}});
        send(desk, reinstate(ticket), std::move(after));
    } else if (found->state() == v1::TICKET_STATE_HELD) {
        send(desk, resume(desk, ticket));
    } else {
        asked.question = Question::choose_reason;
        choose_ticket(asked, *found);
        ask(desk, asked);
    }
}

std::string why_not_found(const Desk& desk, const std::string& typed) {
    const auto refusal = [&](std::string_view code, const counter::Params& params) {
        return counter::word_refusal(code, params, desk.office, desk.words());
    };
    for (const auto& [id, each] : desk.office.tickets()) {
        if (fit_of(each.number(), typed) != Fit::whole) continue;
        const counter::Params number = {{"number", each.number()}, {"counter", std::to_string(each.counter())}};
        switch (each.state()) {
            case v1::TICKET_STATE_CALLED:
            case v1::TICKET_STATE_SERVING:
                return refusal("taken_by_counter", number);
            case v1::TICKET_STATE_HELD:
                return refusal("not_yours", number);
            case v1::TICKET_STATE_WAITING:
                if (counter::awaits_slip(each)) return refusal("slip_not_callable", number);
                if (each.counter() != 0) return refusal("not_yours", number);
                return refusal("not_served_here", {{"service", each.service()}});
            default:
                break;
        }
    }
    return refusal("unknown_ticket", {{"number", typed}});
}

void call_typed(Desk& desk) {
    const std::string typed = std::exchange(desk.typed, {});
    if (without_zeros(typed).empty()) return open_more(desk);
    if (!may_send(desk)) return;
    Asked asked{Question::choose_number};
    asked.typed = typed;
    auto rows = rows_of(desk, asked);
    std::erase_if(rows, [&](const auto* each) { return fit_of(each->number(), typed) != Fit::whole; });
    if (rows.size() == 1) return pick(desk, rows.front()->ticket());
    if (rows.empty()) return refuse(desk, desk.in_each_language([&] { return why_not_found(desk, typed); }));
    ask(desk, asked);
    if (desk.asked) desk.asked->typed = typed;
}

}  // namespace luot::desk
