#include "store/chain.hpp"

#include <sodium.h>

#include <cstring>

namespace luot::store {

namespace {

Digest blake2b_256(const void* bytes, std::size_t size) {
    Digest digest;
    // Cannot fail with a length that BLAKE2b has and no key.
    crypto_generichash_blake2b(digest.data(), digest.size(), static_cast<const unsigned char*>(bytes), size, nullptr, 0);
    return digest;
}

std::uint8_t* put_big_endian(std::uint8_t* at, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) *at++ = static_cast<std::uint8_t>(value >> shift);
    return at;
}

}  // namespace

Digest digest_of(std::string_view bytes) {
    return blake2b_256(bytes.data(), bytes.size());
}

Link link_of(const Link& previous, core::Seq seq, core::TimeUs at_us, std::uint16_t kind, const Digest& digest) {
    std::array<std::uint8_t, 88> bytes{};
    std::uint8_t* at = std::copy(previous.begin(), previous.end(), bytes.data());
    at = put_big_endian(at, seq);
    at = put_big_endian(at, static_cast<std::uint64_t>(at_us));
    at = put_big_endian(at, kind);
    std::copy(digest.begin(), digest.end(), at);
    return blake2b_256(bytes.data(), bytes.size());
}

std::string hexadecimal(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<Digest> digest_from(std::string_view bytes) {
    Digest digest;
    if (bytes.size() != digest.size()) return std::nullopt;
    std::memcpy(digest.data(), bytes.data(), digest.size());
    return digest;
}

}  // namespace luot::store
