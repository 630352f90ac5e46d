// All that the server's clients were told during a run, in the order in which they heard it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"

namespace luot::crash {

// Lives of the server are counted from 1: one from each start to its end.
using Life = unsigned;

struct ToldReply {
    Life asked_in = 0;
    Life life = 0;
    std::uint64_t session = 0;
    v1::Command command;
    v1::Reply reply;
};

// What came by itself. Content is kept as a hash: the journal says what it has to be.
struct Heard {
    enum class What : std::uint8_t { welcome, snapshot, event };
    What what = What::event;
    Life life = 0;
    std::uint64_t seq = 0;
    std::int64_t at_us = 0;  // of a snapshot
    std::size_t hash = 0;
};

// One device.
struct Told {
    std::string device;
    v1::Role role = v1::ROLE_UNSPECIFIED;
    std::vector<ToldReply> replies;
    std::vector<Heard> heard;
};

template <class Message>
std::size_t hash_of(const Message& message) {
    return std::hash<std::string>{}(message.SerializeAsString());
}

}  // namespace luot::crash
