// What whoever reaches a server may do to it, each for as long as its process lives: never more than thousands of anything in a second, so
// that on two processors the one who measures is measured too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace luot::bench {

struct Ports {
    std::uint16_t devices = 0;
    std::uint16_t http = 0;
};

struct Abuse {
    std::string name;
    void (*go_on)(const Ports& ports) = nullptr;
};

const std::vector<Abuse>& abuses();

}  // namespace luot::bench
