// Whom an address stands for, where peers are counted. Pure.
#pragma once

#include <string>

namespace luot {

// Whoever has an IPv6 address has the other 2^64 of its network too: "2001:db8:1:2::/64". An IPv4 address, written as IPv6 or not, stands
// for itself; so does what is no address.
std::string network_of(const std::string& peer);

}  // namespace luot
