// One counter's view of the office: what its clerk needs to see. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counter/office_view.hpp"

namespace luot::counter {

struct FieldLine {
    std::string service;
    std::uint32_t waiting = 0;
    bool serves = false;  // else only helps, or neither
    bool helps = false;
};

struct CounterView {
    std::uint64_t counter = 0;
    v1::CounterState state = v1::COUNTER_STATE_CLOSED;
    std::string clerk;
    std::string pause_reason;
    bool auto_call = false;
    std::int64_t since_us = 0;  // in this state
    v1::HelpState help = v1::HELP_STATE_NONE;
    std::int64_t help_since_us = 0;
    std::optional<v1::TicketStatus> ticket;  // called or serving here
    std::vector<v1::TicketStatus> holds;     // here; those who came back first
    std::vector<FieldLine> fields;           // in the office's order
    std::vector<v1::CounterStatus> others;   // the other counters, by number
};

// Nothing where the office has no such counter.
std::optional<CounterView> view_of(const OfficeView& office, std::uint64_t counter);

// Does this ticket wait for the counter, or for a field that it serves or helps?
bool waits_for(const v1::TicketStatus& ticket, const v1::CounterStatus& counter);
// Nobody calls it yet: its slip is not there.
bool awaits_slip(const v1::TicketStatus& ticket);

// Who waits for this counter or for a field that it serves or helps and may be called, by arrival; urgent ones first. The office's policy
// chooses among them, so this is no promise of order. Valid until the office changes.
std::vector<const v1::TicketStatus*> waiting_for(const OfficeView& office, std::uint64_t counter);

}  // namespace luot::counter
