#include "board_app/lines.hpp"

#include <boost/json.hpp>

namespace luot::board_app {

std::string call_line(const board::Call& call) {
    const boost::json::object line = {{"seq", call.seq},         {"at_us", call.at_us},   {"number", call.number},
                                      {"counter", call.counter}, {"ticket", call.ticket}, {"service", call.service},
                                      {"calls", call.calls}};
    return boost::json::serialize(line);
}

std::string announce_line(const board::Call& call, const voice::Plan& plan, std::int64_t spoken_at_us) {
    boost::json::array phrases;
    for (const auto& phrase : plan.phrases) phrases.push_back(boost::json::object{{"language", phrase.language}, {"text", phrase.text}});
    const boost::json::object line = {{"announce", plan.phrases.front().text},
                                      {"seq", call.seq},
                                      {"at_us", call.at_us},
                                      {"number", call.number},
                                      {"counter", call.counter},
                                      {"calls", call.calls},
                                      {"spoken_at_us", spoken_at_us},
                                      {"duration_ms", plan.duration_ms},
                                      {"phrases", phrases}};
    return boost::json::serialize(line);
}

}  // namespace luot::board_app
