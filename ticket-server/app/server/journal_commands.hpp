// The subcommands that work on a data folder. Each returns the program's exit code: 0 done, 1 refused with a line on `err`.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace luot::server {

int run_verify(const std::filesystem::path& data, std::ostream& out, std::ostream& err);
int run_rebuild(const std::filesystem::path& data, std::ostream& out, std::ostream& err);
int run_backup(const std::filesystem::path& data, const std::filesystem::path& to, std::ostream& out, std::ostream& err);
int run_restore(const std::filesystem::path& data, const std::filesystem::path& from, std::ostream& out, std::ostream& err);
// `before` is a date, "2026-03-02"; wrong: 2.
int run_prune(const std::filesystem::path& data, const std::string& before, std::ostream& out, std::ostream& err);
// `format` is text, json or csv; `from` and `to` are dates, the days included.
int run_report(const std::filesystem::path& data, const std::string& from, const std::string& to, const std::string& format,
               std::ostream& out, std::ostream& err);
// One line of JSON for each event of these days: {"seq", "at_us", "business_day", "kind", "payload"}; the payload is null where retention
// erased it.
int run_events(const std::filesystem::path& data, const std::string& from, const std::string& to, std::ostream& out, std::ostream& err);

}  // namespace luot::server
