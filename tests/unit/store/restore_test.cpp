#include "store/restore.hpp"

#include <doctest/doctest.h>

#include "office_journal.hpp"
#include "store/backup.hpp"
#include "store/epochs.hpp"
#include "store/load.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

const std::string stamp = "2026-03-02T101500";

std::string what_verify_says(const std::filesystem::path& database) {
    const Result<VerifyReport> report = verify_file(database, map::ProtobufCodec());
    if (!report) return report.error().what;
    return report->sound() ? "" : report->violations.front().what;
}

}  // namespace

TEST_CASE("a backup made while serving is one file that opens and verifies") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    office.set_time(monday_at(9, 0) + core::day_us);
    office.commit();
    const core::State state = office.office.state;
    const Link link = office.journal->last_link();
    // The office goes on between the steps of the copy.
    int steps = 0;
    const auto done = backup(folder.path(), folder / "backup.db", [&](int, int) {
        if (++steps > 1) return true;
        office.run(core::Issue{core::ServiceCode("land"), {}, core::SlipWish::none, {}, false}, core::Role::kiosk);
        office.commit();
        return true;
    });
    REQUIRE(done);
    CHECK(steps > 0);
    CHECK(done->last_seq == state.seq);
    CHECK(done->last_link == link);
    CHECK(office.office.state.seq > state.seq);
    CHECK_FALSE(std::filesystem::exists(folder / "backup.db-wal"));
    CHECK_FALSE(std::filesystem::exists(folder / "backup.db.part"));
    CHECK(what_verify_says(folder / "backup.db") == "");
    CHECK(load_file(folder / "backup.db", office.codec)->state == state);
}

TEST_CASE("a backup is not overwritten and a stopped one leaves nothing") {
    const TemporaryFolder folder;
    OfficeJournal office(folder.path());
    office.run_day(0);
    const auto stopped = backup(folder.path(), folder / "backup.db", [](int, int) { return false; });
    CHECK_FALSE(stopped);
    CHECK_FALSE(std::filesystem::exists(folder / "backup.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "backup.db.part"));
    REQUIRE(backup(folder.path(), folder / "backup.db"));
    CHECK(backup(folder.path(), folder / "backup.db").error().what ==
          (folder / "backup.db").string() + " is there already: a backup is not overwritten");
    CHECK_FALSE(backup(folder.path(), folder / "missing" / "backup.db"));
    CHECK_FALSE(backup(folder / "missing", folder / "other.db"));
}

TEST_CASE("a restore takes the place of the journal and makes an epoch pending") {
    const TemporaryFolder folder;
    const std::filesystem::path data = folder / "data";
    const map::ProtobufCodec codec;
    core::State backed_up;
    core::State replaced;
    {
        OfficeJournal office(data);
        office.run_day(0);
        backed_up = office.office.state;
        REQUIRE(backup(data, folder / "backup.db"));
        office.run_day(1);
        replaced = office.office.state;
        CHECK(restore(data, folder / "backup.db", codec, stamp).error().what.find("in use") != std::string::npos);
    }
    const auto restored = restore(data, folder / "backup.db", codec, stamp);
    REQUIRE(restored);
    CHECK(restored->last_seq == backed_up.seq);
    CHECK(restored->epoch == 2);
    CHECK(restored->put_aside == data / ("journal-replaced-" + stamp + ".db"));
    CHECK((*pending_epoch(data))->epoch == 2);
    CHECK(load(data, codec)->state == backed_up);
    CHECK(load_file(restored->put_aside, codec)->state == replaced);
    CHECK_FALSE(std::filesystem::exists(data / "journal.restoring"));

    // Again, before the epoch has begun and after: never the same one.
    CHECK(restore(data, folder / "backup.db", codec, stamp)->epoch == 3);
    CHECK(epoch_begun(data, 3));
    const auto third = restore(data, folder / "backup.db", codec, stamp);
    REQUIRE(third);
    CHECK(third->epoch == 4);
    CHECK(third->put_aside == data / ("journal-replaced-" + stamp + "-3.db"));
    CHECK((*pending_epoch(data))->restores_of_day == 3);
}

TEST_CASE("the epoch of the journal that is replaced counts") {
    const TemporaryFolder folder;
    const std::filesystem::path data = folder / "data";
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(data);
        office.set_time(monday_at(9, 0));
        office.commit();
        REQUIRE(backup(data, folder / "backup.db"));
        office.run(core::BeginEpoch{7}, core::Role::system);
        office.commit();
    }
    CHECK(restore(data, folder / "backup.db", codec, stamp)->epoch == 8);
}

TEST_CASE("a journal that a killed server left in its log is put aside whole") {
    const TemporaryFolder folder;
    const std::filesystem::path data = folder / "data";
    const std::filesystem::path killed = folder / "killed";
    const map::ProtobufCodec codec;
    core::State last;
    {
        OfficeJournal office(data);
        office.set_time(monday_at(9, 0));
        office.commit();
        REQUIRE(backup(data, folder / "backup.db"));
        office.run_day(0);
        last = office.office.state;
        // As a kill leaves it: database and log, and nothing of it settled.
        std::filesystem::create_directories(killed);
        std::filesystem::copy_file(data / "journal.db", killed / "journal.db");
        std::filesystem::copy_file(data / "journal.db-wal", killed / "journal.db-wal");
    }
    const auto restored = restore(killed, folder / "backup.db", codec, stamp);
    REQUIRE(restored);
    CHECK(load_file(restored->put_aside, codec)->state == last);
    CHECK(load(killed, codec)->state.seq == restored->last_seq);
    CHECK(what_verify_says(killed / "journal.db") == "");
}

TEST_CASE("a restore into an empty folder") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(folder / "data");
        office.run_day(0);
        REQUIRE(backup(folder / "data", folder / "backup.db"));
    }
    // A backup on a medium that cannot be written.
    std::filesystem::permissions(folder / "backup.db", std::filesystem::perms::owner_read);
    const auto restored = restore(folder / "new", folder / "backup.db", codec, stamp);
    REQUIRE(restored);
    CHECK(restored->put_aside.empty());
    CHECK(restored->epoch == 2);
    CHECK(SqliteJournal::open(folder / "new"));
}

TEST_CASE("what does not verify is not restored and nothing changes") {
    const TemporaryFolder folder;
    const std::filesystem::path data = folder / "data";
    const map::ProtobufCodec codec;
    core::State last;
    {
        OfficeJournal office(data);
        office.run_day(0);
        REQUIRE(backup(data, folder / "backup.db"));
        last = office.office.state;
    }
    std::string refusal;
    SUBCASE("tampered") {
        execute(folder / "backup.db", "UPDATE event SET payload = x'00' WHERE seq = 12");
        refusal = "does not verify: event 12 is not what its digest says";
    }
    SUBCASE("newer") {
        execute(folder / "backup.db", "PRAGMA user_version = 99");
        refusal = "newer version";
    }
    SUBCASE("no database") {
        REQUIRE(write_whole(folder / "backup.db", std::string(9'000, 'x')));
        refusal = "not a database";
    }
    SUBCASE("another program") {
        std::filesystem::remove(folder / "backup.db");
        execute(folder / "backup.db", "CREATE TABLE notes (text TEXT)");
        refusal = "not a journal";
    }
    SUBCASE("cut") {
        std::filesystem::resize_file(folder / "backup.db", 20'480);
        refusal = "cannot be restored";
    }
    SUBCASE("a journal and no backup") {
        REQUIRE(write_whole(folder / "backup.db-wal", "x"));
        refusal = "is a journal with a log beside it";
    }
    SUBCASE("missing") {
        std::filesystem::remove(folder / "backup.db");
        refusal = "there is no backup at";
    }
    const auto restored = restore(data, folder / "backup.db", codec, stamp);
    REQUIRE_FALSE(restored);
    CHECK_MESSAGE(restored.error().what.find(refusal) != std::string::npos, restored.error().what);
    CHECK(load(data, codec)->state == last);
    CHECK_FALSE(pending_epoch(data)->has_value());
    CHECK_FALSE(std::filesystem::exists(data / "journal.restoring"));
}

TEST_CASE("what leaves the state sound is told and restored") {
    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(folder / "data");
        office.run_day(0);
        REQUIRE(backup(folder / "data", folder / "backup.db"));
    }
    execute(folder / "backup.db", "UPDATE visit SET rating = 1 WHERE rating = 5");
    const auto restored = restore(folder / "data", folder / "backup.db", codec, stamp);
    REQUIRE(restored);
    REQUIRE(restored->findings.size() == 2);  // the visit, and the roll-up of its day
    for (const Violation& finding : restored->findings) CHECK(finding.kind == ViolationKind::report);
}

TEST_CASE("a journal that cannot be read is replaced and kept") {
    const TemporaryFolder folder;
    const std::filesystem::path data = folder / "data";
    const map::ProtobufCodec codec;
    {
        OfficeJournal office(data);
        office.run_day(0);
        REQUIRE(backup(data, folder / "backup.db"));
    }
    REQUIRE(write_whole(data / "journal.db", std::string(9'000, 'x')));
    const auto restored = restore(data, folder / "backup.db", codec, stamp);
    REQUIRE(restored);
    CHECK(restored->epoch == 2);
    CHECK(*read_whole(restored->put_aside, 100'000) == std::string(9'000, 'x'));
    CHECK(what_verify_says(data / "journal.db") == "");
}
