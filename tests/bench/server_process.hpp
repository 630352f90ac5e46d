// The real ticket-server as a process of its own, on ports of the system's choice.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace luot::bench {

struct ServerFiles {
    std::filesystem::path binary;
    std::filesystem::path folder;  // gets bench.toml, server.log and data/
    std::filesystem::path data() const { return folder / "data"; }
    std::filesystem::path journal() const { return data() / "journal.db"; }
};

struct ServerMemory {
    std::size_t resident_kib = 0;
    std::size_t peak_kib = 0;
};

// For a failure's reason.
std::string last_of(const std::filesystem::path& log);

class ServerProcess {
  public:
    // Starts it and waits until it says where it listens. Throws Failure, with the last of its log, where it does not.
    explicit ServerProcess(const ServerFiles& files);
    // Kills what was not stopped.
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    std::uint16_t port() const { return port_; }
    std::uint16_t http_port() const { return http_port_; }

    // From exec until /readyz answered 200, asked every millisecond.
    std::chrono::microseconds wait_ready();
    ServerMemory memory() const;
    // User and system time so far.
    double cpu_seconds() const;
    // What all commits so far took, by its own figures.
    double commit_seconds() const;

    // SIGTERM, and a good end.
    void stop();

  private:
    void read_ports(int descriptor);
    [[noreturn]] void fail(const std::string& what) const;

    std::filesystem::path log_;
    std::chrono::steady_clock::time_point begun_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
    std::uint16_t http_port_ = 0;
};

}  // namespace luot::bench
