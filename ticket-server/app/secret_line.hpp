// A secret that somebody types: never an argument of a program, for others of the machine see those.
#pragma once

#include <iosfwd>
#include <string>

namespace luot::app {

// The first line of `in`, without its end. Where standard input is a terminal, it is asked for on `err` as `asked` says, and nothing is
// shown of what is typed.
std::string read_secret_line(std::istream& in, std::ostream& err, const std::string& asked);

}  // namespace luot::app
