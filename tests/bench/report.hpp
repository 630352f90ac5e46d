// Figures as JSON: every figure with its rounds, their median and their spread.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "bench/figures.hpp"

namespace luot::bench {

// Three decimals.
double rounded(double value);

// {"median", "spread", "rounds"}
boost::json::object json_of(const Rounds& rounds);

// Adds "ratio", "target", "met" and "inconclusive".
void put_verdict(boost::json::object& out, const Verdict& verdict);

// On one line, numbers as people write them: Boost.JSON would print 1500 as 1.5E3.
std::string text_of(const boost::json::value& value);

}  // namespace luot::bench
