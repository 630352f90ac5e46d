// Who asks over HTTP, and whether they may: a session's cookie, or a key ("Authorization: Bearer …"). Reads memory alone. Network thread.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "web/access/access_book.hpp"
#include "web/access/keeper.hpp"
#include "web/access/limits.hpp"
#include "web/router.hpp"

namespace luot::web {

class AccessGuard final : public Guard {
  public:
    // All outlive it.
    AccessGuard(const AccessLimits& limits, AccessBook& book, Keeper& keeper) : limits_(limits), book_(book), keeper_(keeper) {}

    // 401 "not_signed_in" or "unknown_key"; 403 "csrf" where a cookie comes with a call that changes something and without the session's
    // token, or from another site's page; 403 "not_permitted" {role, needed}.
    std::variant<Visitor, Page> admit(const Question& question, Access needed) override;

    // Whether somebody who was admitted may still see what they were shown: for answers without an end, asked whenever there is something
    // to say. Counts as use of the session: a page that is open is used.
    bool still_may(const Visitor& visitor, Access needed);

    // What a session's page has to send with calls that change something: X-Luot-CSRF. Made of the token, so that it is the same after a
    // restart and for nobody else's session.
    std::string csrf_of(const std::string& token) const;

    // The cookie's token, where there is one of the right form.
    static std::optional<std::string> token_of(const Question& question);
    // A page of another site sent it (Origin, Sec-Fetch-Site). Where a browser says neither, it is no such page.
    static bool is_cross_site(const Question& question);

  private:
    std::variant<Visitor, Page> by_key(const std::string& header) const;
    std::variant<Visitor, Page> by_session(const Question& question);
    const access::Account* use(access::WebSession* session);

    const AccessLimits& limits_;
    AccessBook& book_;
    Keeper& keeper_;
};

// Two digits for each byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace luot::web
