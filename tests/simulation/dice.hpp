// Chance from a seed: the same seed, the same throws, on any machine.
#pragma once

#include <cstdint>

namespace luot::simulation {

// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough for what people and networks do.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15U);
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }
    // 0 to bound - 1.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    // Both ends included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }
    bool once_in(std::uint64_t times) { return below(times) == 0; }
    bool percent(std::uint64_t of_hundred) { return below(100) < of_hundred; }
    template <class List>
    const auto& any_of(const List& list) {
        return list[below(list.size())];
    }

  private:
    std::uint64_t state_;
};

}  // namespace luot::simulation
