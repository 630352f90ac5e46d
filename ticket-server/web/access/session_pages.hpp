// Signing in and out: POST, GET and DELETE /api/v1/session. Network thread.
#pragma once

#include <string>
#include <vector>

#include "web/access/access_parts.hpp"
#include "web/access/tries.hpp"

namespace luot::web {

class SessionPages {
  public:
    // `parts` outlives it; it stays in its place.
    explicit SessionPages(AccessParts& parts) : parts_(parts), tries_(parts.limits) {}
    SessionPages(const SessionPages&) = delete;
    SessionPages& operator=(const SessionPages&) = delete;

    void add_to(Router& router);

    // At the start: from where accounts had signed in, the last one first.
    void remember(const std::vector<access::SignedIn>& signed_in);

    // Whether this is the account's password, with the account's and the peer's tries counted; whoever changes a password is asked for the
    // old one. Either is called once. The entry is noted where the password was looked at and is wrong: what a lock turned away is not, so
    // that a flood does not push everything else out of the audit.
    void check(const PasswordTry& who, std::string password, AuditEntry entry, std::function<void()> right, Reply refused);

    const PasswordTries& tries() const { return tries_; }

  private:
    void sign_in(const Asked& asked, const Reply& reply);
    void begin_session(const AuditEntry& entry, const std::string& name, const std::string& line, bool secure, const Reply& reply);
    void sign_out(const Asked& asked, const Reply& reply);
    void who(const Asked& asked, const Reply& reply) const;

    AccessParts& parts_;
    PasswordTries tries_;
};

}  // namespace luot::web
