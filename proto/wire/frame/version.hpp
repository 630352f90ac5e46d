// The protocol's version, which both ends say in their first frame. Another major is refused; a minor only adds.
#pragma once

#include <cstdint>

namespace luot::frame {

constexpr std::uint32_t protocol_major = 1;
constexpr std::uint32_t protocol_minor = 0;

}  // namespace luot::frame
