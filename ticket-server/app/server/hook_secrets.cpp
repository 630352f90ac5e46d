#include "server/hook_secrets.hpp"

#include <sodium.h>

#include "server/secret_bytes.hpp"
#include "web/access/access_guard.hpp"

namespace luot::server {

std::string unguessable_digits(std::size_t bytes) {
    return web::hexadecimal(random_bytes(bytes));
}

std::string hook_signature(const std::string& secret, const std::string& body, std::int64_t at_s) {
    const std::string at = std::to_string(at_s);
    const std::string text = at + "." + body;
    crypto_auth_hmacsha256_state state;
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
    return "t=" + at + ",v1=" + web::hexadecimal(mac);
}

}  // namespace luot::server
