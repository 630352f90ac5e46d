// Drives the core as the shell would, for tests: moments from a fixed UTC+7 zone, Ticks before commands, invariants after every event, and
// a second state folded from the same events that must stay equal.
#pragma once

#include <string>
#include <vector>

#include "core/decide.hpp"

namespace luot::test {

// A ward in small: civil-status (H), land (L) and certification (C); counters 1 and 2 serve civil-status and help the rest, counter 3
// serves land and certification. Classes ordinary and elderly (priority; head start 15 min). Opens 07:30–11:30 and 13:30–17:00, boundary
// 04:00.
core::Office small_office();

// 2026-03-02, a Monday, at this minute of the day in UTC+7.
core::TimeUs monday_at(int hour, int minute, int second = 0);

core::Moment moment_of(core::TimeUs at_us, std::int32_t boundary_minute = 4 * 60);

class OfficeDriver {
  public:
    explicit OfficeDriver(const core::Office& office = small_office());

    // Runs what is due and moves on. Never goes back.
    void set_time(core::TimeUs at_us);
    void pass(core::TimeUs duration_us) { set_time(now_us + duration_us); }

    // Decides, applies and returns the events; checks invariants after each of them (throws std::logic_error with the first that is
    // broken).
    core::Result<std::vector<core::Event>> run(const core::Command& command, core::Role role = core::Role::counter,
                                               const std::string& device = "test");
    core::Result<std::vector<core::Event>> run_as(const core::Command& command, const core::Origin& origin);

    // The ticket with this number today; throws where there is none.
    const core::Ticket& ticket(const std::string& number) const;
    core::TicketId id(const std::string& number) const { return ticket(number).id; }

    core::State state;
    core::TimeUs now_us = 0;
    std::vector<core::Event> journal;
    bool check_everything = true;  // off for long runs: invariants are O(state)

  private:
    void take(const std::vector<core::Event>& events);
    void run_due(core::TimeUs until_us);

    core::State fold_;
    std::uint64_t tokens_ = 0;
};

// The refusal's name, or "" where it was accepted.
std::string refused(const core::Result<std::vector<core::Event>>& result);

}  // namespace luot::test
