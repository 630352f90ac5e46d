// The real ticket-server as a process that may be killed. One thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/types.h>

namespace luot::crash {

struct ServerFiles {
    std::filesystem::path binary;
    std::filesystem::path folder;  // holds office.toml and gets server.log and data/
    std::filesystem::path office() const { return folder / "office.toml"; }
    std::filesystem::path data() const { return folder / "data"; }
    std::filesystem::path journal() const { return data() / "journal.db"; }
    std::filesystem::path log() const { return folder / "server.log"; }
};

class ServerProcess {
  public:
    struct Events {
        std::function<void(std::uint16_t port)> listening;
        std::function<void()> ended;  // it has closed its output, so it is gone or about to be: wait() does not block for long
    };

    // Starts it with an office clock that runs `speed` times as fast as ours. Throws std::system_error where that cannot be.
    ServerProcess(boost::asio::io_context& context, const ServerFiles& files, double speed, Events events);
    // Kills what was not waited for.
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    void kill();       // SIGKILL
    void terminate();  // SIGTERM

    struct End {
        int signal = 0;  // 0: it exited
        int status = 0;
    };
    // Blocks until it is gone. Called once.
    End wait();

  private:
    void read();

    Events events_;
    boost::asio::posix::stream_descriptor output_;
    std::array<char, 256> bytes_;
    std::string line_;
    pid_t pid_ = -1;
};

// Runs a program to its end with its output in a file; gives its exit code, or -1 where a signal ended it.
int run_program(const std::vector<std::string>& words, const std::filesystem::path& output);

}  // namespace luot::crash
