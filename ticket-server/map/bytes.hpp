// Messages ⇄ bytes.
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/message_lite.h>

namespace luot::map {

// The same message gives the same bytes.
std::string to_bytes(const google::protobuf::MessageLite& message);

// A field that holds a message, behind what is there: as it stands in the bytes of the message that has the field.
void append_field(int number, const google::protobuf::MessageLite& message, std::string& to);
void append_field(int number, std::string_view bytes_of_message, std::string& to);

// False where the bytes are not such a message. Says nothing on stderr, whoever sent them.
bool from_bytes(std::string_view bytes, google::protobuf::MessageLite& to);

}  // namespace luot::map
