// Messages ⇄ bytes.
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/message_lite.h>

namespace luot::map {

// The same message gives the same bytes.
std::string to_bytes(const google::protobuf::MessageLite& message);

// False where the bytes are not such a message. Says nothing on stderr, whoever sent them.
bool from_bytes(std::string_view bytes, google::protobuf::MessageLite& to);

}  // namespace luot::map
