#include "board_app/lines.hpp"

#include <boost/json.hpp>

namespace luot::board_app {

std::string call_line(const board::Call& call) {
    const boost::json::object line = {{"seq", call.seq},         {"at_us", call.at_us},   {"number", call.number},
                                      {"counter", call.counter}, {"ticket", call.ticket}, {"service", call.service},
                                      {"calls", call.calls}};
    return boost::json::serialize(line);
}

}  // namespace luot::board_app
