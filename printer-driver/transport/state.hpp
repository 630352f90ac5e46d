// How a printer is, for whoever is about to take a number and whoever looks after the kiosk.
#pragma once

#include <cstdint>
#include <string>

#include "escpos/status.hpp"

namespace luot::transport {

enum class Condition : std::uint8_t {
    ready,
    paper_low,  // prints, and somebody should bring a roll
    paper_end,
    cover_open,
    fault,        // knife, head, or offline for a reason of its own; a file that cannot be written
    unreachable,  // no connection, no such device, or it stopped taking data
    silent,       // takes data and tells nothing
};
const char* to_string(Condition condition);

struct State {
    Condition condition = Condition::silent;
    std::string detail;  // English, for a log; empty when ready
    bool operator==(const State&) const = default;
    // A slip sent now can be expected to come out.
    bool can_print() const { return condition == Condition::ready || condition == Condition::paper_low || condition == Condition::silent; }
};

// What the printer says of itself, the thing first that a person can see. Its near-end bits count where `near_end_sensor`.
State state_of(const escpos::PrinterStatus& status, bool near_end_sensor);

}  // namespace luot::transport
