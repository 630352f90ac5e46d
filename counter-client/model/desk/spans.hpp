// Lengths of time and times of day as a clerk reads them. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "words/catalogue.hpp"

namespace luot::desk {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;

// "14 phút", "dưới 1 phút", "1 giờ 5 phút": whole minutes that have passed.
std::string minutes_of(std::int64_t span_us, const words::Catalogue& words);
// "03:20", "1:03:20": for what runs.
std::string stopwatch(std::int64_t span_us);
// "7:40": for a figure.
std::string figure(std::int64_t span_us);
// "09:42" of an office time, in a zone that is so far from UTC. Empty: no time.
std::string time_of_day(std::int64_t office_us, std::int64_t zone_offset_us);

}  // namespace luot::desk
