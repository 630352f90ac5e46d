// Tickets asked of a running server, one at a time or many at once: what the benches of issuing share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/device.hpp"

namespace luot::bench {

// Ready-made requests for one ticket of each field and class.
std::vector<Request> issue_requests();

// From a request to its reply, one after the other, over one connection.
std::vector<double> issue_one_by_one(Device& kiosk, const std::vector<Request>& requests, std::size_t count);

std::vector<Device> kiosks(std::uint16_t port, std::size_t count);

struct Load {
    double seconds = 0;
    std::vector<double> latencies_us;  // one a ticket
};

// So many tickets over all connections, each with up to `in_flight` requests under way. Until the last one is told. in_flight <= 64.
Load issue_load(std::vector<Device>& devices, const std::vector<Request>& requests, std::size_t tickets, std::size_t in_flight);

}  // namespace luot::bench
