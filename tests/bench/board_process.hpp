// The real display-board as a process of its own, in a window that nobody sees.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace luot::bench {

class BoardProcess {
  public:
    // Throws Failure where there is no such program. `video` is SDL's driver.
    BoardProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port,
                 const std::string& video);
    // Kills it.
    ~BoardProcess();
    BoardProcess(const BoardProcess&) = delete;
    BoardProcess& operator=(const BoardProcess&) = delete;

    // User and system time so far.
    double cpu_seconds() const;
    // Until it has drawn the office. Throws Failure, with the last of its log, where that takes 20 s.
    void wait_for_picture() const;

  private:
    std::filesystem::path log_;
    std::filesystem::path picture_;
    pid_t pid_ = -1;
};

}  // namespace luot::bench
