// Whether a clerk is who they say: wrong PINs are counted, and after some of them nobody is heard as that clerk for a while, wherever they
// come from, but for a session at which that clerk had signed in before. It keeps an entry for a clerk of whom a wrong PIN came within
// limits.wrong_forgotten: as many as the office has clerks with PINs at most, for others are not to be asked about here; and the last
// limits.sessions_remembered sessions. Pure: milliseconds of any clock that never goes back are handed in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

enum class PinCheck : std::uint8_t { right, wrong, failed };  // failed: for want of memory; says nothing of the PIN

// The office's PINs, which net does not know. Network thread.
class PinChecker {
  public:
    using OnChecked = std::function<void(PinCheck check)>;
    virtual ~PinChecker() = default;
    virtual bool has_pin(const core::ClerkCode& clerk) const = 0;
    // Takes its time, elsewhere: calls back once, on the network thread and never from within, in the order in which they were asked; not
    // at all when it ends before. False, and no call: too many wait already. Precondition: has_pin().
    virtual bool check(const core::ClerkCode& clerk, std::string pin, OnChecked on_checked) = 0;
};

// Who says to be which clerk, and where.
struct SignInTry {
    core::ClerkCode clerk;
    core::SessionId session;
    core::DeviceCode device;
};

class SignIns {
  public:
    // `limits` outlives it.
    explicit SignIns(const DeskLimits& limits) : limits_(limits) {}

    // The answer; nothing: the PIN is to be checked, and then checked() to be called once, or unchecked().
    std::optional<SignedIn> asked(const SignInTry& who, std::int64_t now_ms);
    // Of those that are under way together none is answered as right or wrong once the clerk is locked: a flood is told of no more PINs
    // than one after the other.
    SignedIn checked(const SignInTry& who, bool right, std::int64_t now_ms);
    // There was no room or no memory for it: no try.
    SignedIn unchecked(const SignInTry& who);

    std::size_t entries() const { return entries_.size(); }
    std::size_t sessions() const { return sessions_.size(); }

  private:
    struct Entry {
        std::map<core::DeviceCode, std::uint32_t> wrong;  // since the last lock; fewer than limits.wrong_pins together
        std::uint32_t under_way = 0;
        std::int64_t lock_ms = 0;  // of the last lock; 0: there was none of late
        std::int64_t locked_until_ms = 0;
        std::int64_t wrong_ms = 0;  // when the last wrong one came
        std::uint32_t wrong_ones() const;
    };
    // At which a clerk signed in.
    struct Session {
        core::ClerkCode clerk;
        std::uint32_t wrong = 0;  // of this clerk, since the last right one
        std::uint64_t used = 0;   // rises
    };
    Session* known(const SignInTry& who);
    void remember(const SignInTry& who);
    SignedIn wrong(Entry& entry, const SignInTry& who, std::int64_t now_ms);
    SignedIn lock(Entry& entry, const core::ClerkCode& clerk, std::int64_t now_ms) const;
    static SignedIn locked(const core::ClerkCode& clerk, const Entry& entry, std::int64_t now_ms);
    void forget_what_is_over(const core::ClerkCode& clerk, std::int64_t now_ms);

    const DeskLimits& limits_;
    std::map<core::ClerkCode, Entry> entries_;
    std::map<core::SessionId, Session> sessions_;
    std::uint64_t used_ = 0;
};

}  // namespace luot::net
