// Bytes that nobody guesses, and what is kept of them, from libsodium.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luot::server {

std::string random_bytes(std::size_t count);

// 32 bytes.
std::string blake2b_256(std::string_view bytes);

}  // namespace luot::server
