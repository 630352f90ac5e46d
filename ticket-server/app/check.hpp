// `ticket-server check OFFICE.toml`: explains what is wrong with an office file, place by place.
#pragma once

#include <iosfwd>
#include <string>

namespace luot::app {

// Mistakes go to `err`, one to a line as file:line:column: what, and so do warnings, which say that they are; a summary of a good file goes
// to `out`. 0: good, with or without warnings; 1: there are mistakes, or the file cannot be read.
int run_check(const std::string& path, std::ostream& out, std::ostream& err);

}  // namespace luot::app
