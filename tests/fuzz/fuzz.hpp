// What every fuzz target shares: one function to define, a way to say what has to hold, and a way to spend an input as choices.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace luot::fuzz {

// Defined by each target: one input, tried. Keeps nothing from one input to the next, reads no clock and no random source.
void try_one(std::string_view input);

// Says what was violated on stderr and aborts, unless `holds`.
void require(bool holds, std::string_view what);

// An input as a row of choices; at its end every choice is 0.
class Choices {
  public:
    explicit Choices(std::string_view input) : rest_(input) {}

    bool over() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty()) return 0;
        const auto taken = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return taken;
    }
    bool flag() { return (byte() & 1) != 0; }
    std::uint32_t below(std::uint32_t limit) { return (limit > 256 ? byte() * 256U + byte() : byte()) % limit; }
    std::string_view take(std::size_t bytes) {
        const auto taken = rest_.substr(0, std::min(bytes, rest_.size()));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

}  // namespace luot::fuzz
