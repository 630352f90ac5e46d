// From when on the live page raises an alert, and how loud. Office time, but where devices' lines are meant: those live in real time.
#pragma once

#include "core/moment.hpp"

namespace luot::web::live::thresholds {

using core::minute_us;
using core::second_us;

// A field's target is exceeded where somebody has waited longer than the longest of the office's targets; it drowns, so that idle counters
// are named, from the shortest one on.

// Counters change clerks and clerks fetch files: a field is without a counter once it has been so long, with people waiting.
constexpr core::TimeUs no_counter_us = 2 * minute_us;
// Between two visits a clerk puts papers away.
constexpr core::TimeUs idle_us = 5 * minute_us;
// Pauses of a reason that nothing usual is known of, and the least that is ever said to be long.
constexpr core::TimeUs pause_unknown_us = 20 * minute_us;
constexpr core::TimeUs pause_least_us = 5 * minute_us;
// Calls out of order are shown for so long; from so many at one counter on they are a warning.
constexpr core::TimeUs out_of_order_us = 30 * minute_us;
constexpr unsigned out_of_order_warn = 3;

// Real time: a line is dead after 12 s and back within seconds where the network is well; who restarts a PC needs a minute.
constexpr core::TimeUs gone_real_us = 60 * second_us;
// Boards report at least once a minute: five reports that did not come. A board that hangs is told from a quiet one by this.
constexpr core::TimeUs unheard_real_us = 5 * minute_us;

// A slip with all its lines on paper of 80 mm, with the cut: what is left of a roll is told in slips, about.
constexpr unsigned slip_mm = 150;

}  // namespace luot::web::live::thresholds
