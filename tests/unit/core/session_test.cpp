#include <doctest/doctest.h>

#include "core/limits.hpp"
#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

struct Kiosk {
    OfficeDriver office;
    Origin origin;
    Kiosk() {
        office.set_time(monday_at(8, 0));
        const auto opened = office.run(OpenSession{DeviceCode("kiosk-1"), Role::kiosk, {}}, Role::system);
        REQUIRE(opened);
        origin.session = SessionId{opened->back().seq};
        origin.role = Role::kiosk;
        origin.device = DeviceCode("kiosk-1");
    }
    Result<std::vector<Event>> issue(std::uint64_t no, std::uint64_t acked_through = 0) {
        origin.no = no;
        origin.acked_through = acked_through;
        return office.run_as(Issue{ServiceCode("civil-status"), {}, SlipWish::none, {}, false}, origin);
    }
};

}  // namespace

TEST_CASE("an accepted answer is kept until it is acknowledged") {
    Kiosk kiosk;
    REQUIRE(kiosk.issue(1));
    const Answer* answer = find_answer(kiosk.office.state, kiosk.origin.session, 1);
    REQUIRE(answer);
    REQUIRE(answer->issued);
    CHECK(answer->issued->number == "H001");
    CHECK(refused(kiosk.issue(1)) == "already_acknowledged");  // the shell repeats the answer instead of deciding
    REQUIRE(kiosk.issue(2, 1));
    CHECK(!find_answer(kiosk.office.state, kiosk.origin.session, 1));
    CHECK(refused(kiosk.issue(1)) == "already_acknowledged");
}

TEST_CASE("a refusal is not kept and its repeat is decided afresh") {
    Kiosk kiosk;
    REQUIRE(kiosk.office.run(LimitService{ServiceCode("civil-status"), true, {}}, Role::supervisor));
    CHECK(refused(kiosk.issue(1)) == "service_closed");
    REQUIRE(kiosk.office.run(LimitService{ServiceCode("civil-status"), false, {}}, Role::supervisor));
    CHECK(kiosk.issue(1));
}

TEST_CASE("what comes after its time is refused and asked nothing else") {
    Kiosk kiosk;
    const TimeUs now_us = kiosk.office.now_us;
    kiosk.origin.not_after_us = now_us - 1;
    CHECK(refused(kiosk.issue(1)) == "too_late");
    REQUIRE(kiosk.office.run(LimitService{ServiceCode("civil-status"), true, {}}, Role::supervisor));
    CHECK(refused(kiosk.issue(1)) == "too_late");
    kiosk.origin.not_after_us = now_us;  // on its last moment
    CHECK(refused(kiosk.issue(1)) == "service_closed");
    REQUIRE(kiosk.office.run(LimitService{ServiceCode("civil-status"), false, {}}, Role::supervisor));
    CHECK(kiosk.issue(1));

    // The answer to what was accepted stays, however late it is asked for.
    kiosk.office.pass(hour_us);
    CHECK(find_answer(kiosk.office.state, kiosk.origin.session, 1));
    CHECK(refused(kiosk.issue(1)) == "already_acknowledged");
    // Who is nobody hears that, and not that it is late.
    kiosk.origin.session = SessionId{12345};
    CHECK(refused(kiosk.issue(2)) == "session_expired");
    // Office time goes on where the clock went back: an event is never after its command's time.
    Origin origin;
    origin.not_after_us = kiosk.office.state.at_us - 1;
    Moment moment = moment_of(kiosk.office.state.at_us);
    moment.at_us -= minute_us;
    const auto behind = decide(kiosk.office.state, EndDay{}, origin, moment, {});
    CHECK(refused(behind) == "too_late");
}

TEST_CASE("a session keeps so many answers and no more") {
    Kiosk kiosk;
    for (std::uint64_t no = 1; no <= limits::unacknowledged; ++no) REQUIRE(kiosk.issue(no));
    CHECK(refused(kiosk.issue(limits::unacknowledged + 1)) == "too_many_unacknowledged");
    CHECK(kiosk.issue(limits::unacknowledged + 1, 1));
}

TEST_CASE("an unknown or closed session executes nothing") {
    Kiosk kiosk;
    kiosk.origin.session = SessionId{12345};
    CHECK(refused(kiosk.issue(1)) == "session_expired");
    CHECK(kiosk.office.state.tickets.empty());
}

TEST_CASE("a session unused for seven days is closed by an event") {
    Kiosk kiosk;
    REQUIRE(kiosk.issue(1));
    kiosk.office.pass(6 * day_us);
    CHECK(kiosk.office.state.sessions.size() == 1);
    kiosk.office.pass(day_us);
    CHECK(kiosk.office.state.sessions.empty());
}

TEST_CASE("when sessions are full the one that may go is closed") {
    Kiosk kiosk;
    kiosk.office.check_everything = false;
    while (kiosk.office.state.sessions.size() < limits::sessions)
        REQUIRE(kiosk.office.run(OpenSession{DeviceCode("counter"), Role::counter, {}}, Role::system));
    CHECK(refused(kiosk.office.run(OpenSession{DeviceCode("late"), Role::counter, {}}, Role::system)) == "sessions_full");
    REQUIRE(kiosk.office.run(OpenSession{DeviceCode("late"), Role::counter, kiosk.origin.session}, Role::system));
    CHECK(kiosk.office.state.sessions.size() == limits::sessions);
    CHECK(refused(kiosk.issue(1)) == "session_expired");
}

TEST_CASE("a new epoch knows no session of the old one") {
    Kiosk kiosk;
    REQUIRE(kiosk.office.run(BeginEpoch{2}, Role::system));
    CHECK(refused(kiosk.issue(1)) == "session_expired");
}
