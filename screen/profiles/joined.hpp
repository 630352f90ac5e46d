// Texts put together: chains of + make g++ 12 see bounds that are not there.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace luot::profiles {

inline std::string joined(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (const auto part : parts) whole += part;
    return whole;
}

}  // namespace luot::profiles
