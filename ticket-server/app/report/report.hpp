// The figures of a range of business days, for `ticket-server report` and the history page: from days that were rolled up when they closed,
// and of the day that is still open from its visits and the state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
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
    std::string link;  // hexadecimal: the copy outside the file that makes the chain prove something
};

struct OfficeReport {
    core::Office office;
    std::string from, to;  // business days, both included
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

// Reads beside a running server, in one unchanging view: what was durable when it began. Who knows the office hands it in, and a range that
// is over before the present day is then read without the present state. Precondition: first ≤ last, at most days_max days.
journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const Range& range,
                                          const core::Office* office = nullptr);
// `from` and `to` are dates, "2026-03-02".
journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const std::string& from,
                                          const std::string& to);

void print(std::ostream& out, const OfficeReport& report, Format format);

}  // namespace luot::report
