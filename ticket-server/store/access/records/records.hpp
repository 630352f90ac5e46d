// Who may see and do what, and which devices may connect, as it is kept in access.db: what the pages and the store have in common. Values,
// no behaviour. Secrets are kept as hashes alone: passwords as Argon2id lines, everything random as its BLAKE2b-256.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace luot::access {

// Each may what those before it may. Numbers are kept: append-only.
enum class Role : std::uint8_t { viewer = 1, supervisor = 2, administrator = 3 };
// What a device may be enrolled as; the numbers of core::Role.
enum class DeviceRole : std::uint8_t { kiosk = 1, counter = 2, board = 3 };

struct Account {
    std::string name;
    Role role = Role::viewer;
    std::string password;  // an Argon2id line
    std::int64_t created_us = 0;
    bool operator==(const Account&) const = default;
};
// Of an integration.
struct Key {
    std::string name;
    Role role = Role::viewer;
    std::string digest;
    std::int64_t created_us = 0;
    bool operator==(const Key&) const = default;
};
// A browser that is signed in. Wall time: it goes on while the server is away, and does not run with a made-up clock.
struct WebSession {
    std::string digest;  // of the cookie's token
    std::string account;
    std::int64_t began_s = 0;
    std::int64_t seen_s = 0;
    bool operator==(const WebSession&) const = default;
};
struct Device {
    DeviceRole role = DeviceRole::kiosk;
    std::string name;
    std::string digest;  // of its credential
    std::int64_t enrolled_us = 0;
    std::int64_t seen_us = 0;  // 0: never since
    bool operator==(const Device&) const = default;
};
// With which a device that has no credential yet may ask for one, once.
struct EnrolmentCode {
    std::string digest;
    DeviceRole role = DeviceRole::kiosk;
    std::string name;
    std::int64_t expires_s = 0;  // wall time
    bool operator==(const EnrolmentCode&) const = default;
};
struct AuditRow {
    std::int64_t id = 0;
    std::int64_t at_us = 0;    // office time
    std::int64_t wall_us = 0;  // the machine's
    std::string who, role, peer, what, detail, outcome;
    bool anonymous = false;  // of whoever was not let in: such entries have room of their own, and push out no others
    bool operator==(const AuditRow&) const = default;
};
// From where an account signed in.
struct SignedIn {
    std::string name, peer;
    bool operator==(const SignedIn&) const = default;
};

// All that is asked about at every call; bounded (store/access/limits.hpp), so that it is held in memory.
struct Book {
    std::vector<Account> accounts;
    std::vector<Key> keys;
    std::vector<WebSession> sessions;
    std::vector<Device> devices;
    std::vector<EnrolmentCode> codes;
    bool operator==(const Book&) const = default;
};

// What may be done to it.
struct AddAccount {
    Account account;
};
// Ends its sessions.
struct RemoveAccount {
    std::string name;
};
// Ends its sessions but the one with this digest, which there has to be; empty: all.
struct SetPassword {
    std::string name, password, but_session;
    std::string before;  // the password's line that was checked, and has to be there still; empty: any
};
struct AddKey {
    Key key;
};
struct RemoveKey {
    std::string name;
};
// Makes room: those that are over end, and of too many of one account, or in all, the one that was seen longest ago.
struct BeginSession {
    WebSession session;
    std::string password;                                // the account's line that was checked, and has to be there still
    std::int64_t seen_before_s = 0, began_before_s = 0;  // what is over
};
struct SessionSeen {
    std::string digest;
    std::int64_t seen_s = 0;
};
struct EndSession {
    std::string digest;
};
// Takes the place of an earlier code for the same device, and of those that have expired by `now_s`.
struct AddCode {
    EnrolmentCode code;
    std::int64_t now_s = 0;
};
// Uses up the code, and takes the place of an earlier credential of the same device.
struct Enrol {
    std::string code_digest;
    Device device;
    std::int64_t now_s = 0;
};
// Takes back the device's credential and its code.
struct Revoke {
    DeviceRole role = DeviceRole::kiosk;
    std::string name;
};
// Of a device that is gone it says nothing, and is done: it does not take others' signs back.
struct DeviceSeen {
    DeviceRole role = DeviceRole::kiosk;
    std::string name;
    std::int64_t seen_us = 0;
};
// The row's id is given to it.
struct Note {
    AuditRow row;
};
// Of a row whose outcome is "asked".
struct NoteOutcome {
    std::int64_t id = 0;
    std::string outcome;
};
using Deed = std::variant<AddAccount, RemoveAccount, SetPassword, AddKey, RemoveKey, BeginSession, SessionSeen, EndSession, AddCode, Enrol,
                          Revoke, DeviceSeen, Note, NoteOutcome>;

enum class Outcome : std::uint8_t {
    done,
    name_taken,
    unknown,             // there is no such account, key, session, device, code or row
    too_many,            // a table's bound is reached
    last_administrator,  // nobody could undo it
    unavailable,         // the database cannot be written at the moment: nothing was done
    until_restart,       // nor can it now, but what was to be taken away is gone from memory, and is tried on disk until it is done
};

}  // namespace luot::access
