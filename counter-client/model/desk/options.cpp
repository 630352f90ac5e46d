// The lists of the questions.
#include "desk/asking.hpp"
#include "desk/clerks.hpp"
#include "desk/deeds.hpp"
#include "desk/keys_shown.hpp"
#include "desk/timing.hpp"

namespace luot::desk {
namespace {

using Choices = google::protobuf::RepeatedPtrField<v1::Choice>;

std::vector<Option> listed(const Desk& desk, const Choices& list) {
    std::vector<Option> options;
    for (const auto& choice : list) options.push_back({choice.code(), 0, choice_name(list, choice.code(), desk.words().language().code)});
    return options;
}

Option worded(const Desk& desk, const char* code, const std::string& key) {
    return {code, 0, desk.say(key)};
}

std::vector<Option> deeds(const Desk& desk) {
    std::vector<Option> options;
    for (const Deed deed : behind_more(desk)) {
        const std::string why = why_not(desk, deed);
        Option option{std::string(name_of(deed)), 0, label_of(desk, deed), detail_of(desk, deed), why.empty(), why};
        if (option.detail.empty()) option.detail = key_of(desk, "action:" + option.code);
        options.push_back(std::move(option));
    }
    return options;
}

// Other fields first, then the counters where somebody works.
std::vector<Option> places(const Desk& desk) {
    std::vector<Option> options;
    const auto* ticket = desk.ticket();
    for (const auto& service : desk.office.office().services()) {
        if (ticket != nullptr && service.code() == ticket->service()) continue;
        options.push_back({service.code(), 0, desk.service_name(service.code())});
    }
    for (const auto& [id, counter] : desk.office.counters()) {
        if (id == desk.at->counter || counter.state() == v1::COUNTER_STATE_CLOSED) continue;
        options.push_back({{}, id, desk.counter_name(id), desk.office.clerk_name(counter.clerk())});
    }
    return options;
}

std::vector<Option> services(const Desk& desk) {
    std::vector<Option> options;
    for (const auto& service : desk.office.office().services()) options.push_back({service.code(), 0, desk.service_name(service.code())});
    return options;
}

// "None" first: it is what most have, and what there was before anybody asked.
std::vector<Option> none_or(const Desk& desk, std::vector<Option> list) {
    if (!list.empty()) list.insert(list.begin(), worded(desk, "", "desk.none"));
    return list;
}

std::vector<Option> procedures(const Desk& desk, const std::string& code) {
    std::vector<Option> options;
    for (const auto& service : desk.office.office().services()) {
        if (service.code() != code) continue;
        for (const auto& procedure : service.procedures()) {
            const std::string name = shown::text_in(procedure.name(), desk.words().language().code);
            options.push_back({procedure.code(), 0, name.empty() ? procedure.code() : name});
        }
    }
    return options;
}

std::vector<Option> classes(const Desk& desk) {
    std::vector<Option> options;
    for (const auto& each : desk.office.office().classes()) {
        const std::string name = shown::text_in(each.name(), desk.words().language().code);
        options.push_back({each.code(), 0, name.empty() ? each.code() : name});
    }
    return options;
}

std::vector<Option> free_clerks(const Desk& desk) {
    std::vector<Option> options;
    for (const auto& code : known_clerks(desk.office)) {
        if (code == desk.at->clerk || counter_of(desk.office, code) != 0) continue;
        const std::string name = desk.office.clerk_name(code);
        options.push_back({code, 0, name, name == code ? std::string() : code});
    }
    return options;
}

std::vector<Option> not_returned(const Desk& desk) {
    std::vector<Option> options;
    for (const auto* held : desk.holds()) {
        if (!held->hold_returned())
            options.push_back({{},
                               held->ticket(),
                               held->number(),
                               choice_name(desk.office.office().hold_reasons(), held->hold_reason(), desk.words().language().code)});
    }
    return options;
}

std::vector<Option> moments(const Desk& desk) {
    std::vector<Option> options = {worded(desk, "still", "desk.timing.still"), worded(desk, "now", "desk.timing.now")};
    for (const std::int64_t ended_us : moments_offered(desk)) {
        options.push_back({"at", static_cast<std::uint64_t>(ended_us), desk.say("desk.timing.at", {{"time", desk.time(ended_us)}}),
                           desk.say("desk.timing.ago", {{"span", desk.minutes(desk.office_now_us() - ended_us)}})});
    }
    return options;
}

std::vector<Option> ways_to_leave(const Desk& desk, Going going) {
    const bool closes = going == Going::closes;
    std::vector<Option> options = {worded(desk, "stay", "desk.leave.stay")};
    const auto* counter = desk.mine();
    if (desk.live() && desk.holds_counter() && desk.seen() == 0) {
        options.push_back(worded(desk, "close", "desk.leave.close_counter"));
        if (counter->state() == v1::COUNTER_STATE_OPEN) options.push_back(worded(desk, "pause", "desk.leave.pause"));
    }
    options.push_back(worded(desk, "just", closes ? "desk.leave.just_close" : "desk.leave.just_sign_out"));
    return options;
}

}  // namespace

std::vector<Option> options_now(const Desk& desk, const Asked& asked) {
    const v1::Office& office = desk.office.office();
    switch (asked.question) {
        case Question::more:
            return deeds(desk);
        case Question::hold_reason:
            return listed(desk, office.hold_reasons());
        case Question::pause_reason:
            return listed(desk, office.pause_reasons());
        case Question::outcome:
        case Question::outcome_next:
            return listed(desk, office.outcomes());
        case Question::choose_reason:
            return listed(desk, office.choose_reasons());
        case Question::void_reason:
            return listed(desk, office.cancel_reasons());
        case Question::transfer_to:
            return places(desk);
        case Question::transfer_kind: {
            // Whoever is not served yet can only have come to the wrong one.
            const bool serving = desk.mine() != nullptr && desk.mine()->ticket_state() == v1::TICKET_STATE_SERVING;
            std::vector<Option> kinds;
            if (serving) kinds.push_back(worded(desk, "next_step", "desk.transfer.next_step"));
            kinds.push_back(worded(desk, "wrong_field", "desk.transfer.wrong_field"));
            return kinds;
        }
        case Question::transfer_outcome:
            if (asked.kind != v1::TRANSFER_KIND_NEXT_STEP) return {};
            return none_or(desk, listed(desk, office.outcomes()));
        case Question::recalled_enough:
            return {worded(desk, "no_show", "desk.deed.no_show"), worded(desk, "recall", "desk.recall_again"),
                    worded(desk, "requeue", "desk.deed.requeue")};
        case Question::cancel_kind:
            return {worded(desk, "left", "desk.cancel.left"), worded(desk, "void", "desk.cancel.void")};
        case Question::issue_service:
            return services(desk);
        case Question::issue_procedure:
            return none_or(desk, procedures(desk, asked.service));
        case Question::issue_class:
            return classes(desk);
        case Question::hand_over:
            return free_clerks(desk);
        case Question::returned_hold:
            return not_returned(desk);
        case Question::still_working:
            return moments(desk);
        case Question::leave:
            return ways_to_leave(desk, asked.going);
        case Question::take_over:
            // The same press that signed in takes nobody's counter.
            return {worded(desk, "stay", "desk.take_over.leave"), worded(desk, "take", "desk.take_over.take")};
        case Question::lost:
            return {worded(desk, "read", "desk.lost.read")};
        case Question::transfer_note:
        case Question::note:
        case Question::choose_number:
        case Question::reinstate_number:
        case Question::cancel_number:
            break;
    }
    return {};
}

}  // namespace luot::desk
