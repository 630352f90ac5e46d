#include "spool/kiosk_fsm.hpp"

#include <algorithm>

#include "spool/limits.hpp"

namespace luot::spool {

KioskFsm::KioskFsm(KioskOptions options) : options_(std::move(options)) {}

// --- Wishes

bool KioskFsm::has_room() const {
    return !stopping_ && wishes_.size() < limits::wishes_max && sent_.size() < limits::wishes_max;
}

bool KioskFsm::issue(std::uint64_t request, const std::string& service, const std::string& ticket_class, Instant now,
                     const std::string& procedure, const std::string& person, std::optional<std::int64_t> appointment_us) {
    if (!has_room()) return false;
    Wish wish;
    wish.request = request;
    wish.service = service;
    wish.ticket_class = ticket_class;
    wish.procedure = procedure;
    wish.person = person;
    wish.appointment_us = appointment_us;
    take_up(std::move(wish), now);
    return true;
}

bool KioskFsm::reprint(std::uint64_t request, std::uint64_t ticket, Instant now) {
    if (!has_room()) return false;
    Wish wish;
    wish.request = request;
    wish.reprint_of = ticket;
    take_up(std::move(wish), now);
    return true;
}

bool KioskFsm::check_in(std::uint64_t request, const std::string& token, Instant now) {
    if (!has_room() || token.empty()) return false;
    Wish wish;
    wish.request = request;
    wish.check_in = token;
    take_up(std::move(wish), now);
    return true;
}

void KioskFsm::take_up(Wish wish, Instant now) {
    wish.until = now + limits::answer_within;
    wishes_.push_back(std::move(wish));
    send_wishes();
}

// A number is not taken before it can soon be printed; whoever checks in waits for no printer.
bool KioskFsm::may_be_sent(const Wish& wish) const {
    if (!live_) return false;
    if (!wish.check_in.empty()) return true;
    const auto numbers = std::ranges::count_if(sent_, [](const auto& sent) { return sent.second.check_in.empty(); });
    return (has_office_ || !options_.prints) && static_cast<std::size_t>(numbers) + slips_.size() < limits::unprinted_max;
}

void KioskFsm::send_wishes() {
    while (!wishes_.empty() && may_be_sent(wishes_.front())) {
        Wish wish = std::move(wishes_.front());
        wishes_.pop_front();
        v1::Command command;
        if (!wish.check_in.empty()) {
            command.mutable_check_in()->set_token(wish.check_in);
        } else if (wish.reprint_of != 0) {
            command.mutable_reprint()->set_ticket(wish.reprint_of);
        } else {
            command.mutable_issue()->set_service(wish.service);
            command.mutable_issue()->set_ticket_class(wish.ticket_class);
            command.mutable_issue()->set_procedure(wish.procedure);
            command.mutable_issue()->set_person(wish.person);
            if (wish.appointment_us) command.mutable_issue()->set_appointment_us(*wish.appointment_us);
            command.mutable_issue()->set_slip(options_.prints ? v1::SLIP_WISH_PRINT : v1::SLIP_WISH_NONE);
        }
        const Token token = ++last_token_;
        sent_[token] = std::move(wish);
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
    } else if (asked_ == token) {
        told_of_printing(reply, now);
    } else if (const auto found = reports_.find(token); found != reports_.end()) {
        Report report = std::move(found->second);
        reports_.erase(found);
        if (!report.said) {
            // Refused is heard, too: the ticket was called or ended meanwhile.
            const std::string code = reply.has_error() ? reply.error().code() : std::string();
            report.slip.answer.reported = code != "stopped" && code != "session_expired" && code != "server_away";
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
    if (!wish.check_in.empty()) {
        if (wish.given_up) return;
        Answer answer;
        answer.request = wish.request;
        answer.checked_in = reply.result().checked_in();
        answer.ticket = answer.checked_in->ticket();
        answer.number = answer.checked_in->number();
        answer.service = answer.checked_in->service();
        actions_.push_back(Say{std::move(answer)});
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
    remember(issued);
    slips_.push_back({std::move(answer), issued, false, now});
    print_next(now);
}

// Whoever asked was told that it did not work and has gone: their number must not be called.
void KioskFsm::undo(const v1::IssuedResult& issued) {
    if (options_.prints) {
        remember(issued);
        report(issued.ticket(), v1::SLIP_REPORT_FAILED, ++last_token_);
        return;
    }
    v1::Command command;
    command.mutable_cancel()->set_ticket(issued.ticket());
    send(command, ++last_token_);
}

// --- Slips

void KioskFsm::print_next(Instant now) {
    if (printing_ || asked_ || slips_.empty()) return;
    if (slips_.front().settled) return hand_over();
    asked_ = ++last_token_;
    slips_.front().until = now + limits::confirm_within;
    report(slips_.front().answer.ticket, v1::SLIP_REPORT_PRINTING, *asked_);
}

void KioskFsm::hand_over() {
    printing_ = true;
    actions_.push_back(PrintSlip{slips_.front().ticket, slips_.front().answer.reprint});
}

// Only what the server knows to be on its way is printed: a number that it has undone meanwhile is not.
void KioskFsm::told_of_printing(const v1::Reply& reply, Instant now) {
    if (!reply.has_error()) {
        asked_.reset();
        return hand_over();
    }
    give_up_printing(reply.error().code(), now);
    auto& answer = std::get<Say>(actions_.back()).answer;
    for (const auto& param : reply.error().params()) answer.params.emplace_back(param.name(), param.value());
}

// Nobody knows, or it may not be: no paper comes, whoever asked is told so, and so is the server, behind what it was asked.
void KioskFsm::give_up_printing(const std::string& code, Instant now) {
    asked_.reset();
    Slip slip = std::move(slips_.front());
    slips_.pop_front();
    report(slip.answer.ticket, v1::SLIP_REPORT_FAILED, ++last_token_);
    print_next(now);
    slip.answer.error = code;
    actions_.push_back(Say{std::move(slip.answer)});
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
    print_next(now);
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

void KioskFsm::remember(const v1::IssuedResult& issued) {
    remembered_[issued.ticket()] = issued;
    if (remembered_.size() > limits::remembered_max) remembered_.erase(remembered_.begin());  // the oldest ticket
}

// --- Time

void KioskFsm::wake(Instant now) {
    if (caught_up_at_ && *caught_up_at_ <= now) look_at_replayed(now);
    while (!wishes_.empty() && wishes_.front().until <= now) {
        const bool printer_busy = live_ && (has_office_ || !options_.prints);
        say_error(wishes_.front(), printer_busy ? "printer_busy" : "server_away");
        wishes_.pop_front();
    }
    for (auto& [token, wish] : sent_) {
        if (wish.given_up || wish.copy_came || wish.until > now) continue;
        wish.given_up = true;
        say_error(wish, "no_answer");
    }
    if (asked_ && slips_.front().until <= now) {
        give_up_printing("no_answer", now);
        send_wishes();
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
    if (asked_) consider(slips_.front().until);
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
