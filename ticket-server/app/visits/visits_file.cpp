#include "visits/visits_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>

#include <boost/throw_exception.hpp>

#include "visits/csv.hpp"

namespace luot::visits {
namespace {

constexpr std::array<std::string_view, 7> column_names{"date", "office", "queue", "service", "arrive_s", "class", "service_s"};
using Columns = std::array<std::size_t, column_names.size()>;

// Where each of our columns is; an empty text, or what is wrong.
std::string find_columns(const std::vector<std::string>& header, Columns& columns) {
    for (std::size_t i = 0; i < column_names.size(); ++i) {
        const auto found = std::find(header.begin(), header.end(), column_names[i]);
        if (found == header.end()) {
            return "no column \"" + std::string(column_names[i]) +
                   "\"; the first line has to be date,office,queue,service,arrive_s,class,service_s";
        }
        if (std::find(found + 1, header.end(), column_names[i]) != header.end()) {
            return "column \"" + std::string(column_names[i]) + "\" comes twice";
        }
        columns[i] = static_cast<std::size_t>(found - header.begin());
    }
    return {};
}

bool parse_seconds(const std::string& text, std::int32_t least, std::int32_t most, std::int32_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
}

bool looks_like_a_date(const std::string& text) {
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
    }
    return true;
}

// Adds the record to the day; an empty text, or what is wrong.
std::string add_visit(const std::vector<std::string>& fields, const Columns& columns, std::uint32_t line, Day& day) {
    const auto field = [&](std::size_t column) -> const std::string& { return fields[columns[column]]; };
    for (std::size_t i = 0; i < column_names.size(); ++i) {
        if (field(i).empty()) return "nothing in column \"" + std::string(column_names[i]) + '"';
    }
    if (!looks_like_a_date(field(0))) return "\"" + field(0) + "\" is not a date; write it as 2020-01-16";
    if (day.visits.empty()) {
        day.date = field(0);
        day.office = field(1);
    }
    if (field(0) != day.date || field(1) != day.office) {
        return "a visit of " + field(1) + " on " + field(0) + " in a file of " + day.office + " on " + day.date +
               "; one office and day to a file";
    }
    Visit visit;
    visit.line = line;
    visit.queue = field(2);
    visit.service = field(3);
    visit.visit_class = field(5);
    if (!parse_seconds(field(4), 0, arrive_s_max - 1, visit.arrive_s)) {
        return "arrive_s \"" + field(4) + "\" is not a whole number of seconds after midnight, 0 to " + std::to_string(arrive_s_max - 1);
    }
    if (!parse_seconds(field(6), 1, service_s_max, visit.service_s)) {
        return "service_s \"" + field(6) + "\" is not a whole number of seconds, 1 to " + std::to_string(service_s_max);
    }
    if (service_code(visit.queue).empty()) return "queue \"" + visit.queue + "\" has no letter or digit to make a code of";
    day.visits.push_back(std::move(visit));
    return {};
}

}  // namespace

std::string to_string(const Mistake& mistake) {
    return mistake.line == 0 ? mistake.file + ": " + mistake.what : mistake.file + ":" + std::to_string(mistake.line) + ": " + mistake.what;
}

void throw_exception_from_error(const Mistake& mistake, const boost::source_location& location) {
    boost::throw_exception(std::runtime_error(to_string(mistake)), location);
}

boost::system::result<Day, Mistake> parse(std::string_view text, const std::string& file) {
    if (text.size() > file_bytes_max) return Mistake{file, 0, "more than 16 MiB; a day's visits take less than a tenth of that"};
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // the mark that some spreadsheets write
    CsvReader reader(text);
    const auto header = reader.next();
    if (!header) return Mistake{file, reader.line(), reader.mistake().empty() ? "the file is empty" : reader.mistake()};
    Columns columns{};
    if (std::string wrong = find_columns(*header, columns); !wrong.empty()) return Mistake{file, reader.line(), std::move(wrong)};

    Day day;
    while (const auto fields = reader.next()) {
        if (fields->size() != header->size()) {
            return Mistake{file, reader.line(),
                           std::to_string(fields->size()) + " fields where the first line has " + std::to_string(header->size()) +
                               "; a comma inside a field needs quotes around the field"};
        }
        if (day.visits.size() == visits_max) return Mistake{file, reader.line(), "more than 30000 visits in a day"};
        if (std::string wrong = add_visit(*fields, columns, reader.line(), day); !wrong.empty()) {
            return Mistake{file, reader.line(), std::move(wrong)};
        }
    }
    if (!reader.mistake().empty()) return Mistake{file, reader.line(), reader.mistake()};
    if (day.visits.empty()) return Mistake{file, 0, "no visits in it"};
    std::stable_sort(day.visits.begin(), day.visits.end(),
                     [](const Visit& left, const Visit& right) { return left.arrive_s < right.arrive_s; });
    return day;
}

boost::system::result<Day, Mistake> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Mistake{path, 0, "cannot be opened; is the path right?"};
    std::string text;
    std::array<char, 65536> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > file_bytes_max) break;
    }
    if (file.bad()) return Mistake{path, 0, "cannot be read"};
    return parse(text, path);
}

std::string service_code(std::string_view queue) {
    std::string code;
    for (const char letter : queue) {
        const bool upper = letter >= 'A' && letter <= 'Z';
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (upper) code.push_back(static_cast<char>(letter - 'A' + 'a'));
        if (plain) code.push_back(letter);
        if (!upper && !plain && !code.empty() && code.back() != '-') code.push_back('-');
    }
    while (code.ends_with('-')) code.pop_back();
    if (!code.empty() && code.front() >= '0' && code.front() <= '9') code.insert(code.begin(), 'q');
    if (code.size() > 64) code.resize(64);
    return code;
}

}  // namespace luot::visits
