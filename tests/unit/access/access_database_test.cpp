#include "store/access/access_database.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "fault_vfs/fault_vfs.hpp"
#include "store/access/limits.hpp"
#include "store/access/schema.hpp"
#include "support/folder.hpp"

using namespace luot;
using access::Outcome;
using store::AccessDatabase;
using testing::Folder;

namespace {

// 32 bytes for each number.
std::string digest(int number) {
    std::string text = std::to_string(number);
    return text + std::string(32 - text.size(), '.');
}

access::AddAccount account(const std::string& name, access::Role role = access::Role::viewer) {
    return {access::Account{name, role, "$argon2id$" + name, 1}};
}

access::BeginSession session(int number, const std::string& name, std::int64_t seen_s) {
    return {access::WebSession{digest(number), name, 0, seen_s}, "$argon2id$" + name};
}

access::Note note(const std::string& what) {
    access::AuditRow row;
    row.at_us = 1;
    row.wall_us = 2;
    row.what = what;
    row.detail = "{}";
    row.outcome = "asked";
    return {row};
}

// An entry that is the nth of its kind.
void insert(const std::filesystem::path& folder, int anonymous, std::int64_t nth) {
    const auto beside = store::Connection::open(store::access_file(folder), store::Mode::write);
    REQUIRE(beside
                ->execute("INSERT INTO audit VALUES (NULL, 1, 1, '', '', '', 'x', '{}', 'done', " + std::to_string(anonymous) + ", " +
                          std::to_string(nth) + ")")
                .has_value());
}

Outcome performed(AccessDatabase& database, std::vector<access::Deed> deeds) {
    const auto done = database.perform(deeds);
    REQUIRE_MESSAGE(done.has_value(), done.error().what);
    return done->outcome;
}

access::Book book_of(const AccessDatabase& database) {
    auto book = database.book();
    REQUIRE_MESSAGE(book.has_value(), book.error().what);
    return *book;
}

AccessDatabase opened(const std::filesystem::path& folder, const std::string& vfs = {}) {
    auto database = AccessDatabase::open(folder, vfs);
    REQUIRE_MESSAGE(database.has_value(), database.error().what);
    return std::move(*database);
}

}  // namespace

TEST_CASE("access database - what was done is there when it is opened again and nobody else may read it") {
    const Folder folder;
    access::Book before;
    {
        AccessDatabase database = opened(folder.path);
        CHECK(performed(database, {account("an", access::Role::administrator), account("vi")}) == Outcome::done);
        CHECK(performed(database, {access::AddKey{access::Key{"zalo", access::Role::viewer, digest(1), 3}}}) == Outcome::done);
        CHECK(performed(database, {session(2, "vi", 10), access::SessionSeen{digest(2), 20}}) == Outcome::done);
        CHECK(performed(database, {access::AddCode{access::EnrolmentCode{digest(3), access::DeviceRole::kiosk, "kiosk-1", 900}, 0}}) ==
              Outcome::done);
        const access::Device device{access::DeviceRole::kiosk, "kiosk-1", digest(4), 5, 6};
        CHECK(performed(database, {access::Enrol{digest(3), device, 899}}) == Outcome::done);
        CHECK(performed(database, {access::DeviceSeen{access::DeviceRole::kiosk, "kiosk-1", 7}}) == Outcome::done);
        before = book_of(database);
        CHECK(before.accounts.size() == 2);
        CHECK(before.sessions == std::vector<access::WebSession>{{digest(2), "vi", 0, 20}});
        CHECK(before.codes.empty());
        CHECK(before.devices == std::vector<access::Device>{{access::DeviceRole::kiosk, "kiosk-1", digest(4), 5, 7}});
    }
    const AccessDatabase again = opened(folder.path);
    CHECK(book_of(again) == before);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
        CAPTURE(entry.path().string());
        CHECK((entry.status().permissions() & std::filesystem::perms(0077)) == std::filesystem::perms::none);
    }
}

TEST_CASE("access database - all deeds or none") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    CHECK(performed(database, {account("vi"), note("account.add"), account("vi")}) == Outcome::name_taken);
    CHECK(book_of(database).accounts.empty());
    CHECK(database.audit(0, 10)->empty());
    CHECK(performed(database, {access::RemoveAccount{"vi"}}) == Outcome::unknown);
    CHECK(performed(database, {access::SetPassword{"vi", "x", "", ""}}) == Outcome::unknown);
    CHECK(performed(database, {access::RemoveKey{"x"}}) == Outcome::unknown);
    CHECK(performed(database, {access::EndSession{digest(1)}}) == Outcome::unknown);
    CHECK(performed(database, {session(1, "nobody", 1)}) == Outcome::unknown);
    CHECK(performed(database, {access::Revoke{access::DeviceRole::kiosk, "x"}}) == Outcome::unknown);
    CHECK(performed(database, {access::NoteOutcome{1, "done"}}) == Outcome::unknown);
    CHECK(performed(database, {access::DeviceSeen{access::DeviceRole::kiosk, "x", 1}}) == Outcome::done);
    // What the schema does not take is a failure, and nothing of it stays.
    CHECK(!database.perform({account("an"), account("")}).has_value());
    CHECK(!database.perform({account("an"), access::AddKey{access::Key{"k", access::Role::viewer, "short", 1}}}).has_value());
    CHECK(book_of(database).accounts.empty());
}

TEST_CASE("access database - accounts take their sessions along and the last administrator stays") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    performed(database, {account("an", access::Role::administrator), account("binh", access::Role::administrator), session(1, "binh", 1),
                         session(2, "binh", 2), session(3, "an", 3)});
    CHECK(performed(database, {access::SetPassword{"binh", "other", digest(2), ""}}) == Outcome::done);
    CHECK(book_of(database).sessions.size() == 2);
    CHECK(performed(database, {access::RemoveAccount{"binh"}}) == Outcome::done);
    CHECK(book_of(database).sessions == std::vector<access::WebSession>{{digest(3), "an", 0, 3}});
    CHECK(performed(database, {access::RemoveAccount{"an"}}) == Outcome::last_administrator);
    CHECK(performed(database, {access::EndSession{digest(3)}}) == Outcome::done);
    CHECK(book_of(database).sessions.empty());
}

TEST_CASE("access database - what was allowed by a password that is another one by now is not done") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    performed(database, {account("an"), session(1, "an", 1)});
    const std::string old = "$argon2id$an";
    CHECK(performed(database, {access::SetPassword{"an", "reset", "", ""}}) == Outcome::done);
    CHECK(performed(database, {session(2, "an", 2)}) == Outcome::unknown);
    CHECK(performed(database, {access::SetPassword{"an", "theirs", "", old}}) == Outcome::unknown);
    // The right line, but a session that was ended.
    CHECK(performed(database, {access::SetPassword{"an", "theirs", digest(1), "reset"}}) == Outcome::unknown);
    CHECK(book_of(database).sessions.empty());
    CHECK(book_of(database).accounts.at(0).password == "reset");
    CHECK(performed(database, {access::SetPassword{"an", "own", "", "reset"}}) == Outcome::done);
}

TEST_CASE("access database - every table is bounded") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    std::vector<access::Deed> deeds;
    for (int number = 0; number < store::access_limits::accounts; ++number) deeds.emplace_back(account("a" + std::to_string(number)));
    CHECK(performed(database, deeds) == Outcome::done);
    CHECK(performed(database, {account("more")}) == Outcome::too_many);
    deeds.clear();
    for (int number = 0; number < store::access_limits::keys; ++number)
        deeds.emplace_back(access::AddKey{access::Key{"k" + std::to_string(number), access::Role::viewer, digest(number), 1}});
    CHECK(performed(database, deeds) == Outcome::done);
    CHECK(performed(database, {access::AddKey{access::Key{"more", access::Role::viewer, digest(9'999), 1}}}) == Outcome::too_many);
    // Sessions make room: the one that was seen longest ago goes, of the account and then of all.
    deeds.clear();
    for (int number = 0; number < 17; ++number) deeds.emplace_back(session(number, "a0", 100 + number));
    CHECK(performed(database, deeds) == Outcome::done);
    auto sessions = book_of(database).sessions;
    CHECK(sessions.size() == 16);
    CHECK(std::none_of(sessions.begin(), sessions.end(), [](const auto& one) { return one.digest == digest(0); }));
    deeds.clear();
    for (int number = 100; number < 100 + 1'100; ++number)
        deeds.emplace_back(session(number, "a" + std::to_string(1 + number % 200), number));
    CHECK(performed(database, deeds) == Outcome::done);
    CHECK(book_of(database).sessions.size() == 1'024);
    // Those that are over go first.
    auto later = session(5'000, "a0", 50'000);
    later.seen_before_s = 40'000;
    CHECK(performed(database, {later}) == Outcome::done);
    CHECK(book_of(database).sessions.size() == 1);
    deeds.clear();
    for (int number = 0; number < store::access_limits::codes; ++number)
        deeds.emplace_back(
            access::AddCode{access::EnrolmentCode{digest(number), access::DeviceRole::board, "b" + std::to_string(number), 900}, 0});
    CHECK(performed(database, deeds) == Outcome::done);
    const access::EnrolmentCode another{digest(7'000), access::DeviceRole::board, "another", 2'000};
    CHECK(performed(database, {access::AddCode{another, 0}}) == Outcome::too_many);
    CHECK(performed(database, {access::AddCode{another, 900}}) == Outcome::done);  // the others have run out
    CHECK(book_of(database).codes.size() == 1);
}

TEST_CASE("access database - a code is good once for its device and its time") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    const access::EnrolmentCode code{digest(1), access::DeviceRole::board, "board-1", 900};
    const auto enrol = [](int code_number, access::DeviceRole role, const char* name, int credential, std::int64_t now_s) {
        return access::Enrol{digest(code_number), access::Device{role, name, digest(credential), 1, 0}, now_s};
    };
    performed(database, {access::AddCode{access::EnrolmentCode{digest(9), access::DeviceRole::board, "board-1", 900}, 0}});
    performed(database, {access::AddCode{code, 0}});
    CHECK(performed(database, {enrol(9, access::DeviceRole::board, "board-1", 50, 1)}) == Outcome::unknown);  // another took its place
    CHECK(performed(database, {enrol(1, access::DeviceRole::kiosk, "board-1", 50, 1)}) == Outcome::unknown);
    CHECK(performed(database, {enrol(1, access::DeviceRole::board, "board-2", 50, 1)}) == Outcome::unknown);
    CHECK(performed(database, {enrol(1, access::DeviceRole::board, "board-1", 50, 900)}) == Outcome::unknown);
    CHECK(performed(database, {enrol(1, access::DeviceRole::board, "board-1", 50, 899)}) == Outcome::done);
    CHECK(performed(database, {enrol(1, access::DeviceRole::board, "board-1", 51, 899)}) == Outcome::unknown);
    // Enrolled anew, the credential of before is good no more; revoked, none is, nor is a code that waits.
    performed(database, {access::AddCode{code, 0}});
    CHECK(performed(database, {enrol(1, access::DeviceRole::board, "board-1", 52, 1)}) == Outcome::done);
    CHECK(book_of(database).devices == std::vector<access::Device>{{access::DeviceRole::board, "board-1", digest(52), 1, 0}});
    performed(database, {access::AddCode{code, 0}});
    CHECK(performed(database, {access::Revoke{access::DeviceRole::board, "board-1"}}) == Outcome::done);
    CHECK(book_of(database) == access::Book{});
}

TEST_CASE("access database - the audit is read newest first and completed once and kept") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    for (int entry = 1; entry <= 5; ++entry) {
        const auto done = database.perform({note("n" + std::to_string(entry))});
        REQUIRE(done.has_value());
        CHECK(done->audit_id == entry);
    }
    CHECK(performed(database, {access::NoteOutcome{3, "done"}}) == Outcome::done);
    CHECK(performed(database, {access::NoteOutcome{3, "undone"}}) == Outcome::unknown);
    const auto rows = database.audit(5, 2);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].what == "n4");
    CHECK((*rows)[1].outcome == "done");
    const auto tamper = store::Connection::open(store::access_file(folder.path), store::Mode::write);
    REQUIRE(tamper.has_value());
    for (const char* sql : {"UPDATE audit SET who = 'nobody' WHERE id = 1", "UPDATE audit SET outcome = 'x' WHERE id = 3",
                            "UPDATE audit SET outcome = 'x', what = 'y' WHERE id = 1", "DELETE FROM audit WHERE id = 1"}) {
        CAPTURE(sql);
        const auto done = tamper->execute(sql);
        REQUIRE(!done.has_value());
        CHECK(done.error().what.find("append-only") != std::string::npos);
    }
}

TEST_CASE("access database - the oldest entries go when there are too many") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    performed(database, {note("first"), note("second")});
    insert(folder.path, 0, store::access_limits::audit_rows);
    performed(database, {note("one more")});
    const auto rows = database.audit(0, 100);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 3);
    CHECK(rows->back().what == "second");
}

TEST_CASE("access database - entries that nobody was signed in for push out each other and nothing else") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    const auto anonymous = [](const std::string& what) {
        access::Note entry = note(what);
        entry.row.anonymous = true;
        return entry;
    };
    performed(database, {note("command"), anonymous("visit.cancel"), anonymous("visit.rate")});
    CHECK(performed(database, {access::NoteOutcome{2, "done"}}) == Outcome::done);
    insert(folder.path, 1, store::access_limits::anonymous_rows);
    for (int more = 0; more < 3; ++more) performed(database, {anonymous("more")});
    const auto rows = database.audit(0, 100);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 5);
    CHECK(rows->back().what == "command");
    CHECK(!rows->back().anonymous);
    CHECK(rows->at(3).what == "x");
    CHECK(rows->front().anonymous);
    // Nor does an account's push out theirs.
    insert(folder.path, 0, 2 * store::access_limits::audit_rows);
    performed(database, {note("one more")});
    const auto left = database.audit(0, 100);
    REQUIRE(left->size() == 6);
    CHECK(left->at(5).what == "x");
    const auto tamper = store::Connection::open(store::access_file(folder.path), store::Mode::write);
    CHECK(!tamper->execute("DELETE FROM audit WHERE anonymous = 1").has_value());
    CHECK(!tamper->execute("UPDATE audit SET outcome = 'x', anonymous = 1 WHERE what = 'one more'").has_value());
}

TEST_CASE("access database - the audit knows from where accounts signed in") {
    const Folder folder;
    AccessDatabase database = opened(folder.path);
    const auto tried = [](const std::string& who, const std::string& peer, const std::string& outcome) {
        access::Note entry = note("session.begin");
        entry.row.who = who;
        entry.row.peer = peer;
        entry.row.outcome = outcome;
        return entry;
    };
    performed(database, {tried("an", "10.0.0.1", "done"), tried("vi", "10.0.0.2", "done"), tried("", "10.0.0.66", "wrong_password"),
                         tried("an", "10.0.0.3", "done"), tried("an", "10.0.0.1", "done"), note("command")});
    const auto pairs = database.signed_in();
    REQUIRE(pairs.has_value());
    CHECK(*pairs == std::vector<access::SignedIn>{{"an", "10.0.0.1"}, {"an", "10.0.0.3"}, {"vi", "10.0.0.2"}});
}

TEST_CASE("access database - another writer is noticed and foreign and newer files are left alone") {
    const Folder folder;
    AccessDatabase server = opened(folder.path);
    AccessDatabase subcommand = opened(folder.path);
    const auto before = server.data_version();
    performed(server, {account("mine")});
    CHECK(*server.data_version() == *before);
    performed(subcommand, {account("theirs")});
    CHECK(*server.data_version() != *before);
    CHECK(book_of(server).accounts.size() == 2);

    const Folder foreign;
    {
        const auto other = store::Connection::open(store::access_file(foreign.path), store::Mode::create);
        REQUIRE(other->execute("CREATE TABLE theirs (x)").has_value());
    }
    const auto refused = AccessDatabase::open(foreign.path);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().what.find("is not what") != std::string::npos);

    const Folder newer;
    {
        opened(newer.path);
        const auto other = store::Connection::open(store::access_file(newer.path), store::Mode::write);
        REQUIRE(other->execute("PRAGMA user_version = " + std::to_string(store::access_schema_version() + 1)).has_value());
    }
    const auto too_new = AccessDatabase::open(newer.path);
    REQUIRE(!too_new.has_value());
    CHECK(too_new.error().what.find("newer version") != std::string::npos);
    CHECK(!AccessDatabase::open(newer.path / "missing").has_value());
}

TEST_CASE("access database - a disk that fails at any step leaves all of the deeds or none and what was told stays") {
    for (const test::Fault fault : {test::Fault::refused, test::Fault::done_but_reported, test::Fault::power_cut}) {
        for (const test::Operation operation : {test::Operation::write, test::Operation::sync}) {
            bool met = true;
            std::uint64_t faults = 0;
            for (std::uint64_t nth = 1; met && nth < 40; ++nth) {
                CAPTURE(static_cast<int>(fault));
                CAPTURE(static_cast<int>(operation));
                CAPTURE(nth);
                const Folder folder;
                test::FaultVfs vfs("access");
                bool told = false;
                {
                    AccessDatabase database = opened(folder.path, vfs.name());
                    REQUIRE(performed(database, {account("first")}) == Outcome::done);
                    vfs.fail(operation, nth, fault);
                    const auto done = database.perform({account("second"), note("account.add")});
                    told = done.has_value();
                    met = vfs.met();
                    faults += met ? 1 : 0;
                    if (!vfs.met()) vfs.heal();
                    if (fault == test::Fault::power_cut) vfs.cut_power();
                }
                if (fault == test::Fault::power_cut) vfs.restore_power();
                vfs.heal();
                const AccessDatabase again = opened(folder.path, vfs.name());
                const auto accounts = book_of(again).accounts.size();
                const auto entries = again.audit(0, 10)->size();
                CHECK(accounts == 1 + entries);
                CHECK(entries <= 1);
                if (told) CHECK(entries == 1);
            }
            CHECK(faults > 0);
        }
    }
}
