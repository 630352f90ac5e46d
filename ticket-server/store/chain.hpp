// The chain over the journal, so that a changed past shows.
//
//   digest = BLAKE2b-256(payload)
//   link   = BLAKE2b-256(88 bytes), unkeyed:
//              32  link of the event before; of seq 1: the genesis link, 32 zero bytes
//               8  seq      unsigned, big-endian
//               8  at_us    two's complement, big-endian
//               8  kind     unsigned, big-endian
//              32  digest
//
// The digest is a column of its own, so a payload can be erased and the chain still checks.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "journal/journal.hpp"

namespace luot::store {

using Digest = std::array<std::uint8_t, 32>;
using Link = Digest;

constexpr Link genesis_link{};

Digest digest_of(std::string_view bytes);
Link link_of(const Link& previous, core::Seq seq, core::TimeUs at_us, std::uint16_t kind, const Digest& digest);

// Lower case hexadecimal, as reports print it.
std::string hexadecimal(const Digest& digest);

// A digest as a column holds it; nothing where the length is wrong.
std::string_view bytes_of(const Digest& digest);
std::optional<Digest> digest_from(std::string_view bytes);

}  // namespace luot::store
