#include "net/session_directory.hpp"

namespace luot::net {

void SessionDirectory::claim(core::SessionId session, SessionOwner& owner) {
    if (const auto found = owners_.find(session.value); found != owners_.end()) {
        SessionOwner* const old = found->second;
        owners_.erase(found);  // first: the old owner releases it while it ends
        if (old != &owner) old->replaced();
    }
    owners_[session.value] = &owner;
}

void SessionDirectory::release(core::SessionId session, const SessionOwner& owner) {
    const auto found = owners_.find(session.value);
    if (found != owners_.end() && found->second == &owner) owners_.erase(found);
}

void SessionDirectory::expire(core::SessionId session) {
    const auto found = owners_.find(session.value);
    if (found == owners_.end()) return;
    SessionOwner* const owner = found->second;
    owners_.erase(found);
    owner->expired();
}

bool SessionDirectory::is_connected(core::SessionId session) const {
    return owners_.contains(session.value);
}

core::SessionId SessionDirectory::oldest_disconnected(const core::State& told, std::size_t after) const {
    for (const auto& [last_used_us, session] : told.sessions_by_use) {
        if (is_connected(session)) continue;
        if (after == 0) return session;
        --after;
    }
    return core::SessionId{};
}

bool is_own_session(const core::State& told, const Hello& hello) {
    // A seq of before a restore may be given out again since then, to another program of the same device.
    if (hello.epoch != 0 && hello.epoch != told.epoch) return false;
    const core::Session* session = core::find_session(told, hello.session);
    return session != nullptr && session->device == hello.device && session->role == hello.role;
}

}  // namespace luot::net
