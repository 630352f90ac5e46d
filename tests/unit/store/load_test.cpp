#include "store/load.hpp"

#include <doctest/doctest.h>

#include "office_journal.hpp"
#include "store/prune.hpp"
#include "store/rebuild.hpp"
#include "store/report_reader.hpp"
#include "store/verify.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

constexpr core::BusinessDay first_day{20'514};

std::string what_verify_says(const std::filesystem::path& folder) {
    const Result<VerifyReport> report = verify(folder, map::ProtobufCodec());
    if (!report) return report.error().what;
    return report->sound() ? "" : report->violations.front().what;
}

std::vector<VisitRow> visits_of(const std::filesystem::path& folder) {
    std::vector<VisitRow> visits;
    Result<ReportReader> reader = ReportReader::open(folder);
    REQUIRE(reader);
    REQUIRE(reader->for_each_visit({0}, {100'000}, [&](const VisitRow& visit) {
        visits.push_back(visit);
        return true;
    }));
    return visits;
}

}  // namespace

TEST_CASE("a folder without events gives an empty state") {
    const TemporaryFolder folder;
    SqliteJournal::open(folder.path()).value();
    const auto loaded = load(folder.path(), map::ProtobufCodec());
    REQUIRE(loaded);
    CHECK(loaded->state == core::State{});
}

TEST_CASE("the state is the fold from whichever checkpoint") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    office.checkpoint();
    const core::Seq older = office.office.state.seq;
    office.run_day(1);
    office.checkpoint();
    const core::Seq newer = office.office.state.seq;
    office.set_time(monday_at(8, 30) + 2 * core::day_us);
    office.commit();

    const auto from_newer = load(folder.path(), office.codec);
    REQUIRE(from_newer);
    CHECK(from_newer->state == office.office.state);
    CHECK(from_newer->checkpoint_seq == newer);
    CHECK(from_newer->events_applied == office.office.state.seq - newer);
    const std::string newest = " WHERE seq = " + std::to_string(newer);
    SUBCASE("link") {
        execute(folder / "journal.db", "UPDATE checkpoint SET link = zeroblob(32)" + newest);
    }
    SUBCASE("digest") {
        execute(folder / "journal.db", "UPDATE checkpoint SET digest = zeroblob(32)" + newest);
    }
    SUBCASE("state") {
        execute(folder / "journal.db", "UPDATE checkpoint SET state = x'00'" + newest);
    }
    SUBCASE("format") {
        execute(folder / "journal.db", "UPDATE checkpoint SET format = 99" + newest);
    }
    const auto from_older = load(folder.path(), office.codec);
    REQUIRE(from_older);
    CHECK(from_older->state == office.office.state);
    CHECK(from_older->checkpoint_seq == older);
    CHECK(from_older->checkpoints_skipped == 1);

    execute(folder / "journal.db", "DELETE FROM checkpoint");
    const auto from_nothing = load(folder.path(), office.codec);
    REQUIRE(from_nothing);
    CHECK(from_nothing->state == office.office.state);
    CHECK(from_nothing->checkpoint_seq == 0);
}

TEST_CASE("a damaged event after the checkpoint stops a start with one sentence") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    execute(folder / "journal.db", "UPDATE event SET payload = x'00' WHERE seq = 9");
    const auto loaded = load(folder.path(), office.codec);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().what == "event 9 is not what its digest says");
}

TEST_CASE("pruned days keep links and visits and starts verify and rebuild still work") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    core::State last;
    Link link;
    {
        OfficeJournal office(folder.path());
        for (int day = 0; day < 4; ++day) {
            office.run_day(day);
            office.checkpoint();
        }
        last = office.office.state;
        link = office.journal->last_link();
        CHECK(prune(folder.path(), codec, first_day).error().what.find("in use") != std::string::npos);
    }
    const std::vector<VisitRow> visits = visits_of(folder.path());
    REQUIRE(visits.size() == 80);

    for (int days_pruned = 1; days_pruned <= 3; ++days_pruned) {
        CAPTURE(days_pruned);
        const auto pruned = prune(folder.path(), codec, {first_day.days + days_pruned});
        REQUIRE(pruned);
        CHECK(pruned->events_erased > 50);
        const auto again = prune(folder.path(), codec, {first_day.days + days_pruned});
        REQUIRE(again);
        CHECK(again->events_erased == 0);
        CHECK(again->through == pruned->through);

        const auto report = verify(folder.path(), codec);
        REQUIRE(report);
        CHECK(what_verify_says(folder.path()) == "");
        CHECK(report->events_erased == pruned->through);
        CHECK(report->events_folded == last.seq - pruned->through);
        CHECK(report->last_link == link);
        CHECK(load(folder.path(), codec)->state == last);
        REQUIRE(rebuild(folder.path(), codec));
        CHECK(what_verify_says(folder.path()) == "");
        CHECK(visits_of(folder.path()) == visits);
        CHECK(integer(folder / "journal.db", "SELECT count(*) FROM checkpoint WHERE base = 1") == 1);
    }
    // Nothing but the base left: it is enough.
    execute(folder / "journal.db", "DELETE FROM checkpoint WHERE base = 0");
    CHECK(load(folder.path(), codec)->state == last);
    // What remains of the pruned days is still held by the chain.
    execute(folder / "journal.db", "UPDATE event SET kind = kind + 1 WHERE seq = 5");
    CHECK(what_verify_says(folder.path()) == "event 5 does not link to the event before it");
}

TEST_CASE("what a program of before pruned is opened by this one") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    core::State last;
    {
        OfficeJournal office(folder.path());
        for (int day = 0; day < 3; ++day) office.run_day(day);
        last = office.office.state;
    }
    REQUIRE(prune(folder.path(), codec, {first_day.days + 1}));
    for (const char* format : {"1", "2", "3", "4"}) {
        CAPTURE(format);
        execute(folder / "journal.db", std::string("UPDATE checkpoint SET format = ") + format);
        CHECK(load(folder.path(), codec)->state == last);
        CHECK(what_verify_says(folder.path()) == "");
    }
    REQUIRE(rebuild(folder.path(), codec));
    REQUIRE(prune(folder.path(), codec, {first_day.days + 2}));  // the base moves on, and is of today
    CHECK(integer(folder / "journal.db", "SELECT format FROM checkpoint WHERE base = 1") == map::ProtobufCodec::checkpoint_format);
    CHECK(load(folder.path(), codec)->state == last);
    execute(folder / "journal.db", "UPDATE checkpoint SET format = 99");  // of a program to come
    CHECK_FALSE(load(folder.path(), codec));
}

TEST_CASE("erased payloads are nowhere in the file") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    std::string payload;
    {
        OfficeJournal office(folder.path());
        office.run_day(0);
        office.run_day(1);
        const auto issued = std::find_if(office.office.journal.begin(), office.office.journal.end(),
                                         [](const core::Event& event) { return std::holds_alternative<core::TicketIssued>(event.body); });
        payload = office.codec.encode(*issued).payload;
    }
    REQUIRE(payload.size() > 20);
    const auto found = [&] { return read_whole(folder / "journal.db", 100'000'000)->find(payload) != std::string::npos; };
    CHECK(found());
    REQUIRE(prune(folder.path(), codec, {first_day.days + 1}));
    CHECK_FALSE(found());
    CHECK_FALSE(std::filesystem::exists(folder / "journal.db-wal"));
}

TEST_CASE("the open day is not pruned") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(folder.path());
        office.run_day(0);
        office.set_time(monday_at(9, 0) + core::day_us);
        office.commit();
    }
    const auto refused = prune(folder.path(), codec, {first_day.days + 2});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "the business day is still open: only days that are closed can be pruned");
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM event WHERE payload IS NULL") == 0);
    CHECK(prune(folder.path(), codec, {first_day.days + 1}));
    CHECK(what_verify_says(folder.path()) == "");
}

TEST_CASE("a prune that was cut short is finished by the next") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(folder.path());
        office.run_day(0);
        office.run_day(1);
    }
    const auto pruned = prune(folder.path(), codec, {first_day.days + 1});
    REQUIRE(pruned);
    // As if it had been cut after the base: some payloads are still there.
    execute(folder / "journal.db", "UPDATE event SET payload = x'00' WHERE seq IN (3, 7)");
    CHECK(prune(folder.path(), codec, {first_day.days + 1})->events_erased == 2);
    CHECK(what_verify_says(folder.path()) == "");
}

TEST_CASE("nothing to prune") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    CHECK(prune(folder.path(), codec, first_day).error().what == "there is no journal in " + folder.path().string());
    SqliteJournal::open(folder.path()).value();
    CHECK(prune(folder.path(), codec, first_day)->events_erased == 0);
}
