#include "replay/record.hpp"

#include <stdexcept>

#include <boost/json.hpp>

namespace luot::replay {

Record::Record(const std::string& path) : path_given_(!path.empty()) {
    if (!path_given_) return;
    file_.open(path, std::ios::trunc);
    if (!file_) throw std::runtime_error("cannot write " + path);
}

void Record::write(const std::string& line) {
    if (path_given_) file_ << line << '\n';
}

void Record::told(const char* what, std::size_t visit, std::uint64_t ticket, const v1::Reply& reply, std::uint64_t counter,
                  const std::string& detail) {
    boost::json::object line{{"what", what}, {"visit", visit}, {"ticket", ticket}, {"at_us", reply.at_us()}, {"seq", reply.seq()}};
    if (counter != 0) line["counter"] = counter;
    if (!detail.empty()) line["detail"] = detail;
    write(boost::json::serialize(line));
}

void Record::put_right(std::size_t visit, std::uint64_t ticket, const v1::Reply& reply, std::uint64_t counter, std::int64_t ended_us) {
    write(boost::json::serialize(boost::json::object{{"what", "finished"},
                                                     {"visit", visit},
                                                     {"ticket", ticket},
                                                     {"at_us", reply.at_us()},
                                                     {"seq", reply.seq()},
                                                     {"counter", counter},
                                                     {"ended_us", ended_us}}));
}

void Record::issued(std::size_t visit, const v1::Reply& reply) {
    const v1::IssuedResult& issued = reply.result().issued();
    write(boost::json::serialize(boost::json::object{{"what", "issued"},
                                                     {"visit", visit},
                                                     {"ticket", issued.ticket()},
                                                     {"at_us", reply.at_us()},
                                                     {"seq", reply.seq()},
                                                     {"number", issued.number()},
                                                     {"service", issued.service()},
                                                     {"class", issued.ticket_class()},
                                                     {"ahead", issued.promise().ahead()}}));
}

void Record::counter(const char* what, std::uint64_t counter, const v1::Reply& reply) {
    write(
        boost::json::serialize(boost::json::object{{"what", what}, {"counter", counter}, {"at_us", reply.at_us()}, {"seq", reply.seq()}}));
}

void Record::refused(const char* what, std::size_t visit, const v1::Reply& reply) {
    write(
        boost::json::serialize(boost::json::object{{"what", "refused"}, {"verb", what}, {"visit", visit}, {"code", reply.error().code()}}));
}

}  // namespace luot::replay
