#include "server/hook_secrets.hpp"

#include <array>
#include <vector>

#include <sodium.h>

namespace luot::server {

namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
    std::string text(count * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

}  // namespace

std::string unguessable_digits(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    return hexadecimal(random.data(), random.size());
}

std::string hook_signature(const std::string& secret, const std::string& body, std::int64_t at_s) {
    const std::string at = std::to_string(at_s);
    const std::string text = at + "." + body;
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    return "t=" + at + ",v1=" + hexadecimal(mac.data(), mac.size());
}

}  // namespace luot::server
