// A day made from a seed: the office, its citizens, and what goes wrong, step by step. A step may be left out and the day is still one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/office.hpp"
#include "simulation/people.hpp"

namespace luot::simulation {

enum class StepKind : std::uint8_t {
    citizen,     // takes a number
    cut,         // a device's connection is cut
    late_line,   // a device loses its line, and what it said arrives later
    half_close,  // a device says that it will say no more
    hold_up,     // nothing of a device gets through for a while
    freeze,      // a device's program hangs for a while
    restart,     // a device is switched off and on
    power,       // the server loses power
    upgrade,     // the server stops in good order and starts again
    disk_fault,  // one of the next operations on the disk fails
    disk_full,   // the disk is full for a while
    clock_jump,  // the machine's clock is set, which the next start sees
    back_up,
    restore,         // power goes, and the last backup takes the journal's place
    press_and_lose,  // a clerk presses next and loses the line, and what was said arrives later
    press_next,      // a clerk's second connection presses next, whatever is going on
    choose_both,     // two counters choose the same ticket
    two_counters,    // a clerk signs in at a second counter
    urgent,          // a supervisor lets somebody go first
    limit_field,     // a supervisor closes a field for a while
    notice,
    assign,  // a supervisor gives a counter another field first
};

struct Step {
    StepKind kind = StepKind::citizen;
    double at_s = 0;       // office seconds since the day's beginning
    std::size_t whom = 0;  // device, counter or operation, as the kind has it
    double for_s = 0;      // real seconds
    Citizen citizen;
};
std::string describe(const Step& step);

struct Plan {
    std::uint64_t seed = 0;
    core::Office office;
    double speed = 60;
    std::size_t kiosks = 2, boards = 2;
    std::vector<Step> steps;     // by time
    double opens_s = 0;          // clerks come
    double heals_s = 0;          // from here on nothing goes wrong any more, and nobody comes
    bool overnight = false;      // goes on to the next business day
    bool leaves_people = false;  // then: the clerks go home while people wait
};

Plan make_plan(std::uint64_t seed);

}  // namespace luot::simulation
