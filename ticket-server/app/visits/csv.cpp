#include "visits/csv.hpp"

namespace luot::visits {

bool CsvReader::take_line_end() {
    const std::size_t length = rest_.starts_with("\r\n") ? 2 : rest_.starts_with('\n') ? 1 : 0;
    if (length == 0) return false;
    rest_.remove_prefix(length);
    ++line_;
    return true;
}

bool CsvReader::read_quoted(std::string& field) {
    rest_.remove_prefix(1);
    while (true) {
        const std::size_t quote = rest_.find('"');
        if (quote == std::string_view::npos) {
            mistake_ = "a quoted field without its closing quote";
            return false;
        }
        for (const char letter : rest_.substr(0, quote)) line_ += letter == '\n' ? 1 : 0;
        field.append(rest_.substr(0, quote));
        rest_.remove_prefix(quote + 1);
        if (!rest_.starts_with('"')) break;
        field.push_back('"');
        rest_.remove_prefix(1);
    }
    const bool ends = rest_.empty() || rest_.front() == ',' || rest_.front() == '\n' || rest_.starts_with("\r\n");
    if (!ends) mistake_ = "something stands behind a field's closing quote; a quote inside a quoted field is written twice";
    return ends;
}

bool CsvReader::read_field(std::string& field) {
    if (rest_.starts_with('"')) return read_quoted(field);
    const std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    std::string_view bare = rest_.substr(0, end);
    if (end < rest_.size() && rest_[end] == '\n' && bare.ends_with('\r')) bare.remove_suffix(1);
    if (bare.find('"') != std::string_view::npos) {
        mistake_ = "a quote inside a field that is not quoted; quote the whole field and write the quote twice";
        return false;
    }
    field.append(bare);
    rest_.remove_prefix(bare.size());
    return true;
}

std::optional<std::vector<std::string>> CsvReader::next() {
    if (!mistake_.empty()) return std::nullopt;
    while (take_line_end()) {}
    record_line_ = line_;
    if (rest_.empty()) return std::nullopt;
    std::vector<std::string> fields;
    while (true) {
        if (!read_field(fields.emplace_back())) return std::nullopt;
        if (rest_.empty() || take_line_end()) return fields;
        rest_.remove_prefix(1);  // the comma
    }
}

}  // namespace luot::visits
