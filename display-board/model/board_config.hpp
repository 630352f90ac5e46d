// What the office says of one of its boards, with everything that it leaves unsaid filled in. Pure.
#pragma once

#include <string>

#include "luot/v1/office.pb.h"

namespace luot::board {

constexpr const char* default_layout = "hall";
constexpr const char* default_zone = "hall";

// A board that the office does not list shows the whole office and stands in the first zone. One that it lists with an empty zone has no
// loudspeaker. The language stays empty where the office has none: the catalogues' first.
inline v1::BoardConfig config_of(const v1::Office& office, const std::string& board) {
    v1::BoardConfig config;
    bool listed = false;
    for (const auto& each : office.boards()) {
        if (listed || each.name() != board) continue;
        config = each;
        listed = true;
    }
    config.set_name(board);
    if (!listed) config.set_zone(office.voice().zones().empty() ? default_zone : office.voice().zones(0).code());
    if (config.layout().empty()) config.set_layout(default_layout);
    if (config.language().empty() && !office.languages().empty()) config.set_language(office.languages(0));
    return config;
}

}  // namespace luot::board
