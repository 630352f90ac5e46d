// Every bound of signing in over HTTP, with its reason. Times are real time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::web {

struct AccessLimits {
    // A supervisor's day, with a page's live stream counting as use: who leaves in the evening is signed out by the morning unless a page
    // of theirs was left open.
    std::chrono::seconds session_idle{12 * 3'600};
    // Then the password is asked for again, whatever is open: once a week, as a page is left open for at the most.
    std::chrono::seconds session_life{7 * 24 * 3'600};
    // How stale the kept sign of life may be: so much of the idle time a restart may take away.
    std::chrono::seconds session_seen_kept{600};
    // NIST SP 800-63B asks for 8 at least where there is a lock-out; nobody types one twice a day.
    std::size_t password_letters_least = 10;
    std::size_t password_bytes = 256;
    std::size_t name_bytes = 32;
    std::size_t device_name_bytes = 64;

    // Wrong passwords of an account, from all peers together; of a peer, over all accounts: more, for an office may come from one address.
    std::uint32_t wrong_of_account = 5;
    std::uint32_t wrong_of_peer = 20;
    std::chrono::milliseconds lock_first{30'000};
    std::chrono::milliseconds lock_last{900'000};
    std::chrono::milliseconds wrong_forgotten{3'600'000};
    // Being checked at once; each takes a tenth of a second of one core.
    std::uint32_t under_way_of_account = 2;
    std::uint32_t under_way_of_peer = 4;
    // Remembered; of more, those that were quiet longest are forgotten, names that are no account's first.
    std::size_t names = 1'024;
    std::size_t peers = 4'096;
    std::size_t known_pairs = 1'024;

    // For a person who carries it from the page to the device.
    std::chrono::seconds code_life{15 * 60};

    // Entries of the audit in one answer, where it is not said.
    std::int64_t audit_entries = 100;
    std::int64_t audit_entries_most = 500;
};

}  // namespace luot::web
