// Whether a clerk is who they say: wrong PINs are counted, and after some of them nobody is heard as that clerk for a while, wherever they
// come from. It keeps an entry for a clerk of whom a wrong PIN came since the last right one: as many as the office has clerks with PINs at
// most, for others are not to be asked about here. Pure: milliseconds of any clock that never goes back are handed in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

// The office's PINs, which net does not know. Network thread.
class PinChecker {
  public:
    using OnChecked = std::function<void(bool right)>;
    virtual ~PinChecker() = default;
    virtual bool has_pin(const core::ClerkCode& clerk) const = 0;
    // Takes its time, elsewhere: calls back once, on the network thread and never from within. False, and no call: too many wait already.
    // Precondition: has_pin().
    virtual bool check(const core::ClerkCode& clerk, std::string pin, OnChecked on_checked) = 0;
};

class SignIns {
  public:
    // `limits` outlives it.
    explicit SignIns(const DeskLimits& limits) : limits_(limits) {}

    // The answer; nothing: the PIN is to be checked, and then checked() or unchecked() to be called once. Of one clerk no more are under
    // way than may be wrong.
    std::optional<SignedIn> asked(const core::ClerkCode& clerk, std::int64_t now_ms);
    SignedIn checked(const core::ClerkCode& clerk, bool right, std::int64_t now_ms);
    SignedIn unchecked(const core::ClerkCode& clerk);

    std::size_t entries() const { return entries_.size(); }

  private:
    struct Entry {
        std::uint32_t wrong = 0;  // since the last lock, or the last right one
        std::uint32_t under_way = 0;
        std::int64_t lock_ms = 0;  // of the last lock; 0: there was none since the last right PIN
        std::int64_t locked_until_ms = 0;
    };
    static SignedIn locked(const core::ClerkCode& clerk, const Entry& entry, std::int64_t now_ms);

    const DeskLimits& limits_;
    std::map<core::ClerkCode, Entry> entries_;
};

}  // namespace luot::net
