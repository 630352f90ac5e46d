#include "bench/figures.hpp"

#include <cmath>
#include <cstdio>

namespace luot::bench {

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const std::size_t index = std::clamp<std::size_t>(rank, 1, values.size()) - 1;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
}

double Rounds::median() const {
    if (values_.empty()) return 0;
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double Rounds::spread() const {
    if (values_.empty()) return 0;
    const auto [least, most] = std::minmax_element(values_.begin(), values_.end());
    return *least > 0 ? *most / *least : 0;
}

Rounds sum(const Rounds& left, const Rounds& right) {
    Rounds both;
    for (std::size_t i = 0; i < std::min(left.values().size(), right.values().size()); ++i) both.add(left.values()[i] + right.values()[i]);
    return both;
}

std::string Target::text() const {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%s %g", kind == Kind::at_most ? "<=" : ">=", value);
    return digits.data();
}

bool Verdict::met() const {
    return target.kind == Target::Kind::at_most ? ratio <= target.value : ratio >= target.value;
}

Verdict judge(const Rounds& figure, const Rounds& other, Target target) {
    Verdict verdict;
    verdict.target = target;
    const double below = other.median();
    verdict.ratio = below > 0 ? figure.median() / below : 0;
    const double spread = other.spread();
    verdict.inconclusive = other.values().size() < rounds_min || spread == 0 || spread > spread_max;
    return verdict;
}

}  // namespace luot::bench
