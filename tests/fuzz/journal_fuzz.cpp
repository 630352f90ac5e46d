// What a journal's file may hold: bytes that are refused with a reason, or an event or a state that says the same when it is written again.
#include <string>

#include "core/invariants.hpp"
#include "fuzz.hpp"
#include "luot/v1/checkpoint.pb.h"
#include "map/bytes.hpp"
#include "map/codec.hpp"

using namespace luot;

namespace {

const map::ProtobufCodec codec;

void try_event(std::uint16_t kind, std::string_view payload) {
    const auto event = codec.decode({7, 8, {}, kind, std::string(payload)});
    fuzz::require(event.has_value() || !event.error().what.empty(), "an event that cannot be read is told why");
    if (!event) return;
    const auto encoded = codec.encode(*event);
    fuzz::require(encoded.kind == kind, "an event written again is of its kind");
    const auto again = codec.decode({7, 8, {}, encoded.kind, encoded.payload});
    fuzz::require(again.has_value() && codec.encode(*again).payload == encoded.payload, "an event written again says the same");
}

void try_state(std::string_view bytes) {
    v1::Checkpoint message;
    const core::Seq seq = map::from_bytes(bytes, message) ? message.state().seq() : 0;
    const auto state = codec.decode_state({seq, codec.state_format(), std::string(bytes)});
    fuzz::require(state.has_value() || !state.error().what.empty(), "a checkpoint that cannot be read is told why");
    if (!state) return;
    const std::string encoded = codec.encode(*state);
    const auto again = codec.decode_state({seq, codec.state_format(), encoded});
    fuzz::require(again.has_value() && *again == *state && codec.encode(*again) == encoded, "a state written again is the same");
    for (const auto& broken : core::invariants(*state)) fuzz::require(!broken.empty(), "an invariant that does not hold has a name");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    Choices choices(input);
    const auto kind = static_cast<std::uint16_t>(choices.byte() * 256 + choices.byte());
    if (kind == 0xffff) return try_state(choices.rest());
    try_event(kind, choices.rest());
}
