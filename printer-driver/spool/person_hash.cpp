#include "spool/person_hash.hpp"

#include <stdexcept>

#include <sodium.h>

namespace luot::spool {

std::optional<std::string> person_hash(std::string_view card_number, std::string_view key) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    if (key.size() != person_key_bytes) return std::nullopt;
    std::string digits;
    digits.reserve(card_number.size());  // never moved, so that no copy is left behind
    for (const char letter : card_number) {
        if (letter >= '0' && letter <= '9') digits.push_back(letter);
    }
    if (digits.empty()) return std::nullopt;
    std::string hash(person_hash_bytes, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), reinterpret_cast<const unsigned char*>(digits.data()),
                       digits.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    sodium_memzero(digits.data(), digits.size());
    return hash;
}

}  // namespace luot::spool
