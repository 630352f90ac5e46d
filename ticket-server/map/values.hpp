// Small values that several messages share.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <google/protobuf/repeated_ptr_field.h>

#include "core/event.hpp"
#include "luot/v1/types.pb.h"
#include "map/faults.hpp"

namespace luot::map {

void write(const core::Promise& promise, v1::Promise& to);
core::Promise read(const v1::Promise& promise);

void write(const core::WaitRange& range, v1::WaitRange& to);
core::WaitRange read(const v1::WaitRange& range);

template <class Tag>
void write(const std::vector<core::Code<Tag>>& codes, google::protobuf::RepeatedPtrField<std::string>& to) {
    to.Reserve(static_cast<int>(codes.size()));
    for (const auto& code : codes) *to.Add() = code.value;
}

template <class CodeType>
std::vector<CodeType> read_codes(const google::protobuf::RepeatedPtrField<std::string>& codes) {
    std::vector<CodeType> out;
    out.reserve(static_cast<std::size_t>(codes.size()));
    for (const auto& code : codes) out.emplace_back(code);
    return out;
}

// Narrowing that says so instead of cutting.
inline std::uint8_t narrow_to_byte(std::uint32_t value, const char* what, Faults& faults) {
    faults.require(value <= std::numeric_limits<std::uint8_t>::max(), what);
    return static_cast<std::uint8_t>(value);
}

}  // namespace luot::map
