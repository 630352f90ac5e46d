// A call or a recall as the board keeps it.
#pragma once

#include <cstdint>
#include <string>

#include "luot/v1/push.pb.h"

namespace luot::board {

struct Call {
    std::uint64_t seq = 0;
    std::int64_t at_us = 0;  // office time
    std::uint64_t ticket = 0;
    std::string number;
    std::string service;
    std::uint64_t counter = 0;
    std::uint32_t calls = 0;  // 1: the first; more: recalls
    bool operator==(const Call&) const = default;
};

inline Call call_of(const v1::CallMade& made) {
    return {made.seq(), made.at_us(), made.ticket(), made.number(), made.service(), made.counter(), made.calls()};
}

}  // namespace luot::board
