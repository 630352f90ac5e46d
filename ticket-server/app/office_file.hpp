// The office file: TOML that people write → core::Office, or every mistake in it with its place and what would be right. What each key
// means stands in offices/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "core/office.hpp"

namespace luot::app {

struct Mistake {
    std::string file;
    std::uint32_t line = 0;  // from 1; 0: the file as a whole
    std::uint32_t column = 0;
    std::string what;
};
std::string to_string(const Mistake& mistake);  // "file:line:column: what"

// In the order of the file; at least one.
struct BadOfficeFile {
    std::vector<Mistake> mistakes;
};
[[noreturn]] void throw_exception_from_error(const BadOfficeFile& bad, const boost::source_location& location);

// What stands of a clerk in the office file and nowhere else: it is neither journalled nor part of the office that devices get.
struct StaffMember {
    std::string name, badge;  // empty: none
    std::string pin;          // an Argon2id line (app/pin.hpp); empty: none
    bool operator==(const StaffMember&) const = default;
};

struct OfficeFile {
    core::Office office;
    std::string digest;  // digest_of(office)

    std::map<core::ClerkCode, StaffMember> staff;
    std::string logo;  // not journalled; a path relative to the office file; empty: none

    std::vector<Mistake> warnings;  // works, but somebody will be surprised
};

using OfficeFileResult = boost::system::result<OfficeFile, BadOfficeFile>;

// `file` is for mistakes. Pure but for the machine's zone data.
OfficeFileResult parse_office_file(std::string_view text, const std::string& file);
OfficeFileResult load_office_file(const std::string& path);

// BLAKE2b-256 of the office in a form where the same office always gives the same bytes, in hexadecimal.
std::string digest_of(const core::Office& office);
std::string canonical_form(const core::Office& office);

}  // namespace luot::app
