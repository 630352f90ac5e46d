// The real printer-driver as a process of its own, touched through its standard input as a script does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace luot::bench {

class KioskProcess {
  public:
    // Throws Failure where there is no such program.
    KioskProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port,
                 const std::string& printer_port);
    // Kills it.
    ~KioskProcess();
    KioskProcess(const KioskProcess&) = delete;
    KioskProcess& operator=(const KioskProcess&) = delete;

    void say(const std::string& line) const;
    // The next line that it says. Throws Failure, with the last of its log, where none comes in 20 s.
    std::string answer();

  private:
    std::filesystem::path log_;
    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    std::string heard_;
};

}  // namespace luot::bench
