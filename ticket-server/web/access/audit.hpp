// Who asked for what, and what came of it: kept for good, before anybody is answered.
//
// A call that changes something is noted *before* it acts, with what was asked, and acts once that is durable: what cannot be noted is not
// done (503 "audit_unavailable"). What came of it is added to the entry afterwards. Should the server die between the two, the entry says
// "asked" for ever: that nobody knows is the truth.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace luot::web {

struct AuditEntry {
    // Visitor::name: an account's "thuy", a key's "key:zalo"; "device:kiosk-1". Empty: nobody was signed in. Such entries are counted by
    // themselves, so that strangers and citizens push out nothing but each other's.
    std::string who;
    std::string role;     // "viewer", "supervisor", "administrator"; empty: likewise
    std::string peer;     // Question::peer
    std::string what;     // the act, in the API's terms: "command", "account.add", "session.begin"
    std::string detail;   // a JSON object's text: what was asked, without secrets. What is longer than audit_detail_bytes is cut to a word
    std::string outcome;  // "done", or a code of the API's errors: "not_permitted". Not for begin()
};

constexpr std::size_t audit_detail_bytes = 2'048;

// Network thread. Calls back once, on the network thread, never from within, and not at all where the server ends before. Entries get the
// moment of the call.
class Audit {
  public:
    using Noted = std::function<void(bool durable)>;
    // The entry's number; nothing: it could not be written, and what it is about is not to be done.
    using Begun = std::function<void(std::optional<std::int64_t> id)>;

    virtual ~Audit() = default;
    // What is over and done when it is noted: a refused sign-in, a call that was refused before it could act.
    virtual void note(AuditEntry entry, Noted noted) = 0;
    // What is about to be tried: its outcome is "asked" until end().
    virtual void begin(AuditEntry entry, Begun begun) = 0;
    // Once for each entry that begun() had an id for. False: the entry goes on to say "asked"; the act stands, and its answer is given.
    virtual void end(std::int64_t id, std::string outcome, Noted noted) = 0;
};

}  // namespace luot::web
