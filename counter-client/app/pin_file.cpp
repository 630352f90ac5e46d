#include "counter_app/pin_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "counter/limits.hpp"

namespace luot::counter_app {
namespace {

using counter::limits::pin_digits_max;
using counter::limits::pin_digits_min;

std::string a_pin() {
    return "a PIN of " + std::to_string(pin_digits_min) + " to " + std::to_string(pin_digits_max) + " digits";
}

}  // namespace

void throw_exception_from_error(const BadFile& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}

boost::system::result<std::string, BadFile> read_pin_file(const std::string& file) {
    std::ifstream input(file);
    std::array<char, 64> line{};
    input.getline(line.data(), line.size());
    if (!input) return BadFile{"--pin-file " + file + ": cannot be read, or its first line is not " + a_pin()};
    std::string pin(line.data());
    if (pin.ends_with('\r')) pin.pop_back();
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < pin_digits_min || pin.size() > pin_digits_max)
        return BadFile{"--pin-file " + file + ": the first line is to be " + a_pin()};
    return {boost::system::in_place_value, std::move(pin)};
}

}  // namespace luot::counter_app
