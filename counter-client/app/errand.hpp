// One verb's way to the server and back: connects, learns the office as it is now, asks, ends. Blocks the calling thread.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "counter/verbs.hpp"
#include "counter_app/options.hpp"

namespace luot::counter_app {

struct ErrandResult {
    boost::json::object answer;
    std::string failure;  // not empty: why there was no answer of the server's, one line of English
};

ErrandResult run_errand(const Options& options, const counter::Verb& verb);

}  // namespace luot::counter_app
