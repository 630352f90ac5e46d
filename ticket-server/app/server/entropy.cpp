#include "server/entropy.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace luot::server {

SodiumEntropy::SodiumEntropy() {
    if (sodium_init() < 0) throw std::runtime_error("the system gives no randomness");
}

core::Entropy SodiumEntropy::next() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, bytes.size() * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return core::Entropy{std::string(text.data(), text.size() - 1)};
}

}  // namespace luot::server
