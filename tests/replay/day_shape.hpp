// A day made from a seed and the measured shape of one: calls per half-hour on the mean office-day of Warsaw's municipal offices (319
// office-days, 30 December 2019 to 22 January 2020; public queue data collected by HaZdula/kolejkeR, MIT). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "luot/v1/office.pb.h"
#include "visits/visits_file.hpp"

namespace luot::replay {

// `count` visits to this office, within its sessions, shares of fields falling as they do at the measured offices, a fifth with priority,
// services lognormal with means of 4 to 15 minutes. The same seed gives the same day.
visits::Day make_day(const v1::Office& office, std::size_t count, std::uint64_t seed);

}  // namespace luot::replay
