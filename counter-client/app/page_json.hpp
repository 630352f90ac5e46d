// A page of the clerk's window as JSON, for people who work by screen reader, for scripts and for tests: every word that is on it, by the
// names of desk/page.hpp. What is empty is left out. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "desk/page.hpp"

namespace luot::counter_app {

boost::json::object to_json(const desk::Page& page);

}  // namespace luot::counter_app
