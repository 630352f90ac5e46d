// Is the journal what it claims to be? Chain, digests, fold, invariants, checkpoints, report tables, and why each ticket was called.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "store/chain.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

enum class ViolationKind : std::uint8_t {
    file = 1,         // SQLite's own check of the file
    chain = 2,        // a digest, a link or a row that is missing
    order = 3,        // time or business day goes back
    erased = 4,       // a payload is gone that no prune erased
    payload = 5,      // an event cannot be read
    fold = 6,         // events that decide could not have made
    invariant = 7,    // core::invariants
    number = 8,       // a number issued twice in a day
    call = 9,         // a call that the policy does not explain
    checkpoint = 10,  // a state that is not the fold
    report = 11,      // a table for reports that is not what the events give
};
const char* to_string(ViolationKind kind);

struct Violation {
    ViolationKind kind = ViolationKind::file;
    core::Seq seq = 0;  // of the event at which it shows; 0: of none
    std::string what;
};

struct VerifyReport {
    std::uint64_t events = 0;
    std::uint64_t events_erased = 0;
    std::uint64_t events_folded = 0;
    std::uint64_t invariants_checked = 0;
    std::uint64_t calls_explained = 0;  // those that the clerk did not choose
    std::uint64_t calls_chosen = 0;     // by the clerk, with a reason, or a hold resumed by hand
    std::uint64_t checkpoints_checked = 0;
    std::uint64_t checkpoints_unknown = 0;  // of a format that this program does not read
    std::uint64_t visits_checked = 0;
    std::uint64_t stretches_checked = 0;
    std::uint64_t days_checked = 0;  // their roll-ups
    core::Seq last_seq = 0;
    Link last_link = genesis_link;
    std::uint64_t violations_total = 0;
    std::vector<Violation> violations;  // the first limits::violations_kept

    bool sound() const { return violations_total == 0; }
    void violated(ViolationKind kind, core::Seq seq, std::string what);
};

// Hears of every thousandth event.
using OnVerified = std::function<void(core::Seq done, core::Seq last)>;

// A failure: it could not be read at all. Takes no lock: beside a running server it sees what was durable when it began. The state is
// looked at whole after every command while few tickets are in it, after every n-th event and at each day's end otherwise
// (store/limits.hpp).
Result<VerifyReport> verify(const std::filesystem::path& folder, const journal::Codec& codec, const OnVerified& on_verified = {});
Result<VerifyReport> verify_file(const std::filesystem::path& database, const journal::Codec& codec, const OnVerified& on_verified = {});

}  // namespace luot::store
