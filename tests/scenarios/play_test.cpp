// A scenario can fail: wrong ones are fed here, and have to be found out.
#include "scenarios/play.hpp"

#include <doctest/doctest.h>

using namespace luot::scenarios;

namespace {

const std::string morning =
    "The office is small.\n"
    "At 08:00\n"
    "An opens counter 1\n"
    "Kiosk 1 issues civil-status -> H001\n";

// The report of a scenario that has to fail at its last line.
std::string failure_of(const std::string& last_line) {
    const Played played = play(morning + last_line, "wrong.scn");
    CHECK_MESSAGE(!played.held, last_line);
    CHECK_MESSAGE(played.report.starts_with("wrong.scn:5: "), played.report);
    return played.report;
}

bool says(const std::string& report, const char* what) {
    return report.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a scenario that holds says nothing") {
    const Played played = play(morning + "Counter 1 calls next -> H001 because arrival\nThen H001 is called at 1", "right.scn");
    CHECK_MESSAGE(played.held, played.report);
    CHECK(played.report.empty());
}

TEST_CASE("a wrong expectation is told with what was expected what happened and what was before") {
    const std::string report = failure_of("Counter 1 calls next -> H002");
    CHECK(says(report, "expected: H002"));
    CHECK(says(report, "happened: H001 because arrival"));
    CHECK(says(report, "08:00:00  kiosk-1 issues H001 for civil-status"));
}

TEST_CASE("each kind of wrong expectation fails") {
    CHECK(says(failure_of("Counter 1 calls next -> H001 because urgent"), "happened: H001 because arrival"));
    CHECK(says(failure_of("Counter 1 calls next -> H00"), "happened: H001 because arrival"));
    CHECK(says(failure_of("Counter 1 calls next -> refused nobody_waiting"), "happened: H001"));
    CHECK(says(failure_of("Counter 1 starts"), "happened: refused counter_idle"));
    CHECK(says(failure_of("Counter 1 starts -> refused counter_busy"), "happened: refused counter_idle"));
    CHECK(says(failure_of("Counter 1 starts -> refused"), "followed by the code"));
    CHECK(says(failure_of("Then H001 is called at 1"), "happened: waiting"));
    CHECK(says(failure_of("Then 2 wait in civil-status"), "happened: 1 waiting"));
    CHECK(says(failure_of("Then nobody waits"), "happened: 1 waiting in civil-status"));
    CHECK(says(failure_of("Then counter 1 is paused"), "happened: open"));
    CHECK(says(failure_of("Then H001 is promised 1 ahead and no range"), "happened: 0 ahead"));
    CHECK(says(failure_of("Then the calls of the last minute are H001 at 1"), "happened: nothing"));
}

TEST_CASE("what cannot be meant is told at its line") {
    CHECK(says(failure_of("Counter 1 dances"), "do not understand"));
    CHECK(says(failure_of("Counter one calls next"), "not a number"));
    CHECK(says(failure_of("Then H999 is waiting"), "there is no H999"));
    CHECK(says(failure_of("At 07:59"), "time does not go back"));
    CHECK(says(failure_of("At 25:00"), "not a time of day"));
    CHECK(says(failure_of("At 08:00:5"), "not a time of day"));
    CHECK(says(failure_of("At 09:00 -> done"), "no sense"));
    CHECK(says(failure_of("In this office the policy is lottery"), "no policy lottery"));
}

TEST_CASE("a scenario that expects nothing fails") {
    CHECK(!play("The office is small.\nAt 08:00\n", "empty.scn").held);
}
