// JSON of a Protobuf message as scripts like it: names as in the .proto files, enum values in short lower case ("called"), 64-bit numbers
// as numbers (every id and time here is below 2^53), plain fields always there, absent messages and optionals left out. Pure.
#pragma once

#include <boost/json/object.hpp>

namespace google::protobuf {
class Message;
}

namespace luot::message_json {

boost::json::object to_json(const google::protobuf::Message& message);

}  // namespace luot::message_json
