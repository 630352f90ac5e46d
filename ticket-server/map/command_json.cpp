#include "map/command_json.hpp"

#include <algorithm>

#include <google/protobuf/util/json_util.h>

#include "map/commands.hpp"

namespace luot::map {
namespace {

// What Protobuf says of a text may repeat it, lines and all.
constexpr std::size_t what_bytes = 200;

std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char each) { return each < 0x20 || each >= 0x7f; }, ' ');
    if (text.size() > what_bytes) text.resize(what_bytes);
    return text;
}

// "limitService"
std::string verb_of(const v1::Command& command) {
    const auto* oneof = v1::Command::descriptor()->FindOneofByName("verb");
    const auto* verb = command.GetReflection()->GetOneofFieldDescriptor(command, oneof);
    return verb == nullptr ? std::string() : verb->json_name();
}

}  // namespace

std::variant<core::Command, BadCommandText> command_from_json(const std::string& text) {
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = false;
    v1::Command wire;
    const auto parsed = google::protobuf::util::JsonStringToMessage(text, &wire, options);
    if (!parsed.ok()) return BadCommandText{one_line(std::string(parsed.message()))};
    const std::string verb = verb_of(wire);
    if (verb.empty()) return BadCommandText{"no verb: a command is an object with one member, as {\"limitService\": {...}}"};
    auto command = command_from_wire(wire);
    if (!command) return BadCommandText{verb + ": a value is missing or out of bounds"};
    return *std::move(command);
}

}  // namespace luot::map
