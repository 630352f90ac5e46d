// All that is kept of a citizen's card: 16 bytes that say nothing without the day's key, and nothing at all once that is gone. They enforce
// the office's limits per person, and are sent with the wish for a number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace luot::spool {

constexpr std::size_t person_key_bytes = 32;
constexpr std::size_t person_hash_bytes = 16;

// BLAKE2b-128 of the number's digits, keyed. Anything in it that is no digit is left out, so that spaces make no second person. Nothing
// where there are no digits, or the key is not one: no card was read, then. The caller wipes the number when it has the hash.
std::optional<std::string> person_hash(std::string_view card_number, std::string_view key);

}  // namespace luot::spool
