// Cards, limits per person, and numbers that nobody claims.
#include <doctest/doctest.h>

#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

const ServiceCode civil{"civil-status"};
const ServiceCode land{"land"};
const AtCounter an{CounterId{1}, ClerkCode("an")};
const AtCounter chi{CounterId{3}, ClerkCode("chi")};
const std::string hoa = "card-of-hoa-0001";
const std::string lan = "card-of-lan-0002";

Office office_with(const KioskRules& rules) {
    Office office = small_office();
    office.kiosk = rules;
    return office;
}

struct Hall {
    OfficeDriver office;
    explicit Hall(const KioskRules& rules) : office(office_with(rules)) {
        office.set_time(monday_at(8, 0));
        for (const AtCounter& at : {an, chi}) REQUIRE(office.run(OpenCounter{at, false}));
    }
    Result<std::vector<Event>> ask(const ServiceCode& service, const std::string& person, Role role = Role::kiosk,
                                   SlipWish slip = SlipWish::none) {
        office.pass(second_us);
        return office.run(Issue{service, {}, slip, {}, false, {}, person}, role, "kiosk-1");
    }
    std::string issue(const ServiceCode& service, const std::string& person) {
        const auto events = ask(service, person);
        return events ? std::get<TicketIssued>(events->front().body).number : refused(events);
    }
    void serve(const AtCounter& at) {
        REQUIRE(office.run(CallNext{at, {}}));
        REQUIRE(office.run(Start{at}));
        REQUIRE(office.run(Finish{at, {}}));
    }
};

}  // namespace

TEST_CASE("where a card is required a kiosk gives no number without one and others do") {
    Hall hall(KioskRules{CardUse::required, 0, 0, 0, 0});
    CHECK(hall.issue(civil, {}) == "card_required");
    CHECK(hall.issue(civil, hoa) == "H001");
    CHECK(hall.ask(civil, {}, Role::counter));
    CHECK(hall.ask(civil, {}, Role::phone));
    const Issue test_ticket{civil, {}, SlipWish::none, {}, true, {}, {}};
    CHECK(hall.office.run(test_ticket, Role::kiosk, "kiosk-1"));
    CHECK(refused(hall.office.run(Issue{civil, {}, SlipWish::none, {}, false, {}, "short"}, Role::kiosk, "kiosk-1")) == "bad_value");
}

TEST_CASE("a hash is kept only where the office has a limit that needs it") {
    for (const KioskRules& rules : {KioskRules{CardUse::none, 0, 0, 0, 0}, KioskRules{CardUse::required, 0, 0, 0, 0}}) {
        Hall hall(rules);
        CHECK(hall.issue(civil, hoa) == "H001");
        CHECK(hall.office.ticket("H001").person.empty());
        CHECK(hall.office.state.people.empty());
    }
    Hall hall(KioskRules{CardUse::offered, 1, 0, 0, 0});
    CHECK(hall.issue(civil, hoa) == "H001");
    CHECK(hall.office.ticket("H001").person == hoa);
}

TEST_CASE("one open number for a person in a field and another once that is served") {
    Hall hall(KioskRules{CardUse::offered, 1, 0, 0, 0});
    CHECK(hall.issue(civil, hoa) == "H001");
    const auto again = hall.ask(civil, hoa);
    CHECK(refused(again) == "person_has_number");
    CHECK(again.error().params == std::vector<std::pair<std::string, std::string>>{{"number", "H001"}});
    CHECK(hall.issue(land, hoa) == "L001");   // another field
    CHECK(hall.issue(civil, lan) == "H002");  // another person
    CHECK(hall.issue(civil, {}) == "H003");   // nobody said who: the card is offered, not required
    CHECK(hall.issue(civil, {}) == "H004");
    hall.serve(an);
    CHECK(hall.issue(civil, hoa) == "H005");
    CHECK(hall.issue(civil, hoa) == "person_has_number");
    // The next day is another day, by whatever hash.
    hall.office.set_time(monday_at(8, 0) + day_us);
    CHECK(hall.office.state.people.empty());
    CHECK(hall.issue(civil, hoa) == "H001");
}

TEST_CASE("a number that was sent on counts where it is now") {
    Hall hall(KioskRules{CardUse::offered, 1, 0, 0, 0});
    CHECK(hall.issue(civil, hoa) == "H001");
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(Start{an}));
    REQUIRE(hall.office.run(Transfer{an, land, {}, TransferKind::next_step, {}}));
    CHECK(hall.issue(land, hoa) == "person_has_number");
    CHECK(hall.issue(civil, hoa) == "H002");
}

TEST_CASE("who missed a turn and took another number does not get the first one back") {
    Hall hall(KioskRules{CardUse::offered, 1, 0, 0, 0});
    CHECK(hall.issue(civil, hoa) == "H001");
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(NoShow{an}));
    const TicketId missed = hall.office.id("H001");
    CHECK(hall.issue(civil, hoa) == "H002");
    CHECK(refused(hall.office.run(Reinstate{missed})) == "person_has_number");
    REQUIRE(hall.office.run(Cancel{hall.office.id("H002"), false, {}}));
    CHECK(hall.office.run(Reinstate{missed}));
    CHECK(hall.issue(civil, hoa) == "person_has_number");
}

TEST_CASE("numbers in a day are counted without voids and failed slips") {
    Hall hall(KioskRules{CardUse::required, 0, 2, 0, 0});
    CHECK(hall.issue(civil, hoa) == "H001");
    REQUIRE(hall.office.run(Cancel{hall.office.id("H001"), true, ReasonCode("left")}));
    REQUIRE(hall.ask(civil, hoa, Role::kiosk, SlipWish::print));  // H002
    CHECK(hall.issue(civil, hoa) == "H003");
    CHECK(hall.issue(civil, hoa) == "person_limit");
    REQUIRE(hall.office.run(ReportSlip{hall.office.id("H002"), SlipReport::failed}, Role::kiosk, "kiosk-1"));
    hall.office.pass(2 * minute_us);
    REQUIRE(hall.office.ticket("H002").cancel_kind == CancelKind::slip_failed);
    REQUIRE(hall.office.run(Cancel{hall.office.id("H003"), false, {}}));  // walked out: was taken all the same
    CHECK(hall.issue(land, hoa) == "L001");
    const auto more = hall.ask(civil, hoa);
    CHECK(refused(more) == "person_limit");
    CHECK(more.error().params == std::vector<std::pair<std::string, std::string>>{{"limit", "2"}});
}

TEST_CASE("whose slip failed takes another at once and then the first one is not printed again") {
    Hall hall(KioskRules{CardUse::offered, 1, 2, 0, 0});
    REQUIRE(hall.ask(civil, hoa, Role::kiosk, SlipWish::print));
    const TicketId first = hall.office.ticket("H001").id;
    CHECK(hall.issue(civil, hoa) == "person_has_number");  // it may be on its way
    REQUIRE(hall.office.run(ReportSlip{first, SlipReport::failed}, Role::kiosk, "kiosk-1"));
    CHECK(hall.issue(civil, hoa) == "H002");
    CHECK(refused(hall.office.run(Reprint{first}, Role::kiosk, "kiosk-1")) == "person_has_number");
    CHECK(hall.issue(land, hoa) != "person_limit");  // the failed one is none that was taken
}

TEST_CASE("who waits long and has not shown that they are there loses the number in the open") {
    Hall hall(KioskRules{CardUse::none, 0, 0, 30 * minute_us, 10 * minute_us});
    const auto issue = [&](SlipWish slip) {
        const auto events = hall.ask(civil, {}, Role::kiosk, slip);
        REQUIRE(events);
        const auto number = std::get<TicketIssued>(events->front().body).number;
        if (slip == SlipWish::print)
            REQUIRE(hall.office.run(ReportSlip{hall.office.id(number), SlipReport::printed}, Role::kiosk, "kiosk-1"));
        return number;
    };
    for (int number = 1; number <= 4; ++number) issue(SlipWish::print);
    CHECK(issue(SlipWish::none) == "H005");  // no slip, nothing to scan
    const TimeUs due_us = hall.office.ticket("H001").issued_us + 40 * minute_us;
    CHECK(hall.office.ticket("H001").present_by_us == due_us);
    CHECK(hall.office.ticket("H005").present_by_us == 0);

    REQUIRE(hall.office.run(CheckIn{hall.office.ticket("H002").token}, Role::kiosk, "kiosk-2"));
    CHECK(hall.office.ticket("H002").present_by_us == 0);
    REQUIRE(hall.office.run(CallChosen{an, hall.office.id("H003"), ReasonCode("unwell")}));
    REQUIRE(hall.office.run(CallChosen{chi, hall.office.id("H004"), ReasonCode("unwell")}).has_error());  // not served there
    CHECK(next_wakeup(hall.office.state) == due_us);
    hall.office.set_time(due_us - 1);
    CHECK(hall.office.ticket("H001").state == TicketState::waiting);
    hall.office.set_time(due_us);
    CHECK(hall.office.ticket("H001").state == TicketState::cancelled);
    CHECK(hall.office.ticket("H001").cancel_kind == CancelKind::unclaimed);
    CHECK(hall.office.ticket("H001").ended_in == TicketState::waiting);
    hall.office.pass(minute_us);
    CHECK(hall.office.ticket("H002").state == TicketState::waiting);  // was there
    CHECK(hall.office.ticket("H003").state == TicketState::called);   // never while it is called
    CHECK(hall.office.ticket("H004").state == TicketState::cancelled);
    CHECK(hall.office.ticket("H005").state == TicketState::waiting);
    CHECK(hall.office.state.fields.at(civil).issued == 3);  // their places are free again

    // Sent back after its time ran out at the counter: there is time to come and say so.
    REQUIRE(hall.office.run(Requeue{an}));
    CHECK(hall.office.ticket("H003").present_by_us == hall.office.now_us + 10 * minute_us);
    hall.office.pass(10 * minute_us);
    CHECK(hall.office.ticket("H003").cancel_kind == CancelKind::unclaimed);
}

TEST_CASE("whoever was seen at a counter has shown that they are there") {
    Hall hall(KioskRules{CardUse::none, 0, 0, 30 * minute_us, 10 * minute_us});
    for (int number = 0; number < 3; ++number) {
        const auto events = hall.ask(civil, {}, Role::kiosk, SlipWish::print);
        REQUIRE(events);
        REQUIRE(hall.office.run(ReportSlip{TicketId{events->front().seq}, SlipReport::printed}, Role::kiosk, "kiosk-1"));
    }
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(Transfer{an, land, {}, TransferKind::wrong_field, {}}));
    CHECK(hall.office.ticket("H001").present_by_us == 0);
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(Start{an}));
    CHECK(hall.office.ticket("H002").present_by_us == 0);
    REQUIRE(hall.office.run(Transfer{an, land, {}, TransferKind::next_step, {}}));
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(NoShow{an}));
    REQUIRE(hall.office.run(Reinstate{hall.office.id("H003")}));
    CHECK(hall.office.ticket("H003").present_by_us == 0);
    hall.office.pass(60 * minute_us);
    for (const char* number : {"H001", "H002", "H003"}) CHECK(hall.office.ticket(number).state == TicketState::waiting);
}

TEST_CASE("an office that no longer asks voids nobody") {
    Hall hall(KioskRules{CardUse::none, 0, 0, 30 * minute_us, 10 * minute_us});
    REQUIRE(hall.ask(civil, {}, Role::kiosk, SlipWish::print));
    REQUIRE(hall.office.run(ReportSlip{hall.office.id("H001"), SlipReport::printed}, Role::kiosk, "kiosk-1"));
    REQUIRE(hall.office.run(Configure{small_office(), "another"}, Role::system));
    hall.office.pass(60 * minute_us);
    CHECK(hall.office.ticket("H001").state == TicketState::waiting);
}
