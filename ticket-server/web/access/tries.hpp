// Wrong passwords are counted, of each account and of each peer, and after some of them nobody is heard as that account, or from that peer,
// for a while that doubles: but a peer from which that account had signed in before, which is counted by itself. So a flood for an account
// does not keep its owner out, and says nothing to sessions that run (net/sign_ins does the same for clerks' PINs). Names that are no
// account's are counted alike, so that nobody learns which are. Pure: milliseconds of any clock that never goes back are handed in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "web/access/limits.hpp"

namespace luot::web {

struct PasswordTry {
    std::string name;
    std::string peer;  // its network: whoever has one IPv6 address has the others of its /64
    bool is_account = false;
};

class PasswordTries {
  public:
    // Why the password is not looked at, or is not believed.
    struct Refused {
        std::int64_t locked_ms = 0;  // 0: too many are being checked; again in a moment
    };

    // `limits` outlives it.
    explicit PasswordTries(const AccessLimits& limits) : limits_(limits) {}

    // Nothing: the password is to be checked, and then checked() to be called once, or unchecked().
    std::optional<Refused> asked(const PasswordTry& who, std::int64_t now_ms);
    // Of those that are under way together none is told once it is locked.
    std::optional<Refused> checked(const PasswordTry& who, bool right, std::int64_t now_ms);
    // There was no room or no memory for it: no try.
    void unchecked(const PasswordTry& who);
    // This account has signed in from there.
    void remember(const PasswordTry& who);

    std::size_t names() const { return names_.size(); }
    std::size_t peers() const { return peers_.size(); }
    std::size_t known_pairs() const { return known_.size(); }

  private:
    struct Entry {
        std::map<std::string, std::uint32_t> wrong;  // by the other of name and peer, since the last lock; fewer than the limit together
        std::uint32_t under_way = 0;
        std::int64_t lock_ms = 0;
        std::int64_t locked_until_ms = 0;
        std::int64_t used_ms = 0;
        bool is_account = true;
        std::uint32_t wrong_ones() const;
    };
    using Entries = std::map<std::string, Entry>;
    // From where an account had signed in.
    struct Known {
        std::uint32_t wrong = 0;
        std::uint64_t used = 0;  // rises
    };

    static std::optional<Refused> locked(const Entry& entry, std::int64_t now_ms);
    std::optional<Refused> locked(const PasswordTry& who, std::int64_t now_ms);
    Entry& entry_of(Entries& entries, const std::string& name, std::size_t most, std::int64_t now_ms) const;
    void wrong(Entry& entry, const std::string& by, std::uint32_t most, std::int64_t now_ms) const;

    const AccessLimits& limits_;
    Entries names_;
    Entries peers_;
    std::map<std::pair<std::string, std::string>, Known> known_;
    std::uint64_t used_ = 0;
};

}  // namespace luot::web
