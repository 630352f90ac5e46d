// `ticket-server make-office --visits FILE.csv [--out FILE]`: an office file for a recorded day, so that the day can be replayed.
//
// Fields are the file's queues (visits::service_code). Counters: 1.2 × hours of work ÷ span of arrivals, rounded up, and no fewer than half
// the fields. Each counter has two places for fields that it serves first; all places are dealt out by the fields' work, every field
// getting at least one, and each counter helps all other fields.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "visits/visits_file.hpp"

namespace luot::app {

// TOML that parse_office_file takes. Refuses a day with two names for one queue, or two queues with one code. `file` is for mistakes.
boost::system::result<std::string, visits::Mistake> make_office(const visits::Day& day, const std::string& file);

// Writes to `out_path`, or to `out` where there is none. 0 done; 1 refused, with one line on `err`.
int run_make_office(const std::string& visits_path, const std::optional<std::string>& out_path, std::ostream& out, std::ostream& err);

}  // namespace luot::app
