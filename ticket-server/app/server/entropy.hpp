// Randomness for tickets' tokens, from libsodium. One thread at a time.
#pragma once

#include <array>

#include "engine/service.hpp"

namespace luot::server {

class SodiumEntropy final : public engine::EntropySource {
  public:
    // Throws std::runtime_error where the system gives no randomness.
    SodiumEntropy();
    core::Entropy next() override;

  private:
    static constexpr std::size_t token_bytes = 16;
    // Asked of the system in one go for so many tokens, and wiped as they are given out.
    std::array<unsigned char, 64 * token_bytes> pool_{};
    std::size_t used_ = sizeof pool_;
};

}  // namespace luot::server
