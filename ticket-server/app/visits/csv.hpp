// Comma-separated values as RFC 4180 has them: one record at a time, with the line that it begins on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luot::visits {

// `text` outlives the reader.
class CsvReader {
  public:
    explicit CsvReader(std::string_view text) : rest_(text) {}

    // The next record's fields; nothing at the end or after a mistake. Empty lines are skipped.
    std::optional<std::vector<std::string>> next();

    std::uint32_t line() const { return record_line_; }  // where the last record began, from 1
    const std::string& mistake() const { return mistake_; }

  private:
    bool read_field(std::string& field);
    bool read_quoted(std::string& field);
    bool take_line_end();

    std::string_view rest_;
    std::uint32_t line_ = 1;
    std::uint32_t record_line_ = 0;
    std::string mistake_;
};

}  // namespace luot::visits
