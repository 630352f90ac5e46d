#include "server/stop_deadline.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

using namespace luot;
using namespace std::chrono_literals;

TEST_CASE("a stop that ends in time is left alone and one that does not is told so") {
    std::atomic<bool> late = false;
    {
        const server::StopDeadline deadline(10min, [&] { late = true; });
    }
    CHECK(!late);

    std::promise<void> told;
    const server::StopDeadline deadline(1ms, [&] { told.set_value(); });
    CHECK(told.get_future().wait_for(180s) == std::future_status::ready);
}
