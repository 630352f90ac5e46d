#include "engine/alarm.hpp"

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <vector>

using namespace luot;
using namespace std::chrono_literals;

TEST_CASE("an alarm rings once and never from within") {
    boost::asio::io_context context;
    const auto alarm = engine::make_alarm(context.get_executor());
    int rung = 0;
    alarm->set(0us, [&] { ++rung; });
    CHECK(rung == 0);
    context.run();
    CHECK(rung == 1);
}

TEST_CASE("what is set anew replaces what was set before") {
    boost::asio::io_context context;
    const auto alarm = engine::make_alarm(context.get_executor());
    std::vector<int> rung;
    alarm->set(3'600s, [&] { rung.push_back(1); });
    alarm->set(1us, [&] { rung.push_back(2); });
    context.run();  // ends: nobody waits for the hour
    CHECK(rung == std::vector<int>{2});
}

TEST_CASE("a cancelled alarm does not ring and may be set from its own ring") {
    boost::asio::io_context context;
    const auto alarm = engine::make_alarm(context.get_executor());
    int rung = 0;
    alarm->set(3'600s, [&] { rung += 100; });
    alarm->cancel();
    context.run();
    CHECK(rung == 0);
    context.restart();
    alarm->set(0us, [&] {
        ++rung;
        alarm->set(0us, [&] { ++rung; });
    });
    context.run();
    CHECK(rung == 2);
}
