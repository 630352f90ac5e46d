// What a refusal means to whoever stands before the kiosk.
#include <algorithm>
#include <array>

#include "touch/field.hpp"
#include "touch/pages.hpp"
#include "touch/touch_fsm.hpp"

namespace luot::touch {

namespace {

// Refusals with words of their own below kiosk.refused_; what else there is are faults that a citizen cannot mend.
constexpr std::array worded{"service_closed",  "not_yet_open",     "office_closed",    "quota_reached",
                            "numbers_used_up", "too_many_tickets", "procedure_closed", "unknown_ticket",
                            "ticket_ended",    "grace_over",       "card_required",    "person_has_number",
                            "person_limit",    "server_away",      "printer_busy",     "clock_unconfirmed"};

}  // namespace

void TouchFsm::refused(const spool::Answer& answer) {
    const auto& words = present_language(state_, words_);
    Told told;
    for (const auto& [name, value] : answer.params) told.params[name] = value;
    const auto* service = find_service(state_.office.office, state_.wanted.service);
    if (service != nullptr) told.params["field"] = name_of(*service, words);
    if (const auto minute = told.params.find("opens_minute"); minute != told.params.end()) {
        told.params["time"] = clock_words(static_cast<std::int32_t>(std::strtol(minute->second.c_str(), nullptr, 10)));
    }
    const bool has_words = std::ranges::any_of(worded, [&](const char* each) { return answer.error == each; });
    const bool unsure = answer.error == "no_answer" || answer.error == "unavailable" || answer.error == "session_expired";
    if (has_words) {
        told.key = "refused_" + answer.error;
    } else if (unsure) {
        told.key = "no_answer";
        told.tone = Tone::bad;
    } else {
        told.key = "refused_other";
        told.tone = Tone::warn;
    }
    if (answer.error == "card_required") told.icon = Icon::card;
    if (answer.error.starts_with("person_") || answer.error == "unknown_ticket" || answer.error == "ticket_ended") told.icon = Icon::slip;
    state_.trail.clear();
    tell(std::move(told));
}

}  // namespace luot::touch
