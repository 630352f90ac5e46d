#include "counter/resolve.hpp"

#include <cassert>

namespace luot::counter {
namespace {

bool names_ticket(VerbKind kind) {
    switch (kind) {
        case VerbKind::call:
        case VerbKind::reinstate:
        case VerbKind::return_hold:
        case VerbKind::resume_hold:
        case VerbKind::cancel:
        case VerbKind::note:
            return true;
        default:
            return false;
    }
}

bool needs_reason(const Verb& verb) {
    switch (verb.kind) {
        case VerbKind::pause:
        case VerbKind::hold:
        case VerbKind::call:
            return true;
        case VerbKind::cancel:
            return verb.voided;
        default:
            return false;
    }
}

template <class List>
std::vector<Choice> choices(const List& list, std::string_view language) {
    std::vector<Choice> out;
    for (const auto& entry : list) out.push_back({entry.code(), shown::text_in(entry.name(), language)});
    return out;
}

std::vector<Choice> reasons_for(const Verb& verb, const v1::Office& office, std::string_view language) {
    switch (verb.kind) {
        case VerbKind::pause:
            return choices(office.pause_reasons(), language);
        case VerbKind::hold:
            return choices(office.hold_reasons(), language);
        case VerbKind::call:
            return choices(office.choose_reasons(), language);
        case VerbKind::cancel:
            return choices(office.cancel_reasons(), language);
        default:
            return {};
    }
}

Unresolved unknown_ticket(const std::string& number) {
    return {"unknown_ticket", {{"number", normal_number(number)}}};
}

// That minute of the day that is today in the office's zone; who means yesterday evening is refused by the server, which knows when the
// service began.
std::int64_t moment_of(int minute_of_day, Moment now) {
    constexpr std::int64_t day_us = 86'400'000'000;
    constexpr std::int64_t minute_us = 60'000'000;
    const std::int64_t local_us = now.office_us + now.zone_offset_us;
    return local_us - local_us % day_us + minute_of_day * minute_us - now.zone_offset_us;
}

}  // namespace

std::vector<Choice> valid_choices(const Verb& verb, const OfficeView& office, std::string_view code, std::string_view language) {
    if (code == "reason_missing" || code == "unknown_reason") return reasons_for(verb, office.office(), language);
    if (code == "unknown_outcome") return choices(office.office().outcomes(), language);
    if (code == "unknown_service") return choices(office.office().services(), language);
    if (code == "unknown_class") return choices(office.office().classes(), language);
    return {};
}

Resolved resolve(const Verb& verb, const OfficeView& office, std::uint64_t counter, const std::string& clerk, Moment now) {
    std::uint64_t ticket = 0;
    if (names_ticket(verb.kind)) {
        const v1::TicketStatus* found = office.ticket_by_number(verb.number);
        if (found == nullptr) return unknown_ticket(verb.number);
        ticket = found->ticket();
    }
    if (needs_reason(verb) && verb.reason.empty()) return Unresolved{"reason_missing", {}};

    v1::AtCounter at;
    at.set_counter(counter);
    at.set_clerk(clerk);
    if (verb.expects) {
        const bool somebody = *verb.expects != "nobody";
        const v1::TicketStatus* expected = somebody ? office.ticket_by_number(*verb.expects) : nullptr;
        if (somebody && expected == nullptr) return unknown_ticket(*verb.expects);
        at.set_ticket(somebody ? expected->ticket() : 0);
    }
    v1::Command command;
    switch (verb.kind) {
        case VerbKind::open:
            *command.mutable_open_counter()->mutable_at() = at;
            command.mutable_open_counter()->set_take_over(verb.take_over);
            break;
        case VerbKind::close:
            *command.mutable_close_counter()->mutable_at() = at;
            break;
        case VerbKind::pause:
            *command.mutable_pause_counter()->mutable_at() = at;
            command.mutable_pause_counter()->set_reason(verb.reason);
            break;
        case VerbKind::resume_counter:
            *command.mutable_resume_counter()->mutable_at() = at;
            break;
        case VerbKind::auto_call:
            *command.mutable_set_auto_call()->mutable_at() = at;
            command.mutable_set_auto_call()->set_on(verb.on);
            break;
        case VerbKind::next:
            *command.mutable_call_next()->mutable_at() = at;
            command.mutable_call_next()->set_outcome(verb.outcome);
            break;
        case VerbKind::call:
            *command.mutable_call_chosen()->mutable_at() = at;
            command.mutable_call_chosen()->set_ticket(ticket);
            command.mutable_call_chosen()->set_reason(verb.reason);
            break;
        case VerbKind::recall:
            *command.mutable_recall()->mutable_at() = at;
            break;
        case VerbKind::start:
            *command.mutable_start()->mutable_at() = at;
            break;
        case VerbKind::requeue:
            *command.mutable_requeue()->mutable_at() = at;
            break;
        case VerbKind::no_show:
            *command.mutable_no_show()->mutable_at() = at;
            break;
        case VerbKind::reinstate:
            command.mutable_reinstate()->set_ticket(ticket);
            break;
        case VerbKind::hold:
            *command.mutable_hold()->mutable_at() = at;
            command.mutable_hold()->set_reason(verb.reason);
            break;
        case VerbKind::return_hold:
            command.mutable_return_hold()->set_ticket(ticket);
            break;
        case VerbKind::resume_hold:
            *command.mutable_resume_hold()->mutable_at() = at;
            command.mutable_resume_hold()->set_ticket(ticket);
            break;
        case VerbKind::transfer:
            *command.mutable_transfer()->mutable_at() = at;
            command.mutable_transfer()->set_service(verb.service);
            command.mutable_transfer()->set_to_counter(verb.to_counter);
            command.mutable_transfer()->set_kind(verb.transfer_kind);
            command.mutable_transfer()->set_outcome(verb.outcome);
            break;
        case VerbKind::finish:
            *command.mutable_finish()->mutable_at() = at;
            command.mutable_finish()->set_outcome(verb.outcome);
            if (verb.ended_minute) command.mutable_finish()->set_ended_us(moment_of(*verb.ended_minute, now));
            break;
        case VerbKind::cancel:
            command.mutable_cancel()->set_ticket(ticket);
            command.mutable_cancel()->set_voided(verb.voided);
            command.mutable_cancel()->set_reason(verb.reason);
            break;
        case VerbKind::issue:
            command.mutable_issue()->set_service(verb.service);
            command.mutable_issue()->set_ticket_class(verb.ticket_class);
            command.mutable_issue()->set_slip(v1::SLIP_WISH_NONE);
            break;
        case VerbKind::help:
            *command.mutable_ask_for_help()->mutable_at() = at;
            command.mutable_ask_for_help()->set_on(verb.on);
            break;
        case VerbKind::hand_over:
            *command.mutable_hand_over()->mutable_at() = at;
            command.mutable_hand_over()->set_to_clerk(verb.to_clerk);
            break;
        case VerbKind::rate:
            command.mutable_rate()->set_ticket(verb.ticket);
            command.mutable_rate()->set_grade(verb.grade);
            break;
        case VerbKind::note: {
            v1::TicketNote note;
            note.set_ticket(ticket);
            note.set_text(verb.text);
            note.set_counter(counter);
            note.set_clerk(clerk);
            return note;
        }
        case VerbKind::status:
        case VerbKind::list:
            assert(false);
    }
    return command;
}

}  // namespace luot::counter
