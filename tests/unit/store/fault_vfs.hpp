// A SQLite VFS over the system's that fails on demand and can cut the power: it knows of every file what was synced and what was written
// since. For tests: its files are used from one thread at a time; what is to fail may be said from another.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luot::test {

enum class Operation { write, sync, truncate, open };

enum class Fault {
    refused,            // nothing happens, and an error is told
    half,               // a write: its first half happens, and an error is told
    done_but_reported,  // it happens, and an error is told all the same
    disk_full,          // a write: nothing happens; SQLITE_FULL
    power_cut,          // nothing happens, nor does anything after it
};

class FaultVfs {
  public:
    // Registered under `name` with SQLite while this lives. All connections are closed before it dies.
    explicit FaultVfs(std::string name);
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    const std::string& name() const;

    // The n-th operation of this kind from now (1: the next) meets the fault; `lasting`: all later ones of the kind too.
    void fail(Operation operation, std::uint64_t nth, Fault fault, bool lasting = false);
    void heal();
    // Now: nothing happens any more until restore_power().
    void cut_power();

    // How many there were since it was made.
    std::uint64_t count(Operation operation) const;
    // Has a planned fault happened?
    bool met() const;

    // After a power cut, with all connections closed: files hold what was synced and nothing of what was written since; with a seed, a
    // random part of it, in sectors of 512 bytes. Then the power is back.
    void restore_power(std::optional<std::uint32_t> seed = std::nullopt);

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::test
