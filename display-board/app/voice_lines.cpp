#include "board_app/voice_lines.hpp"

#include <boost/json.hpp>

namespace luot::board_app {
namespace {

boost::json::object of_call(const char* what, const board::Call& call) {
    return {{what, call.number}, {"seq", call.seq}, {"at_us", call.at_us}, {"counter", call.counter}, {"calls", call.calls}};
}

}  // namespace

std::string announce_line(const board::Call& call, const voice::Plan& plan, std::int64_t spoken_at_us, std::int64_t duration_ms) {
    boost::json::array phrases;
    for (const auto& phrase : plan.phrases) phrases.push_back(boost::json::object{{"language", phrase.language}, {"text", phrase.text}});
    const boost::json::object line = {{"announce", plan.phrases.front().text},
                                      {"seq", call.seq},
                                      {"at_us", call.at_us},
                                      {"number", call.number},
                                      {"counter", call.counter},
                                      {"calls", call.calls},
                                      {"spoken_at_us", spoken_at_us},
                                      {"duration_ms", duration_ms},
                                      {"phrases", phrases}};
    return boost::json::serialize(line);
}

std::string merged_line(const board::Call& call, std::uint64_t into, std::int64_t spoken_at_us) {
    boost::json::object line = of_call("merged", call);
    line["into"] = into;
    line["spoken_at_us"] = spoken_at_us;
    return boost::json::serialize(line);
}

std::string skipped_line(const board::Skipped& skipped) {
    boost::json::object line = of_call("skipped", skipped.call);
    line["reason"] = board::to_string(skipped.why);
    return boost::json::serialize(line);
}

std::string notice_line(const board::Notice& notice, std::int64_t spoken_at_us, std::int64_t duration_ms) {
    return boost::json::serialize(boost::json::object{{"notice", notice.text},
                                                      {"seq", notice.seq},
                                                      {"at_us", notice.at_us},
                                                      {"spoken_at_us", spoken_at_us},
                                                      {"duration_ms", duration_ms}});
}

std::string interrupted_line(const board::Announcement& announcement, std::int64_t spoken_at_us) {
    boost::json::object line;
    if (announcement.notice) {
        line = {{"interrupted", announcement.notice->text}, {"seq", announcement.notice->seq}};
    } else {
        line = {{"interrupted", announcement.calls.front().number}, {"seq", announcement.calls.front().seq}};
    }
    line["spoken_at_us"] = spoken_at_us;
    return boost::json::serialize(line);
}

}  // namespace luot::board_app
