#include "server/entropy.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace luot::server {

SodiumEntropy::SodiumEntropy() {
    if (sodium_init() < 0) throw std::runtime_error("the system gives no randomness");
}

core::Entropy SodiumEntropy::next() {
    if (used_ == pool_.size()) {
        randombytes_buf(pool_.data(), pool_.size());
        used_ = 0;
    }
    std::array<char, token_bytes * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), pool_.data() + used_, token_bytes);
    sodium_memzero(pool_.data() + used_, token_bytes);
    used_ += token_bytes;
    return core::Entropy{std::string(text.data(), text.size() - 1)};
}

}  // namespace luot::server
