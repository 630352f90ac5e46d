// A conversation's part in what counters share: clerks sign in, and write notes for each other.
#include <utility>

#include "net/conversation.hpp"
#include "net/permissions.hpp"

namespace luot::net {

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
    if (kept != nullptr && kept->text == note.text && kept->clerk == note.clerk && kept->counter == note.counter) {
        carry_out(Send{*kept});  // said once more
    } else if (kept == nullptr && note.text.empty()) {
        carry_out(Send{std::move(note)});  // there is none to take away
    } else if (!goes_on || !hall_.desk.write(note)) {
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
