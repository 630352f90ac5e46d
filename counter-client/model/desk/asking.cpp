#include "desk/asking.hpp"

#include <algorithm>

#include "desk/clerks.hpp"
#include "desk/limits.hpp"
#include "desk/numbers.hpp"
#include "desk/sending.hpp"
#include "desk/telling.hpp"
#include "desk/text.hpp"

namespace luot::desk {
namespace {

// Always asked, also where there is one choice: what it leads to is not undone by another press.
bool always_asked(Question question) {
    switch (question) {
        case Question::more:
        case Question::recalled_enough:
        case Question::cancel_kind:
        case Question::hand_over:
        case Question::still_working:
        case Question::leave:
        case Question::take_over:
        case Question::returned_hold:
        case Question::lost:
            return true;
        default:
            return kind_of(question) == Dialog::Kind::number || kind_of(question) == Dialog::Kind::text;
    }
}

// Whoever is at the counter does not matter to it.
bool about_nobody(Question question) {
    switch (question) {
        case Question::more:
        case Question::reinstate_number:
        case Question::issue_service:
        case Question::issue_procedure:
        case Question::issue_class:
        case Question::take_over:
        case Question::lost:
            return true;
        default:
            return false;
    }
}

std::size_t count_of(const Desk& desk, const Asked& asked) {
    return kind_of(asked.question) == Dialog::Kind::number ? rows_of(desk, asked).size() : options_of(desk, asked).size();
}

std::size_t bytes_max(Question question) {
    switch (kind_of(question)) {
        case Dialog::Kind::text:
            return limits::note_bytes;
        case Dialog::Kind::number:
            return limits::number_bytes;
        case Dialog::Kind::choice:
        case Dialog::Kind::ask:
            break;
    }
    return limits::query_bytes;
}

// Of the question, whether what it leads to is decided by the server.
bool is_local(Question question) {
    return question == Question::more || question == Question::leave || question == Question::take_over || question == Question::lost;
}

// What was chosen is not as it was then: it waits elsewhere by now, or somebody called it.
bool chosen_changed(const Desk& desk, const Asked& asked) {
    if (asked.chosen == 0) return false;
    const auto* ticket = desk.office.ticket(asked.chosen);
    return ticket == nullptr || ticket->state() != asked.chosen_state || ticket->counter() != asked.chosen_counter;
}

// What became of a number that was chosen.
std::string who_has(const Desk& desk, std::uint64_t chosen) {
    const auto* ticket = desk.office.ticket(chosen);
    const bool called = ticket != nullptr && (ticket->state() == v1::TICKET_STATE_CALLED || ticket->state() == v1::TICKET_STATE_SERVING);
    const std::string counter = called && ticket->counter() != 0 ? desk.counter_name(ticket->counter()) : std::string();
    return desk.say("desk.told.chosen_changed", {{"number", desk.number_of(chosen)}, {"counter", counter}});
}

// The words that were typed stay to be read until somebody says so: keys that were meant for them are nothing else's.
void ask_to_read(Desk& desk, const Asked& was) {
    Asked lost{Question::lost};
    lost.number = was.number;
    lost.typed = was.typed;
    lost.by_itself = desk.now;
    lost.options = options_now(desk, lost);
    desk.asked = std::move(lost);
    play(desk, Sound::refusal);
}

void stand_on(Desk& desk, std::size_t place) {
    Asked& asked = *desk.asked;
    asked.on = place;
    asked.first = place / limits::items_by_key * limits::items_by_key;
    asked.standing = 0;
    if (kind_of(asked.question) != Dialog::Kind::number) return;
    const auto rows = rows_of(desk, asked);
    if (place < rows.size()) asked.standing = rows[place]->ticket();
}

}  // namespace

Dialog::Kind kind_of(Question question) {
    switch (question) {
        case Question::choose_number:
        case Question::reinstate_number:
        case Question::cancel_number:
            return Dialog::Kind::number;
        case Question::transfer_note:
        case Question::note:
            return Dialog::Kind::text;
        case Question::recalled_enough:
        case Question::take_over:
        case Question::leave:
        case Question::lost:
            return Dialog::Kind::ask;
        default:
            return Dialog::Kind::choice;
    }
}

void ask(Desk& desk, Asked asked) {
    asked.ticket = desk.seen();
    asked.number = desk.number_of(asked.ticket);
    asked.built = desk.now;
    asked.on = asked.first = 0;
    asked.typed.clear();
    asked.error.clear();
    asked.options = options_now(desk, asked);
    if (!always_asked(asked.question) && asked.options.size() < 2) {
        const Option only = asked.options.empty() ? Option{} : asked.options.front();
        return follow(desk, std::move(asked), only);
    }
    const bool nothing_to_choose = kind_of(asked.question) == Dialog::Kind::choice && asked.options.empty();
    if (nothing_to_choose)
        return refuse(desk, sentence(desk, asked.question == Question::hand_over ? "desk.not.no_clerks" : "desk.not.no_choice"));
    desk.asked = std::move(asked);
    desk.typed.clear();
    stand_on(desk, 0);
}

void drop(Desk& desk) {
    const bool leaving = desk.asked && desk.asked->going != Going::stays;
    desk.asked.reset();
    // Whoever stays goes on where they were.
    if (leaving) desk.asked = std::exchange(desk.aside, std::nullopt);
}

void choose_ticket(Asked& asked, const v1::TicketStatus& ticket) {
    asked.chosen = ticket.ticket();
    asked.chosen_state = ticket.state();
    asked.chosen_counter = ticket.counter();
}

void drop_if_over(Desk& desk) {
    if (!desk.asked) return;
    const Asked was = *desk.asked;
    const bool gone = !about_nobody(was.question) && was.ticket != desk.seen();
    if (!gone && !chosen_changed(desk, was)) return;
    desk.moved = desk.now;
    drop(desk);
    const Dialog::Kind kind = kind_of(was.question);
    if (gone && (kind == Dialog::Kind::text || kind == Dialog::Kind::number || narrows(was))) return ask_to_read(desk, was);
    if (desk.asked) return drop_if_over(desk);  // what it stood over
    if (was.by_itself) return;
    tell(desk, "refusal", desk.in_each_language([&] {
        return gone ? desk.say("desk.told.changed", {{"number", was.number}}) : who_has(desk, was.chosen);
    }),
         Tone::warn);
}

void confirm(Desk& desk) {
    if (!desk.asked) return;
    const Asked& asked = *desk.asked;
    switch (kind_of(asked.question)) {
        case Dialog::Kind::text:
            return follow_text(desk, Asked(asked));
        case Dialog::Kind::number: {
            const auto rows = rows_of(desk, asked);
            if (asked.on < rows.size()) {
                if (asked.question != Question::cancel_number && !may_send(desk)) return;
                return pick(desk, rows[asked.on]->ticket());
            }
            desk.asked->error = why_not_found(desk, asked.typed);
            return play(desk, Sound::refusal);
        }
        case Dialog::Kind::choice:
        case Dialog::Kind::ask:
            return choose(desk, asked.on);
    }
}

void choose(Desk& desk, std::size_t place) {
    if (!desk.asked) return;
    const auto options = options_of(desk, *desk.asked);
    if (place >= options.size()) return;
    // What the list is about has only just changed.
    if (desk.asked->question == Question::more && moved_lately(desk)) return;
    const Option& option = options[place];
    if (!option.enabled) {
        desk.asked->error = option.why_not;
        return play(desk, Sound::refusal);
    }
    if (!is_local(desk.asked->question) && !may_send(desk)) return;  // it stays: nothing of it is lost
    const Asked asked = *std::exchange(desk.asked, std::nullopt);
    if (asked.question == Question::lost) desk.moved = desk.now;
    follow(desk, asked, option);
}

void move(Desk& desk, int by) {
    if (!desk.asked) return;
    const auto count = static_cast<int>(count_of(desk, *desk.asked));
    if (count == 0) return;
    const int place = std::clamp(static_cast<int>(desk.asked->on) + by, 0, count - 1);
    stand_on(desk, static_cast<std::size_t>(place));
}

void stand_again(Desk& desk) {
    if (!desk.asked || desk.asked->standing == 0) return;
    const auto rows = rows_of(desk, *desk.asked);
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto* row) { return row->ticket() == desk.asked->standing; });
    if (found != rows.end()) {
        desk.asked->on = static_cast<std::size_t>(found - rows.begin());
        desk.asked->first = desk.asked->on / limits::items_by_key * limits::items_by_key;
    } else {
        stand_on(desk, 0);  // somebody else called it
    }
}

std::vector<Option> options_of(const Desk& desk, const Asked& asked) {
    // What may be done changes with the counter; the order never.
    std::vector<Option> options = asked.question == Question::more ? options_now(desk, asked) : asked.options;
    if (asked.typed.empty() || asked.question == Question::lost) return options;
    std::erase_if(options, [&](const Option& option) { return !words_begin(option.label + " " + option.code, asked.typed); });
    return options;
}

bool narrows(const Asked& asked) {
    return kind_of(asked.question) == Dialog::Kind::choice && asked.options.size() > limits::items_by_key;
}

void type(Desk& desk, std::string_view text) {
    if (!desk.asked) return;
    Asked& asked = *desk.asked;
    const Dialog::Kind kind = kind_of(asked.question);
    const bool takes = kind == Dialog::Kind::text || kind == Dialog::Kind::number || narrows(asked);
    if (!takes || asked.typed.size() + text.size() > bytes_max(asked.question)) return;
    asked.typed += text;
    asked.error.clear();
    stand_on(desk, 0);
}

void erase(Desk& desk) {
    if (!desk.asked) return;
    erase_letter(desk.asked->typed);
    desk.asked->error.clear();
    stand_on(desk, 0);
}

}  // namespace luot::desk
