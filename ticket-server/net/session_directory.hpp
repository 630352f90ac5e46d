// Which session is connected, and by whom: at most one connection for each. Network thread.
#pragma once

#include <unordered_map>

#include "core/state.hpp"
#include "net/translator.hpp"

namespace luot::net {

class SessionOwner {
  public:
    // Somebody else came for the session: nothing more of this connection may be decided.
    virtual void replaced() = 0;
    // The session is closed for good: whoever has it needs a new one.
    virtual void expired() = 0;

  protected:
    ~SessionOwner() = default;
};

class SessionDirectory {
  public:
    // Ends the session's old connection, and only then gives the session to `owner`, who releases it before it goes.
    void claim(core::SessionId session, SessionOwner& owner);
    // No-op where somebody else has it by now.
    void release(core::SessionId session, const SessionOwner& owner);
    // The session was closed. Tells whoever is connected with it.
    void expire(core::SessionId session);
    bool is_connected(core::SessionId session) const;
    std::size_t size() const { return owners_.size(); }

    // The longest unused session that nobody is connected with, or none. `after`: so many of them make room for others already.
    core::SessionId oldest_disconnected(const core::State& told, std::size_t after = 0) const;

  private:
    std::unordered_map<std::uint64_t, SessionOwner*> owners_;
};

// The session that the Hello names exists, and is this device's in this role, of this epoch where the Hello names one. Anything else has to
// begin a new one.
bool is_own_session(const core::State& told, const Hello& hello);

}  // namespace luot::net
