#include "store/access/deeds.hpp"

#include "store/access/limits.hpp"

namespace luot::store {

namespace {

using access::Outcome;

class Doing {
  public:
    explicit Doing(const Connection& connection) : connection_(connection) {}

    Result<Outcome> operator()(const access::AddAccount& deed) {
        if (auto full = is_full("account", access_limits::accounts); !full || *full) return too_many(full);
        return run("INSERT INTO account VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", Outcome::name_taken, [&](Statement& to) {
            to.bind_text(1, deed.account.name).bind(2, number(deed.account.role)).bind_text(3, deed.account.password);
            to.bind(4, deed.account.created_us);
        });
    }

    Result<Outcome> operator()(const access::RemoveAccount& deed) {
        const Result<bool> last = is_last_administrator(deed.name);
        if (!last) return last.error();
        if (*last) return Outcome::last_administrator;
        return run("DELETE FROM account WHERE name = ?1", Outcome::unknown, [&](Statement& to) { to.bind_text(1, deed.name); });
    }

    Result<Outcome> operator()(const access::SetPassword& deed) {
        const auto set =
            run("UPDATE account SET password = ?2 WHERE name = ?1 AND (?3 = '' OR password = ?3) "
                "AND (length(?4) = 0 OR EXISTS (SELECT 1 FROM web_session WHERE digest = ?4 AND account = ?1))",
                Outcome::unknown, [&](Statement& to) {
                    to.bind_text(1, deed.name).bind_text(2, deed.password).bind_text(3, deed.before).bind_blob(4, deed.but_session);
                });
        if (!set || *set != Outcome::done) return set;
        return run("DELETE FROM web_session WHERE account = ?1 AND digest <> ?2", Outcome::done,
                   [&](Statement& to) { to.bind_text(1, deed.name).bind_blob(2, deed.but_session); });
    }

    Result<Outcome> operator()(const access::AddKey& deed) {
        if (auto full = is_full("key", access_limits::keys); !full || *full) return too_many(full);
        return run("INSERT INTO key VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", Outcome::name_taken, [&](Statement& to) {
            to.bind_text(1, deed.key.name).bind(2, number(deed.key.role)).bind_blob(3, deed.key.digest).bind(4, deed.key.created_us);
        });
    }

    Result<Outcome> operator()(const access::RemoveKey& deed) {
        return run("DELETE FROM key WHERE name = ?1", Outcome::unknown, [&](Statement& to) { to.bind_text(1, deed.name); });
    }

    Result<Outcome> operator()(const access::BeginSession& deed) {
        const auto known = run("UPDATE account SET name = name WHERE name = ?1 AND password = ?2", Outcome::unknown,
                               [&](Statement& to) { to.bind_text(1, deed.session.account).bind_text(2, deed.password); });
        if (!known || *known != Outcome::done) return known;
        const auto over = run("DELETE FROM web_session WHERE seen_s < ?1 OR began_s < ?2", Outcome::done,
                              [&](Statement& to) { to.bind(1, deed.seen_before_s).bind(2, deed.began_before_s); });
        if (!over) return over;
        const auto room = run(
            "DELETE FROM web_session WHERE digest IN (SELECT digest FROM web_session WHERE account = ?1 ORDER BY seen_s DESC "
            "LIMIT -1 OFFSET ?2)",
            Outcome::done, [&](Statement& to) { to.bind_text(1, deed.session.account).bind(2, access_limits::sessions_an_account - 1); });
        if (!room) return room;
        const auto room_in_all =
            run("DELETE FROM web_session WHERE digest IN (SELECT digest FROM web_session ORDER BY seen_s DESC LIMIT -1 OFFSET ?1)",
                Outcome::done, [&](Statement& to) { to.bind(1, access_limits::sessions - 1); });
        if (!room_in_all) return room_in_all;
        return run("INSERT INTO web_session VALUES (?1, ?2, ?3, ?4)", Outcome::name_taken, [&](Statement& to) {
            to.bind_blob(1, deed.session.digest)
                .bind_text(2, deed.session.account)
                .bind(3, deed.session.began_s)
                .bind(4, deed.session.seen_s);
        });
    }

    Result<Outcome> operator()(const access::SessionSeen& deed) {
        return run("UPDATE web_session SET seen_s = max(seen_s, ?2) WHERE digest = ?1", Outcome::unknown,
                   [&](Statement& to) { to.bind_blob(1, deed.digest).bind(2, deed.seen_s); });
    }

    Result<Outcome> operator()(const access::EndSession& deed) {
        return run("DELETE FROM web_session WHERE digest = ?1", Outcome::unknown, [&](Statement& to) { to.bind_blob(1, deed.digest); });
    }

    Result<Outcome> operator()(const access::AddCode& deed) {
        const auto swept = run("DELETE FROM enrolment_code WHERE expires_s <= ?1 OR (role = ?2 AND name = ?3)", Outcome::done,
                               [&](Statement& to) { to.bind(1, deed.now_s).bind(2, number(deed.code.role)).bind_text(3, deed.code.name); });
        if (!swept) return swept;
        if (auto full = is_full("enrolment_code", access_limits::codes); !full || *full) return too_many(full);
        return run(
            "INSERT INTO enrolment_code (role, name, digest, expires_s) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            Outcome::name_taken, [&](Statement& to) {
                to.bind(1, number(deed.code.role)).bind_text(2, deed.code.name).bind_blob(3, deed.code.digest).bind(4, deed.code.expires_s);
            });
    }

    Result<Outcome> operator()(const access::Enrol& deed) {
        const auto used = run("DELETE FROM enrolment_code WHERE digest = ?1 AND role = ?2 AND name = ?3 AND expires_s > ?4",
                              Outcome::unknown, [&](Statement& to) {
                                  to.bind_blob(1, deed.code_digest).bind(2, number(deed.device.role)).bind_text(3, deed.device.name);
                                  to.bind(4, deed.now_s);
                              });
        if (!used || *used != Outcome::done) return used;
        const auto before = run("DELETE FROM device WHERE role = ?1 AND name = ?2", Outcome::done,
                                [&](Statement& to) { to.bind(1, number(deed.device.role)).bind_text(2, deed.device.name); });
        if (!before) return before;
        if (auto full = is_full("device", access_limits::devices); !full || *full) return too_many(full);
        return run("INSERT INTO device VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING", Outcome::name_taken, [&](Statement& to) {
            to.bind(1, number(deed.device.role)).bind_text(2, deed.device.name).bind_blob(3, deed.device.digest);
            to.bind(4, deed.device.enrolled_us).bind(5, deed.device.seen_us);
        });
    }

    Result<Outcome> operator()(const access::Revoke& deed) {
        const auto to_device = [&](Statement& to) { to.bind(1, number(deed.role)).bind_text(2, deed.name); };
        const auto code = run("DELETE FROM enrolment_code WHERE role = ?1 AND name = ?2", Outcome::unknown, to_device);
        if (!code) return code;
        const auto device = run("DELETE FROM device WHERE role = ?1 AND name = ?2", Outcome::unknown, to_device);
        return device && *code == Outcome::done ? code : device;
    }

    Result<Outcome> operator()(const access::DeviceSeen& deed) {
        return run("UPDATE device SET seen_us = max(seen_us, ?3) WHERE role = ?1 AND name = ?2", Outcome::done,
                   [&](Statement& to) { to.bind(1, number(deed.role)).bind_text(2, deed.name).bind(3, deed.seen_us); });
    }

    Result<Outcome> operator()(const access::Note& deed) {
        const access::AuditRow& row = deed.row;
        const auto noted =
            run("INSERT INTO audit (at_us, wall_us, who, role, peer, what, detail, outcome, anonymous, nth) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                "1 + coalesce((SELECT nth FROM audit WHERE anonymous = ?9 ORDER BY nth DESC LIMIT 1), 0))",
                Outcome::unknown, [&](Statement& to) {
                    to.bind(1, row.at_us).bind(2, row.wall_us).bind_text(3, row.who).bind_text(4, row.role).bind_text(5, row.peer);
                    to.bind_text(6, row.what).bind_text(7, row.detail).bind_text(8, row.outcome).bind(9, number(row.anonymous));
                });
        if (!noted) return noted;
        return run(
            "DELETE FROM audit WHERE anonymous = ?1 "
            "AND nth <= (SELECT nth FROM audit WHERE anonymous = ?1 ORDER BY nth DESC LIMIT 1) - ?2",
            Outcome::done, [&](Statement& to) {
                to.bind(1, number(row.anonymous)).bind(2, row.anonymous ? access_limits::anonymous_rows : access_limits::audit_rows);
            });
    }

    Result<Outcome> operator()(const access::NoteOutcome& deed) {
        return run("UPDATE audit SET outcome = ?2 WHERE id = ?1 AND outcome = 'asked'", Outcome::unknown,
                   [&](Statement& to) { to.bind(1, deed.id).bind_text(2, deed.outcome); });
    }

  private:
    template <class Number>
    static std::int64_t number(Number role) {
        return static_cast<std::int64_t>(role);
    }

    // Done where a row was changed, else `otherwise`.
    template <class Bind>
    Result<Outcome> run(std::string_view sql, Outcome otherwise, const Bind& bind) {
        Result<Statement> statement = connection_.prepare(sql);
        if (!statement) return statement.error();
        bind(*statement);
        if (const Result<void> done = statement->run(); !done) return done.error();
        const Result<std::int64_t> changed = connection_.integer("SELECT changes()");
        if (!changed) return changed.error();
        return *changed > 0 ? Outcome::done : otherwise;
    }

    Result<bool> is_full(const char* table, std::int64_t bound) const {
        const Result<std::int64_t> rows = connection_.integer("SELECT count(*) FROM " + std::string(table));
        if (!rows) return rows.error();
        return *rows >= bound;
    }

    static Result<Outcome> too_many(const Result<bool>& full) {
        if (!full) return full.error();
        return Outcome::too_many;
    }

    Result<bool> is_last_administrator(const std::string& name) const {
        Result<Statement> statement = connection_.prepare(
            "SELECT (SELECT role FROM account WHERE name = ?1) = 3 AND (SELECT count(*) FROM account WHERE role = 3) = 1");
        if (!statement) return statement.error();
        statement->bind_text(1, name);
        const Result<bool> row = statement->step();
        if (!row) return row.error();
        return statement->integer(0) == 1;
    }

    const Connection& connection_;
};

}  // namespace

Result<Outcome> do_deed(const Connection& connection, const access::Deed& deed) {
    return std::visit(Doing(connection), deed);
}

}  // namespace luot::store
