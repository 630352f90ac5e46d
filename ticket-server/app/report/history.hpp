// The figures of the history page and its exports, as docs/figures.md shapes them: one document, and each table of it by itself. Every
// table's rows are described once, for JSON and CSV. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace luot::report {

enum class TableFormat : std::uint8_t { json, csv };

const std::vector<std::string_view>& history_tables();

// `field`: the one that the report is of alone.
std::string history_document(const OfficeReport& report, const std::optional<core::ServiceCode>& field);
// JSON: an array of rows. CSV: with a byte order mark and a line of names, RFC 4180. Precondition: one of history_tables().
std::string history_table(const OfficeReport& report, std::string_view table, TableFormat format);

}  // namespace luot::report
