// The office that benches run: 16 fields and as many counters, open day and night, so that a bench may run at any hour.
#pragma once

#include <cstddef>
#include <string>

#include "app/office_file.hpp"
#include "core/command.hpp"
#include "luot/v1/command.pb.h"

namespace luot::bench {

constexpr std::size_t fields = 16;
constexpr std::size_t counters = 16;

// As people would write it. Counter n serves field n first and helps all others.
std::string office_text();
// The same, read. Throws Failure where it is not as the office file wants it.
app::OfficeFile office_file();

std::string service_code(std::size_t field);    // from 0
std::string clerk_code(std::uint64_t counter);  // from 1
std::string class_code(std::size_t visit);      // every eighth of a field is elderly

v1::Command issue_command(std::size_t visit);
v1::Command open_counter_command(std::uint64_t counter);
v1::Command call_next_command(std::uint64_t counter);
v1::Command start_command(std::uint64_t counter);
v1::Command finish_command(std::uint64_t counter);

}  // namespace luot::bench
