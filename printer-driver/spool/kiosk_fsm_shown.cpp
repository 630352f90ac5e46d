// What the server shows a kiosk: slips that were left behind, and copies that are asked for.
#include <algorithm>
#include <utility>

#include "spool/kiosk_fsm.hpp"
#include "spool/limits.hpp"

namespace luot::spool {
namespace {

// Somebody has lost the slip that came out.
bool may_be_copied(const v1::TicketStatus& ticket) {
    const bool open = ticket.state() >= v1::TICKET_STATE_WAITING && ticket.state() <= v1::TICKET_STATE_HELD;
    return open && (ticket.slip() == v1::SLIP_STATE_PRINTED || ticket.slip() == v1::SLIP_STATE_UNKNOWN);
}

}  // namespace

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
            copies_seen_.clear();
        }
        if (!change.has_ticket()) continue;
        if (past) {
            replay(change.ticket(), event.seq(), now);
        } else {
            look_at(change.ticket(), Told::now, now);
        }
    }
}

// A slip that was under way in the past may have been seen to since: only the last that is told of it counts.
void KioskFsm::replay(const v1::TicketStatus& ticket, std::uint64_t seq, Instant now) {
    if (!options_.follows || ticket.kiosk() != options_.device) return;
    replayed_[ticket.ticket()] = {ticket, seq};
    caught_up_at_ = now + limits::caught_up_after;
}

void KioskFsm::look_at_replayed(Instant now) {
    const auto replayed = std::exchange(replayed_, {});
    caught_up_at_.reset();
    for (const auto& [id, last] : replayed)
        look_at(last.ticket, began_at_ && last.seq <= *began_at_ ? Told::before_this_run : Told::late, now);
}

void KioskFsm::look_at(const v1::TicketStatus& ticket, Told told, Instant now) {
    if (!options_.follows || !options_.prints || ticket.kiosk() != options_.device) return;
    const bool pending = ticket.slip() == v1::SLIP_STATE_PENDING;
    const auto seen = copies_seen_.find(ticket.ticket());
    if (ticket.reprints() > (seen == copies_seen_.end() ? 0 : seen->second)) {
        // Of the past's copies only the slip that is still wanted counts; the others are out, or whoever asked has gone.
        if (told != Told::now && !pending) {
            note_copy(ticket);
        } else if (pending || may_be_copied(ticket)) {
            add_copy(ticket, now);
        }
    } else if (told == Told::before_this_run && !remembered_.contains(ticket.ticket())) {
        if (pending) report(ticket.ticket(), v1::SLIP_REPORT_FAILED, ++last_token_);
        if (ticket.slip() == v1::SLIP_STATE_PRINTING) report(ticket.ticket(), v1::SLIP_REPORT_UNKNOWN, ++last_token_);
    }
}

void KioskFsm::note_copy(const v1::TicketStatus& ticket) {
    copies_seen_[ticket.ticket()] = ticket.reprints();
    if (copies_seen_.size() > limits::copies_seen_max) copies_seen_.erase(copies_seen_.begin());  // the oldest ticket
}

void KioskFsm::add_copy(const v1::TicketStatus& ticket, Instant now) {
    if (slips_.size() >= limits::copies_waiting_max) return;
    note_copy(ticket);
    Answer answer;
    answer.request = who_asked_for_copy(ticket.ticket());
    answer.reprint = true;
    answer.service = ticket.service();
    answer.ticket_class = ticket.ticket_class();
    answer.ticket = ticket.ticket();
    answer.number = ticket.number();
    answer.issued_us = ticket.issued_us();
    Slip slip{std::move(answer), ticket, ticket.slip() != v1::SLIP_STATE_PENDING, now};
    const auto issued = remembered_.find(ticket.ticket());
    if (issued != remembered_.end()) slip.ticket = issued->second;
    slips_.push_back(std::move(slip));
    print_next(now);
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

}  // namespace luot::spool
