#include "server/access_thread.hpp"

#include <doctest/doctest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "server/access_taken.hpp"
#include "store/sqlite.hpp"
#include "support/folder.hpp"

using namespace luot;
using testing::Folder;
using namespace std::chrono_literals;
using access::Outcome;

namespace {

access::AddAccount account(const std::string& name) {
    return {access::Account{name, access::Role::viewer, "$argon2id$" + name, 1}};
}

access::Note note(const std::string& what) {
    access::AuditRow row;
    row.what = what;
    row.detail = "{}";
    row.outcome = "done";
    return {row};
}

class Office {
  public:
    Office() {
        thread.begin([this](access::Book changed) {
            ++books;
            book = std::move(changed);
        });
    }

    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(10ms);
        }
    }
    Outcome kept(std::vector<access::Deed> deeds) {
        std::optional<Outcome> outcome;
        thread.keep(std::move(deeds), [&](Outcome what, std::int64_t) { outcome = what; });
        until([&] { return outcome.has_value(); });
        return *outcome;
    }

    Folder folder;
    boost::asio::io_context context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work = boost::asio::make_work_guard(context);
    access::Book book;
    int books = 0;
    server::AccessThread thread{context.get_executor(), folder.path, [] { return std::int64_t{42}; }};
};

}  // namespace

TEST_CASE("access thread - the book has what was done before whoever asked hears of it") {
    Office office;
    CHECK(office.books == 1);
    std::size_t seen = 0;
    std::optional<std::int64_t> id;
    office.thread.keep({account("an"), note("account.add")}, [&](Outcome outcome, std::int64_t audit_id) {
        CHECK(outcome == Outcome::done);
        seen = office.book.accounts.size();
        id = audit_id;
    });
    CHECK(!id);  // never from within
    office.until([&] { return id.has_value(); });
    CHECK(seen == 1);
    CHECK(*id == 1);
    CHECK(office.kept({account("an")}) == Outcome::name_taken);
    CHECK(office.thread.now().at_us == 42);
    std::optional<std::vector<access::AuditRow>> rows;
    office.thread.read_audit(0, 10, [&](std::optional<std::vector<access::AuditRow>> read) { rows = std::move(read); });
    office.until([&] { return rows.has_value(); });
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().what == "account.add");
}

TEST_CASE("access thread - what another program writes is picked up") {
    Office office;
    auto subcommand = store::AccessDatabase::open(office.folder.path);
    REQUIRE(subcommand.has_value());
    REQUIRE(subcommand->perform({account("theirs")}).has_value());
    office.until([&] { return office.book.accounts.size() == 1; });
    CHECK(office.book.accounts.front().name == "theirs");
}

TEST_CASE("access thread - a file that cannot be used refuses and is tried again until it can") {
    const Folder folder;
    std::filesystem::create_directory(folder.path / "access.db");  // no file at all
    boost::asio::io_context context;
    const auto work = boost::asio::make_work_guard(context);
    std::optional<access::Book> book;
    server::AccessThread thread(context.get_executor(), folder.path, [] { return std::int64_t{1}; });
    thread.begin([&](access::Book changed) { book = std::move(changed); });
    CHECK(!book);
    const auto until = [&](const auto& done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(10ms);
        }
    };
    std::optional<Outcome> outcome;
    thread.keep({note("anything")}, [&](Outcome what, std::int64_t) { outcome = what; });
    until([&] { return outcome.has_value(); });
    CHECK(*outcome == Outcome::unavailable);
    std::filesystem::remove(folder.path / "access.db");
    until([&] { return book.has_value(); });
    outcome.reset();
    thread.keep({account("an"), note("account.add")}, [&](Outcome what, std::int64_t) { outcome = what; });
    until([&] { return outcome.has_value(); });
    CHECK(*outcome == Outcome::done);
    CHECK(book->accounts.size() == 1);
}

TEST_CASE("access thread - what was taken back is gone from the book though that cannot be read any more") {
    Office office;
    const access::Device device{access::DeviceRole::kiosk, "kiosk-1", std::string(32, 'd'), 5, 6};
    const access::EnrolmentCode code{std::string(32, 'c'), access::DeviceRole::kiosk, "kiosk-1", 900};
    CHECK(office.kept({account("an"), account("vi"), access::AddKey{access::Key{"zalo", access::Role::viewer, std::string(32, 'k'), 3}}}) ==
          Outcome::done);
    CHECK(office.kept({access::AddCode{code, 0}, access::Enrol{code.digest, device, 1}}) == Outcome::done);
    for (const char digest : {'1', '2', '3'})
        CHECK(office.kept({access::BeginSession{{std::string(32, digest), digest == '3' ? "vi" : "an", 0, 1},
                                                digest == '3' ? "$argon2id$vi" : "$argon2id$an"}}) == Outcome::done);
    // Without its keys the book cannot be read; none of these deeds needs them.
    auto other = store::Connection::open(office.folder.path / "access.db", store::Mode::write);
    REQUIRE(other.has_value());
    REQUIRE(other->execute("ALTER TABLE key RENAME TO gone").has_value());
    CHECK(office.kept({access::Revoke{access::DeviceRole::kiosk, "kiosk-1"}, note("device.revoke")}) == Outcome::done);
    CHECK(office.book.devices.empty());
    CHECK(office.kept({access::EndSession{std::string(32, '1')}}) == Outcome::done);
    CHECK(office.book.sessions.size() == 2);
    CHECK(office.kept({access::SetPassword{"an", "other", "", ""}}) == Outcome::done);
    CHECK(office.book.sessions.size() == 1);
    CHECK(office.book.accounts.at(0).password == "other");
    CHECK(office.kept({access::RemoveAccount{"vi"}}) == Outcome::done);
    CHECK(office.book.sessions.empty());
    CHECK(office.book.accounts.size() == 1);
    CHECK(office.book.keys.size() == 1);
    // As soon as it can be read it is what is on disk.
    REQUIRE(other->execute("ALTER TABLE gone RENAME TO key").has_value());
    CHECK(office.kept({access::RemoveKey{"zalo"}}) == Outcome::done);
    CHECK(office.book.keys.empty());
    CHECK(office.book.accounts.size() == 1);
}

TEST_CASE("access thread - what is taken back while nothing can be kept is gone at once and from disk as soon as that can be written") {
    Office office;
    const access::Device device{access::DeviceRole::kiosk, "kiosk-1", std::string(32, 'd'), 5, 6};
    const access::EnrolmentCode code{std::string(32, 'c'), access::DeviceRole::kiosk, "kiosk-1", 900};
    access::AddAccount an = account("an"), vi = account("vi");
    an.account.role = access::Role::administrator;
    CHECK(office.kept({an, vi, access::AddKey{access::Key{"zalo", access::Role::viewer, std::string(32, 'k'), 3}}}) == Outcome::done);
    CHECK(office.kept({access::AddCode{code, 0}, access::Enrol{code.digest, device, 1}}) == Outcome::done);
    CHECK(office.kept({access::BeginSession{{std::string(32, 's'), "an", 0, 1}, "$argon2id$an"}}) == Outcome::done);
    // No entry can be written, as on a full disk; all else can be read.
    auto other = store::Connection::open(office.folder.path / "access.db", store::Mode::write);
    REQUIRE(other.has_value());
    REQUIRE(other->execute("ALTER TABLE audit RENAME TO gone").has_value());
    CHECK(office.kept({access::Revoke{access::DeviceRole::kiosk, "kiosk-1"}, note("device.revoke")}) == Outcome::until_restart);
    CHECK(office.book.devices.empty());
    CHECK(office.kept({access::RemoveKey{"zalo"}, note("key.remove")}) == Outcome::until_restart);
    CHECK(office.book.keys.empty());
    CHECK(office.kept({access::EndSession{std::string(32, 's')}, note("session.end")}) == Outcome::until_restart);
    CHECK(office.book.sessions.empty());
    CHECK(office.kept({access::RemoveAccount{"vi"}, note("account.remove")}) == Outcome::until_restart);
    CHECK(office.book.accounts.size() == 1);
    // What is not there, what lets somebody in, and what nobody could undo, is not done.
    CHECK(office.kept({access::Revoke{access::DeviceRole::kiosk, "kiosk-1"}, note("device.revoke")}) == Outcome::unavailable);
    CHECK(office.kept({access::RemoveAccount{"an"}, note("account.remove")}) == Outcome::last_administrator);
    CHECK(!server::only_take_away(office.book, {access::RemoveAccount{"an"}, note("account.remove")}));
    CHECK(office.kept({account("more"), note("account.add")}) == Outcome::unavailable);
    CHECK(office.kept({note("command")}) == Outcome::unavailable);
    CHECK(office.book.accounts.size() == 1);
    // What is read from disk meanwhile does not bring it back.
    REQUIRE(other->execute("UPDATE account SET password = 'other' WHERE name = 'an'").has_value());
    office.until([&] { return office.book.accounts.at(0).password == "other"; });
    CHECK(office.book.accounts.size() == 1);
    CHECK(office.book.devices.empty());
    CHECK(office.book.keys.empty());
    CHECK(office.book.sessions.empty());
    // As soon as entries can be written it is taken back on disk, with its entries, and before anything else.
    REQUIRE(other->execute("ALTER TABLE gone RENAME TO audit").has_value());
    CHECK(office.kept({access::AddCode{{std::string(32, 'n'), access::DeviceRole::kiosk, "kiosk-1", 900}, 0}, note("device.code")}) ==
          Outcome::done);
    const auto restarted = store::AccessDatabase::open(office.folder.path);
    REQUIRE(restarted.has_value());
    const auto book = restarted->book();
    REQUIRE(book.has_value());
    CHECK(*book == office.book);
    CHECK(book->codes.size() == 1);
    CHECK(book->devices.empty());
    const auto rows = restarted->audit(0, 100);
    REQUIRE(rows->size() == 5);
    CHECK(rows->back().what == "device.revoke");
    CHECK(rows->front().what == "device.code");
}

TEST_CASE("access thread - from where accounts signed in is known after a restart") {
    const Folder folder;
    {
        auto before = store::AccessDatabase::open(folder.path);
        REQUIRE(before.has_value());
        access::Note entry = note("session.begin");
        entry.row.who = "an";
        entry.row.peer = "10.0.0.1";
        REQUIRE(before->perform({account("an"), entry}).has_value());
    }
    boost::asio::io_context context;
    server::AccessThread thread(context.get_executor(), folder.path, [] { return std::int64_t{1}; });
    CHECK(thread.signed_in().empty());
    thread.begin([](const access::Book&) {});
    CHECK(thread.signed_in() == std::vector<access::SignedIn>{{"an", "10.0.0.1"}});
}

TEST_CASE("access thread - more than its queue holds is refused and not kept waiting") {
    Office office;
    int done = 0, refused = 0;
    const int asked = 3 * static_cast<int>(server::AccessThread::deeds_waiting_max);
    for (int deed = 0; deed < asked; ++deed)
        office.thread.keep({note("many")}, [&](Outcome outcome, std::int64_t) { ++(outcome == Outcome::done ? done : refused); });
    office.until([&] { return done + refused == asked; });
    CHECK(done >= static_cast<int>(server::AccessThread::deeds_waiting_max));
    CHECK(office.kept({note("afterwards")}) == Outcome::done);
    std::size_t checks = 0, begun = 0;
    for (int password = 0; password < 200; ++password) {
        if (office.thread.check_password("", "x", [&](web::PasswordCheck check) {
                CHECK(check == web::PasswordCheck::wrong);
                ++checks;
            }))
            ++begun;
    }
    CHECK(begun >= server::AccessThread::passwords_waiting_max);
    CHECK(begun < 200);
}
