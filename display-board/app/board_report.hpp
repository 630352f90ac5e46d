// What a board says of itself to whoever looks after it. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "board/picture.hpp"
#include "luot/v1/envelope.pb.h"

namespace luot::board_app {

struct BoardState {
    std::string layout;
    int width = 0;
    int height = 0;
    std::uint64_t seq = 0;         // of the last push
    std::int64_t drawn_at_us = 0;  // office time
    bool speaks = false;
    std::size_t announcements_waiting = 0;
    std::vector<v1::OutputReport> outputs;
    std::vector<std::string> troubles;  // English
};

// The latter troubles are cut off where there are too many.
v1::BoardReport report_of(const board::Picture& picture, const BoardState& state);

// What is on the screen, in a word.
std::string word_of(const board::Picture& picture);

}  // namespace luot::board_app
