#include <algorithm>

#include "desk/asking.hpp"
#include "desk/deeds.hpp"
#include "desk/limits.hpp"
#include "desk/numbers.hpp"
#include "desk/pages.hpp"
#include "desk/timing.hpp"

namespace luot::desk {
namespace {

// Whom it is about.
std::string number_of(const Desk& desk, const Asked& asked) {
    return asked.chosen != 0 ? desk.number_of(asked.chosen) : asked.number;
}

std::string place_of(const Desk& desk, const Asked& asked) {
    return asked.to_counter != 0 ? desk.counter_name(asked.to_counter) : desk.service_name(asked.service);
}

const char* title_key(Question question) {
    switch (question) {
        case Question::more:
            return "desk.ask.more";
        case Question::hold_reason:
            return "desk.ask.hold_reason";
        case Question::pause_reason:
            return "desk.ask.pause_reason";
        case Question::outcome:
            return "desk.ask.outcome";
        case Question::outcome_next:
            return "desk.ask.outcome_next";
        case Question::transfer_to:
            return "desk.ask.transfer_to";
        case Question::transfer_kind:
            return "desk.ask.transfer_kind";
        case Question::transfer_outcome:
            return "desk.ask.transfer_outcome";
        case Question::transfer_note:
            return "desk.ask.transfer_note";
        case Question::note:
            return "desk.ask.note";
        case Question::choose_number:
            return "desk.ask.choose_number";
        case Question::choose_reason:
            return "desk.ask.choose_reason";
        case Question::recalled_enough:
            return "desk.ask.recalled_enough";
        case Question::reinstate_number:
            return "desk.ask.reinstate_number";
        case Question::cancel_number:
            return "desk.ask.cancel_number";
        case Question::cancel_kind:
            return "desk.ask.cancel_kind";
        case Question::void_reason:
            return "desk.ask.void_reason";
        case Question::issue_service:
            return "desk.ask.issue_service";
        case Question::issue_procedure:
            return "desk.ask.issue_procedure";
        case Question::issue_class:
            return "desk.ask.issue_class";
        case Question::hand_over:
            return "desk.ask.hand_over";
        case Question::returned_hold:
            return "desk.ask.returned_hold";
        case Question::still_working:
            return "desk.ask.still_working";
        case Question::leave:
            return "desk.ask.leave";
        case Question::take_over:
            return "desk.ask.take_over";
        case Question::lost:
            return "desk.told.changed";
    }
    return "desk.ask.more";
}

std::string title_of(const Desk& desk, const Asked& asked) {
    const std::uint64_t counter = desk.at ? desk.at->counter : desk.choosing.counter;
    return desk.say(title_key(asked.question), {{"number", number_of(desk, asked)},
                                                {"place", place_of(desk, asked)},
                                                {"counter", desk.counter_name(counter)},
                                                {"field", desk.service_name(asked.service)}});
}

std::string timing_detail(const Desk& desk) {
    const auto* ticket = desk.ticket();
    std::string usual;
    for (const auto* field : desk.office.fields()) {
        if (ticket != nullptr && field->service() == ticket->service()) usual = desk.minutes(field->service_p95_us());
    }
    return desk.say("desk.ask_detail.still_working", {{"span", desk.minutes(served_us(desk))}, {"usual", usual}});
}

std::string take_over_detail(const Desk& desk) {
    const auto* counter = desk.office.counter(desk.choosing.counter);
    if (counter == nullptr) return {};
    return desk.say("desk.ask_detail.take_over", {{"clerk", desk.office.clerk_name(counter->clerk())}, {"number", counter->number()}});
}

// Of a list of numbers in which there are none.
std::string empty_words(const Desk& desk, const Asked& asked) {
    if (!rows_of(desk, asked).empty()) return {};
    if (!asked.typed.empty()) return desk.say("desk.empty.nothing_fits");
    if (asked.question == Question::reinstate_number) return desk.say("desk.empty.nobody_absent");
    return desk.say(asked.question == Question::cancel_number ? "desk.empty.nobody_to_cancel" : "desk.nobody.nobody_waits");
}

std::string detail_of(const Desk& desk, const Asked& asked) {
    switch (asked.question) {
        case Question::still_working:
            return timing_detail(desk);
        case Question::take_over:
            return take_over_detail(desk);
        case Question::leave:
            return desk.say("desk.ask_detail.leave", {{"number", desk.number_of(desk.seen())}});
        case Question::recalled_enough: {
            const auto* ticket = desk.ticket();
            return desk.say("desk.ask_detail.recalled_enough", {{"n", ticket == nullptr ? 0 : ticket->calls() - 1}});
        }
        case Question::choose_number: {
            const std::string why = why_not_call(desk);
            return why.empty() ? empty_words(desk, asked) : why;
        }
        case Question::reinstate_number:
        case Question::cancel_number:
            return empty_words(desk, asked);
        case Question::lost:
            return asked.typed.empty() ? std::string() : desk.say("desk.ask_detail.lost", {{"text", asked.typed}});
        case Question::transfer_note:
            return desk.say(asked.kind == v1::TRANSFER_KIND_NEXT_STEP ? "desk.transfer.next_step" : "desk.transfer.wrong_field");
        case Question::hand_over:
            return desk.say("desk.ask_detail.hand_over", {{"number", desk.number_of(desk.seen())}});
        default:
            return {};
    }
}

// Keys by their place from the first that is seen, so that nine are always at hand.
std::vector<Button> items_of(const Desk& desk, const Asked& asked) {
    std::vector<Button> items;
    const auto options = options_of(desk, asked);
    for (std::size_t place = 0; place < options.size(); ++place) {
        Button item{"dialog:item:" + std::to_string(place), options[place].label, {}, options[place].detail};
        const bool by_key = place >= asked.first && place < asked.first + limits::items_by_key;
        if (by_key) item.key = std::to_string(place - asked.first + 1);
        item.enabled = options[place].enabled;
        item.on = place == asked.on;
        items.push_back(std::move(item));
    }
    return items;
}

std::string row_detail(const Desk& desk, const v1::TicketStatus& ticket) {
    std::string detail = desk.service_name(ticket.service());
    const auto& classes = desk.office.office().classes();
    const bool usual = classes.empty() || ticket.ticket_class().empty() || classes[0].code() == ticket.ticket_class();
    const auto* found = usual ? nullptr : find_class(desk.office.office(), ticket.ticket_class());
    if (found != nullptr) detail += " · " + shown::text_in(found->name(), desk.words().language().code);
    switch (ticket.state()) {
        case v1::TICKET_STATE_NO_SHOW:
            detail += " · " + desk.say("desk.row.absent", {{"time", desk.time(ticket.ended_us())}});
            break;
        case v1::TICKET_STATE_HELD:
            detail += " · " + desk.say("desk.row.held");
            break;
        default:
            detail += " · " + desk.say("desk.row.waited", {{"span", desk.minutes(desk.office_now_us() - ticket.arrived_us())}});
    }
    if (ticket.urgent()) detail += " · " + desk.say("desk.chip.urgent");
    return detail;
}

std::vector<WaitingRow> rows(const Desk& desk, const Asked& asked) {
    std::vector<WaitingRow> found;
    for (const auto* ticket : rows_of(desk, asked)) {
        WaitingRow row{"waiting:" + std::to_string(ticket->ticket()), ticket->number(), row_detail(desk, *ticket),
                       desk.swatch(ticket->service())};
        if (ticket->urgent()) row.tone = Tone::warn;
        row.on = found.size() == asked.on;
        found.push_back(std::move(row));
    }
    return found;
}

std::string hint_of(const Desk& desk, const Asked& asked) {
    if (kind_of(asked.question) == Dialog::Kind::number) return desk.say("desk.hint.number");
    if (kind_of(asked.question) == Dialog::Kind::text) return desk.say("desk.hint.note");
    return narrows(asked) ? desk.say("desk.hint.narrow") : std::string();
}

std::vector<Button> buttons_of(const Desk& desk, const Asked& asked) {
    std::vector<Button> buttons;
    const Dialog::Kind kind = kind_of(asked.question);
    if (kind == Dialog::Kind::ask) {
        buttons = items_of(desk, asked);
        for (auto& button : buttons) button.main = button.on;
        // A digit may have been meant for what was being typed.
        if (asked.question == Question::lost) buttons.front().key = "Enter";
        return buttons;
    }
    if (kind == Dialog::Kind::text || kind == Dialog::Kind::number) {
        const char* key = asked.question == Question::note               ? "desk.ok.note"
                          : asked.question == Question::transfer_note    ? "desk.ok.transfer"
                          : asked.question == Question::cancel_number    ? "desk.ok.cancel"
                          : asked.question == Question::reinstate_number ? "desk.ok.reinstate"
                                                                         : "desk.ok.call";
        buttons.push_back({"dialog:ok", desk.say(key), "Enter"});
        buttons.back().main = true;
    }
    const bool pad = desk.settings.mode == Mode::keypad;
    buttons.push_back({"dialog:cancel", desk.say("desk.ok.back"), pad ? "." : "Escape"});
    return buttons;
}

}  // namespace

std::optional<Dialog> dialog_of(const Desk& desk) {
    if (!desk.asked) return std::nullopt;
    const Asked& asked = *desk.asked;
    Dialog dialog;
    dialog.kind = kind_of(asked.question);
    dialog.title = title_of(desk, asked);
    dialog.detail = detail_of(desk, asked);
    if (dialog.kind == Dialog::Kind::choice) dialog.items = items_of(desk, asked);
    if (dialog.kind == Dialog::Kind::number) dialog.rows = rows(desk, asked);
    dialog.first = asked.first;
    if (asked.question != Question::lost) dialog.typed = asked.typed;
    dialog.typed_hint = hint_of(desk, asked);
    dialog.error = asked.error;
    dialog.buttons = buttons_of(desk, asked);
    return dialog;
}

}  // namespace luot::desk
