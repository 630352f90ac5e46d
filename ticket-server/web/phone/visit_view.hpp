// What one visit is to the citizen whose it is: everything that their page shows, and nothing by which another visit could be found. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.hpp"
#include "core/refusal.hpp"
#include "core/state.hpp"

namespace luot::web::phone {

// When they may be called: whole minutes from now that hold the range (never less than was foreseen), and what the hall's clock will show.
// It changes with the minute and not with the moment, so that a page is told anew only where it shows something new.
struct Expected {
    core::WaitRange wait;           // those minutes
    std::int64_t low_minutes = 0;   // 0: at any moment
    std::int64_t high_minutes = 1;  // at least 1
    std::int32_t from_minute = 0;   // minutes since 00:00, under 1440
    std::int32_t until_minute = 0;
    bool operator==(const Expected&) const = default;
};

// A moment, and what the hall's clock showed or will show then.
struct ClockTime {
    core::TimeUs at_us = 0;
    std::int32_t minute = 0;  // since 00:00, under 1440
    bool operator==(const ClockTime&) const = default;
};

struct VisitView {
    std::string number;
    core::ServiceCode service;
    core::Texts service_name;
    core::ClassCode ticket_class;  // empty: no priority, as on the slip
    core::Texts class_name;
    core::TicketState state = core::TicketState::unspecified;
    ClockTime since;  // the present state; a call: the last one or recall
    bool urgent = false;
    bool transferred = false;   // on another leg than the first
    bool sent_back = false;     // waits until some others were called: missed, or not there when called
    bool interrupted = false;   // waits, served in part already and not sent back: is the head of the field
    bool slip_failed = false;   // waits, and is void soon unless its slip is printed again
    bool nobody_calls = false;  // waits, and no counter that could call it is open

    // While it waits. How many would be called before, were the office's policy to run on those who wait now: whoever comes later and has
    // priority may be called first all the same.
    std::optional<std::uint32_t> ahead;
    std::optional<Expected> expected;     // none: nothing is known, or no counter is open for it
    std::optional<ClockTime> present_by;  // by then its slip is shown to the kiosk's scanner, or the number is void

    // Called, served or held there; waits for this one alone; was served there. 0: none.
    core::CounterId counter;
    core::Texts counter_name;
    std::uint32_t recalls = 0;  // of the present call
    bool hold_returned = false;

    std::optional<ClockTime> reinstate_until;  // a missed turn that may come back
    core::CancelKind cancel_kind = core::CancelKind::unspecified;

    bool can_cancel = false;
    bool can_return = false;  // held: may say that they are back
    bool can_rate = false;    // the office asks, it was served and is not rated
    bool rated = false;
    core::Texts question;             // the office's own; none: the page's
    std::vector<core::Texts> grades;  // likewise, four or five from the worst to the best
    std::uint32_t grade_count = 4;
    bool operator==(const VisitView&) const = default;
};

// The view of the visit with this token. Nothing: no visit of this day has it, or it is no token at all. What cannot be a token is looked
// for like any other (as one that nobody has), so that it takes as long.
std::optional<VisitView> visit_view(const core::State& state, std::string_view token, const core::Moment& now);

// The ticket behind the token, for commands; none likewise.
core::TicketId ticket_of(const core::State& state, std::string_view token);

// Why the core would refuse this command of a citizen's now; nothing: it takes it, or has something else to do first.
std::optional<core::Refusal> why_refused(const core::State& state, const core::Command& command, const core::Moment& now);

// Of four faces the middle one is missing: their places 1 to 4 are the grades 1, 2, 4 and 5 (docs/rating.md). Nothing: no such place.
std::optional<std::uint8_t> grade_of_place(std::uint32_t place, std::uint32_t grade_count);

// Minutes since 00:00 that the hall's clock shows then, under 1440. Clocks that are changed in between are not thought of.
std::int32_t clock_minute(const core::Moment& now, core::TimeUs at_us);

Expected expected_of(const core::WaitRange& wait, const core::Moment& now);

}  // namespace luot::web::phone
