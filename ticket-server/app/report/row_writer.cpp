#include "report/row_writer.hpp"

#include <array>
#include <charconv>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

namespace luot::report {
namespace {

// The shortest digits that give the same double again.
std::string digits_of(double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end.ptr};
}

// What a spreadsheet would compute or follow is told as text.
std::string guarded(std::string_view text) {
    const bool like_a_formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    return (like_a_formula ? "'" : "") + std::string(text);
}

}  // namespace

void JsonRow::put_name(std::string_view name) {
    if (out_.back() != '{' && out_.back() != '[') out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
}

void JsonRow::text(std::string_view name, std::string_view value) {
    put_name(name);
    out_ += boost::json::serialize(boost::json::string_view(value.data(), value.size()));
}

void JsonRow::integer(std::string_view name, std::int64_t value) {
    put_name(name);
    out_ += std::to_string(value);
}

void JsonRow::number(std::string_view name, const std::optional<double>& value) {
    put_name(name);
    out_ += value ? digits_of(*value) : "null";
}

void JsonRow::boolean(std::string_view name, bool value) {
    put_name(name);
    out_ += value ? "true" : "false";
}

void JsonRow::none(std::string_view name) {
    put_name(name);
    out_ += "null";
}

void JsonRow::open(std::string_view name) {
    put_name(name);
    out_ += '{';
}

void JsonRow::open_list(std::string_view name) {
    put_name(name);
    out_ += '[';
}

void JsonRow::open_item(std::int64_t) {
    if (out_.back() != '[') out_ += ',';
    out_ += '{';
}

void CsvRow::text(std::string_view name, std::string_view value) {
    put(name, guarded(value));
}

void CsvRow::integer(std::string_view name, std::int64_t value) {
    put(name, std::to_string(value));
}

void CsvRow::number(std::string_view name, const std::optional<double>& value) {
    put(name, value ? digits_of(*value) : std::string());
}

void CsvRow::put(std::string_view name, std::string cell) {
    std::string whole;
    for (const std::string& part : path_) whole += part + '_';
    names_.push_back(whole += name);
    cells_.push_back(std::move(cell));
}

std::string CsvRow::line_of(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char letter : cell) line += letter == '"' ? "\"\"" : std::string(1, letter);
        line += '"';
    }
    return line + "\r\n";
}

}  // namespace luot::report
