// What an office made from a recorded day has: fields with prefixes, counters with the fields that they serve. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "visits/visits_file.hpp"

namespace luot::app {

struct PlannedField {
    std::string queue, code, name, prefix;
    std::uint32_t line = 0;  // of its first visit
    std::size_t visits = 0;
    std::int64_t work_s = 0;
};

struct OfficePlan {
    std::vector<PlannedField> fields;                // by queue
    std::vector<std::vector<std::size_t>> counters;  // the fields that each serves first, one or two
    std::vector<std::string> classes;                // the ordinary one first
    std::int64_t work_s = 0;
    std::int32_t first_arrival_s = 0, last_arrival_s = 0;
};

boost::system::result<OfficePlan, visits::Mistake> plan_office(const visits::Day& day, const std::string& file);

// The class of those who have no priority, under the names that files use.
bool is_ordinary(const std::string& visit_class);

}  // namespace luot::app
