#include "web/access/access_book.hpp"

#include <algorithm>

namespace luot::web {

namespace {

template <class Value>
Value found(const std::map<std::string, Value>& in, const std::string& name) {
    const auto at = in.find(name);
    return at == in.end() ? nullptr : at->second;
}

}  // namespace

void AccessBook::replace(access::Book book) {
    // What was ended here and is gone from disk too is forgotten, so that there are never more than sessions.
    std::set<std::string> ended;
    std::erase_if(book.sessions, [&](const access::WebSession& session) {
        return ended_.contains(session.digest) && ended.insert(session.digest).second;
    });
    ended_ = std::move(ended);
    for (access::WebSession& session : book.sessions) {
        if (const auto* known = found(sessions_, session.digest)) session.seen_s = std::max(session.seen_s, known->seen_s);
    }
    accounts_.clear();
    keys_.clear();
    sessions_.clear();
    book_ = std::move(book);
    for (const access::Account& account : book_.accounts) accounts_.emplace(account.name, &account);
    for (const access::Key& key : book_.keys) keys_.emplace(key.digest, &key);
    for (access::WebSession& session : book_.sessions) sessions_.emplace(session.digest, &session);
}

const access::Account* AccessBook::account(const std::string& name) const {
    return found(accounts_, name);
}

const access::Key* AccessBook::key(const std::string& digest) const {
    return found(keys_, digest);
}

access::WebSession* AccessBook::session(const std::string& digest) {
    return found(sessions_, digest);
}

void AccessBook::end_session(const std::string& digest) {
    if (!sessions_.contains(digest)) return;
    ended_.insert(digest);
    replace(book_);
}

std::size_t AccessBook::sessions_of(const std::string& account) const {
    return static_cast<std::size_t>(
        std::count_if(book_.sessions.begin(), book_.sessions.end(), [&](const auto& session) { return session.account == account; }));
}

}  // namespace luot::web
