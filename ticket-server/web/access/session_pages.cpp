#include "web/access/session_pages.hpp"

#include <utility>

#include <boost/json/serialize.hpp>

#include "peer/network_of.hpp"
#include "web/access/audited.hpp"
#include "web/json_page.hpp"

namespace luot::web {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::int64_t us_a_second = 1'000'000;

// SameSite=Strict: no other site's link or form brings it along.
std::string cookie(const std::string& token, std::int64_t lives_s, bool secure) {
    return "luot_session=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lives_s) + (secure ? "; Secure" : "");
}

boost::json::object whoami(const std::string& name, Access role, const std::string& csrf) {
    return {{"name", name}, {"role", role_word(role)}, {"csrf", csrf}};
}

Page refused_page(const PasswordTries::Refused& refused) {
    if (refused.locked_ms == 0) return error_page(503, "busy");
    const std::int64_t seconds = (refused.locked_ms + 999) / 1'000;
    Page page = error_page(429, "locked", {{"seconds", seconds}});
    page.headers.emplace_back("Retry-After", std::to_string(seconds));
    return page;
}

}  // namespace

void SessionPages::add_to(Router& router) {
    router.add(Method::post, "/api/v1/session", Access::everybody,
               [this](const Asked& asked, const Reply& reply) { sign_in(asked, reply); });
    router.add(Method::get, "/api/v1/session", Access::viewer, [this](const Asked& asked, const Reply& reply) { who(asked, reply); });
    router.add(Method::delete_, "/api/v1/session", Access::viewer,
               [this](const Asked& asked, const Reply& reply) { sign_out(asked, reply); });
}

// The last one is remembered longest.
void SessionPages::remember(const std::vector<access::SignedIn>& signed_in) {
    for (auto pair = signed_in.rbegin(); pair != signed_in.rend(); ++pair) {
        if (parts_.book.account(pair->name) != nullptr) tries_.remember(PasswordTry{pair->name, network_of(pair->peer), true});
    }
}

// A name that is no account's takes as long, is counted alike and is answered with the same words.
void SessionPages::check(const PasswordTry& who, std::string password, AuditEntry entry, std::function<void()> right, Reply refused) {
    if (const auto locked = tries_.asked(who, parts_.keeper.now().steady_ms)) return refused(refused_page(*locked));
    const access::Account* account = parts_.book.account(who.name);
    const bool begun =
        parts_.keeper.check_password(account == nullptr ? std::string() : account->password, std::move(password),
                                     [this, who, entry = std::move(entry), right = std::move(right), refused](PasswordCheck check) {
                                         if (check == PasswordCheck::failed) {
                                             tries_.unchecked(who);
                                             return refused(error_page(503, "busy"));
                                         }
                                         const bool is_right = check == PasswordCheck::right;
                                         if (const auto locked = tries_.checked(who, is_right, parts_.keeper.now().steady_ms))
                                             return noted(parts_.audit, entry, "locked", refused_page(*locked), refused);
                                         if (is_right) return right();
                                         noted(parts_.audit, entry, "wrong_password", error_page(401, "wrong_password"), refused);
                                     });
    if (begun) return;
    tries_.unchecked(who);
    refused(error_page(503, "busy"));
}

void SessionPages::sign_in(const Asked& asked, const Reply& reply) {
    // Otherwise another site could sign its visitors in as somebody of its choice.
    if (AccessGuard::is_cross_site(asked.question)) return reply(error_page(403, "csrf"));
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    const auto name = text_of(*body, "name");
    const auto password = text_of(*body, "password");
    if (!name || !password) return reply(error_page(400, "bad_value", {{"field", name ? "password" : "name"}}));
    // No account has such a name or password; what is said of it is what is said of any other.
    if (!is_access_name(*name, parts_.limits.name_bytes) || password->size() > parts_.limits.password_bytes)
        return reply(error_page(401, "wrong_password"));
    const access::Account* account = parts_.book.account(*name);
    // A name that is no account's is not kept: it may be a password in the wrong field.
    const boost::json::object detail = account == nullptr ? boost::json::object{{"unknown", true}} : boost::json::object{{"name", *name}};
    const AuditEntry entry = entry_of(asked, "session.begin", boost::json::serialize(detail));
    const std::string line = account == nullptr ? std::string() : account->password;
    const bool secure = asked.question.secure;
    check(
        PasswordTry{*name, network_of(asked.question.peer), account != nullptr}, *password, entry,
        [this, entry, name = *name, line, secure, reply] { begin_session(entry, name, line, secure, reply); }, reply);
}

void SessionPages::begin_session(const AuditEntry& entry, const std::string& name, const std::string& line, bool secure,
                                 const Reply& reply) {
    const access::Account* account = parts_.book.account(name);
    // Removed, or given another password, while this one was checked.
    if (account == nullptr || account->password != line) return reply(error_page(401, "wrong_password"));
    const std::string token = hexadecimal(parts_.keeper.random(token_bytes));
    const std::int64_t now_s = parts_.keeper.now().wall_us / us_a_second;
    const std::int64_t life_s = parts_.limits.session_life.count();
    access::BeginSession begin;
    begin.session = access::WebSession{parts_.keeper.digest(token), name, now_s, now_s};
    begin.password = line;
    begin.seen_before_s = now_s - parts_.limits.session_idle.count();
    begin.began_before_s = now_s - life_s;
    const auto role = static_cast<Access>(account->role);
    Page page = json_page(whoami(name, role, parts_.guard.csrf_of(token)));
    page.headers.emplace_back("Set-Cookie", cookie(token, life_s, secure));
    AuditEntry signed_in = entry;
    signed_in.who = name;
    signed_in.role = role_word(role);
    keep_audited(parts_, {std::move(begin)}, std::move(signed_in), std::move(page), or_wrong_password(reply));
}

void SessionPages::who(const Asked& asked, const Reply& reply) const {
    const auto token = AccessGuard::token_of(asked.question);
    const bool has_csrf = token && !asked.visitor.by_key;
    reply(json_page(whoami(asked.visitor.name, asked.visitor.role, has_csrf ? parts_.guard.csrf_of(*token) : std::string())));
}

void SessionPages::sign_out(const Asked& asked, const Reply& reply) {
    // A key has none: who wants it to end removes it.
    if (asked.visitor.by_key) return reply(error_page(409, "not_a_session"));
    Page page;
    page.status = 204;
    page.headers.emplace_back("Set-Cookie", cookie("", 0, asked.question.secure));
    // Whoever leaves a shared desk is signed out from here on, though the disk be full; then the answer is 503, which says that a restart
    // may not know of it.
    const std::string session = asked.visitor.session;
    AuditEntry entry = entry_of(asked, "session.end");
    const auto signed_out = [reply, cookie = page.headers.back()](Page told) {
        if (told.status == 503) told.headers.push_back(cookie);
        reply(std::move(told));
    };
    parts_.book.end_session(session);
    keep_audited(parts_, {access::EndSession{session}}, std::move(entry), std::move(page), signed_out);
}

}  // namespace luot::web
