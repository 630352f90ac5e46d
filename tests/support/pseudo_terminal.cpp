#include "support/pseudo_terminal.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace luot::testing {
namespace {

// A program that the test starts must not hold the ends of what is pulled out.
int open_master() {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) throw std::runtime_error("no pseudo-terminal");
    return master;
}

int open_raw(const std::string& name) {
    const int end = ::open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw{};
    if (end < 0 || ::tcgetattr(end, &raw) != 0) throw std::runtime_error("no pseudo-terminal's other end");
    ::cfmakeraw(&raw);
    ::tcsetattr(end, TCSANOW, &raw);
    return end;
}

}  // namespace

PseudoTerminal::PseudoTerminal(const boost::asio::any_io_executor& executor, std::filesystem::path device)
    : device_(std::move(device)), line_(executor, open_master()), other_end_(open_raw(::ptsname(line_.native_handle()))) {
    std::error_code ignored;  // usually there is none
    std::filesystem::remove(device_, ignored);
    std::filesystem::create_symlink(::ptsname(line_.native_handle()), device_);
}

void PseudoTerminal::pull_out() {
    if (other_end_ < 0) return;
    std::error_code ignored;  // whoever cleaned up before us
    std::filesystem::remove(device_, ignored);
    line_.close();
    ::close(std::exchange(other_end_, -1));
}

}  // namespace luot::testing
