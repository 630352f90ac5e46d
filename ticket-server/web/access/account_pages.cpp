#include "web/access/account_pages.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "peer/network_of.hpp"
#include "web/access/audited.hpp"
#include "web/json_page.hpp"

namespace luot::web {

namespace {

std::string detail_of(boost::json::object detail) {
    return boost::json::serialize(detail);
}

Page bad_value(const char* field) {
    return error_page(400, "bad_value", {{"field", field}});
}

Page weak_password(const AccessLimits& limits) {
    return error_page(400, "weak_password", {{"least", limits.password_letters_least}, {"most_bytes", limits.password_bytes}});
}

Page no_content() {
    Page page;
    page.status = 204;
    return page;
}

// Name and role of what is to be added; else the page that says what is wrong with them.
struct Named {
    std::string name;
    access::Role role = access::Role::viewer;
};
std::variant<Named, Page> named_in(const boost::json::object& body, const AccessLimits& limits) {
    const auto name = text_of(body, "name");
    if (!name || !is_access_name(*name, limits.name_bytes)) return bad_value("name");
    const auto word = text_of(body, "role");
    const auto role = word ? role_of(*word) : std::nullopt;
    if (!role) return bad_value("role");
    return Named{*name, *role};
}

}  // namespace

bool is_password(std::string_view password, const AccessLimits& limits) {
    const auto letters =
        std::count_if(password.begin(), password.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
    const bool plain =
        std::none_of(password.begin(), password.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; });
    return plain && static_cast<std::size_t>(letters) >= limits.password_letters_least && password.size() <= limits.password_bytes;
}

std::string new_key(std::string_view random) {
    return "luot_" + hexadecimal(random);
}

void AccountPages::add_to(Router& router) {
    const auto admin = Access::administrator;
    router.add(Method::get, "/api/v1/accounts", admin, [this](const Asked&, const Reply& reply) { list_accounts(reply); });
    router.add(Method::post, "/api/v1/accounts", admin, [this](const Asked& asked, const Reply& reply) { add_account(asked, reply); });
    router.add(Method::delete_, "/api/v1/accounts/{name}", admin,
               [this](const Asked& asked, const Reply& reply) { remove_account(asked, reply); });
    // Everybody's own; others' is for administrators.
    router.add(Method::post, "/api/v1/accounts/{name}/password", Access::viewer,
               [this](const Asked& asked, const Reply& reply) { set_password(asked, reply); });
    router.add(Method::get, "/api/v1/keys", admin, [this](const Asked&, const Reply& reply) { list_keys(reply); });
    router.add(Method::post, "/api/v1/keys", admin, [this](const Asked& asked, const Reply& reply) { add_key(asked, reply); });
    router.add(Method::delete_, "/api/v1/keys/{name}", admin, [this](const Asked& asked, const Reply& reply) { remove_key(asked, reply); });
}

void AccountPages::list_accounts(const Reply& reply) const {
    boost::json::array accounts;
    for (const access::Account& account : parts_.book.kept().accounts) {
        accounts.push_back({{"name", account.name},
                            {"role", role_word(static_cast<Access>(account.role))},
                            {"created_us", account.created_us},
                            {"sessions", parts_.book.sessions_of(account.name)}});
    }
    reply(json_page(boost::json::object{{"accounts", std::move(accounts)}}));
}

void AccountPages::add_account(const Asked& asked, const Reply& reply) {
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    const auto named = named_in(*body, parts_.limits);
    if (const auto* wrong = std::get_if<Page>(&named)) return reply(*wrong);
    const auto password = text_of(*body, "password");
    if (!password) return reply(bad_value("password"));
    if (!is_password(*password, parts_.limits)) return reply(weak_password(parts_.limits));
    const Named account = std::get<Named>(named);
    const std::string role = role_word(static_cast<Access>(account.role));
    const AuditEntry entry = entry_of(asked, "account.add", detail_of({{"name", account.name}, {"role", role}}));
    const bool begun = parts_.keeper.hash_password(*password, [this, account, role, entry, reply](const std::optional<std::string>& line) {
        if (!line) return reply(error_page(503, "busy"));
        access::AddAccount add{access::Account{account.name, account.role, *line, parts_.keeper.now().at_us}};
        keep_audited(parts_, {std::move(add)}, entry, json_page(boost::json::object{{"name", account.name}, {"role", role}}, 201), reply);
    });
    if (!begun) reply(error_page(503, "busy"));
}

void AccountPages::remove_account(const Asked& asked, const Reply& reply) {
    const std::string& name = asked.parts.front();
    keep_audited(parts_, {access::RemoveAccount{name}}, entry_of(asked, "account.remove", detail_of({{"name", name}})), no_content(),
                 reply);
}

void AccountPages::set_password(const Asked& asked, const Reply& reply) {
    const std::string name = asked.parts.front();
    const bool own = !asked.visitor.by_key && asked.visitor.name == name;
    const AuditEntry entry = entry_of(asked, "account.password", detail_of({{"name", name}}));
    if (!own && asked.visitor.role < Access::administrator) {
        return noted(parts_.audit, entry, "not_permitted",
                     error_page(403, "not_permitted", {{"role", entry.role}, {"needed", role_word(Access::administrator)}}), reply);
    }
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    const auto password = text_of(*body, "password");
    if (!password) return reply(bad_value("password"));
    if (!is_password(*password, parts_.limits)) return reply(weak_password(parts_.limits));
    const access::Account* account = parts_.book.account(name);
    if (account == nullptr) return noted(parts_.audit, entry, "unknown", refusal_page(access::Outcome::unknown), reply);
    if (!own) return keep_password(entry, {name, *password, "", ""}, reply);
    // Whoever sits down at a page that was left open does not take the account over.
    const auto current = text_of(*body, "current");
    if (!current || current->size() > parts_.limits.password_bytes) return reply(bad_value("current"));
    sessions_.check(
        PasswordTry{name, network_of(asked.question.peer), true}, *current, entry,
        [this, entry, set = access::SetPassword{name, *password, asked.visitor.session, account->password}, reply] {
            keep_password(entry, set, or_wrong_password(reply));
        },
        reply);
}

// set.password is the password itself, until it is hashed.
void AccountPages::keep_password(const AuditEntry& entry, access::SetPassword set, const Reply& reply) {
    std::string password = std::exchange(set.password, {});
    const bool begun = parts_.keeper.hash_password(std::move(password), [this, entry, set, reply](const std::optional<std::string>& line) {
        if (!line) return reply(error_page(503, "busy"));
        access::SetPassword hashed = set;
        hashed.password = *line;
        keep_audited(parts_, {std::move(hashed)}, entry, no_content(), reply);
    });
    if (!begun) reply(error_page(503, "busy"));
}

void AccountPages::list_keys(const Reply& reply) const {
    boost::json::array keys;
    for (const access::Key& key : parts_.book.kept().keys) {
        keys.push_back({{"name", key.name}, {"role", role_word(static_cast<Access>(key.role))}, {"created_us", key.created_us}});
    }
    reply(json_page(boost::json::object{{"keys", std::move(keys)}}));
}

// Shown this once: only its hash is kept.
void AccountPages::add_key(const Asked& asked, const Reply& reply) {
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    const auto named = named_in(*body, parts_.limits);
    if (const auto* wrong = std::get_if<Page>(&named)) return reply(*wrong);
    const Named wanted = std::get<Named>(named);
    const std::string role = role_word(static_cast<Access>(wanted.role));
    const std::string key = new_key(parts_.keeper.random(key_random_bytes));
    access::AddKey add{access::Key{wanted.name, wanted.role, parts_.keeper.digest(key), parts_.keeper.now().at_us}};
    keep_audited(parts_, {std::move(add)}, entry_of(asked, "key.add", detail_of({{"name", wanted.name}, {"role", role}})),
                 json_page(boost::json::object{{"name", wanted.name}, {"role", role}, {"key", key}}, 201), reply);
}

void AccountPages::remove_key(const Asked& asked, const Reply& reply) {
    const std::string& name = asked.parts.front();
    keep_audited(parts_, {access::RemoveKey{name}}, entry_of(asked, "key.remove", detail_of({{"name", name}})), no_content(), reply);
}

}  // namespace luot::web
