// What the access pages need of the server around them: a thread that keeps what is decided, hashes passwords and gives randomness. The
// server implements it (app/server/access_thread); tests have one of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/records.hpp"

namespace luot::web {

struct AccessMoment {
    std::int64_t at_us = 0;      // office time
    std::int64_t wall_us = 0;    // the machine's clock
    std::int64_t steady_ms = 0;  // of any clock that never goes back
};

enum class PasswordCheck : std::uint8_t { right, wrong, failed };  // failed: for want of memory; says nothing of the password

// Network thread. Calls back on the network thread, never from within, in the order of the calls, and not at all where the server ends
// before.
class Keeper {
  public:
    // By then the book that the guard reads has what was done in it. audit_id: of the last Note among the deeds.
    using Kept = std::function<void(access::Outcome outcome, std::int64_t audit_id)>;
    using AuditRead = std::function<void(std::optional<std::vector<access::AuditRow>> rows)>;
    using Checked = std::function<void(PasswordCheck check)>;
    using Hashed = std::function<void(std::optional<std::string> line)>;

    virtual ~Keeper() = default;

    // All of them or none. Where too many wait: unavailable. Where the disk does not take them: unavailable, or, of deeds that do nothing
    // but take away, until_restart.
    virtual void keep(std::vector<access::Deed> deeds, Kept kept) = 0;
    // The newest first; nothing: it cannot be read now.
    virtual void read_audit(std::int64_t before, std::int64_t limit, AuditRead read) = 0;

    // Slow on purpose. An empty line: takes the same time, and is wrong. False, and no call: too many wait.
    virtual bool check_password(std::string line, std::string password, Checked checked) = 0;
    virtual bool hash_password(std::string password, Hashed hashed) = 0;

    // At once.
    virtual std::string random(std::size_t bytes) = 0;
    virtual std::string digest(std::string_view bytes) const = 0;  // BLAKE2b-256
    virtual AccessMoment now() const = 0;
};

}  // namespace luot::web
