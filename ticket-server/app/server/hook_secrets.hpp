// What nobody guesses about webhooks, and how deliveries are signed. Chance is the system's (libsodium).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace luot::server {

// Twice as many hexadecimal digits.
std::string unguessable_digits(std::size_t bytes);

// X-Luot-Signature (docs/webhooks.md): "t=SECONDS,v1=" and HMAC-SHA256 over "SECONDS.BODY", in hexadecimal digits.
std::string hook_signature(const std::string& secret, const std::string& body, std::int64_t at_s);

}  // namespace luot::server
