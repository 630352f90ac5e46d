// What a device shows to be let in: the credential that it keeps in a file, or the code that gets it one.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

#include "wire/client_link.hpp"

namespace luot::enrolment {

struct Identity {
    std::string credential;      // empty: none is kept
    std::string code;            // to enrol with, where the credential is not this code's already; empty: none
    std::filesystem::path file;  // empty: there is none
};

struct Problem {
    std::string what;  // one line, without the program's name
};
// For results whose value() is asked for without a look at has_value().
[[noreturn]] inline void throw_exception_from_error(const Problem& problem, const boost::source_location&) {
    throw std::runtime_error(problem.what);
}

// `code` as --enroll has it, `file` as --credential; either may be empty. The file remembers which code its credential came from, so that a
// program which is always started with the same --enroll goes on with what that brought it; another code enrols anew. It remembers too
// whether that came over TLS: then a line that is not (`over_tls` false) is a problem, for whoever listens would have the credential.
boost::system::result<Identity, Problem> read_identity(const std::string& code, const std::filesystem::path& file, bool over_tls);

// The link, whose trust (link.tls) is known by now, says it, or what enrolling has brought since it was read, and keeps in the file what
// enrolling brings. What cannot be kept is logged as an error: the code is used up, and the next start needs another one.
void show(const Identity& identity, wire::LinkOptions& link);

}  // namespace luot::enrolment
