// The little of the wire that a load generator needs, made and read without building messages: it shares two cores with the server that it
// measures. Requests are encoded once and numbered; of what comes back the numbers are read and the rest is stepped over. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "luot/v1/envelope.pb.h"

namespace luot::bench {

// The message as one frame, header included.
std::string frame_of(const v1::Envelope& envelope);
std::string hello_frame(v1::Role role, const std::string& device, bool pushes);
std::string pong_frame(std::uint64_t stamp);

// One command, ready to be sent under any number.
class Request {
  public:
    explicit Request(const v1::Command& command);
    void append(std::string& out, std::uint64_t no, std::uint64_t acked_through) const;

  private:
    std::string command_;  // as the field of v1::Request
};

// Which message of the oneof an envelope holds, and its bytes. Nothing: no envelope of exactly one message.
struct Opened {
    v1::Envelope::MessageCase kind = v1::Envelope::MESSAGE_NOT_SET;
    std::string_view body;
};
std::optional<Opened> open_envelope(std::string_view envelope);

// Of a Reply. Nothing: the bytes are no message.
struct ReplyHead {
    std::uint64_t no = 0;
    std::uint64_t seq = 0;
    bool accepted = false;
};
std::optional<ReplyHead> reply_head(std::string_view reply);

// The message's first field, where that is a number: Event.seq, Ping.stamp. 0 where it is absent.
std::optional<std::uint64_t> first_number(std::string_view message);

}  // namespace luot::bench
