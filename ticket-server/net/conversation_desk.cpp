// A conversation's part in what counters share: clerks sign in, and write notes for each other.
#include <utility>

#include "core/permissions.hpp"
#include "net/conversation.hpp"

namespace luot::net {

namespace {

// But for when.
bool same_words(const TicketNote& one, const TicketNote& other) {
    return one.ticket == other.ticket && one.text == other.text && one.counter == other.counter && one.clerk == other.clerk;
}

}  // namespace

void Conversation::carry_out(CheckPin& check) {
    ++hall_.counters.sign_ins;
    const SignInTry who{check.sign_in.clerk, fsm_.session(), fsm_.hello().device};
    if (!hall_.service.told().office.desk.pin) return signed_in(SignedIn{who.clerk, SignInOutcome::done});
    PinChecker* pins = hall_.desk.pins();
    if (pins == nullptr || !pins->has_pin(who.clerk)) return signed_in(SignedIn{who.clerk, SignInOutcome::unknown});
    SignIns& sign_ins = hall_.desk.sign_ins();
    if (const auto answer = sign_ins.asked(who, hall_.now_ms())) return signed_in(*answer);
    // What came of it counts, also where whoever asked has gone.
    const auto on_checked = [self = shared_from_this(), who](PinCheck result) { self->pin_checked(who, result); };
    if (!pins->check(who.clerk, std::move(check.sign_in.pin), on_checked)) signed_in(sign_ins.unchecked(who));
}

void Conversation::pin_checked(const SignInTry& who, PinCheck check) {
    SignIns& sign_ins = hall_.desk.sign_ins();
    if (check == PinCheck::failed) return signed_in(sign_ins.unchecked(who));
    const SignedIn answer = sign_ins.checked(who, check == PinCheck::right, hall_.now_ms());
    if (check == PinCheck::wrong) hall_.desk.heard_wrong_pin(who, answer);
    signed_in(answer);
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
    const bool done = answer.outcome == SignInOutcome::done;
    Actions actions;
    fsm_.signed_in(std::move(answer), actions);
    perform(actions);
    if (closed_) return;
    if (done && !ending_ && !fsm_.hello().no_pushes) show_notes();
    go_on_reading();
}

// Handed over to a clerk without a PIN, who could not sign in and work there. What was accepted before that office file is answered again.
bool Conversation::goes_to_nobody(const Submit& submit) const {
    const auto* hand_over = std::get_if<core::HandOver>(&submit.command);
    const core::State& told = hall_.service.told();
    if (hand_over == nullptr || !told.office.desk.pin || submit.origin.only_repeats) return false;
    const PinChecker* pins = hall_.desk.pins();
    const bool can_sign_in = pins != nullptr && pins->has_pin(hand_over->to_clerk);
    return !can_sign_in && core::find_answer(told, submit.origin.session, submit.origin.no) == nullptr;
}

void Conversation::carry_out(NoteTicket& written) {
    TicketNote& note = written.note;
    note.at_us = hall_.service.now().at_us;
    const core::Ticket* ticket = core::find_ticket(hall_.service.told(), note.ticket);
    const bool goes_on = ticket != nullptr && ticket->ended_in == core::TicketState::unspecified;
    const TicketNote* kept = hall_.desk.note_of(note.ticket);
    if (!hall_.desk.is_under_way(note.ticket)) {
        if (kept != nullptr && same_words(*kept, note)) return carry_out(Send{*kept});              // said once more
        if (kept == nullptr && note.text.empty()) return carry_out(Send{std::move(written.note)});  // there is none
    }
    if (!goes_on) return refuse_note(std::move(note));
    if (notes_written_ >= hall_.limits.desk.notes_written) return;  // said again
    switch (hall_.desk.write(note, std::shared_ptr<DeskMember>(shared_from_this()))) {
        case Desk::Written::under_way:
            ++notes_written_;
            return;
        case Desk::Written::no_room:
            return refuse_note(std::move(note));
        case Desk::Written::busy:
            return;
    }
}

void Conversation::refuse_note(TicketNote note) {
    ++hall_.counters.notes_refused;
    note.text.clear();
    carry_out(Send{std::move(note)});
}

void Conversation::show_staff() {
    const core::Role role = fsm_.hello().role;
    if (core::is_at_desk(role)) carry_out(Send{hall_.desk.staff()});
    if (role == core::Role::board && hall_.service.told().office.desk.show_badges) carry_out(Send{hall_.desk.badges()});
}

// Those that there are, and from now on each.
void Conversation::show_notes() {
    if (shows_notes_) return;
    shows_notes_ = true;
    notes_gone_through_ = hall_.desk.last_change();
    hall_.desk.joined(*this);
}

void Conversation::on_notes() {
    notes_wanted_ = true;
    hall_.wants_flush(*this);
}

// Whoever wrote it hears of it also where another one of the ticket follows at once, and would stand in its place: or it would be said
// again, over the other one.
void Conversation::on_written(const TicketNote& note, bool durable) {
    --notes_written_;
    if (!durable || ending_) return;
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
