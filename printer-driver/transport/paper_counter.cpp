#include "transport/paper_counter.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "files/kept_file.hpp"

namespace luot::transport {

namespace {

// A roll is some 80 m; a thousand million mm is nobody's.
constexpr std::uint64_t count_max = 1'000'000'000;

}  // namespace

void throw_exception_from_error(const BadPaperCount& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}

PaperCounter::PaperCounter(std::filesystem::path file, Roll roll) : file_(std::move(file)), roll_(roll) {}

PaperCounter PaperCounter::begin(std::filesystem::path file, Roll roll) {
    return {std::move(file), roll};
}

boost::system::result<PaperCounter, BadPaperCount> PaperCounter::load(std::filesystem::path file, Roll roll) {
    PaperCounter counter(std::move(file), roll);
    std::error_code error;
    const auto status = std::filesystem::status(counter.file_, error);
    if (status.type() == std::filesystem::file_type::not_found) return counter;
    std::string text(256, '\0');
    std::ifstream input(counter.file_, std::ios::binary);
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    Kept kept;
    int near_end = 0;
    int end = 0;
    const int found = std::sscanf(text.c_str(), "luot paper 1\nprinted_mm %10" SCNu64 "\nslips %10" SCNu64 "\nnear_end %1d\nend %1d",
                                  &kept.printed_mm, &kept.slips, &near_end, &end);
    kept.near_end = near_end != 0;
    kept.end = end != 0;
    counter.kept_ = kept;
    // Nothing but what would be written again is taken for it.
    if (found != 4 || kept.printed_mm > count_max || kept.slips > count_max || text != counter.text()) {
        return BadPaperCount{counter.file_.string() +
                             " is no count of paper; delete it, and say that the roll was changed when the next one is put in"};
    }
    return counter;
}

std::optional<std::string> PaperCounter::printed(int mm, int slips) {
    kept_.printed_mm = std::min(count_max, kept_.printed_mm + static_cast<std::uint64_t>(std::max(0, mm)));
    kept_.slips = std::min(count_max, kept_.slips + static_cast<std::uint64_t>(std::max(0, slips)));
    return save();
}

std::optional<std::string> PaperCounter::seen(bool near_end, bool end) {
    const bool changed = (kept_.end && !end) || (kept_.near_end && !near_end && !end);
    if (!changed && kept_.end == end && kept_.near_end == near_end) return std::nullopt;
    if (changed) kept_ = {};
    kept_.near_end = near_end;
    kept_.end = end;
    return save();
}

std::optional<std::string> PaperCounter::roll_changed() {
    kept_ = {};
    return save();
}

std::optional<std::uint32_t> PaperCounter::left_mm() const {
    if (roll_.length_mm <= 0) return std::nullopt;
    const auto length = static_cast<std::uint64_t>(roll_.length_mm);
    return static_cast<std::uint32_t>(length - std::min(length, kept_.printed_mm));
}

bool PaperCounter::low() const {
    const auto left = left_mm();
    return left && *left <= static_cast<std::uint32_t>(std::max(0, roll_.low_mm));
}

std::string PaperCounter::text() const {
    return "luot paper 1\nprinted_mm " + std::to_string(kept_.printed_mm) + "\nslips " + std::to_string(kept_.slips) + "\nnear_end " +
           (kept_.near_end ? "1" : "0") + "\nend " + (kept_.end ? "1" : "0") + "\n";
}

std::optional<std::string> PaperCounter::save() const {
    const auto why = files::keep(file_, text());
    if (!why) return std::nullopt;
    return "the count of paper cannot be kept in " + file_.string() + ": " + *why;
}

}  // namespace luot::transport
