// The real counter-client as a process of its own: in a window that nobody sees, or with its pages on standard output.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace luot::bench {

class DeskProcess {
  public:
    // Signs in at once as the clerk of this counter. Throws Failure where there is no such program.
    enum class Shown : std::uint8_t { window, offscreen };
    DeskProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port, std::uint64_t counter,
                Shown shown);
    // Kills it.
    ~DeskProcess();
    DeskProcess(const DeskProcess&) = delete;
    DeskProcess& operator=(const DeskProcess&) = delete;

    // User and system time so far.
    double cpu_seconds() const;
    // Offscreen: from exec until it says a page with this in it. Throws Failure, with the last of its log, where that takes 20 s.
    std::chrono::microseconds wait_for_page_with(const std::string& text);

  private:
    std::filesystem::path log_;
    std::chrono::steady_clock::time_point begun_;
    pid_t pid_ = -1;
    int out_ = -1;
    std::string heard_;
};

}  // namespace luot::bench
