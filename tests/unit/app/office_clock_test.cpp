#include "app/office_clock.hpp"

#include <unistd.h>

#include <fstream>

#include <doctest/doctest.h>

#include "app/office_clock_anchor.hpp"

using namespace luot;
using namespace luot::core;
using app::ClockOptions;
using app::OfficeClock;

namespace {

constexpr TimeUs noon_us = 1'772'000'000 * second_us;

// A machine's two clocks, in a test's hand, and a data folder of its own.
class Machine {
  public:
    Machine() {
        std::string name = (std::filesystem::temp_directory_path() / "luot-clock-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = data = name;
    }
    ~Machine() {
        std::error_code best_effort;
        std::filesystem::remove_all(folder_, best_effort);
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    void pass(TimeUs real_us) {
        wall_us += real_us;
        steady_us += real_us;
    }
    // A fresh process: steady clocks may count from anywhere.
    boost::system::result<OfficeClock, app::ClockError> start(TimeUs last_event_us, const ClockOptions& options = {}) {
        steady_us = 17 * second_us;
        return OfficeClock::open(data, options, last_event_us, {[this] { return wall_us; }, [this] { return steady_us; }});
    }

    std::filesystem::path data;
    TimeUs wall_us = noon_us;
    TimeUs steady_us = 0;

  private:
    std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("office time is the wall clock at start plus the steady clock") {
    Machine machine;
    const OfficeClock clock = machine.start(0).value();
    CHECK(clock.now_us() == noon_us);
    machine.pass(90 * second_us);
    CHECK(clock.now_us() == noon_us + 90 * second_us);
    CHECK(clock.real_until(noon_us + 100 * second_us) == 10 * second_us);
    CHECK(clock.real_until(noon_us) == 0);
    CHECK_FALSE(clock.suspicion());
    CHECK_FALSE(std::filesystem::exists(machine.data / "clock-anchor"));
}

TEST_CASE("a wall clock that steps back an hour while running changes nothing") {
    Machine machine;
    const OfficeClock clock = machine.start(noon_us - minute_us).value();
    machine.pass(minute_us);
    machine.wall_us -= hour_us;
    CHECK(clock.now_us() == noon_us + minute_us);
    machine.pass(minute_us);
    CHECK(clock.now_us() == noon_us + 2 * minute_us);
}

TEST_CASE("a restart after the clock stepped back goes on from the last event") {
    Machine machine;
    machine.wall_us = noon_us - hour_us;
    const OfficeClock clock = machine.start(noon_us).value();
    CHECK(clock.now_us() == noon_us);
    machine.pass(minute_us);
    CHECK(clock.now_us() == noon_us + minute_us);  // and not still: waits are measured
    CHECK_FALSE(clock.suspicion());
}

TEST_CASE("a start is suspect beyond 12 h behind and 30 days ahead of the last event") {
    Machine machine;
    machine.wall_us = noon_us - 12 * hour_us;
    CHECK_FALSE(machine.start(noon_us)->suspicion());
    machine.wall_us = noon_us - 12 * hour_us - 1;
    CHECK(machine.start(noon_us)->suspicion());
    machine.wall_us = noon_us + 30 * day_us;
    CHECK_FALSE(machine.start(noon_us)->suspicion());
    machine.wall_us = noon_us + 30 * day_us + 1;
    CHECK(machine.start(noon_us)->suspicion());
    CHECK_FALSE(machine.start(0)->suspicion());  // a new folder has nothing to compare with
}

TEST_CASE("a clock far ahead is believed once it is confirmed") {
    Machine machine;
    machine.wall_us = noon_us + 100 * day_us;
    OfficeClock clock = machine.start(noon_us).value();
    REQUIRE(clock.suspicion());
    CHECK(clock.suspicion()->last_event_us == noon_us);
    CHECK(clock.suspicion()->clock_us == noon_us + 100 * day_us);
    machine.pass(minute_us);
    CHECK(clock.now_us() == noon_us + minute_us);
    clock.confirm();
    CHECK_FALSE(clock.suspicion());
    CHECK(clock.now_us() == noon_us + 100 * day_us + minute_us);
    clock.confirm();
    CHECK(clock.now_us() == noon_us + 100 * day_us + minute_us);
}

TEST_CASE("a clock far behind never takes office time back") {
    Machine machine;
    machine.wall_us = noon_us - 100 * day_us;
    OfficeClock clock = machine.start(noon_us).value();
    REQUIRE(clock.suspicion());
    machine.pass(minute_us);
    clock.confirm();
    CHECK(clock.now_us() == noon_us + minute_us);
}

TEST_CASE("an accelerated clock goes on from its anchor after a restart") {
    Machine machine;
    const TimeUs opening_us = noon_us - 900 * day_us;
    const ClockOptions options{60, opening_us};
    {
        const OfficeClock clock = machine.start(0, options).value();
        CHECK(clock.now_us() == opening_us);
        machine.pass(10 * second_us);
        CHECK(clock.now_us() == opening_us + 600 * second_us);
        CHECK(clock.real_until(opening_us + 660 * second_us) == second_us);
    }
    machine.pass(5 * second_us);  // killed and started again
    const OfficeClock again = machine.start(opening_us + 600 * second_us, options).value();
    CHECK(again.now_us() == opening_us + 900 * second_us);
    CHECK_FALSE(again.suspicion());
    // Without the flags too: a folder's time is made up for good.
    machine.pass(second_us);
    const OfficeClock bare = machine.start(opening_us + 900 * second_us).value();
    CHECK(bare.speed() == 60);
    CHECK(bare.now_us() == opening_us + 960 * second_us);
}

TEST_CASE("an accelerated clock may change its speed at a restart") {
    Machine machine;
    REQUIRE(machine.start(0, {60, noon_us}).has_value());
    machine.pass(10 * second_us);
    {
        const OfficeClock faster = machine.start(0, {600, noon_us}).value();
        CHECK(faster.now_us() == noon_us + 600 * second_us);
        machine.pass(second_us);
        CHECK(faster.now_us() == noon_us + 1200 * second_us);
    }
    const OfficeClock again = machine.start(0).value();
    CHECK(again.speed() == 600);
    CHECK(again.now_us() == noon_us + 1200 * second_us);
}

TEST_CASE("an accelerated clock whose wall stepped back goes on from the last event") {
    Machine machine;
    REQUIRE(machine.start(0, {60, noon_us}).has_value());
    machine.wall_us -= hour_us;
    const OfficeClock clock = machine.start(noon_us + hour_us, {60, noon_us}).value();
    CHECK(clock.now_us() == noon_us + hour_us);
    CHECK_FALSE(clock.suspicion());
}

TEST_CASE("a start of its own far from the journal is suspect and leaves no anchor") {
    Machine machine;
    const OfficeClock clock = machine.start(noon_us, {60, noon_us - 5 * day_us}).value();
    CHECK(clock.suspicion());
    CHECK_FALSE(std::filesystem::exists(machine.data / "clock-anchor"));
}

TEST_CASE("speeds out of bounds and folders that are not there are error values") {
    Machine machine;
    CHECK(machine.start(0, {0.0, {}}).has_error());
    CHECK(machine.start(0, {-60.0, {}}).has_error());
    CHECK(machine.start(0, {20'000.0, {}}).has_error());
    CHECK(machine.start(0, {std::numeric_limits<double>::quiet_NaN(), {}}).has_error());
    machine.data /= "missing";
    const auto nowhere = machine.start(0, {60, noon_us});
    REQUIRE(nowhere.has_error());
    CHECK(nowhere.error().what.find("missing") != std::string::npos);
}

TEST_CASE("an anchor that is cut anywhere is not taken for one") {
    const app::ClockAnchor anchor{noon_us, noon_us - day_us, 62.5};
    const std::string whole = app::format_clock_anchor(anchor);
    const auto read = app::parse_clock_anchor(whole);
    REQUIRE(read);
    CHECK(read->wall_us == anchor.wall_us);
    CHECK(read->office_us == anchor.office_us);
    CHECK(read->speed == anchor.speed);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) CHECK_FALSE(app::parse_clock_anchor(whole.substr(0, cut)));
    CHECK_FALSE(app::parse_clock_anchor(whole + "x"));

    Machine machine;
    std::ofstream(machine.data / "clock-anchor") << whole.substr(0, 30);
    const auto start = machine.start(0);
    REQUIRE(start.has_error());
    CHECK(start.error().what.find("clock-anchor") != std::string::npos);
}
