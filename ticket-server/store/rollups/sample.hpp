// Times of one kind (waits, services …) as a histogram of whole seconds, from which every figure of them is had to the last digit; and
// the bytes in which tables hold it. Pure.
//
// What a histogram of seconds rounded down cannot tell is kept beside it: the exact sum, for means, and how many are whole minutes to the
// microsecond, since whoever is called exactly at a target is called within it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/moment.hpp"

namespace luot::store {

// Rising by the first; no second of 0.
using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

struct Sample {
    Pairs seconds;  // second, rounded towards 0 → how many
    Pairs minutes;  // minute → how many are exactly so long
    std::int64_t sum_us = 0;
    bool operator==(const Sample&) const = default;
};

// In any order; `times` is left sorted.
Sample sample_of(std::vector<core::TimeUs>& times);
Pairs pairs_of(const std::map<std::int64_t, std::int64_t>& from);

// Pairs: varint n, then n times: varint of the first's difference to the one before it (the first one's zigzag of itself), varint of
// the zigzag of the second. Varints are LEB128, 7 bits a byte, lowest first. Nothing at all is no bytes.
std::string bytes_of(const Pairs& pairs);
// A sample: pairs of seconds, pairs of minutes, varint of the zigzag of sum_us. An empty one is no bytes.
std::string bytes_of(const Sample& sample);
// Nothing for bytes that are not made so.
std::optional<Pairs> pairs_from(std::string_view bytes);
std::optional<Sample> sample_from(std::string_view bytes);

}  // namespace luot::store
