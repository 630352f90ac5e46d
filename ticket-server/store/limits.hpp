// Every bound of the store, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::store::limits {

// The newest checkpoint serves a start; three more are there should it not be usable.
constexpr int checkpoints_kept = 4;
// SQLite moves the write-ahead log into the database every so many pages (4 KiB each): a few milliseconds of one commit.
constexpr int wal_autocheckpoint_pages = 1'000;
// What a long reader or a rebuild made the log grow to is given back down to this.
constexpr std::int64_t wal_kept_bytes = 16 * 1024 * 1024;
// Page cache of one connection. The ticket path touches the right edge of a few trees; reports stream.
constexpr int page_cache_kib = 4 * 1024;
// Writers never meet each other (the folder's lock); readers wait for nobody. This covers a checkpoint that meets a reader.
constexpr int busy_timeout_ms = 2'000;
// What the file may hold beyond what was told after a failed commit: one batch, with room to spare.
constexpr std::uint64_t rows_beyond_max = 65'536;
// A broken journal breaks in many places; these are enough to see where.
constexpr std::size_t violations_kept = 100;
// Pages copied by one step of a backup, so that progress can be shown and a stop is heard soon.
constexpr int backup_pages_a_step = 256;
// Payloads erased in one transaction.
constexpr std::int64_t erased_a_transaction = 10'000;
// The file that remembers restores has some 60 bytes a restore.
constexpr std::size_t restores_file_bytes_max = 1024 * 1024;
// Databases put aside by restores in one second.
constexpr int put_aside_names = 100;
// A full look at the state after every event costs the square of the day; beyond this many tickets and sessions in it, every n-th event is
// looked at.
constexpr std::size_t invariants_always_entries = 200;
constexpr std::uint64_t invariants_every = 64;

}  // namespace luot::store::limits
