#include "store/rollups/sample.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace luot;
using namespace luot::store;

TEST_CASE("a sample keeps seconds rounded down and whole minutes and the exact sum") {
    std::vector<core::TimeUs> times{core::minute_us, 1'999'999, 0, core::minute_us + 1, 1'000'000};
    const Sample sample = sample_of(times);
    CHECK(sample.seconds == Pairs{{0, 1}, {1, 2}, {60, 2}});
    CHECK(sample.minutes == Pairs{{0, 1}, {1, 1}});
    CHECK(sample.sum_us == 2 * core::minute_us + 3'000'000);
}

TEST_CASE("the bytes of pairs are varints of differences") {
    CHECK(bytes_of(Pairs{}).empty());
    CHECK(bytes_of(Sample{}).empty());
    CHECK(bytes_of(Pairs{{-1, 1}, {299, -2}}) == std::string("\x02\x01\x02\xac\x02\x03", 6));
    Sample sample;
    sample.seconds = {{3, 1}};
    sample.sum_us = 64;
    CHECK(bytes_of(sample) == std::string("\x01\x06\x02\x00\x80\x01", 6));
}

TEST_CASE("the bytes that the schemas document shows are these") {
    std::vector<core::TimeUs> waits{4'200'000, core::minute_us, core::minute_us + 500'000};
    CHECK(bytes_of(sample_of(waits)) == std::string("\x02\x08\x02\x38\x04\x01\x02\x02\xc0\x95\xf6\x76", 12));
}

TEST_CASE("any sample comes back from its bytes and no other bytes do") {
    const std::uint64_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 dice(seed);
    for (int round = 0; round < 200; ++round) {
        std::vector<core::TimeUs> times;
        for (std::uint64_t index = dice() % 40; index > 0; --index)
            times.push_back(dice() % 5 == 0 ? static_cast<core::TimeUs>(dice() % 100) * core::minute_us
                                            : static_cast<core::TimeUs>(dice() >> (dice() % 40 + 10)));
        const Sample sample = sample_of(times);
        const std::string bytes = bytes_of(sample);
        CHECK(sample_from(bytes) == sample);
        for (std::size_t cut = 1; cut < bytes.size(); ++cut) CHECK_FALSE(sample_from(std::string_view(bytes).substr(0, cut)).has_value());
        if (!bytes.empty()) CHECK_FALSE(sample_from(bytes + '\0').has_value());
    }
}

TEST_CASE("pairs that do not rise or promise more than there is are refused") {
    CHECK_FALSE(pairs_from(std::string("\x02\x02\x02\x00\x02", 5)).has_value());
    CHECK_FALSE(pairs_from("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").has_value());
    CHECK_FALSE(pairs_from("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").has_value());
    const Pairs widest{{std::numeric_limits<std::int64_t>::max() - 1, 1}, {std::numeric_limits<std::int64_t>::max(), INT64_MIN}};
    CHECK(pairs_from(bytes_of(widest)) == widest);
}
