// What no office and no good client would say: one refusal each, and nothing happens.
#include <doctest/doctest.h>

#include "core/limits.hpp"
#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

const ServiceCode civil{"civil-status"};
const AtCounter an{CounterId{1}, ClerkCode("an")};

struct Morning {
    OfficeDriver office;
    Morning() { office.set_time(monday_at(8, 0)); }
    std::string ask(const Command& command, Role role = Role::counter) {
        const Seq before = office.state.seq;
        const auto result = office.run(command, role, "kiosk-1");
        if (!result) CHECK(office.state.seq == before);
        return refused(result);
    }
};

}  // namespace

TEST_CASE("nobody can acknowledge the answer to the question that is being asked") {
    Morning day;
    const auto opened = day.office.run(OpenSession{DeviceCode("kiosk-1"), Role::kiosk, {}}, Role::system);
    REQUIRE(opened);
    Origin origin{SessionId{opened->back().seq}, 3, 3, Role::kiosk, DeviceCode("kiosk-1")};
    const Issue issue{civil, {}, SlipWish::none, {}, false};
    CHECK(refused(day.office.run_as(issue, origin)) == "bad_value");
    origin.acked_through = 10;
    CHECK(refused(day.office.run_as(issue, origin)) == "bad_value");
    origin.acked_through = 2;
    CHECK(day.office.run_as(issue, origin));
    CHECK(find_answer(day.office.state, origin.session, 3) != nullptr);
}

TEST_CASE("an appointment is today") {
    Morning day;
    const auto at = [&](TimeUs slot_us) { return day.ask(Issue{civil, {}, SlipWish::none, slot_us, false}, Role::kiosk); };
    CHECK(at(never) == "bad_value");
    CHECK(at(monday_at(28, 0)) == "bad_value");  // the day ends at 04:00
    CHECK(at(monday_at(28, 0) - 1) == "");
    CHECK(at(std::numeric_limits<TimeUs>::min()) == "");  // long ago: from now
    CHECK(day.office.ticket("H002").place.queue_since_us == day.office.now_us);
}

TEST_CASE("a report about a slip says something") {
    Morning day;
    CHECK(day.ask(Issue{civil, {}, SlipWish::print, {}, false}, Role::kiosk) == "");
    CHECK(day.ask(ReportSlip{day.office.id("H001"), SlipReport::unspecified}, Role::kiosk) == "bad_value");
    CHECK(day.ask(ReportSlip{day.office.id("H001"), SlipReport::printed}, Role::kiosk) == "");
}

TEST_CASE("codes and texts are not longer than the limits") {
    Morning day;
    CHECK(day.ask(OpenCounter{{CounterId{1}, ClerkCode(std::string(limits::code_bytes + 1, 'a'))}, false}) == "unknown_clerk");
    CHECK(day.ask(OpenCounter{{CounterId{1}, ClerkCode(std::string(limits::code_bytes, 'a'))}, false}) == "");
    CHECK(day.ask(SetNotice{std::string(limits::notice_bytes + 1, 'a')}, Role::supervisor) == "bad_value");
    CHECK(day.ask(SetNotice{std::string(limits::notice_bytes, 'a')}, Role::supervisor) == "");
    CHECK(day.ask(SetNotice{"", true}, Role::supervisor) == "bad_value");  // nothing to speak
    CHECK(day.ask(OpenSession{DeviceCode(std::string(limits::code_bytes + 1, 'a')), Role::kiosk, {}}, Role::system) == "bad_value");
    CHECK(day.ask(OpenSession{DeviceCode("kiosk-1"), Role::unspecified, {}}, Role::system) == "bad_value");
    CHECK(day.ask(AssignCounter{CounterId{1}, {}, {}}, Role::supervisor) == "bad_value");
    CHECK(day.ask(Configure{small_office(), ""}, Role::system) == "bad_value");
}

TEST_CASE("a transfer says what kind it is") {
    Morning day;
    CHECK(day.ask(OpenCounter{an, false}) == "");
    CHECK(day.ask(Issue{civil, {}, SlipWish::none, {}, false}, Role::kiosk) == "");
    CHECK(day.ask(CallNext{an, {}}) == "");
    CHECK(day.ask(Transfer{an, ServiceCode("land"), {}, TransferKind::unspecified, {}}) == "bad_value");
    CHECK(day.ask(Transfer{an, {}, {}, TransferKind::wrong_field, {}}) == "unknown_service");
}

TEST_CASE("nothing is decided before the Tick that is due") {
    Morning day;
    State state = day.office.state;
    const Moment next_day = moment_of(monday_at(32, 0));
    CHECK(next_wakeup(state) <= next_day.at_us);
    CHECK(refused(decide(state, Issue{civil, {}, SlipWish::none, {}, false}, {}, next_day, {})) == "tick_due");
    for (int ticks = 0; next_wakeup(state) <= next_day.at_us; ++ticks) {
        REQUIRE(ticks < 3);
        const auto events = decide(state, Tick{}, {}, next_day, {});
        REQUIRE(events);
        for (const Event& event : *events) apply(state, event);
    }
    CHECK(decide(state, Issue{civil, {}, SlipWish::none, {}, false}, {}, next_day, {}));
    CHECK(refused(decide(state, Tick{}, {}, next_day, {})) == "already_so");
}

TEST_CASE("a moment that lies before the last event opens no day for ever") {
    Morning day;
    State state = day.office.state;
    const auto closed = decide(state, Tick{}, {}, moment_of(monday_at(40, 0)), {});
    REQUIRE(closed);
    for (const Event& event : *closed) apply(state, event);
    // The clock says Monday again: Monday is over, and is not opened twice.
    const auto opened = decide(state, Tick{}, {}, moment_of(monday_at(8, 0)), {});
    REQUIRE(opened);
    const BusinessDay before = state.day;
    for (const Event& event : *opened) apply(state, event);
    CHECK(before < state.day);
    CHECK(state.day_ends_at_us > state.at_us);
}
