#include "board_view/office_zone.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace luot::board_view {

TEST_CASE("the offices wall clock and not UTC") {
    const OfficeZone hanoi("Asia/Ho_Chi_Minh");
    constexpr std::int64_t hour_us = 3'600'000'000;
    constexpr std::int64_t monday_us = 20514LL * 24 * hour_us;  // 2026-03-02T00:00Z
    CHECK(hanoi.at(monday_us).day == 20514);
    CHECK(hanoi.at(monday_us).minute == 7 * 60);
    CHECK(hanoi.at(monday_us + 17 * hour_us - 1).day == 20514);
    CHECK(hanoi.at(monday_us + 17 * hour_us - 1).minute == 23 * 60 + 59);
    CHECK(hanoi.at(monday_us + 17 * hour_us).day == 20515);
    CHECK(hanoi.at(monday_us + 17 * hour_us).minute == 0);
    CHECK(hanoi.at(-1).day == 0);
    CHECK(hanoi.at(-1).minute == 7 * 60 + 59);  // Saigon was at +08 then

    const OfficeZone warsaw("Europe/Warsaw");
    CHECK(warsaw.at(monday_us).minute == 60);
    CHECK(warsaw.at(monday_us + 120LL * 24 * hour_us).minute == 120);  // summer time
    CHECK_THROWS_AS(OfficeZone("Nowhere/Land"), std::runtime_error);
}

}  // namespace luot::board_view
