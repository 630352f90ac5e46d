// From measurements to figures: nearest-rank percentiles within a round, medians over rounds, and how far the rounds lie apart. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace luot::bench {

// Fewer rounds than this say nothing about how steady a machine is.
constexpr std::size_t rounds_min = 5;
// A floor or ceiling whose rounds lie further apart than this does not hold anything to account.
constexpr double spread_max = 1.5;

// The ⌈share·n⌉-th smallest, 0 < share <= 1; 0 where there is nothing.
double percentile(std::vector<double> values, double share);

// One figure, measured once a round.
class Rounds {
  public:
    Rounds() = default;
    explicit Rounds(std::vector<double> values) : values_(std::move(values)) {}
    void add(double value) { values_.push_back(value); }

    const std::vector<double>& values() const { return values_; }
    // The middle one; of an even number, the mean of the two in the middle.
    double median() const;
    // Largest over smallest; 0 where that cannot be said.
    double spread() const;

  private:
    std::vector<double> values_;
};

// Round by round; a figure that is made of two others.
Rounds sum(const Rounds& left, const Rounds& right);

// What a figure is held to.
struct Target {
    enum class Kind { at_most, at_least };
    Kind kind = Kind::at_most;
    double value = 0;
    std::string text() const;  // "<= 2"
};

// The figure's median over the other side's, measured in alternation with it.
struct Verdict {
    double ratio = 0;
    Target target;
    bool inconclusive = false;  // the other side spreads too far, or has too few rounds
    bool met() const;
};
Verdict judge(const Rounds& figure, const Rounds& other, Target target);

// Runs both sides so many times, changing which goes first: neither always meets the other's warm caches or its dirty pages.
template <class Left, class Right>
void alternate(std::size_t rounds, const Left& left, const Right& right) {
    for (std::size_t round = 0; round < rounds; ++round) {
        if (round % 2 == 0) left(round);
        right(round);
        if (round % 2 != 0) left(round);
    }
}

}  // namespace luot::bench
