#include "counter/office_view.hpp"

#include <doctest/doctest.h>

#include "counter/counter_view.hpp"
#include "office_fixture.hpp"

namespace luot::counter {

TEST_CASE("numbers are found as people type them") {
    OfficeView office;
    CHECK_FALSE(office.ready());
    office.apply(fixture::snapshot());
    CHECK(office.ready());
    CHECK(office.ticket_by_number("H012")->ticket() == 12);
    CHECK(office.ticket_by_number(" h012 ")->ticket() == 12);
    CHECK(office.ticket_by_number("đ041")->ticket() == 13);
    CHECK(office.ticket_by_number("H999") == nullptr);
    CHECK(office.ticket_by_number("") == nullptr);
}

TEST_CASE("changes replace and what ended is forgotten") {
    OfficeView office;
    office.apply(fixture::snapshot());
    v1::Event event;
    event.set_seq(101);
    *event.add_changes()->mutable_ticket() = fixture::ticket(12, "H012", "civil-status", v1::TICKET_STATE_CANCELLED, 140);
    *event.add_changes()->mutable_ticket() = fixture::ticket(17, "H014", "civil-status", v1::TICKET_STATE_WAITING, 160);
    event.add_changes()->mutable_field()->set_service("civil-status");
    event.mutable_changes(2)->mutable_field()->set_waiting(5);
    office.apply(event);
    CHECK(office.ticket(12) == nullptr);
    CHECK(office.ticket(17) != nullptr);
    CHECK(office.fields()[0]->waiting() == 5);
    CHECK(office.seq() == 101);

    SUBCASE("an event that was applied changes nothing") {
        v1::Event old;
        old.set_seq(101);
        old.add_changes()->set_day_cleared(true);
        office.apply(old);
        CHECK(office.ticket(17) != nullptr);
    }
    SUBCASE("a new day forgets tickets") {
        v1::Event cleared;
        cleared.set_seq(102);
        cleared.add_changes()->set_day_cleared(true);
        office.apply(cleared);
        CHECK(office.tickets().empty());
    }
    SUBCASE("a snapshot replaces everything") {
        v1::Snapshot empty;
        empty.set_seq(5);
        office.apply(empty);
        CHECK(office.tickets().empty());
        CHECK(office.counters().empty());
        CHECK(office.seq() == 5);
    }
}

TEST_CASE("who the clerks are and what they wrote and did") {
    OfficeView office;
    v1::TicketNote note;
    note.set_ticket(12);
    note.set_text("no copy yet");
    office.apply(note);  // it may come before the ticket
    office.apply(fixture::snapshot());
    v1::Staff staff;
    staff.add_clerks()->set_clerk("an");
    staff.mutable_clerks(0)->set_name("Nguyễn Văn An");
    staff.add_clerks()->set_clerk("nameless");
    office.apply(staff);
    CHECK(office.clerk_name("an") == "Nguyễn Văn An");
    CHECK(office.clerk_name("nameless") == "nameless");
    CHECK(office.clerk_name("stranger") == "stranger");
    REQUIRE(office.note(12) != nullptr);
    CHECK(office.note(12)->text() == "no copy yet");
    CHECK(office.clerk_day("an") == nullptr);

    v1::Event event;
    event.set_seq(101);
    event.add_changes()->mutable_clerk_day()->set_clerk("an");
    event.mutable_changes(0)->mutable_clerk_day()->set_served(7);
    office.apply(event);
    CHECK(office.clerk_day("an")->served() == 7);

    SUBCASE("an empty note takes it away") {
        note.clear_text();
        office.apply(note);
        CHECK(office.note(12) == nullptr);
    }
    SUBCASE("a note goes with its ticket") {
        v1::Event ended;
        ended.set_seq(102);
        *ended.add_changes()->mutable_ticket() = fixture::ticket(12, "H012", "civil-status", v1::TICKET_STATE_SERVED, 140);
        office.apply(ended);
        CHECK(office.note(12) == nullptr);
    }
    SUBCASE("a new day forgets notes and what was done") {
        v1::Event cleared;
        cleared.set_seq(102);
        cleared.add_changes()->set_day_cleared(true);
        office.apply(cleared);
        CHECK(office.note(12) == nullptr);
        CHECK(office.clerk_day("an") == nullptr);
        CHECK(office.clerk_name("an") == "Nguyễn Văn An");
    }
    SUBCASE("all notes come anew") {
        office.forget_notes();
        CHECK(office.note(12) == nullptr);
    }
    SUBCASE("notes are bounded") {
        for (std::uint64_t ticket = 1'000; ticket < 1'000 + 2 * notes_max; ++ticket) {
            note.set_ticket(ticket);
            office.apply(note);
        }
        CHECK(office.note(1'000) != nullptr);
        CHECK(office.note(1'000 + 2 * notes_max - 1) == nullptr);
        note.set_ticket(12);
        note.set_text("copy is there");
        office.apply(note);
        CHECK(office.note(12)->text() == "copy is there");  // of one that is known already
    }
}

TEST_CASE("a counter sees its ticket - its holds and who waits for it") {
    OfficeView office;
    office.apply(fixture::snapshot());
    const auto view = view_of(office, 3);
    REQUIRE(view);
    REQUIRE(view->ticket);
    CHECK(view->ticket->number() == "H011");
    REQUIRE(view->holds.size() == 2);
    CHECK(view->holds[0].number() == "H010");  // came back: first
    REQUIRE(view->fields.size() == 2);
    CHECK(view->fields[0].serves);
    CHECK_FALSE(view->fields[0].helps);
    CHECK(view->fields[1].helps);
    REQUIRE(view->others.size() == 1);
    CHECK(view->others[0].counter() == 4);
    CHECK_FALSE(view_of(office, 99));

    std::vector<std::string> numbers;
    for (const auto* ticket : waiting_for(office, 3)) numbers.push_back(ticket->number());
    CHECK(numbers == std::vector<std::string>{"H013", "Đ041", "H012"});  // urgent first; Đ042 waits for counter 4
}

}  // namespace luot::counter
