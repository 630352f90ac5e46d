#include "store/verify.hpp"

#include <doctest/doctest.h>

#include "office_journal.hpp"
#include "store/rebuild.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

std::string first_of(const VerifyReport& report) {
    return report.violations.empty() ? "" : std::string(to_string(report.violations.front().kind)) + ": " + report.violations.front().what;
}

// Two days in a folder, closed, with a checkpoint in the middle and one at the end.
struct TwoDays {
    TemporaryFolder folder;
    core::Seq middle = 0;
    core::Seq last = 0;
    Link link;
    TwoDays() {
        OfficeJournal days(folder.path());
        days.run_day(0);
        days.checkpoint();
        middle = days.office.state.seq;
        days.run_day(1);
        days.checkpoint();
        last = days.office.state.seq;
        link = days.journal->last_link();
    }
    std::filesystem::path database() const { return folder / "journal.db"; }
    VerifyReport verified() const {
        Result<VerifyReport> report = verify(folder.path(), map::ProtobufCodec());
        REQUIRE(report);
        return *report;
    }
    // The kinds of what verify finds after the tampering.
    std::set<ViolationKind> found_after(const std::string& sql) const {
        execute(database(), sql);
        std::set<ViolationKind> kinds;
        for (const Violation& violation : verified().violations) kinds.insert(violation.kind);
        return kinds;
    }
    std::string at(core::Seq seq) const { return " WHERE seq = " + std::to_string(seq); }
    // Everything from this event on linked anew, as a forger would who owns the file.
    void relink() const;
};

void TwoDays::relink() const {
    const Result<Connection> connection = Connection::open(database(), Mode::write);
    REQUIRE(connection);
    std::vector<StoredEvent> events;
    {
        Result<EventCursor> cursor = EventCursor::after(*connection, 0);
        REQUIRE(cursor);
        while (true) {
            Result<std::optional<StoredEvent>> event = cursor->next();
            REQUIRE(event);
            if (!*event) break;
            events.push_back(**event);
        }
    }
    Link previous = genesis_link;
    Result<Statement> put = connection->prepare("UPDATE event SET digest = ?, link = ? WHERE seq = ?");
    REQUIRE(put);
    for (const StoredEvent& event : events) {
        const Digest digest = digest_of(event.row.payload);
        previous = link_of(previous, event.row.seq, event.row.at_us, event.row.kind, digest);
        put->bind_blob(1, bytes_of(digest)).bind_blob(2, bytes_of(previous)).bind(3, event.row.seq);
        REQUIRE(put->run());
    }
    REQUIRE(connection->execute("DELETE FROM checkpoint"));
}

void replace(const TwoDays& days, const core::Event& event) {
    const map::ProtobufCodec codec;
    const journal::EncodedEvent encoded = codec.encode(event);
    const Result<Connection> connection = Connection::open(days.database(), Mode::write);
    REQUIRE(connection);
    Result<Statement> put = connection->prepare("UPDATE event SET payload = ?, kind = ? WHERE seq = ?");
    REQUIRE(put);
    REQUIRE(put->bind_blob(1, encoded.payload).bind(2, std::int64_t{encoded.kind}).bind(3, event.seq).run());
}

template <class Body>
core::Event first_event(const TwoDays& days, core::CallReason reason = core::CallReason::unspecified) {
    const map::ProtobufCodec codec;
    const Result<Connection> connection = Connection::open(days.database(), Mode::read);
    REQUIRE(connection);
    Result<EventCursor> cursor = EventCursor::after(*connection, 0);
    REQUIRE(cursor);
    while (true) {
        Result<std::optional<StoredEvent>> event = cursor->next();
        REQUIRE(event);
        REQUIRE(event->has_value());
        core::Event decoded = *codec.decode((*event)->row);
        const auto* called = std::get_if<core::TicketCalled>(&decoded.body);
        if (std::holds_alternative<Body>(decoded.body) && (reason == core::CallReason::unspecified || (called && called->reason == reason)))
            return decoded;
    }
}

}  // namespace

TEST_CASE("a visit whose slip said that the wait may run past closing is what its events give") {
    TemporaryFolder folder;
    OfficeJournal day(folder.path());
    const core::AtCounter desk{core::CounterId(1), core::ClerkCode("an")};
    const core::Issue number{core::ServiceCode("civil-status"), core::ClassCode("ordinary"), core::SlipWish::none, {}, false, {}};
    day.set_time(monday_at(15, 0));
    day.run(core::OpenCounter{desk, false});
    for (int person = 0; person < 9; ++person) day.run(number, core::Role::kiosk);
    day.set_time(monday_at(16, 40));
    for (int person = 0; person < 9; ++person) {
        day.run(core::CallNext{desk, {}});
        day.run(core::Start{desk});
    }
    const core::TicketId late(day.run(number, core::Role::kiosk).front().seq);
    REQUIRE(day.office.state.tickets.at(late).promise.past_closing);
    day.run(core::CallNext{desk, {}});
    day.run(core::Start{desk});
    day.run(core::Finish{desk, {}});
    day.commit();
    const Result<VerifyReport> report = verify(folder.path(), map::ProtobufCodec());
    REQUIRE(report);
    CHECK(first_of(*report) == "");
    CHECK(report->visits_checked == 10);
}

TEST_CASE("days of an office verify") {
    const TwoDays days;
    const VerifyReport report = days.verified();
    CHECK(first_of(report) == "");
    CHECK(report.sound());
    CHECK(report.events == days.last);
    CHECK(report.events_folded == days.last);
    CHECK(report.events_erased == 0);
    CHECK(report.last_seq == days.last);
    CHECK(report.last_link == days.link);
    CHECK(report.checkpoints_checked == 2);
    CHECK(report.visits_checked == 40);
    CHECK(report.days_checked == 2);
    CHECK(report.calls_explained == 2 * 10);
    CHECK(report.calls_chosen == 2);
    CHECK(report.stretches_checked >= 8);
    CHECK(report.invariants_checked > 60);
}

TEST_CASE("a folder without events verifies one without a journal does not") {
    const TemporaryFolder folder;
    const auto nothing = verify(folder.path(), map::ProtobufCodec());
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().what == "there is no journal at " + (folder / "journal.db").string());
    SqliteJournal::open(folder.path()).value();
    const auto empty = verify(folder.path(), map::ProtobufCodec());
    REQUIRE(empty);
    CHECK(empty->sound());
    CHECK(empty->events == 0);
}

TEST_CASE("verify beside a running journal sees what is durable") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.set_time(monday_at(9, 0));
    office.commit();
    const auto report = verify(folder.path(), office.codec);
    REQUIRE(report);
    CHECK(first_of(*report) == "");
    CHECK(report->events == office.office.state.seq);
}

TEST_CASE("a changed past shows") {
    const TwoDays days;
    SUBCASE("payload") {
        CHECK(days.found_after("UPDATE event SET payload = x'0a00'" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("digest") {
        CHECK(days.found_after("UPDATE event SET digest = zeroblob(32)" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("link") {
        CHECK(days.found_after("UPDATE event SET link = zeroblob(32)" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("time") {
        CHECK(days.found_after("UPDATE event SET at_us = at_us + 1" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("kind") {
        CHECK(days.found_after("UPDATE event SET kind = kind + 1" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("a row gone") {
        CHECK(days.found_after("DELETE FROM event" + days.at(40)).contains(ViolationKind::chain));
    }
    SUBCASE("a payload gone") {
        CHECK(days.found_after("UPDATE event SET payload = NULL" + days.at(40)).contains(ViolationKind::erased));
    }
    SUBCASE("the day") {
        CHECK(days.found_after("UPDATE event SET business_day = business_day - 1" + days.at(40)).contains(ViolationKind::order));
    }
    SUBCASE("the day of all that follow") {
        CHECK(days.found_after("UPDATE event SET business_day = business_day + 5 WHERE seq >= 40").contains(ViolationKind::order));
    }
    SUBCASE("rows cut off at the end leave their checkpoint behind") {
        CHECK(days.found_after("DELETE FROM event WHERE seq > " + std::to_string(days.last - 3)).contains(ViolationKind::checkpoint));
    }
}

TEST_CASE("a checkpoint that is not the fold shows") {
    const TwoDays days;
    const map::ProtobufCodec codec;
    SUBCASE("damaged") {
        CHECK(days.found_after("UPDATE checkpoint SET state = x'00'" + days.at(days.middle)) == std::set{ViolationKind::checkpoint});
    }
    SUBCASE("of another event") {
        CHECK(days.found_after("UPDATE checkpoint SET link = zeroblob(32)" + days.at(days.middle)) == std::set{ViolationKind::checkpoint});
    }
    SUBCASE("a false state with a right digest") {
        core::State state;
        state.seq = days.middle;
        const std::string bytes = codec.encode(state);
        const Result<Connection> connection = Connection::open(days.database(), Mode::write);
        REQUIRE(connection);
        Result<Statement> put = connection->prepare("UPDATE checkpoint SET state = ?, digest = ? WHERE seq = ?");
        REQUIRE(put);
        REQUIRE(put->bind_blob(1, bytes).bind_blob(2, bytes_of(digest_of(bytes))).bind(3, days.middle).run());
        CHECK(days.verified().violations.front().kind == ViolationKind::checkpoint);
    }
    SUBCASE("of an unknown format it is not looked at") {
        CHECK(days.found_after("UPDATE checkpoint SET format = 77" + days.at(days.middle)).empty());
        CHECK(days.verified().checkpoints_unknown == 1);
    }
}

TEST_CASE("report tables that events do not give show and rebuild mends them") {
    const TwoDays days;
    const std::set<ViolationKind> report{ViolationKind::report};
    SUBCASE("a visit changed") {
        CHECK(days.found_after("UPDATE visit SET rating = 1 WHERE rating = 5") == report);
    }
    SUBCASE("a visit gone") {
        CHECK(days.found_after("DELETE FROM visit WHERE rating = 5") == report);
    }
    SUBCASE("a visit more") {
        CHECK(days.found_after(
                  "INSERT INTO visit SELECT 2, business_day, number, series, ordinal, service, class, state, ended_in, slip, reprints,"
                  " issued_by, issued_us, ended_us, promise_ahead, promise_low_us, promise_high_us, test, urgent,"
                  " cancel_kind, end_reason, rating FROM visit LIMIT 1") == report);
    }
    SUBCASE("a leg changed") {
        CHECK(days.found_after("UPDATE leg SET called_first_us = called_first_us - 1 WHERE no = 2") == report);
    }
    SUBCASE("an end that was put right passes for one that came in time") {
        CHECK(days.found_after("UPDATE leg SET corrected = 0 WHERE corrected = 1") == report);
    }
    SUBCASE("a leg more") {
        CHECK(days.found_after("INSERT INTO leg SELECT 3, no, service, counter, clerk, arrived_us, called_first_us, called_last_us,"
                               " started_us, ended_us, held_us, calls, reason, reason_code, outcome, corrected FROM leg LIMIT 1") ==
              report);
    }
    SUBCASE("a stretch changed") {
        CHECK(days.found_after("UPDATE counter_stretch SET clerk = 'x' WHERE id = 2") == report);
    }
    SUBCASE("a stretch gone") {
        CHECK(days.found_after("DELETE FROM counter_stretch WHERE id = 2") == report);
    }
    SUBCASE("a stretch more") {
        CHECK(days.found_after("INSERT INTO counter_stretch SELECT 99, business_day, counter, clerk, state, reason, from_us, until_us"
                               " FROM counter_stretch LIMIT 1") == report);
    }
    SUBCASE("an idle time changed") {
        CHECK(days.found_after("UPDATE counter_idle SET until_us = until_us - 1 WHERE seq = (SELECT min(seq) FROM counter_idle)") ==
              report);
    }
    SUBCASE("an idle time gone") {
        CHECK(days.found_after("DELETE FROM counter_idle WHERE seq = (SELECT max(seq) FROM counter_idle)") == report);
    }
    SUBCASE("an idle time more") {
        CHECK(days.found_after("INSERT INTO counter_idle SELECT business_day, seq, 77, clerk, 0, 0 FROM counter_idle LIMIT 1") == report);
    }
    SUBCASE("a days sum changed") {
        CHECK(days.found_after("UPDATE rollup_field SET served = served + 1 WHERE class = 'elderly'") == report);
    }
    SUBCASE("a days times changed") {
        CHECK(days.found_after("UPDATE rollup_field SET waits = walks WHERE length(waits) > 0") == report);
    }
    SUBCASE("a days times damaged") {
        CHECK(days.found_after("UPDATE rollup_field SET waits = x'ff' WHERE length(waits) > 0") == report);
    }
    SUBCASE("a counters day changed") {
        CHECK(days.found_after("UPDATE rollup_counter SET idle_us = 0") == report);
    }
    SUBCASE("the reasons of a day gone") {
        CHECK(days.found_after("DELETE FROM rollup_why") == report);
    }
    SUBCASE("a day not rolled up") {
        CHECK(days.found_after("DELETE FROM rollup_why; DELETE FROM rollup_counter; DELETE FROM rollup_field; DELETE FROM rollup_day") ==
              report);
    }
    SUBCASE("a day rolled up in part") {
        CHECK(days.found_after("DELETE FROM rollup_day") == report);
    }
    SUBCASE("a day rolled up that was none") {
        CHECK(days.found_after("INSERT INTO rollup_day VALUES (7, 0, 0)") == report);
    }
    SUBCASE("priority changed") {
        CHECK(days.found_after("UPDATE priority SET given_by = 'nobody'") == report);
    }
    SUBCASE("priority gone") {
        CHECK(days.found_after("DELETE FROM priority") == report);
    }
    SUBCASE("priority more") {
        CHECK(days.found_after(
                  "INSERT INTO priority SELECT seq + 1, business_day, ticket, given_by, reason, at_us FROM priority LIMIT 1") == report);
    }
    SUBCASE("all gone") {
        CHECK(days.found_after("DELETE FROM visit; DELETE FROM leg; DELETE FROM counter_stretch") == report);
    }
    const auto rebuilt = rebuild(days.folder.path(), map::ProtobufCodec());
    REQUIRE(rebuilt);
    CHECK(rebuilt->events == days.last);
    CHECK(first_of(days.verified()) == "");
}

TEST_CASE("a call that the policy does not explain shows even in a chain made anew") {
    const TwoDays days;
    core::Event event = first_event<core::TicketCalled>(days, core::CallReason::arrival);
    auto& called = std::get<core::TicketCalled>(event.body);
    SUBCASE("another ticket") {
        called.ticket = core::TicketId(called.ticket.value + 2);
    }
    SUBCASE("another reason") {
        called.reason = core::CallReason::longest_wait;
    }
    SUBCASE("helping") {
        called.helping = !called.helping;
    }
    SUBCASE("a counter that is not there") {
        called.counter = core::CounterId(77);
    }
    replace(days, event);
    days.relink();
    const VerifyReport report = days.verified();
    REQUIRE_FALSE(report.sound());
    CHECK(report.violations.front().kind == ViolationKind::call);
    CHECK(report.violations.front().seq == event.seq);
}

TEST_CASE("a number issued twice shows") {
    const TwoDays days;
    core::Event event = first_event<core::TicketIssued>(days);
    event.seq += 3;
    event.at_us += 180'000'000;
    replace(days, event);
    days.relink();
    std::set<ViolationKind> kinds;
    for (const Violation& violation : days.verified().violations) kinds.insert(violation.kind);
    CHECK(kinds.contains(ViolationKind::number));
}

TEST_CASE("on a large day the state is looked at now and then") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.office.check_everything = false;
    office.set_time(monday_at(8, 0));
    const core::AtCounter at{core::CounterId(1), core::ClerkCode("an")};
    office.run(core::OpenCounter{at, false});
    const core::Issue issue{core::ServiceCode("civil-status"), {}, core::SlipWish::none, {}, false};
    for (int ticket = 0; ticket < 2'700; ++ticket) {
        office.set_time(monday_at(8, 0) + ticket * 4 * core::second_us);
        office.run(issue, core::Role::kiosk);
        office.run(core::CallNext{at, {}});
        office.run(core::Start{at});
        office.run(core::Finish{at, core::OutcomeCode("accepted")});
    }
    office.commit();
    const auto report = verify(folder.path(), office.codec);
    REQUIRE(report);
    CHECK(first_of(*report) == "");
    CHECK(report->events > 4 * 2'700);
    CHECK(report->calls_explained == 2'700);
    CHECK(report->invariants_checked > 200);
    CHECK(report->invariants_checked < 2'000);
}

TEST_CASE("violations are counted all and kept few") {
    const TwoDays days;
    execute(days.database(), "UPDATE event SET link = zeroblob(32)");
    const VerifyReport report = days.verified();
    CHECK(report.violations_total >= days.last);
    CHECK(report.violations.size() == 100);
}

TEST_CASE("rebuild is refused while a server runs and without a journal") {
    const TemporaryFolder folder;
    CHECK(rebuild(folder.path(), map::ProtobufCodec()).error().what == "there is no journal in " + folder.path().string());
    const OfficeJournal office(folder.path());
    CHECK(rebuild(folder.path(), map::ProtobufCodec()).error().what.find("in use") != std::string::npos);
}
