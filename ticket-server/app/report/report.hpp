// The figures of a range of business days, for `ticket-server report` and the history page: from days that were rolled up when they closed,
// and of the day that is still open from its visits and the state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/office.hpp"
#include "figures/figures.hpp"
#include "journal/journal.hpp"

namespace luot::report {

enum class Format { text, json, csv };

struct ReportedDay {
    std::string date;
    core::Seq last_seq = 0;
    std::string link;          // hexadecimal: the copy outside the file that makes the chain prove something
    std::uint64_t issued = 0;  // a day with events need not be one to which anybody came
};

using ClerkNames = std::map<core::ClerkCode, std::string>;

struct OfficeReport {
    core::Office office;
    ClerkNames clerk_names;  // of today's staff: who has left it since has none
    std::string from, to;    // business days, both included
    core::TimeUs at_us = 0;  // when it was made, on the office's clock
    bool day_open = false;   // the range has a day that is not over: its figures are as they stand, up to at_us or its end
    std::vector<ReportedDay> days;
    figures::Report figures;
};

// Business days, both included; with a field, of that one alone (figures/reporting.hpp says which figures are not).
struct Range {
    core::BusinessDay first, last;
    std::optional<core::ServiceCode> field{};
};
// A range of ten years and more is a slip of the keyboard.
constexpr std::int32_t days_max = 4000;

// The running office, as it is now, and its staff by name.
struct Present {
    core::Office office;
    core::TimeUs now_us = 0;
    ClerkNames clerk_names{};
};

// Reads beside a running server, in one unchanging view: what was durable when it began. Who runs the office hands the present in: the day
// that is open goes on until then, and a range that is over before it is read without the present state. Without, now is the moment of the
// last event. Precondition: first ≤ last, at most days_max days.
journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const Range& range,
                                          const Present* present = nullptr);
// `from` and `to` are dates, "2026-03-02".
journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const std::string& from,
                                          const std::string& to);

void print(std::ostream& out, const OfficeReport& report, Format format);

}  // namespace luot::report
