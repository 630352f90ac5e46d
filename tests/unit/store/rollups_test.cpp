#include "store/rollups/rollup_tables.hpp"

#include <doctest/doctest.h>

#include "office_journal.hpp"
#include "report_support/both_ways.hpp"
#include "store/database.hpp"
#include "store/prune.hpp"
#include "store/rebuild.hpp"
#include "store/report_reader.hpp"
#include "store/verify.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

const core::BusinessDay earliest{0}, latest{30'000};

// Everything that is rolled up, as text: so many rows of so many tables.
std::vector<std::string> stored_in(const std::filesystem::path& folder) {
    std::vector<std::string> rows;
    const Result<Connection> connection = Connection::open(database_file(folder), Mode::read);
    REQUIRE(connection);
    for (const char* sql :
         {"SELECT 'day ' || business_day || ' ' || first_us || ' ' || last_us FROM rollup_day ORDER BY 1",
          "SELECT business_day || service || class || ' ' || issued || ' ' || waited_us || ' ' || hex(waits) || hex(queue)"
          " FROM rollup_field ORDER BY 1",
          "SELECT business_day || ' ' || counter || clerk || ' ' || served || ' ' || idle_us || hex(services) FROM rollup_counter"
          " ORDER BY 1",
          "SELECT business_day || ' ' || counter || clerk || ' ' || what || ' ' || reason || code || ' ' || amount FROM rollup_why"
          " ORDER BY 1",
          "SELECT seq || given_by || reason || ' ' || ticket FROM priority ORDER BY 1",
          "SELECT business_day || ' ' || seq || ' ' || counter || clerk || ' ' || from_us || ' ' || until_us FROM counter_idle ORDER BY "
          "1"}) {
        Result<Statement> statement = connection->prepare(sql);
        REQUIRE(statement);
        while (*statement->step()) rows.push_back(statement->text(0));
    }
    return rows;
}

std::int32_t local_minute(core::TimeUs at_us) {
    return static_cast<std::int32_t>((at_us + 7 * core::hour_us) / core::minute_us % (24 * 60));
}

void gather_idle(const std::filesystem::path& folder, Gathering& to) {
    const Result<Connection> connection = open_for_reading(database_file(folder));
    REQUIRE(connection);
    Result<ReportRowsReader> rows = ReportRowsReader::prepare(*connection);
    REQUIRE(rows);
    rows->begin_idle(earliest, latest);
    while (true) {
        const auto idle = rows->next_idle();
        REQUIRE(idle);
        if (!*idle) return;
        to.add(**idle);
    }
}

// What the roll-ups say of all days, held against the visits and stretches themselves.
void check_reported(const std::filesystem::path& folder, const core::State& state) {
    Result<ReportReader> reader = ReportReader::open(folder);
    REQUIRE(reader);
    figures::Reporting reporting({15, 30}, [](core::BusinessDay, core::TimeUs at_us) { return local_minute(at_us); });
    REQUIRE(reader->for_each_day(earliest, latest, &state, 0, [&](const DayRollup& day) { reporting.add(day); }));
    Gathering gathering({15, 30}, local_minute);
    REQUIRE(reader->for_each_visit(earliest, latest, [&](const VisitRow& visit) {
        gathering.add(visit, state.at_us);
        return true;
    }));
    REQUIRE(reader->for_each_stretch(earliest, latest, [&](const core::CounterStretch& stretch) {
        gathering.add(stretch);
        return true;
    }));
    for (const auto& [id, ticket] : state.tickets)
        if (core::is_open(ticket.state)) gathering.add(visit_row(ticket, state.day), state.at_us);
    gather_idle(folder, gathering);
    for (const auto& [id, counter] : state.counters) {
        if (counter.state == core::CounterState::closed) continue;
        gathering.add(
            core::CounterStretch{state.day, id, counter.clerk, counter.state, counter.pause_reason, counter.since_us, state.at_us});
        if (counter.idle_since_us != 0)
            gathering.add(core::CounterIdle{0, state.day, id, counter.clerk, counter.idle_since_us, state.at_us});
    }
    check_same(reporting.finish(), gathering.finish());
}

}  // namespace

TEST_CASE("days are rolled up as they close and say what their visits say") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM rollup_day") == 1);
    office.run_day(1);
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM rollup_day") == 2);
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM priority WHERE reason = 'emergency'") == 2);
    check_reported(folder.path(), office.office.state);
}

TEST_CASE("a day that is open is reported from its visits and its state") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    const core::AtCounter at{core::CounterId(1), core::ClerkCode("an")};
    const core::Issue issue{core::ServiceCode("land"), core::ClassCode("ordinary"), core::SlipWish::none, {}, false, {}};
    const auto nine = monday_at(9, 0) + core::day_us;
    office.set_time(nine);
    office.run(core::OpenCounter{at, false});
    for (int person = 0; person < 5; ++person) office.run(issue, core::Role::kiosk);
    office.set_time(nine + 20 * core::minute_us);
    office.run(core::CallNext{at, {}});
    office.run(core::Start{at});
    office.set_time(nine + 31 * core::minute_us);
    office.run(core::CallNext{at, core::OutcomeCode("accepted")});
    office.commit();
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM rollup_day") == 1);
    check_reported(folder.path(), office.office.state);
    SUBCASE("it was closed before and its boundary moved to a later hour") {
        execute(folder / "journal.db", "INSERT INTO rollup_day VALUES (" + std::to_string(office.office.state.day.days) + ", 1, 2)");
        check_reported(folder.path(), office.office.state);
        CHECK(verify(folder.path(), office.codec)->sound());
    }

    Result<ReportReader> reader = ReportReader::open(folder.path());
    REQUIRE(reader);
    CHECK(*reader->state(office.codec) == office.office.state);
    const auto ends = reader->day_ends(earliest, latest);
    REQUIRE(ends);
    REQUIRE(ends->size() >= 2);
    for (const DayEnd& end : *ends) {
        const auto one = reader->day_ends(end.day, end.day);
        REQUIRE(one);
        REQUIRE(one->size() == 1);
        CHECK(one->front().last_seq == end.last_seq);
        CHECK(one->front().link == end.link);
    }
    CHECK(ends->back().last_seq == office.office.state.seq);
    CHECK(ends->front().day < ends->back().day);
}

TEST_CASE("an open day runs on while nothing happens and not beyond its end") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    const auto nine = monday_at(9, 0);
    office.set_time(nine);
    office.run(core::OpenCounter{{core::CounterId(1), core::ClerkCode("an")}, false});
    office.run(core::Issue{core::ServiceCode("land"), core::ClassCode("ordinary"), core::SlipWish::none, {}, false, {}}, core::Role::kiosk);
    office.commit();
    const core::State& state = office.office.state;
    const auto report_at = [&](core::TimeUs now_us) {
        Result<ReportReader> reader = ReportReader::open(folder.path());
        REQUIRE(reader);
        figures::Reporting reporting({15}, [](core::BusinessDay, core::TimeUs at_us) { return local_minute(at_us); });
        REQUIRE(reader->for_each_day(earliest, latest, &state, now_us, [&](const DayRollup& day) { reporting.add(day); }));
        return reporting.finish();
    };
    const figures::Report later = report_at(nine + 40 * core::minute_us);
    CHECK(later.all.levels.front().waiting_beyond == 1);
    CHECK(later.all.levels.front().share() == 0);
    CHECK(later.window_us == 40 * core::minute_us);
    CHECK(later.counters.at(core::CounterId(1)).open_us == 40 * core::minute_us);
    CHECK(later.counters.at(core::CounterId(1)).idle_us == 40 * core::minute_us);
    CHECK(report_at(nine - core::hour_us).all.levels.front().waiting_within == 1);  // clocks that were set back
    CHECK(report_at(state.day_ends_at_us + core::hour_us).window_us == state.day_ends_at_us - nine);
}

namespace {

// Counter 1, from eight on: whatever can become of somebody who is called, with so many minutes between.
void call_in_every_way(OfficeJournal& office) {
    const core::AtCounter an{core::CounterId(1), core::ClerkCode("an")}, binh{core::CounterId(1), core::ClerkCode("binh")};
    const core::Issue issue{core::ServiceCode("civil-status"), core::ClassCode("ordinary"), core::SlipWish::none, {}, false, {}};
    const auto at = [&](int minute) { office.set_time(monday_at(8, minute)); };
    const auto call = [&](int minute, const core::AtCounter& by) {
        at(minute);
        office.run(core::CallNext{by, {}});
        return office.office.state.counters.at(core::CounterId(1)).current;
    };
    at(0);
    office.run(core::OpenCounter{an, false});
    for (int person = 0; person < 12; ++person) office.run(issue, core::Role::kiosk);
    call(1, an);  // idle 1
    at(3);
    office.run(core::Recall{an});
    at(5);
    office.run(core::Recall{an});
    at(6);
    office.run(core::NoShow{an});
    call(10, an);  // idle 4
    at(12);
    office.run(core::Requeue{an});
    call(13, an);  // idle 1
    at(15);
    office.run(core::Hold{an, core::ReasonCode("filling-form")});
    const core::TicketId leaving = call(20, an);  // idle 5
    at(22);
    office.run(core::Cancel{leaving, false, core::ReasonCode("left")}, core::Role::supervisor);
    call(23, an);  // idle 1
    at(26);
    office.run(core::Transfer{an, core::ServiceCode("land"), {}, core::TransferKind::wrong_field, {}});
    at(30);
    office.run(core::PauseCounter{an, core::ReasonCode("break")});  // idle 4
    at(40);
    office.run(core::ResumeCounter{an});
    call(41, an);  // idle 1
    at(42);
    office.run(core::Start{an});
    at(46);
    office.run(core::Finish{an, core::OutcomeCode("accepted"), monday_at(8, 44)});
    at(50);
    office.run(core::HandOver{an, core::ClerkCode("binh")});  // idle 4
    call(52, binh);                                           // idle 2, binh's
    at(54);
    office.run(core::NoShow{binh});
    at(55);
    office.commit();  // idle 1 by now
}

}  // namespace

TEST_CASE("a counter that has somebody called is not idle whatever becomes of them") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    call_in_every_way(office);
    const core::ClerkCode an("an"), binh("binh");
    const auto report_at = [&](core::TimeUs now_us) {
        Result<ReportReader> reader = ReportReader::open(folder.path());
        REQUIRE(reader);
        figures::Reporting reporting({15}, [](core::BusinessDay, core::TimeUs at_us) { return local_minute(at_us); });
        REQUIRE(reader->for_each_day(earliest, latest, &office.office.state, now_us, [&](const DayRollup& day) { reporting.add(day); }));
        return reporting.finish();
    };
    const auto check_idle = [&](core::TimeUs now_us, core::TimeUs ans_us, core::TimeUs binhs_us) {
        const figures::Report report = report_at(now_us);
        CHECK(report.clerks.at(an).idle_us == ans_us);
        CHECK(report.clerks.at(binh).idle_us == binhs_us);
        CHECK(report.counters.at(core::CounterId(1)).idle_us == ans_us + binhs_us);
        CHECK(report.clerks.at(an).open_us == 40 * core::minute_us);
        CHECK(report.clerks.at(an).unaccounted_us == 2 * core::minute_us);
    };
    check_idle(monday_at(8, 55), 21 * core::minute_us, 3 * core::minute_us);
    check_idle(monday_at(9, 0), 21 * core::minute_us, 8 * core::minute_us);  // the live page's idle time, too, goes on
    check_reported(folder.path(), office.office.state);

    office.run(core::CallNext{{core::CounterId(1), binh}, {}});
    office.set_time(monday_at(28, 1));  // called until the day is over
    office.commit();
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM rollup_day") == 1);
    check_idle(0, 21 * core::minute_us, 3 * core::minute_us);
    const map::ProtobufCodec codec;
    CHECK(verify(folder.path(), codec)->sound());

    SUBCASE("a file of before has what its legs leave of the open time until rebuild") {
        office.journal.reset();
        execute(folder / "journal.db",
                "DELETE FROM counter_idle; DELETE FROM rollup_day; DELETE FROM rollup_field; DELETE FROM rollup_counter;"
                " DELETE FROM rollup_why; UPDATE meta SET reports_since = (SELECT max(seq) FROM event WHERE business_day = (SELECT "
                "max(business_day) FROM visit))");
        CHECK(report_at(0).clerks.at(an).idle_us == 34 * core::minute_us);
        CHECK(verify(folder.path(), codec)->sound());
        REQUIRE(rebuild(folder.path(), codec));
        check_idle(0, 21 * core::minute_us, 3 * core::minute_us);
        CHECK(verify(folder.path(), codec)->sound());
    }
}

TEST_CASE("idle times that rest on erased events stay guessed") {
    const TemporaryFolder folder;
    {
        OfficeJournal office(folder.path());
        for (int day = 0; day < 3; ++day) office.run_day(day);
        office.checkpoint();
    }
    const map::ProtobufCodec codec;
    const std::filesystem::path file = folder / "journal.db";
    const std::int64_t last = integer(file, "SELECT max(business_day) FROM rollup_day");
    // Brought up to this version on the evening of the second day.
    const std::string before_last = " WHERE business_day < " + std::to_string(last);
    execute(file,
            "DELETE FROM counter_idle" + before_last + "; UPDATE meta SET reports_since = (SELECT max(seq) FROM event" + before_last + ")");
    REQUIRE(prune(folder.path(), codec, core::BusinessDay{static_cast<std::int32_t>(last)}));
    REQUIRE(rebuild(folder.path(), codec));
    CHECK(integer(file, "SELECT reports_since - pruned_through FROM meta") == 0);
    CHECK(integer(file, "SELECT min(business_day) FROM counter_idle") == last);
    const auto idle_us = [&](std::int64_t day) {
        return integer(file, "SELECT sum(idle_us) FROM rollup_counter WHERE business_day = " + std::to_string(day));
    };
    // The days are alike: what legs do not tell of those who were called is within the guess.
    CHECK(idle_us(last - 1) > idle_us(last));
    CHECK(idle_us(last - 2) == idle_us(last - 1));
    CHECK(verify(folder.path(), codec)->sound());
}

TEST_CASE("rebuild makes the same roll-ups whatever was there and whatever was pruned") {
    const TemporaryFolder folder;
    {
        OfficeJournal office(folder.path());
        for (int day = 0; day < 3; ++day) office.run_day(day);
        office.checkpoint();
    }
    const std::vector<std::string> before = stored_in(folder.path());
    const map::ProtobufCodec codec;
    SUBCASE("as it is") {}
    SUBCASE("pruned") {
        const core::BusinessDay second{
            static_cast<std::int32_t>(integer(folder / "journal.db", "SELECT min(business_day) + 1 FROM rollup_day"))};
        REQUIRE(prune(folder.path(), codec, second));
        CHECK(stored_in(folder.path()) == before);
    }
    execute(folder / "journal.db",
            "DELETE FROM rollup_day; UPDATE rollup_field SET issued = 7; DELETE FROM rollup_counter; DELETE FROM rollup_why");
    REQUIRE(rebuild(folder.path(), codec));
    CHECK(stored_in(folder.path()) == before);
}

TEST_CASE("priority of before the migration may be missing until rebuild") {
    const TemporaryFolder folder;
    {
        OfficeJournal office(folder.path());
        office.run_day(0);
    }
    const map::ProtobufCodec codec;
    execute(folder / "journal.db",
            "DELETE FROM priority; DELETE FROM rollup_day; DELETE FROM rollup_field; DELETE FROM rollup_counter; DELETE FROM rollup_why;"
            " UPDATE meta SET reports_since = (SELECT max(seq) FROM event WHERE business_day = (SELECT max(business_day) FROM visit))");
    CHECK(verify(folder.path(), codec)->sound());
    REQUIRE(rebuild(folder.path(), codec));
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM priority") == 1);
    CHECK(integer(folder / "journal.db", "SELECT reports_since FROM meta") == 0);
    CHECK(verify(folder.path(), codec)->sound());
}

TEST_CASE("a roll-up of bytes that nobody wrote is refused and names its day") {
    const TemporaryFolder folder;
    {
        OfficeJournal office(folder.path());
        office.run_day(0);
    }
    const auto day = std::to_string(integer(folder / "journal.db", "SELECT business_day FROM rollup_day"));
    for (const char* sql : {"UPDATE rollup_field SET queue = x'01'", "UPDATE rollup_counter SET services = x'ffff'",
                            "UPDATE rollup_why SET counter = 99", "DELETE FROM rollup_day"}) {
        CAPTURE(sql);
        execute(folder / "journal.db", sql);
        Result<ReportReader> reader = ReportReader::open(folder.path());
        REQUIRE(reader);
        const Result<void> read = reader->for_each_day(earliest, latest, nullptr, 0, [](const DayRollup&) {});
        REQUIRE_FALSE(read);
        CHECK(read.error().what == "the roll-up of business day " + day + " is damaged: make it anew with ticket-server rebuild");
        REQUIRE(rebuild(folder.path(), map::ProtobufCodec()));
    }
}
