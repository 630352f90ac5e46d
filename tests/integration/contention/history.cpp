#include "contention/history.hpp"

#include <chrono>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "bench/failure.hpp"

namespace luot::contention {

namespace {

namespace json = boost::json;

json::object json_of(const v1::Result& result) {
    json::object out;
    if (result.has_issued()) {
        const v1::IssuedResult& issued = result.issued();
        out["issued"] = json::object{{"ticket", issued.ticket()},
                                     {"number", issued.number()},
                                     {"service", issued.service()},
                                     {"class", issued.ticket_class()},
                                     {"at_us", issued.issued_us()}};
    }
    if (result.has_called()) {
        const v1::CalledResult& called = result.called();
        out["called"] = json::object{{"ticket", called.ticket()}, {"number", called.number()}, {"counter", called.counter()}};
    }
    if (result.finished() != 0) out["finished"] = result.finished();
    if (result.ticket() != 0) out["ticket"] = result.ticket();
    return out;
}

json::object json_of(const v1::Error& error) {
    json::object out{{"code", error.code()}};
    for (const v1::Param& param : error.params()) out[param.name()] = param.value();
    return out;
}

}  // namespace

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

History::History(const std::filesystem::path& file) : out_(file) {
    if (!out_) throw bench::Failure("cannot write " + file.string());
}

void History::add(const Asked& asked, const v1::Reply& reply, std::int64_t answered_ns) {
    json::object line{{"client", asked.client},      {"verb", asked.verb},      {"counter", asked.counter},
                      {"invoked", asked.invoked_ns}, {"answered", answered_ns}, {"seq", reply.seq()}};
    if (asked.ticket != 0) line["ticket"] = asked.ticket;
    if (reply.has_error()) {
        ++refusals_[reply.error().code()];
        line["refused"] = json_of(reply.error());
    } else {
        line["result"] = json_of(reply.result());
    }
    out_ << json::serialize(line) << '\n';
    ++operations_;
}

void History::close() {
    out_.close();
    if (!out_) throw bench::Failure("the history could not be written");
}

}  // namespace luot::contention
