#include "virtual_led/sign_receiver.hpp"

#include <algorithm>
#include <cstdio>

namespace luot::testing {
namespace {

constexpr std::size_t longest = 16;

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<SignMake> sign_make(std::string_view profile) {
    if (profile == "ascii-dollar") return SignMake::ascii_dollar;
    if (profile == "ascii-stx-xor") return SignMake::ascii_stx_xor;
    if (profile == "binary-sum8") return SignMake::binary_sum8;
    return std::nullopt;
}

bool SignReceiver::take(std::span<const std::uint8_t> bytes) {
    const std::size_t before = telegrams_;
    waiting_.append(bytes.begin(), bytes.end());
    while (!waiting_.empty()) {
        const std::size_t used = take_one();
        if (used == 0) break;
        waiting_.erase(0, used);
    }
    return telegrams_ > before;
}

// How many bytes of what waits are done with; 0: more has to come.
std::size_t SignReceiver::take_one() {
    const std::string_view all = waiting_;
    const auto skip = [this] {
        ++wrong_;
        return std::size_t{1};
    };
    const auto taken = [this](int address, std::string shown, std::size_t used) {
        signs_[address] = std::move(shown);
        ++telegrams_;
        return used;
    };
    switch (make_) {
        case SignMake::ascii_dollar: {
            if (all[0] != '$') return skip();
            const auto end = all.find('#');
            if (end == std::string_view::npos) return all.size() > longest ? skip() : 0;
            if (end < 6 || !digits(all.substr(1, 3)) || all[4] != ',') return skip();
            return taken(std::stoi(std::string(all.substr(1, 3))), std::string(all.substr(5, end - 5)), end + 1);
        }
        case SignMake::ascii_stx_xor: {
            constexpr std::size_t size = 10;  // STX, two of address, four of number, two of checksum, ETX
            if (all[0] != '\x02') return skip();
            if (all.size() < size) return 0;
            unsigned parity = 0;
            for (const char c : all.substr(1, 6)) parity ^= static_cast<unsigned char>(c);
            char expected[3] = {};
            std::snprintf(expected, sizeof expected, "%02X", parity);
            if (!digits(all.substr(1, 2)) || all.substr(7, 2) != expected || all[9] != '\x03') return skip();
            return taken(std::stoi(std::string(all.substr(1, 2))), std::string(all.substr(3, 4)), size);
        }
        case SignMake::binary_sum8:
            break;
    }
    constexpr std::size_t size = 4;
    if (all.size() < size) return 0;
    const auto byte = [all](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(all[at])); };
    if (((byte(0) + byte(1) + byte(2)) & 0xFFU) != byte(3)) return skip();
    const unsigned value = byte(1) << 8U | byte(2);
    char shown[4] = "   ";  // more than it has digits for: dark
    if (value <= 999) std::snprintf(shown, sizeof shown, "%3u", value);
    return taken(static_cast<int>(byte(0)), shown, size);
}

}  // namespace luot::testing
