// A clerk's PIN from a file, for scripts and for counters that start by themselves: arguments are seen by everybody on the machine.
#pragma once

#include <string>

#include <boost/system/result.hpp>

namespace luot::counter_app {

struct BadFile {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadFile& bad, const boost::source_location& location);

// The first line: 4 to 12 digits.
boost::system::result<std::string, BadFile> read_pin_file(const std::string& file);

}  // namespace luot::counter_app
