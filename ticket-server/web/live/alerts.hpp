// What a supervisor should see to, worst first. Pure: the same source gives the same alerts, so that a server started again says the same.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "web/live/live_source.hpp"

namespace luot::web::live {

enum class Severity : std::uint8_t { bad, warn, info };
const char* to_string(Severity severity);

// kind            key               params beside
// target_exceeded service           service, target_minutes, waiting, open_counters, number, arrived_us
// no_counter      service           service, waiting (with those called before)
// idle_counter    counter           counter, idle_since_us, service (that drowns), waiting; takes: the counter could call there as it is,
//                                   else move {serves, helps}: what to assign to it, and seen {serves, helps}: what it has
// printer         device            device, state (paper_low … silent, or "gone"), slips_left where known, detail
// board_dead      device            device, connected, heard_us
// help            counter           counter, clerk, answered
// long_pause      counter           counter, clerk, reason, usual_us where known
// out_of_order    counter           counter, calls, number, reason (the last one's), called_us
// clock_suspect   -
// journal         -                 reason, disk_full
struct Alert {
    std::string key;  // the same as long as it is about the same: "idle_counter:3"
    std::string kind;
    Severity severity = Severity::info;
    core::TimeUs since_us = 0;  // when it began to be too much, and has been without a gap: of one that lasts always the same
    boost::json::object params;
};

// At most one of a kind for each field, counter or device. Thresholds: alert_limits.hpp.
std::vector<Alert> alerts(const LiveSource& source);

}  // namespace luot::web::live
