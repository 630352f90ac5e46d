#include "map/codec.hpp"

#include "core/service_times.hpp"
#include "map/bytes.hpp"
#include "map/event_map.hpp"
#include "map/state_map.hpp"

namespace luot::map {

namespace {

// Formats before it say nothing of what clerks have done; but for their pauses the tickets do.
constexpr std::uint32_t first_with_clerk_days = 4;

journal::Failure unreadable(const char* what, core::Seq seq, const std::string& why) {
    journal::Failure failure;
    failure.what = std::string(what) + " " + std::to_string(seq) + " cannot be read: " + why;
    return failure;
}

}  // namespace

journal::EncodedEvent ProtobufCodec::encode(const core::Event& event) const {
    v1::JournalPayload payload;
    write(event, payload);
    journal::EncodedEvent out;
    out.kind = kind_number(event);
    out.payload = to_bytes(payload);
    return out;
}

journal::Result<core::Event> ProtobufCodec::decode(const journal::Row& row) const {
    v1::JournalPayload payload;
    if (!from_bytes(row.payload, payload)) return unreadable("event", row.seq, "its payload is garbled");
    core::Event event;
    event.seq = row.seq;
    event.at_us = row.at_us;
    event.business_day = row.business_day;
    Faults faults;
    read(payload, event, faults);
    if (!faults.none()) return unreadable("event", row.seq, faults.first());
    if (kind_number(event) != row.kind) return unreadable("event", row.seq, "its payload is of another kind than its row");
    return event;
}

std::string ProtobufCodec::encode(const core::State& state) const {
    std::string bytes;
    append_field(v1::Checkpoint::kStateFieldNumber, saved_state_bytes(state), bytes);
    return bytes;
}

journal::Result<core::State> ProtobufCodec::decode_state(const journal::Checkpoint& checkpoint) const {
    const auto refuse = [&](const std::string& why) { return unreadable("checkpoint at", checkpoint.seq, why); };
    if (!reads_state_of(checkpoint.format)) return refuse("format " + std::to_string(checkpoint.format) + " is not known");
    v1::Checkpoint message;
    if (!from_bytes(checkpoint.state, message) || !message.has_state()) return refuse("its bytes are garbled");
    Faults faults;
    core::State state = read(message.state(), faults);
    if (!faults.none()) return refuse(faults.first());
    if (checkpoint.format < first_with_clerk_days) state.clerk_days = core::services_by_clerk(state);
    if (state.seq != checkpoint.seq) return refuse("its state is of event " + std::to_string(state.seq));
    return state;
}

}  // namespace luot::map
