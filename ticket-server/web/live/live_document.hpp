// What the live page shows, as JSON in sections: docs/api.md names every member. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "web/live/live_source.hpp"

namespace luot::web::live {

// By name, always the same ones in the same order: office, now, summary, fields, counters, waiting, devices, notice, alerts, trend. The
// clock stands in "now" alone; all other sections stay the same while nothing happens and no threshold is passed.
using Sections = std::vector<std::pair<std::string, boost::json::value>>;

Sections live_document(const LiveSource& source);

}  // namespace luot::web::live
