// `ticket-server report`: the figures of a range of business days, from the journal's tables and, for the day that is still open, from the
// state.
#pragma once

#include <filesystem>
#include <iosfwd>
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

// Reads beside a running server: what was durable when it began. `from` and `to` are dates, "2026-03-02".
journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const std::string& from,
                                          const std::string& to);

void print(std::ostream& out, const OfficeReport& report, Format format);

}  // namespace luot::report
