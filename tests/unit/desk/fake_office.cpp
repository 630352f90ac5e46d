#include "fake_office.hpp"

#include <algorithm>

namespace luot::desk::fake {
namespace {

void add_text(v1::Texts* texts, const std::string& vi, const std::string& en) {
    auto* one = texts->add_texts();
    one->set_language("vi");
    one->set_text(vi);
    auto* other = texts->add_texts();
    other->set_language("en");
    other->set_text(en);
}

void add_choice(google::protobuf::RepeatedPtrField<v1::Choice>* list, const std::string& code, const std::string& vi) {
    auto* choice = list->Add();
    choice->set_code(code);
    add_text(choice->mutable_name(), vi, code);
}

void add_class(v1::Office& file, const std::string& code, const std::string& vi, bool priority, std::int64_t head_start_minutes) {
    auto* added = file.add_classes();
    added->set_code(code);
    add_text(added->mutable_name(), vi, code);
    added->set_priority(priority);
    added->set_head_start_us(head_start_minutes * minute_us);
}

bool has(const google::protobuf::RepeatedPtrField<std::string>& list, const std::string& code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

bool waits_for(const v1::TicketStatus& ticket, const v1::CounterStatus& counter) {
    if (ticket.state() != v1::TICKET_STATE_WAITING) return false;
    if (ticket.counter() != 0) return ticket.counter() == counter.counter();
    return has(counter.serves(), ticket.service()) || has(counter.helps(), ticket.service());
}

}  // namespace

v1::Reply refusal(const std::string& code, std::vector<std::pair<std::string, std::string>> params) {
    v1::Reply reply;
    reply.mutable_error()->set_code(code);
    for (const auto& [name, value] : params) {
        auto* param = reply.mutable_error()->add_params();
        param->set_name(name);
        param->set_value(value);
    }
    return reply;
}

Office::Office() {
    file.set_code("ward");
    add_text(file.mutable_name(), "Phường Thanh Xuân", "Thanh Xuân ward");
    file.add_languages("vi");
    file.add_languages("en");
    const auto add_field = [&](const char* code, const char* vi, const char* en, const char* prefix) {
        auto* service = file.add_services();
        service->set_code(code);
        add_text(service->mutable_name(), vi, en);
        service->mutable_range()->set_prefix(prefix);
        fields[code].set_service(code);
    };
    add_field("civil-status", "Hộ tịch", "Civil status", "H");
    add_field("certification", "Chứng thực", "Certification", "C");
    add_field("land", "Đất đai", "Land", "Đ");
    auto* birth = file.mutable_services(0)->add_procedures();
    birth->set_code("birth");
    add_text(birth->mutable_name(), "Đăng ký khai sinh", "Birth registration");
    add_class(file, "ordinary", "Thường", false, 0);
    add_class(file, "elderly", "Người cao tuổi", true, 15);
    for (const std::uint64_t id : {2, 3, 4, 5}) {
        file.add_counters()->set_id(id);
        counters[id].set_counter(id);
        counters[id].set_state(v1::COUNTER_STATE_CLOSED);
        counters[id].set_since_us(opens_us);
    }
    counters[2].add_serves("civil-status");
    counters[3].add_serves("civil-status");
    counters[3].add_serves("certification");
    counters[3].add_helps("land");
    counters[4].add_serves("land");
    for (const char* clerk : {"an", "binh", "chi", "dung"}) file.add_clerks(clerk);
    add_choice(file.mutable_pause_reasons(), "lunch", "Nghỉ trưa");
    add_choice(file.mutable_pause_reasons(), "meeting", "Họp");
    add_choice(file.mutable_hold_reasons(), "form", "Điền tờ khai");
    add_choice(file.mutable_hold_reasons(), "copy", "Đi photo giấy tờ");
    add_choice(file.mutable_cancel_reasons(), "by-mistake", "Lấy nhầm số");
    add_choice(file.mutable_cancel_reasons(), "duplicate", "Lấy trùng số");
    add_choice(file.mutable_choose_reasons(), "same-citizen", "Cùng một công dân");
    add_choice(file.mutable_choose_reasons(), "supervisor", "Theo yêu cầu của lãnh đạo");
    add_choice(file.mutable_outcomes(), "accepted", "Đã tiếp nhận");
    add_choice(file.mutable_outcomes(), "rejected", "Từ chối");
    file.add_targets_minutes(15);
    file.mutable_rules()->set_recall_limit(3);
    file.mutable_rules()->set_longest_wait_us(60 * minute_us);
    file.mutable_desk()->set_hold_reminder_us(10 * minute_us);
    day.set_business_day(20'514);
    day.set_open(true);
}

std::uint64_t Office::issue(const std::string& service, std::int64_t ago_us, const std::string& ticket_class) {
    const std::uint64_t id = ++seq;
    auto& ticket = tickets[id];
    ticket.set_ticket(id);
    const std::uint32_t ordinal = ++last_number_[service];
    std::string prefix;
    for (const auto& each : file.services()) {
        if (each.code() == service) prefix = each.range().prefix();
    }
    const std::string digits = std::to_string(ordinal);
    ticket.set_number(prefix + std::string(3 - std::min<std::size_t>(digits.size(), 3), '0') + digits);
    ticket.set_service(service);
    ticket.set_ticket_class(ticket_class);
    ticket.set_state(v1::TICKET_STATE_WAITING);
    ticket.set_slip(v1::SLIP_STATE_PRINTED);
    ticket.set_issued_us(now_us - ago_us);
    ticket.set_arrived_us(now_us - ago_us);
    ticket.set_queue_since_us(now_us - ago_us);
    ticket.set_legs(1);
    ticket.set_kiosk("kiosk-1");
    return id;
}

v1::Welcome Office::welcome() const {
    v1::Welcome welcome;
    welcome.set_office("ward");
    welcome.set_epoch(epoch);
    welcome.set_seq(seq);
    welcome.set_at_us(now_us);
    welcome.set_speed(1);
    return welcome;
}

v1::Staff Office::staff() const {
    v1::Staff staff;
    const auto add = [&](const char* code, const char* name) {
        auto* clerk = staff.add_clerks();
        clerk->set_clerk(code);
        clerk->set_name(name);
    };
    add("an", "Nguyễn Văn An");
    add("binh", "Trần Thị Bình");
    add("chi", "Lê Thị Chi");
    add("dung", "Phạm Đức Dũng");
    return staff;
}

void Office::count() {
    for (auto& [code, field] : fields) {
        field.set_waiting(0);
        field.set_longest_since_us(0);
        for (const auto& [id, ticket] : tickets) {
            if (ticket.service() != code || ticket.state() != v1::TICKET_STATE_WAITING) continue;
            field.set_waiting(field.waiting() + 1);
            const bool longer = field.longest_since_us() == 0 || ticket.arrived_us() < field.longest_since_us();
            if (longer) field.set_longest_since_us(ticket.arrived_us());
        }
    }
    for (auto& [id, counter] : counters) {
        const auto found = tickets.find(counter.ticket());
        counter.set_number(found == tickets.end() ? "" : found->second.number());
        counter.set_ticket_state(found == tickets.end() ? v1::TICKET_STATE_UNSPECIFIED : found->second.state());
    }
}

v1::Snapshot Office::snapshot() {
    count();
    v1::Snapshot snapshot;
    snapshot.set_seq(seq);
    snapshot.set_at_us(now_us);
    *snapshot.mutable_office() = file;
    *snapshot.mutable_day() = day;
    for (const auto& [code, field] : fields) *snapshot.add_fields() = field;
    for (const auto& [id, counter] : counters) *snapshot.add_counters() = counter;
    for (const auto& [id, ticket] : tickets) *snapshot.add_tickets() = ticket;
    for (const auto& [code, clerk] : clerk_days) *snapshot.add_clerk_days() = clerk;
    return snapshot;
}

void Office::put(v1::Event& event, std::uint64_t ticket) {
    const auto found = tickets.find(ticket);
    if (found != tickets.end()) *event.add_changes()->mutable_ticket() = found->second;
}

v1::Event Office::changed(std::vector<std::uint64_t> tickets_changed) {
    count();
    v1::Event event;
    event.set_seq(++seq);
    event.set_at_us(now_us);
    for (const std::uint64_t id : tickets_changed) put(event, id);
    for (const auto& [code, field] : fields) *event.add_changes()->mutable_field() = field;
    for (const auto& [id, counter] : counters) *event.add_changes()->mutable_counter() = counter;
    for (const auto& [code, clerk] : clerk_days) *event.add_changes()->mutable_clerk_day() = clerk;
    return event;
}

v1::TicketStatus& Office::ticket(const std::string& number) {
    const auto found = std::find_if(tickets.begin(), tickets.end(), [&](const auto& entry) { return entry.second.number() == number; });
    return found->second;
}

// --- Commands

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

bool Office::Deciding::simple(const v1::Command& command) {
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

bool Office::Deciding::run(const v1::Command& command) {
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

Answer Office::decide(const v1::Command& command, std::int64_t not_after_us) {
    count();
    if (not_after_us != 0 && now_us > not_after_us) return {refusal("too_late"), {}};
    Deciding deciding{*this};
    if (!deciding.run(command)) return {deciding.reply, {}};
    Answer answer{deciding.reply, changed(deciding.touched)};
    answer.reply.set_seq(seq);
    answer.reply.mutable_result();
    // What has ended is forgotten, but for those that may come after all.
    std::erase_if(tickets, [](const auto& entry) {
        return entry.second.state() == v1::TICKET_STATE_SERVED || entry.second.state() == v1::TICKET_STATE_CANCELLED;
    });
    count();
    return answer;
}

}  // namespace luot::desk::fake
