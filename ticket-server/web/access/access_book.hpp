// Accounts, keys, sessions and devices in memory, found by what a question brings. Pure. Network thread.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "access/records.hpp"

namespace luot::web {

class AccessBook {
  public:
    // All of it anew, as it is kept. Signs of life that are younger here stay.
    void replace(access::Book book);

    const access::Book& kept() const { return book_; }
    // Null: there is none. Valid until replace().
    const access::Account* account(const std::string& name) const;
    const access::Key* key(const std::string& digest) const;
    access::WebSession* session(const std::string& digest);
    // Ends it here, whatever becomes of it on disk: replace() does not bring it back. No-op for one that there is not.
    void end_session(const std::string& digest);
    std::size_t sessions_of(const std::string& account) const;

  private:
    access::Book book_;
    std::map<std::string, const access::Account*> accounts_;
    std::map<std::string, const access::Key*> keys_;
    std::map<std::string, access::WebSession*> sessions_;
    std::set<std::string> ended_;  // digests of sessions that may still be on disk
};

}  // namespace luot::web
