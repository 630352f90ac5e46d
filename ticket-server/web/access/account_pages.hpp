// Accounts and keys: /api/v1/accounts and /api/v1/keys. Network thread.
#pragma once

#include <string>

#include "web/access/access_parts.hpp"
#include "web/access/session_pages.hpp"

namespace luot::web {

class AccountPages {
  public:
    // Both outlive it; it stays in its place.
    AccountPages(AccessParts& parts, SessionPages& sessions) : parts_(parts), sessions_(sessions) {}
    AccountPages(const AccountPages&) = delete;
    AccountPages& operator=(const AccountPages&) = delete;

    void add_to(Router& router);

  private:
    void list_accounts(const Reply& reply) const;
    void add_account(const Asked& asked, const Reply& reply);
    void remove_account(const Asked& asked, const Reply& reply);
    void set_password(const Asked& asked, const Reply& reply);
    void keep_password(const AuditEntry& entry, access::SetPassword set, const Reply& reply);
    void list_keys(const Reply& reply) const;
    void add_key(const Asked& asked, const Reply& reply);
    void remove_key(const Asked& asked, const Reply& reply);

    AccessParts& parts_;
    SessionPages& sessions_;
};

// A letter is a code point. What a password has to be: limits.password_letters_least of them, limits.password_bytes at most, no control
// characters.
bool is_password(std::string_view password, const AccessLimits& limits);

// An integration's key, of random bytes: "luot_5f3a…". Random as it is, a fast hash of it is enough.
constexpr std::size_t key_random_bytes = 32;
std::string new_key(std::string_view random);

}  // namespace luot::web
