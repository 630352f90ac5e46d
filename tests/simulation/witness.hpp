// Watches what happens in the office and knows the rules from the domain alone: it reads events and the office's configuration, shares no
// code with the core, and looks through everybody each time instead of keeping queues. Throws Violation.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"

namespace luot::simulation {

struct SeenLeg {
    core::ServiceCode service;
    core::CounterId counter;
    core::TimeUs arrived_us = 0, called_first_us = 0, called_last_us = 0, started_us = 0, ended_us = 0, held_us = 0;
    core::TimeUs said_us = 0;  // when its clerk said that it had ended before; 0: it ended as it came
    bool corrected() const { return said_us != 0; }
};

// A visit as the witness saw it.
struct Seen {
    core::TicketId id;
    std::string number;
    core::BusinessDay day;
    core::ServiceCode service;
    core::ClassCode ticket_class;
    core::TicketState state = core::TicketState::waiting;
    core::TicketState ended_in = core::TicketState::unspecified;
    core::CancelKind cancelled = core::CancelKind::unspecified;
    core::SlipState slip = core::SlipState::none_required;
    core::TimeUs slip_since_us = 0;
    std::string person;
    core::TimeUs present_by_us = 0;  // has to show by then that they are there, while they wait; 0: does not have to
    core::TimeUs queue_since_us = 0;
    core::Seq placed = 0;
    core::CounterId bound;  // waits for this counter alone
    core::CounterId at;     // called, served or held there
    core::TimeUs called_us = 0;
    std::uint32_t after = 0;  // so many others go first
    bool urgent = false;
    core::TimeUs held_since_us = 0;  // of a hold after which service has not gone on
    core::Seq returned = 0;          // the event with which the citizen of a hold came back; 0: has not
    core::TimeUs issued_us = 0, ended_us = 0;
    std::uint8_t rating = 0;
    std::vector<SeenLeg> legs;

    bool is_open() const { return state >= core::TicketState::waiting && state <= core::TicketState::held; }
    bool awaits_slip() const {
        return slip == core::SlipState::pending || slip == core::SlipState::printing || slip == core::SlipState::failed;
    }
    bool is_callable() const { return state == core::TicketState::waiting && after == 0 && !awaits_slip(); }
    bool was_called() const;
};

struct SeenCounter {
    bool open = false;
    bool paused = false;
    core::TimeUs since_us = 0;  // as it is: open or paused with this clerk, with somebody or with nobody
    core::ClerkCode clerk;
    core::HelpState help = core::HelpState::none;
    core::TicketId current;
    std::vector<core::ServiceCode> serves, helps;
};

struct SeenTime {
    core::TimeUs open_us = 0, paused_us = 0;
    core::TimeUs idle_us = 0;  // of the open time: nobody called or served
};

class Witness {
  public:
    explicit Witness(const core::Office& office);

    // The next event.
    void take(const core::Event& event);

    const std::map<core::TicketId, Seen>& visits() const { return visits_; }  // of every day
    const std::map<core::CounterId, SeenCounter>& counters() const { return counters_; }
    core::BusinessDay day() const { return day_; }
    SeenTime time_at(core::CounterId counter, core::BusinessDay day) const;  // up to the last event
    // Somebody could be called at this counter now.
    bool somebody_waits_for(core::CounterId counter) const;
    core::Seq seq() const { return seq_; }
    core::TimeUs at_us() const { return at_us_; }

    // Who is next at a counter, and why.
    using Choice = std::pair<core::TicketId, core::CallReason>;
    std::optional<Choice> next_at(core::CounterId counter, core::TimeUs now_us) const;

  private:
    using Place = std::tuple<core::TimeUs, core::Seq, core::TicketId>;
    using Group = std::vector<const Seen*>;  // those of one field, or those who wait for one counter
    struct Groups {
        std::vector<std::pair<core::ServiceCode, Group>> served, helped;  // the first served one: of the counter alone
    };

    static Place place(const Seen& seen) { return {seen.queue_since_us, seen.placed, seen.id}; }
    Groups groups_at(core::CounterId counter, bool callable) const;
    const Seen* first_of(const core::ServiceCode& service, const Group& group, core::TimeUs now_us) const;
    const Seen* best(const std::vector<std::pair<core::ServiceCode, Group>>& groups, core::TimeUs now_us) const;
    bool goes_before(const Seen& a, const Seen& b, core::TimeUs now_us) const;
    const core::PriorityClass& class_of(const Seen& seen) const;

    Seen& visit(core::TicketId id);
    Seen& visit_in(core::TicketId id, std::initializer_list<core::TicketState> states);
    void nothing_is_overdue(core::TimeUs now_us) const;
    void check_person(const Seen& taken) const;
    void leave_counter(Seen& seen);
    void note_time(core::CounterId counter, core::TimeUs until_us);
    void end(Seen& seen, core::TicketState state, core::TimeUs at_us);
    void wait_again(Seen& seen, std::uint32_t after);
    void let_one_past(const core::ServiceCode& service, core::CounterId bound);
    bool anybody_callable(const core::ServiceCode& service) const;
    void note_call(const Seen& called, const SeenCounter& at, core::CounterId counter);
    void configure(const core::Office& office);
    core::BusinessDay day_of(core::TimeUs at_us) const;

    struct Taking;
    friend struct Taking;

    core::Office office_;
    core::Seq seq_ = 0;
    core::TimeUs at_us_ = 0;
    core::BusinessDay day_;
    bool day_open_ = false;
    std::map<core::TicketId, Seen> visits_;
    std::set<std::pair<core::BusinessDay, std::string>> numbers_;
    std::map<core::CounterId, SeenCounter> counters_;
    std::map<std::pair<core::BusinessDay, core::CounterId>, SeenTime> times_;
    std::map<core::ServiceCode, std::uint32_t> ordinary_in_a_row_;
};

}  // namespace luot::simulation
