#include "counter_app/pin_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace luot::counter_app {
namespace {

// As the server's `pin` takes them.
constexpr std::size_t digits_min = 4;
constexpr std::size_t digits_max = 12;

}  // namespace

void throw_exception_from_error(const BadFile& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}

boost::system::result<std::string, BadFile> read_pin_file(const std::string& file) {
    std::ifstream input(file);
    std::array<char, 64> line{};
    input.getline(line.data(), line.size());
    if (!input) return BadFile{"--pin-file " + file + ": cannot be read, or its first line is no PIN of 4 to 12 digits"};
    std::string pin(line.data());
    if (pin.ends_with('\r')) pin.pop_back();
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < digits_min || pin.size() > digits_max)
        return BadFile{"--pin-file " + file + ": the first line is to be a PIN of 4 to 12 digits"};
    return {boost::system::in_place_value, std::move(pin)};
}

}  // namespace luot::counter_app
