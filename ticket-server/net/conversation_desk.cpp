// A conversation's part in what counters share: clerks sign in, and write notes for each other.
#include <algorithm>
#include <utility>

#include "net/conversation.hpp"
#include "net/permissions.hpp"

namespace luot::net {

namespace {

// But for when.
bool same_words(const TicketNote& one, const TicketNote& other) {
    return one.ticket == other.ticket && one.text == other.text && one.counter == other.counter && one.clerk == other.clerk;
}

}  // namespace

void Conversation::carry_out(CheckPin& check) {
    ++hall_.counters.sign_ins;
    const core::ClerkCode clerk = check.sign_in.clerk;
    if (!hall_.service.told().office.desk.pin) return signed_in(SignedIn{clerk, SignInOutcome::done});
    PinChecker* pins = hall_.desk.pins();
    if (pins == nullptr || !pins->has_pin(clerk)) return signed_in(SignedIn{clerk, SignInOutcome::unknown});
    SignIns& sign_ins = hall_.desk.sign_ins();
    if (const auto answer = sign_ins.asked(clerk, hall_.now_ms())) return signed_in(*answer);
    // What came of it counts, also where whoever asked has gone.
    const auto on_checked = [self = shared_from_this(), clerk](bool right) { self->pin_checked(clerk, right); };
    if (!pins->check(clerk, std::move(check.sign_in.pin), on_checked)) signed_in(sign_ins.unchecked(clerk));
}

void Conversation::pin_checked(const core::ClerkCode& clerk, bool right) {
    signed_in(hall_.desk.sign_ins().checked(clerk, right, hall_.now_ms()));
}

void Conversation::signed_in(SignedIn answer) {
    switch (answer.outcome) {
        case SignInOutcome::wrong:
            ++hall_.counters.sign_ins_wrong;
            break;
        case SignInOutcome::locked:
            ++hall_.counters.sign_ins_locked;
            break;
        case SignInOutcome::unknown:
            ++hall_.counters.sign_ins_unknown;
            break;
        case SignInOutcome::busy:
            ++hall_.counters.sign_ins_busy;
            break;
        case SignInOutcome::done:
        case SignInOutcome::unspecified:
            break;
    }
    Actions actions;
    fsm_.signed_in(std::move(answer), actions);
    perform(actions);
    if (!closed_) go_on_reading();
}

void Conversation::carry_out(NoteTicket& written) {
    TicketNote& note = written.note;
    note.at_us = hall_.service.now().at_us;
    const core::Ticket* ticket = core::find_ticket(hall_.service.told(), note.ticket);
    const TicketNote* kept = hall_.desk.note_of(note.ticket);
    const bool goes_on = ticket != nullptr && ticket->ended_in == core::TicketState::unspecified;
    if (kept != nullptr && same_words(*kept, note)) {
        carry_out(Send{*kept});  // said once more
    } else if (kept == nullptr && note.text.empty()) {
        hall_.desk.write(note);  // one that is on its way is not wanted any more
        carry_out(Send{std::move(note)});
    } else if (!goes_on || !write_down(note)) {
        ++hall_.counters.notes_refused;
        note.text.clear();
        carry_out(Send{std::move(note)});
    }
}

void Conversation::show_staff() {
    const core::Role role = fsm_.hello().role;
    if (is_at_desk(role)) carry_out(Send{hall_.desk.staff()});
    if (role == core::Role::board && hall_.service.told().office.desk.show_badges) carry_out(Send{hall_.desk.badges()});
}

void Conversation::on_notes() {
    notes_wanted_ = true;
    hall_.wants_flush(*this);
}

bool Conversation::write_down(const TicketNote& note) {
    if (notes_written_.size() >= hall_.limits.desk.notes_written) notes_written_.erase(notes_written_.begin());
    notes_written_.push_back(note);
    if (hall_.desk.write(note)) return true;
    notes_written_.pop_back();
    return false;
}

// Whoever wrote it hears of it also where another one of the ticket follows at once, and would stand in its place: or it would be said
// again, over the other one.
void Conversation::on_noted(const TicketNote& note) {
    const auto own =
        std::find_if(notes_written_.begin(), notes_written_.end(), [&](const TicketNote& each) { return same_words(each, note); });
    if (own == notes_written_.end()) return on_notes();
    notes_written_.erase(own);
    if (ending_) return;
    if (!notes_wanted_) note_told_ = hall_.desk.last_change();
    carry_out(Send{note});
}

// A few, and the rest when those have left.
void Conversation::add_notes() {
    for (std::size_t added = 0; notes_wanted_ && added < hall_.limits.desk.notes_at_once; ++added) {
        const auto changed = hall_.desk.note_after(note_told_, notes_gone_through_);
        notes_wanted_ = changed.has_value();
        if (!changed) return;
        note_told_ = changed->number;
        if (!outbox_.add_control(hall_.translator.encode(changed->note))) return cut_off();
    }
}

}  // namespace luot::net
