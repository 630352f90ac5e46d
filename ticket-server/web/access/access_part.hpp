// Who may see and do what over HTTP, put together: sessions, keys, roles, the audit and their pages. Network thread.
#pragma once

#include "web/access/access_book.hpp"
#include "web/access/access_guard.hpp"
#include "web/access/access_parts.hpp"
#include "web/access/account_pages.hpp"
#include "web/access/keeper.hpp"
#include "web/access/kept_audit.hpp"
#include "web/access/limits.hpp"
#include "web/access/session_pages.hpp"

namespace luot::web {

class AccessPart {
  public:
    // Outlives it; it stays in its place.
    explicit AccessPart(Keeper& keeper)
        : guard_(limits_, book_, keeper),
          audit_(keeper),
          parts_{limits_, book_, guard_, keeper, audit_},
          sessions_(parts_),
          accounts_(parts_, sessions_) {}
    AccessPart(const AccessPart&) = delete;
    AccessPart& operator=(const AccessPart&) = delete;

    // Everything under /api/v1/session, accounts, keys and audit. The router's guard is set: outlives the router's use.
    void add_to(Router& router);

    // As it is kept: at the start, and whenever that has changed.
    void replace_book(access::Book book) { book_.replace(std::move(book)); }
    // Likewise at the start, behind the book: from where accounts had signed in, the last one first.
    void remember(const std::vector<access::SignedIn>& signed_in) { sessions_.remember(signed_in); }

    // For whoever answers without an end: AccessGuard::still_may().
    AccessGuard& guard() { return guard_; }
    // For every call that changes something: web/access/audited.hpp.
    Audit& audit() { return audit_; }
    AccessParts& parts() { return parts_; }

  private:
    AccessLimits limits_;
    AccessBook book_;
    AccessGuard guard_;
    KeptAudit audit_;
    AccessParts parts_;
    SessionPages sessions_;
    AccountPages accounts_;
};

}  // namespace luot::web
