#include "desk/notes.hpp"

#include "desk/limits.hpp"
#include "desk/telling.hpp"

namespace luot::desk {

void tell_note(Desk& desk, const At& by, std::uint64_t ticket, const std::string& text) {
    std::erase_if(desk.unsent_notes, [&](const auto& each) { return each.ticket() == ticket; });
    if (desk.unsent_notes.size() >= limits::notes_unsent) desk.unsent_notes.erase(desk.unsent_notes.begin());
    v1::TicketNote note;
    note.set_ticket(ticket);
    note.set_text(text);
    note.set_counter(by.counter);
    note.set_clerk(by.clerk);
    desk.unsent_notes.push_back(note);
    if (desk.live()) desk.act(TellNote{note});
    desk.notes_again = desk.now + limits::note_again;
}

void take_note(Desk& desk, const v1::TicketNote& note) {
    desk.office.apply(note);
    // As it was written; or without its text, where the server does not keep it.
    bool refused = false;
    std::erase_if(desk.unsent_notes, [&](const auto& each) {
        const bool ours = each.ticket() == note.ticket() && each.counter() == note.counter() && each.clerk() == note.clerk();
        if (ours && note.text().empty() && !each.text().empty()) refused = true;
        return ours && (note.text().empty() || each.text() == note.text());
    });
    if (refused) refuse(desk, sentence(desk, "refusal.note_not_kept"));
}

void tell_notes_again(Desk& desk) {
    // Of a ticket that has ended nobody needs to know any more.
    std::erase_if(desk.unsent_notes, [&](const auto& each) { return desk.live() && desk.office.ticket(each.ticket()) == nullptr; });
    if (desk.unsent_notes.empty()) desk.notes_again.reset();
    if (!desk.notes_again || desk.now < *desk.notes_again) return;
    desk.notes_again = desk.now + limits::note_again;
    if (!desk.live()) return;
    for (const auto& note : desk.unsent_notes) desk.act(TellNote{note});
}

}  // namespace luot::desk
