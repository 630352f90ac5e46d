// What has to have happened by now, and how many numbers one person may have.
#include <string>

#include "simulation/witness.hpp"
#include "simulation/world.hpp"

namespace luot::simulation {

using namespace core;

// Whoever asks for something is answered on a state in which all that was due has been done.
void Witness::nothing_is_overdue(TimeUs now_us) const {
    const Rules& rules = office_.rules;
    const std::string before = " (event " + std::to_string(seq_ + 1) + ")";
    for (const auto& [id, seen] : visits_) {
        const bool waits = seen.state == TicketState::waiting;
        const bool under_way = seen.slip == SlipState::pending || seen.slip == SlipState::printing;
        const bool silent = waits && under_way && seen.slip_since_us + rules.slip_silent_us <= now_us;
        const bool failed = waits && seen.slip == SlipState::failed && seen.slip_since_us + rules.slip_reprint_us <= now_us;
        const bool absent =
            seen.state == TicketState::called && rules.no_show_after_us > 0 && seen.called_us + rules.no_show_after_us <= now_us;
        const bool unclaimed = waits && !seen.awaits_slip() && seen.present_by_us != 0 && seen.present_by_us <= now_us;
        if (unclaimed && office_.kiosk.presence_after_us != 0)
            throw Violation("deadlines", seen.number + " showed nobody that they are there, and keeps its place" + before);
        if (absent) throw Violation("deadlines", seen.number + " did not come when called, and is no no-show in time" + before);
        if (silent || failed) throw Violation("deadlines", "the slip of " + seen.number + " should have been settled by itself" + before);
    }
}

// One person, and no more numbers than the office gives to one.
void Witness::check_person(const Seen& taken) const {
    const KioskRules& rules = office_.kiosk;
    if (taken.person.empty()) return;
    std::uint32_t in_field = 0, today = 0;
    for (const auto& [id, seen] : visits_) {
        if (seen.person != taken.person || seen.day != taken.day || id == taken.id) continue;
        if (seen.is_open() && seen.slip == SlipState::failed) continue;  // nobody holds it
        if (seen.is_open() && seen.service == taken.service) ++in_field;
        if (seen.cancelled != CancelKind::voided && seen.cancelled != CancelKind::slip_failed) ++today;
    }
    if (rules.per_person_field != 0 && in_field >= rules.per_person_field)
        throw Violation("people", taken.number + " is one number too many for one person in " + taken.service.value);
    if (rules.per_person_day != 0 && today >= rules.per_person_day)
        throw Violation("people", taken.number + " is one number too many for one person today");
}

}  // namespace luot::simulation
