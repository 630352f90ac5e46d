// What each visit of a recorded day will do, decided before the day begins, so that a seed gives the same people at every speed. The record
// has no holds, transfers, no-shows, walk-outs or ends that nobody pressed: they are added at stated rates. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "luot/v1/office.pb.h"
#include "visits/visits_file.hpp"

namespace luot::replay {

struct Rates {
    double no_show = 0.03;
    double walk_out = 0.02;
    double hold = 0.04;
    double transfer = 0.03;
    double forgotten = 0.02;
};

enum class Behaviour : std::uint8_t { plain, no_show, walk_out, hold, transfer, forgotten };

// Times in office microseconds. A walk-out leaves if nobody has called by the end of their patience.
struct PlannedVisit {
    std::int64_t arrives_us = 0;  // since 00:00 of the business day's date
    std::string service;
    std::string ticket_class;  // empty: ordinary
    std::int64_t service_us = 0;
    std::int64_t walk_us = 0;  // from the call to the counter
    Behaviour behaviour = Behaviour::plain;
    std::int64_t patience_us = 0;  // walk_out
    std::int64_t hold_us = 0;      // hold; forgotten: how long after its end the clerk says when it was
    std::string next_service;      // transfer
    std::int64_t next_service_us = 0;
};

// The error names the visit whose field the office does not have.
boost::system::result<std::vector<PlannedVisit>, std::string> plan_visits(const visits::Day& day, const v1::Office& office,
                                                                          const Rates& rates, std::uint64_t seed);

}  // namespace luot::replay
