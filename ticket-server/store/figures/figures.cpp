#include "figures/figures.hpp"

namespace luot::figures {
namespace {

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<double> ServiceLevel::share() const {
    return ratio(called_within, called + left_beyond + waiting_beyond);
}

std::uint64_t Rating::count() const {
    std::uint64_t total = 0;
    for (const std::uint64_t grade : by_grade) total += grade;
    return total;
}
std::uint64_t Rating::satisfied() const {
    return by_grade[3] + by_grade[4];
}

std::optional<double> Rating::share() const {
    return ratio(satisfied(), count());
}

std::optional<double> Figures::no_show_rate() const {
    return ratio(no_show, called_once);
}
std::optional<double> Figures::walk_out_rate() const {
    return ratio(walk_out, issued);
}

double Report::queue_length(const Figures& of) const {
    return window_us == 0 ? 0 : static_cast<double>(of.waited_us) / static_cast<double>(window_us);
}

}  // namespace luot::figures
