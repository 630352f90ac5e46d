// What the subcommands that change something beside a server have in common: how they refuse, and how the audit hears of them.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include <boost/json/object.hpp>

#include "access/records.hpp"

namespace luot::server {

// One line on `err`; gives back the exit code.
int refuse_on(std::ostream& err, const std::string& what, int code = 1);

// Microseconds of the machine's clock: here is no office time.
std::int64_t machine_now_us();

// "2026-03-02 09:41", of the machine's zone; "never" of 0.
std::string machine_moment(std::int64_t at_us);

// Whoever has a shell on the data folder may all that an administrator may.
access::Note note_from_shell(const std::string& what, const boost::json::object& detail, const std::string& outcome = "done");

}  // namespace luot::server
