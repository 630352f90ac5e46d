#include "server/start_up.hpp"

#include <variant>

#include <doctest/doctest.h>

#include "support/office_driver.hpp"

using namespace luot;

namespace {

app::OfficeFile file_with(const std::string& digest) {
    app::OfficeFile file;
    file.office = test::small_office();
    file.digest = digest;
    return file;
}

}  // namespace

TEST_CASE("the first start configures the office and opens the day") {
    const auto commands = server::start_up_commands({}, file_with("a"), std::nullopt, std::nullopt);
    REQUIRE(commands.size() == 2);
    CHECK(std::get<core::Configure>(commands[0]).digest == "a");
    CHECK(std::holds_alternative<core::Tick>(commands[1]));
}

TEST_CASE("a restart with the same office file asks for nothing but what is due") {
    core::State state;
    state.office_digest = "a";
    const auto commands = server::start_up_commands(state, file_with("a"), std::nullopt, std::nullopt);
    REQUIRE(commands.size() == 1);
    CHECK(std::holds_alternative<core::Tick>(commands[0]));
}

TEST_CASE("a doubtful clock and a restored journal come before the configuration") {
    core::State state;
    state.epoch = 1;
    const app::ClockSuspicion suspicion{5, 7};
    const auto commands = server::start_up_commands(state, file_with("a"), suspicion, 2);
    REQUIRE(commands.size() == 4);
    CHECK(std::get<core::SuspectClock>(commands[0]).clock_us == 7);
    CHECK(std::get<core::BeginEpoch>(commands[1]).epoch == 2);
    CHECK(std::holds_alternative<core::Configure>(commands[2]));
}

TEST_CASE("what is known already is not said again") {
    core::State state;
    state.epoch = 2;
    state.clock_suspect = true;
    state.office_digest = "a";
    const auto commands = server::start_up_commands(state, file_with("a"), app::ClockSuspicion{5, 7}, 2);
    CHECK(commands.size() == 1);
}
