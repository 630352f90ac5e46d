// Devices: who is enrolled and who is connected, codes for new ones, and taking them back: /api/v1/devices. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/access/access_parts.hpp"

namespace luot::web {

// As the devices' sessions have it; of each role and name one.
struct SeenDevice {
    std::string role;  // "kiosk", "counter", "board"
    std::string name;
    bool connected = false;
    std::int64_t seen_us = 0;  // office time of its last sign of life; now, where it is connected
    std::string status;        // in a word, for people who look after devices; empty: nothing is known
};
using SeeDevices = std::function<std::vector<SeenDevice>()>;

// GET /api/v1/devices (viewer), POST /api/v1/devices/codes, DELETE /api/v1/devices/{role}/{name} (administrator). `parts` outlives the
// router's use.
void add_device_pages(AccessParts& parts, SeeDevices see_devices, Router& router);

// "K7QM-3F9X": eight letters without those that look alike, of random bytes: 40 bits, for a quarter of an hour and one use.
constexpr std::size_t code_random_bytes = 5;
std::string new_code(std::string_view random);
// As its hash is made: without what people put between letters, small or large.
std::string plain_code(std::string_view typed);

}  // namespace luot::web
