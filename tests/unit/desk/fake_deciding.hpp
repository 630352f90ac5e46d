// What the small office makes of commands. Of fake_office.cpp alone.
#pragma once

#include <algorithm>

#include "fake_office.hpp"

namespace luot::desk::fake {

inline bool has(const google::protobuf::RepeatedPtrField<std::string>& list, const std::string& code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

inline bool waits_for(const v1::TicketStatus& ticket, const v1::CounterStatus& counter) {
    if (ticket.state() != v1::TICKET_STATE_WAITING) return false;
    if (ticket.counter() != 0) return ticket.counter() == counter.counter();
    return has(counter.serves(), ticket.service()) || has(counter.helps(), ticket.service());
}

struct Office::Deciding {
    Office& office;
    std::vector<std::uint64_t> touched{};
    v1::Reply reply{};

    bool refuse(const std::string& code, std::vector<std::pair<std::string, std::string>> params = {}) {
        reply = refusal(code, std::move(params));
        return false;
    }

    // The counter, if this clerk has it, and whom the clerk saw is there.
    v1::CounterStatus* at(const v1::AtCounter& at) {
        auto& counter = office.counters.at(at.counter());
        if (at.has_ticket() && at.ticket() != counter.ticket()) {
            refuse("counter_changed", {{"number", counter.number()}});
            return nullptr;
        }
        if (counter.state() == v1::COUNTER_STATE_CLOSED) {
            refuse("counter_closed");
            return nullptr;
        }
        if (counter.clerk() == at.clerk()) return &counter;
        refuse("not_your_counter", {{"clerk", counter.clerk()}});
        return nullptr;
    }

    v1::TicketStatus* current(const v1::AtCounter& where, std::vector<v1::TicketState> states) {
        auto* counter = at(where);
        if (counter == nullptr) return nullptr;
        const auto found = office.tickets.find(counter->ticket());
        if (found == office.tickets.end()) {
            refuse("counter_idle");
            return nullptr;
        }
        if (std::find(states.begin(), states.end(), found->second.state()) == states.end()) {
            refuse("wrong_state", {{"number", found->second.number()}, {"state", "serving"}});
            return nullptr;
        }
        return &found->second;
    }

    void leave(v1::TicketStatus& ticket, v1::TicketState state) {
        for (auto& [id, counter] : office.counters) {
            if (counter.ticket() == ticket.ticket()) counter.set_ticket(0);
            auto* holds = counter.mutable_holds();
            holds->erase(std::remove(holds->begin(), holds->end(), ticket.ticket()), holds->end());
        }
        ticket.set_state(state);
        if (state == v1::TICKET_STATE_WAITING) ticket.set_counter(0);
        if (state == v1::TICKET_STATE_NO_SHOW || state == v1::TICKET_STATE_SERVED) ticket.set_ended_us(office.now_us);
        touched.push_back(ticket.ticket());
    }

    void call(v1::CounterStatus& counter, v1::TicketStatus& ticket, v1::CallReason reason) {
        leave(ticket, v1::TICKET_STATE_CALLED);
        counter.set_ticket(ticket.ticket());
        ticket.set_counter(counter.counter());
        ticket.set_hold_returned(false);
        if (ticket.called_first_us() == 0) ticket.set_reason(reason);
        if (ticket.called_first_us() == 0) ticket.set_called_first_us(office.now_us);
        ticket.set_called_last_us(office.now_us);
        ticket.set_calls(ticket.calls() + 1);
        reply.mutable_result()->mutable_called()->set_ticket(ticket.ticket());
    }

    v1::TicketStatus* first_for(const v1::CounterStatus& counter) {
        for (const std::uint64_t id : counter.holds()) {
            if (office.tickets.at(id).hold_returned()) return &office.tickets.at(id);
        }
        if (office.next) return &office.tickets.at(*std::exchange(office.next, std::nullopt));
        v1::TicketStatus* first = nullptr;
        for (auto& [id, ticket] : office.tickets) {
            if (waits_for(ticket, counter) && (first == nullptr || ticket.arrived_us() < first->arrived_us())) first = &ticket;
        }
        return first;
    }

    void finish(v1::TicketStatus& ticket, std::int64_t ended_us) {
        auto& day = office.clerk_days[office.counters.at(ticket.counter()).clerk()];
        day.set_clerk(office.counters.at(ticket.counter()).clerk());
        day.set_served(day.served() + 1);
        day.set_service_p50_us((ended_us == 0 ? office.now_us : ended_us) - ticket.started_us());
        if (ended_us != 0) day.set_corrected(day.corrected() + 1);
        reply.mutable_result()->set_finished(ticket.ticket());
        leave(ticket, v1::TICKET_STATE_SERVED);
    }

    bool open(const v1::OpenCounter& open) {
        auto& counter = office.counters.at(open.at().counter());
        if (open.at().has_ticket() && open.at().ticket() != counter.ticket()) return refuse("counter_changed");
        for (const auto& [id, other] : office.counters) {
            const bool elsewhere =
                id != counter.counter() && other.state() != v1::COUNTER_STATE_CLOSED && other.clerk() == open.at().clerk();
            if (elsewhere) return refuse("clerk_elsewhere", {{"counter", std::to_string(id)}});
        }
        if (counter.state() != v1::COUNTER_STATE_CLOSED && counter.clerk() == open.at().clerk()) return refuse("already_so");
        if (counter.state() != v1::COUNTER_STATE_CLOSED && !open.take_over()) return refuse("counter_taken", {{"clerk", counter.clerk()}});
        return become(counter, v1::COUNTER_STATE_OPEN, open.at().clerk());
    }

    bool become(v1::CounterStatus& counter, v1::CounterState state, const std::string& clerk) {
        counter.set_state(state);
        counter.set_clerk(clerk);
        counter.set_since_us(office.now_us);
        counter.clear_pause_reason();
        if (state == v1::COUNTER_STATE_CLOSED) counter.set_help(v1::HELP_STATE_NONE);
        return true;
    }

    bool close(const v1::CloseCounter& close) {
        auto* counter = at(close.at());
        if (counter == nullptr) return false;
        if (counter->ticket() != 0) return refuse("counter_busy", {{"number", counter->number()}});
        const std::vector<std::uint64_t> holds(counter->holds().begin(), counter->holds().end());
        for (const std::uint64_t id : holds) leave(office.tickets.at(id), v1::TICKET_STATE_WAITING);
        return become(*counter, v1::COUNTER_STATE_CLOSED, "");
    }

    bool pause(const v1::PauseCounter& pause) {
        auto* counter = at(pause.at());
        if (counter == nullptr) return false;
        if (counter->ticket() != 0) return refuse("counter_busy", {{"number", counter->number()}});
        become(*counter, v1::COUNTER_STATE_PAUSED, counter->clerk());
        counter->set_pause_reason(pause.reason());
        return true;
    }

    bool call_next(const v1::CallNext& next) {
        auto* counter = at(next.at());
        if (counter == nullptr) return false;
        if (counter->state() == v1::COUNTER_STATE_PAUSED) return refuse("counter_paused");
        const auto found = office.tickets.find(counter->ticket());
        const bool serving = found != office.tickets.end();
        if (serving && found->second.state() != v1::TICKET_STATE_SERVING) return refuse("counter_busy");
        auto* chosen = first_for(*counter);
        if (!serving && chosen == nullptr) return refuse("nobody_waiting");
        if (serving) finish(found->second, 0);
        if (chosen != nullptr) call(*counter, *chosen, chosen->held_since_us() != 0 ? v1::CALL_REASON_RETURNED_HOLD : office.reason);
        return true;
    }

    bool call_chosen(const v1::CallChosen& chosen) {
        auto* counter = at(chosen.at());
        if (counter == nullptr) return false;
        if (counter->ticket() != 0) return refuse("counter_busy");
        const auto found = office.tickets.find(chosen.ticket());
        if (found == office.tickets.end()) return refuse("unknown_ticket");
        if (chosen.reason().empty()) return refuse("unknown_reason");
        if (found->second.state() != v1::TICKET_STATE_WAITING)
            return refuse("taken_by_counter", {{"number", found->second.number()}, {"counter", std::to_string(found->second.counter())}});
        found->second.set_reason_code(chosen.reason());
        call(*counter, found->second, v1::CALL_REASON_CHOSEN);
        return true;
    }

    bool hold(const v1::Hold& hold) {
        auto* ticket = current(hold.at(), {v1::TICKET_STATE_CALLED, v1::TICKET_STATE_SERVING});
        if (ticket == nullptr) return false;
        leave(*ticket, v1::TICKET_STATE_HELD);
        ticket->set_hold_reason(hold.reason());
        ticket->set_held_since_us(office.now_us);
        office.counters.at(hold.at().counter()).add_holds(ticket->ticket());
        return true;
    }

    bool resume(const v1::ResumeHold& resume) {
        auto* counter = at(resume.at());
        if (counter == nullptr) return false;
        if (counter->ticket() != 0) return refuse("counter_busy");
        const auto found = office.tickets.find(resume.ticket());
        if (found == office.tickets.end() || found->second.state() != v1::TICKET_STATE_HELD) return refuse("unknown_ticket");
        call(*counter, found->second, v1::CALL_REASON_RESUMED_HOLD);
        return true;
    }

    bool transfer(const v1::Transfer& transfer) {
        const bool next_step = transfer.kind() == v1::TRANSFER_KIND_NEXT_STEP;
        auto* ticket = current(transfer.at(), next_step ? std::vector{v1::TICKET_STATE_SERVING}
                                                        : std::vector{v1::TICKET_STATE_SERVING, v1::TICKET_STATE_CALLED});
        if (ticket == nullptr) return false;
        leave(*ticket, v1::TICKET_STATE_WAITING);
        auto* done = ticket->add_past();
        done->set_service(ticket->service());
        done->set_counter(transfer.at().counter());
        if (!transfer.service().empty()) ticket->set_service(transfer.service());
        ticket->set_counter(transfer.to_counter());
        ticket->set_legs(ticket->legs() + 1);
        ticket->set_arrived_us(office.now_us);
        ticket->clear_called_first_us();
        ticket->clear_started_us();
        ticket->clear_calls();
        return true;
    }

    bool cancel(const v1::Cancel& cancel) {
        const auto found = office.tickets.find(cancel.ticket());
        if (found == office.tickets.end()) return refuse("unknown_ticket");
        if (found->second.state() == v1::TICKET_STATE_SERVING) return refuse("wrong_state");
        leave(found->second, v1::TICKET_STATE_CANCELLED);
        return true;
    }

    bool reinstate(const v1::Reinstate& reinstate) {
        const auto found = office.tickets.find(reinstate.ticket());
        if (found == office.tickets.end() || found->second.state() != v1::TICKET_STATE_NO_SHOW) return refuse("unknown_ticket");
        leave(found->second, v1::TICKET_STATE_WAITING);
        return true;
    }

    bool hand_over(const v1::HandOver& hand) {
        auto* counter = at(hand.at());
        return counter != nullptr && become(*counter, v1::COUNTER_STATE_OPEN, hand.to_clerk());
    }

    bool simple(const v1::Command& command);
    bool run(const v1::Command& command);
};

inline bool Office::Deciding::simple(const v1::Command& command) {
    if (command.has_resume_counter()) {
        auto* counter = at(command.resume_counter().at());
        return counter != nullptr && become(*counter, v1::COUNTER_STATE_OPEN, counter->clerk());
    }
    if (command.has_set_auto_call()) {
        auto* counter = at(command.set_auto_call().at());
        if (counter != nullptr) counter->set_auto_call(command.set_auto_call().on());
        return counter != nullptr;
    }
    if (command.has_ask_for_help()) {
        auto* counter = at(command.ask_for_help().at());
        if (counter == nullptr) return false;
        counter->set_help(command.ask_for_help().on() ? v1::HELP_STATE_ASKED : v1::HELP_STATE_NONE);
        counter->set_help_since_us(office.now_us);
        return true;
    }
    if (command.has_return_hold()) {
        auto& ticket = office.tickets.at(command.return_hold().ticket());
        ticket.set_hold_returned(true);
        touched.push_back(ticket.ticket());
        return true;
    }
    if (command.has_issue()) {
        const std::uint64_t id = office.issue(command.issue().service(), 0, command.issue().ticket_class());
        touched.push_back(id);
        reply.mutable_result()->mutable_issued()->set_number(office.tickets.at(id).number());
        reply.mutable_result()->mutable_issued()->set_service(command.issue().service());
        return true;
    }
    return refuse("not_allowed");
}

inline bool Office::Deciding::run(const v1::Command& command) {
    switch (command.verb_case()) {
        case v1::Command::kOpenCounter:
            return open(command.open_counter());
        case v1::Command::kCloseCounter:
            return close(command.close_counter());
        case v1::Command::kPauseCounter:
            return pause(command.pause_counter());
        case v1::Command::kCallNext:
            return call_next(command.call_next());
        case v1::Command::kCallChosen:
            return call_chosen(command.call_chosen());
        case v1::Command::kHold:
            return hold(command.hold());
        case v1::Command::kResumeHold:
            return resume(command.resume_hold());
        case v1::Command::kTransfer:
            return transfer(command.transfer());
        case v1::Command::kCancel:
            return cancel(command.cancel());
        case v1::Command::kReinstate:
            return reinstate(command.reinstate());
        case v1::Command::kHandOver:
            return hand_over(command.hand_over());
        case v1::Command::kRecall: {
            auto* ticket = current(command.recall().at(), {v1::TICKET_STATE_CALLED});
            if (ticket == nullptr) return false;
            call(office.counters.at(ticket->counter()), *ticket, ticket->reason());
            return true;
        }
        case v1::Command::kStart: {
            auto* ticket = current(command.start().at(), {v1::TICKET_STATE_CALLED});
            if (ticket == nullptr) return false;
            ticket->set_state(v1::TICKET_STATE_SERVING);
            if (ticket->held_since_us() != 0) ticket->set_held_us(ticket->held_us() + office.now_us - ticket->held_since_us());
            ticket->set_held_since_us(0);
            if (ticket->started_us() == 0) ticket->set_started_us(office.now_us);
            touched.push_back(ticket->ticket());
            return true;
        }
        case v1::Command::kRequeue:
        case v1::Command::kNoShow: {
            const auto& where = command.has_requeue() ? command.requeue().at() : command.no_show().at();
            auto* ticket = current(where, {v1::TICKET_STATE_CALLED});
            if (ticket == nullptr) return false;
            leave(*ticket, command.has_requeue() ? v1::TICKET_STATE_WAITING : v1::TICKET_STATE_NO_SHOW);
            return true;
        }
        case v1::Command::kFinish: {
            auto* ticket = current(command.finish().at(), {v1::TICKET_STATE_SERVING});
            if (ticket == nullptr) return false;
            const std::int64_t ended_us = command.finish().ended_us();
            if (ended_us != 0 && (ended_us < ticket->started_us() || ended_us > office.now_us)) return refuse("bad_value");
            finish(*ticket, ended_us);
            return true;
        }
        default:
            return simple(command);
    }
}

}  // namespace luot::desk::fake
