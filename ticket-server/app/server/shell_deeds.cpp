#include "server/shell_deeds.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <ostream>
#include <utility>

#include <boost/json/serialize.hpp>

#include "web/access/audited.hpp"

namespace luot::server {

int refuse_on(std::ostream& err, const std::string& what, int code) {
    err << "ticket-server: " << what << '\n';
    return code;
}

std::int64_t machine_now_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string machine_moment(std::int64_t at_us) {
    if (at_us == 0) return "never";
    const std::time_t seconds = at_us / 1'000'000;
    std::tm local{};
    localtime_r(&seconds, &local);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
    return std::string(text.data(), length);
}

access::Note note_from_shell(const std::string& what, const boost::json::object& detail, const std::string& outcome) {
    access::AuditRow row;
    row.at_us = row.wall_us = machine_now_us();
    row.who = "command line";
    row.role = web::role_word(web::Access::administrator);
    row.what = what;
    row.detail = boost::json::serialize(detail);
    row.outcome = outcome;
    return access::Note{std::move(row)};
}

}  // namespace luot::server
