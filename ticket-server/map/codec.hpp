// The journal's codec: events and states as Protobuf. Deterministic: the same event or state gives the same bytes on any machine.
// What cannot be read (a kind, a version or a value that this program does not know, bytes that are no message) is a Failure.
// Stateless; any thread.
#pragma once

#include "journal/journal.hpp"

namespace luot::map {

class ProtobufCodec final : public journal::Codec {
  public:
    // Rises when luot.v1.Checkpoint changes its meaning, and with the bytes that the same events fold to, which includes what
    // people_before() and expected_wait_of() say: kept answers hold it. A start passes over other formats and folds the events instead.
    // What a prune left to rest on has no events behind it: since the first, formats have only gained fields whose absence says that
    // nobody had used them; what the tickets say themselves is made of them. One that changes what was there needs a reader of its own
    // here.
    static constexpr std::uint32_t checkpoint_format = 5;

    journal::EncodedEvent encode(const core::Event& event) const override;
    journal::Result<core::Event> decode(const journal::Row& row) const override;
    std::uint32_t state_format() const override { return checkpoint_format; }
    bool reads_state_of(std::uint32_t format) const override { return format >= 1 && format <= checkpoint_format; }
    std::string encode(const core::State& state) const override;
    journal::Result<core::State> decode_state(const journal::Checkpoint& checkpoint) const override;
};

}  // namespace luot::map
