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
          "SELECT seq || given_by || reason || ' ' || ticket FROM priority ORDER BY 1"}) {
        Result<Statement> statement = connection->prepare(sql);
        REQUIRE(statement);
        while (*statement->step()) rows.push_back(statement->text(0));
    }
    return rows;
}

std::int32_t local_minute(core::TimeUs at_us) {
    return static_cast<std::int32_t>((at_us + 7 * core::hour_us) / core::minute_us % (24 * 60));
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
    for (const auto& [id, counter] : state.counters)
        if (counter.state != core::CounterState::closed)
            gathering.add({state.day, id, counter.clerk, counter.state, counter.pause_reason, counter.since_us, state.at_us});
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
    CHECK(report_at(nine - core::hour_us).all.levels.front().waiting_within == 1);  // clocks that were set back
    CHECK(report_at(state.day_ends_at_us + core::hour_us).window_us == state.day_ends_at_us - nine);
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
    execute(folder / "journal.db", "DELETE FROM priority; UPDATE meta SET reports_since = (SELECT max(seq) FROM event)");
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
