#include "spool/kiosk_fsm.hpp"

#include <algorithm>

#include "spool/limits.hpp"

namespace luot::spool {

KioskFsm::KioskFsm(KioskOptions options) : options_(std::move(options)) {}

// --- Wishes

bool KioskFsm::has_room() const {
    return !stopping_ && wishes_.size() < limits::wishes_max;
}

bool KioskFsm::issue(std::uint64_t request, const std::string& service, const std::string& ticket_class, Instant now,
                     const std::string& procedure) {
    if (!has_room()) return false;
    wishes_.push_back({request, service, ticket_class, procedure, 0, now + limits::answer_within, false, false});
    send_wishes();
    return true;
}

bool KioskFsm::reprint(std::uint64_t request, std::uint64_t ticket, Instant now) {
    if (!has_room()) return false;
    wishes_.push_back({request, {}, {}, {}, ticket, now + limits::answer_within, false, false});
    send_wishes();
    return true;
}

void KioskFsm::send_wishes() {
    const bool ready = live_ && (has_office_ || !options_.prints);
    while (ready && !wishes_.empty() && sent_.size() + slips_.size() < limits::unprinted_max) {
        const Wish wish = std::move(wishes_.front());
        wishes_.pop_front();
        v1::Command command;
        if (wish.reprint_of != 0) {
            command.mutable_reprint()->set_ticket(wish.reprint_of);
        } else {
            command.mutable_issue()->set_service(wish.service);
            command.mutable_issue()->set_ticket_class(wish.ticket_class);
            command.mutable_issue()->set_procedure(wish.procedure);
            command.mutable_issue()->set_slip(options_.prints ? v1::SLIP_WISH_PRINT : v1::SLIP_WISH_NONE);
        }
        const Token token = ++last_token_;
        sent_[token] = wish;
        send(command, token);
    }
}

void KioskFsm::say_error(const Wish& wish, const std::string& code) {
    Answer answer;
    answer.request = wish.request;
    answer.reprint = wish.reprint_of != 0;
    answer.error = code;
    answer.service = wish.service;
    answer.ticket_class = wish.ticket_class;
    answer.procedure = wish.procedure;
    answer.ticket = wish.reprint_of;
    actions_.push_back(Say{std::move(answer)});
}

// --- Answers

void KioskFsm::replied(Token token, const v1::Reply& reply, Instant now) {
    if (const auto sent = sent_.find(token); sent != sent_.end()) {
        const Wish wish = std::move(sent->second);
        sent_.erase(sent);
        answered(wish, reply, now);
    } else if (const auto found = reports_.find(token); found != reports_.end()) {
        Report report = std::move(found->second);
        reports_.erase(found);
        if (!report.said) {
            // Refused is heard, too: the ticket was called or ended meanwhile.
            report.slip.answer.reported =
                !reply.has_error() || (reply.error().code() != "stopped" && reply.error().code() != "session_expired");
            actions_.push_back(Say{std::move(report.slip.answer)});
        }
    }
    send_wishes();
}

void KioskFsm::answered(Wish wish, const v1::Reply& reply, Instant now) {
    if (reply.has_error()) {
        if (wish.given_up) return;
        say_error(wish, reply.error().code());
        auto& answer = std::get<Say>(actions_.back()).answer;
        for (const auto& param : reply.error().params()) answer.params.emplace_back(param.name(), param.value());
        return;
    }
    if (wish.reprint_of != 0) {
        // The copy itself comes as a change of the ticket, before the answer or after it.
        if (!wish.copy_came && !wish.given_up) copies_.push_back(std::move(wish));
        return;
    }
    const v1::IssuedResult& issued = reply.result().issued();
    if (wish.given_up) return undo(issued);
    Answer answer;
    answer.request = wish.request;
    answer.service = issued.service();
    answer.ticket_class = issued.ticket_class();
    answer.procedure = issued.procedure();
    answer.ticket = issued.ticket();
    answer.number = issued.number();
    if (issued.has_promise()) answer.promise = issued.promise();
    answer.issued_us = issued.issued_us();
    if (!options_.prints) {
        actions_.push_back(Say{std::move(answer)});
        return;
    }
    remember(issued.ticket()).issued = issued;
    slips_.push_back({std::move(answer), issued, now});
    print_next();
}

// Whoever asked was told that it did not work and has gone: their number must not be called.
void KioskFsm::undo(const v1::IssuedResult& issued) {
    if (options_.prints) {
        remember(issued.ticket()).issued = issued;
        report(issued.ticket(), v1::SLIP_REPORT_FAILED, ++last_token_);
        return;
    }
    v1::Command command;
    command.mutable_cancel()->set_ticket(issued.ticket());
    send(command, ++last_token_);
}

// --- Slips

void KioskFsm::print_next() {
    if (printing_ || slips_.empty()) return;
    printing_ = true;
    actions_.push_back(PrintSlip{slips_.front().ticket, slips_.front().answer.reprint});
}

void KioskFsm::printed(const SlipOutcome& outcome, Instant now) {
    if (!printing_ || slips_.empty()) return;
    printing_ = false;
    Slip slip = std::move(slips_.front());
    slips_.pop_front();
    slip.answer.slip = outcome;
    slip.until = now + limits::report_within;
    const Token token = ++last_token_;
    const std::uint64_t ticket = slip.answer.ticket;
    reports_[token] = Report{std::move(slip), false};
    report(ticket, outcome.report, token);
    print_next();
    send_wishes();
}

void KioskFsm::report(std::uint64_t ticket, v1::SlipReport outcome, Token token) {
    v1::Command command;
    command.mutable_report_slip()->set_ticket(ticket);
    command.mutable_report_slip()->set_report(outcome);
    send(command, token);
}

void KioskFsm::send(const v1::Command& command, Token token) {
    actions_.push_back(SendCommand{token, command});
}

KioskFsm::Remembered& KioskFsm::remember(std::uint64_t ticket) {
    const auto [found, is_new] = remembered_.try_emplace(ticket);
    if (is_new) {
        remembered_order_.push_back(ticket);
        if (remembered_order_.size() > limits::remembered_max) {
            remembered_.erase(remembered_order_.front());
            remembered_order_.pop_front();
        }
    }
    return found->second;
}

// --- What the server shows

void KioskFsm::link_changed(bool live, Instant) {
    live_ = live;
    if (!live) caught_up_at_.reset();  // the rest of what was missed comes with the next connection
    send_wishes();
}

void KioskFsm::welcomed(std::uint64_t seq, Instant now) {
    if (!began_at_) began_at_ = seq;
    welcome_seq_ = seq;
    caught_up_at_ = now + limits::caught_up_after;
}

void KioskFsm::snapshot(const v1::Snapshot& snapshot, Instant now) {
    if (snapshot.has_office()) {
        office_ = snapshot.office();
        has_office_ = true;
    }
    replayed_.clear();
    for (const auto& ticket : snapshot.tickets()) replay(ticket, snapshot.seq(), now);
    if (snapshot.seq() > welcome_seq_) look_at_replayed(now);
    send_wishes();
}

void KioskFsm::event(const v1::Event& event, Instant now) {
    const bool past = event.seq() <= welcome_seq_;
    if (!past) look_at_replayed(now);
    for (const auto& change : event.changes()) {
        if (change.has_office()) office_ = change.office();
        if (change.day_cleared()) {
            replayed_.clear();
            remembered_.clear();
            remembered_order_.clear();
        }
        if (!change.has_ticket()) continue;
        if (past) {
            replay(change.ticket(), event.seq(), now);
        } else {
            look_at(change.ticket(), false, now);
        }
    }
}

// A slip that was pending in the past may have been seen to since: only the last that is told of it counts.
void KioskFsm::replay(const v1::TicketStatus& ticket, std::uint64_t seq, Instant now) {
    if (!options_.follows || ticket.kiosk() != options_.device) return;
    replayed_[ticket.ticket()] = {ticket, seq};
    caught_up_at_ = now + limits::caught_up_after;
}

void KioskFsm::look_at_replayed(Instant now) {
    const auto replayed = std::exchange(replayed_, {});
    caught_up_at_.reset();
    for (const auto& [id, last] : replayed) look_at(last.ticket, began_at_ && last.seq <= *began_at_, now);
}

void KioskFsm::look_at(const v1::TicketStatus& ticket, bool left_behind, Instant now) {
    if (!options_.follows || !options_.prints || ticket.kiosk() != options_.device || ticket.slip() != v1::SLIP_STATE_PENDING) return;
    const auto known = remembered_.find(ticket.ticket());
    const std::uint32_t seen_to = known == remembered_.end() ? 0 : known->second.reprints;
    if (ticket.reprints() > seen_to) {
        if (slips_.size() >= limits::copies_waiting_max) return;
        Remembered& remembered = remember(ticket.ticket());
        remembered.reprints = ticket.reprints();
        Answer answer;
        answer.request = who_asked_for_copy(ticket.ticket());
        answer.reprint = true;
        answer.service = ticket.service();
        answer.ticket_class = ticket.ticket_class();
        answer.ticket = ticket.ticket();
        answer.number = ticket.number();
        answer.issued_us = ticket.issued_us();
        Slip slip{std::move(answer), ticket, now};
        if (remembered.issued) slip.ticket = *remembered.issued;
        slips_.push_back(std::move(slip));
        print_next();
    } else if (left_behind && known == remembered_.end()) {
        report(ticket.ticket(), v1::SLIP_REPORT_UNKNOWN, ++last_token_);
    }
}

std::uint64_t KioskFsm::who_asked_for_copy(std::uint64_t ticket) {
    const auto granted = std::ranges::find(copies_, ticket, &Wish::reprint_of);
    if (granted != copies_.end()) {
        const auto request = granted->request;
        copies_.erase(granted);
        return request;
    }
    for (auto& [token, wish] : sent_) {
        if (wish.reprint_of != ticket || wish.copy_came || wish.given_up) continue;
        wish.copy_came = true;
        return wish.request;
    }
    return 0;
}

// --- Time

void KioskFsm::wake(Instant now) {
    if (caught_up_at_ && *caught_up_at_ <= now) look_at_replayed(now);
    while (!wishes_.empty() && wishes_.front().until <= now) {
        say_error(wishes_.front(), live_ && (has_office_ || !options_.prints) ? "printer_busy" : "server_away");
        wishes_.pop_front();
    }
    for (auto& [token, wish] : sent_) {
        if (wish.given_up || wish.copy_came || wish.until > now) continue;
        wish.given_up = true;
        say_error(wish, "no_answer");
    }
    while (!copies_.empty() && copies_.front().until <= now) {
        say_error(copies_.front(), "no_answer");
        copies_.pop_front();
    }
    for (auto& [token, report] : reports_) {
        if (report.said || report.slip.until > now) continue;
        report.said = true;
        report.slip.answer.reported = false;
        actions_.push_back(Say{report.slip.answer});
    }
}

void KioskFsm::stop(Instant) {
    stopping_ = true;
    for (const auto& wish : wishes_) say_error(wish, "stopped");
    wishes_.clear();
}

std::optional<Action> KioskFsm::next() {
    if (actions_.empty()) return std::nullopt;
    Action action = std::move(actions_.front());
    actions_.pop_front();
    return action;
}

std::optional<Instant> KioskFsm::deadline() const {
    std::optional<Instant> earliest;
    const auto consider = [&](Instant at) { earliest = earliest ? std::min(*earliest, at) : at; };
    if (caught_up_at_) consider(*caught_up_at_);
    if (!wishes_.empty()) consider(wishes_.front().until);
    for (const auto& [token, wish] : sent_) {
        if (!wish.given_up && !wish.copy_came) consider(wish.until);
    }
    if (!copies_.empty()) consider(copies_.front().until);
    for (const auto& [token, report] : reports_) {
        if (!report.said) consider(report.slip.until);
    }
    return earliest;
}

bool KioskFsm::idle() const {
    const bool waiting = std::ranges::any_of(sent_, [](const auto& sent) { return !sent.second.given_up && !sent.second.copy_came; }) ||
                         std::ranges::any_of(reports_, [](const auto& report) { return !report.second.said; });
    return actions_.empty() && wishes_.empty() && copies_.empty() && slips_.empty() && !waiting;
}

}  // namespace luot::spool
