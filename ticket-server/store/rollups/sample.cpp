#include "store/rollups/sample.hpp"

#include <algorithm>

namespace luot::store {

namespace {

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t from_zigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

void put_varint(std::string& to, std::uint64_t value) {
    while (value >= 0x80) {
        to += static_cast<char>((value & 0x7fU) | 0x80U);
        value >>= 7U;
    }
    to += static_cast<char>(value);
}

std::optional<std::uint64_t> take_varint(std::string_view& from) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (from.empty()) return std::nullopt;
        const auto byte = static_cast<std::uint8_t>(from.front());
        from.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

void put_pairs(std::string& to, const Pairs& pairs) {
    put_varint(to, pairs.size());
    std::int64_t before = 0;
    for (const auto& [first, second] : pairs) {
        const bool is_first = &first == &pairs.front().first;
        put_varint(to, is_first ? zigzag(first) : static_cast<std::uint64_t>(first - before));
        put_varint(to, zigzag(second));
        before = first;
    }
}

bool take_pairs(std::string_view& from, Pairs& pairs) {
    const std::optional<std::uint64_t> count = take_varint(from);
    if (!count || *count > from.size()) return false;  // a pair takes two bytes at least
    pairs.reserve(static_cast<std::size_t>(*count));
    std::int64_t first = 0;
    for (std::uint64_t index = 0; index < *count; ++index) {
        const std::optional<std::uint64_t> step = take_varint(from);
        const std::optional<std::uint64_t> second = take_varint(from);
        if (!step || !second) return false;
        const bool falls = index != 0 && (*step == 0 || *step > INT64_MAX || first > INT64_MAX - static_cast<std::int64_t>(*step));
        if (falls) return false;
        first = index == 0 ? from_zigzag(*step) : first + static_cast<std::int64_t>(*step);
        pairs.emplace_back(first, from_zigzag(*second));
    }
    return true;
}

void count(Pairs& pairs, std::int64_t first) {
    if (pairs.empty() || pairs.back().first != first) pairs.emplace_back(first, 0);
    ++pairs.back().second;
}

}  // namespace

Sample sample_of(std::vector<core::TimeUs>& times) {
    std::sort(times.begin(), times.end());
    Sample sample;
    for (const core::TimeUs us : times) {
        count(sample.seconds, us / core::second_us);
        if (us % core::minute_us == 0) count(sample.minutes, us / core::minute_us);
        sample.sum_us += us;
    }
    return sample;
}

Pairs pairs_of(const std::map<std::int64_t, std::int64_t>& from) {
    Pairs pairs;
    for (const auto& [first, second] : from)
        if (second != 0) pairs.emplace_back(first, second);
    return pairs;
}

std::string bytes_of(const Pairs& pairs) {
    std::string bytes;
    if (!pairs.empty()) put_pairs(bytes, pairs);
    return bytes;
}

std::string bytes_of(const Sample& sample) {
    std::string bytes;
    if (sample.seconds.empty()) return bytes;
    put_pairs(bytes, sample.seconds);
    put_pairs(bytes, sample.minutes);
    put_varint(bytes, zigzag(sample.sum_us));
    return bytes;
}

std::optional<Pairs> pairs_from(std::string_view bytes) {
    Pairs pairs;
    if (bytes.empty()) return pairs;
    if (!take_pairs(bytes, pairs) || !bytes.empty()) return std::nullopt;
    return pairs;
}

std::optional<Sample> sample_from(std::string_view bytes) {
    Sample sample;
    if (bytes.empty()) return sample;
    if (!take_pairs(bytes, sample.seconds) || !take_pairs(bytes, sample.minutes)) return std::nullopt;
    const std::optional<std::uint64_t> sum = take_varint(bytes);
    if (!sum || !bytes.empty()) return std::nullopt;
    sample.sum_us = from_zigzag(*sum);
    return sample;
}

}  // namespace luot::store
