// Randomness for tickets' tokens, from libsodium. Any thread.
#pragma once

#include "engine/service.hpp"

namespace luot::server {

class SodiumEntropy final : public engine::EntropySource {
  public:
    // Throws std::runtime_error where the system gives no randomness.
    SodiumEntropy();
    core::Entropy next() override;
};

}  // namespace luot::server
