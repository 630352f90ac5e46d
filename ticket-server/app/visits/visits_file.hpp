// A recorded day: one line per visit, as the open data of Warsaw's offices comes (date,office,queue,service,arrive_s,class,service_s).
// Pure but for load(): text in, visits or the first mistake out. Used to make office files and to replay a day.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace luot::visits {

// Ten times the largest measured day, and the bytes that it takes.
constexpr std::size_t visits_max = 30'000;
constexpr std::size_t file_bytes_max = std::size_t{16} * 1024 * 1024;
constexpr std::int32_t arrive_s_max = 28 * 3600;  // a business day ends by 04:00 of the next
constexpr std::int32_t service_s_max = 12 * 3600;

struct Visit {
    std::uint32_t line = 0;  // where its record begins in the file
    std::string queue;       // the office's own number or word for the queue
    std::string service;     // its name
    std::int32_t arrive_s = 0;
    std::string visit_class;
    std::int32_t service_s = 0;
    bool operator==(const Visit&) const = default;
};

struct Day {
    std::string date;           // "2020-01-16"
    std::string office;         // "UD_Wola"
    std::vector<Visit> visits;  // by arrive_s, at least one; equal ones in the file's order
    bool operator==(const Day&) const = default;
};

struct Mistake {
    std::string file;
    std::uint32_t line = 0;  // 0: the file as a whole
    std::string what;
};
std::string to_string(const Mistake& mistake);  // "file:line: what"
[[noreturn]] void throw_exception_from_error(const Mistake& mistake, const boost::source_location& location);

// One office and one date to a file; every line whole. Columns are found by their names in the first line, in any order; others are
// skipped. Fields may be quoted as in RFC 4180; lines end with LF or CR LF. `file` is for mistakes.
boost::system::result<Day, Mistake> parse(std::string_view text, const std::string& file);
boost::system::result<Day, Mistake> load(const std::string& path);

// The code that a queue has as a service of an office made from the file: "202" → "q202", "Kasa 1" → "kasa-1".
std::string service_code(std::string_view queue);

}  // namespace luot::visits
