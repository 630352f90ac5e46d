// A serial adapter that is not there: a pseudo-terminal, and a link to its program's end, as /dev/ttyUSB0 is there when an adapter is
// plugged in. One thread, the executor's.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <filesystem>

namespace luot::testing {

class PseudoTerminal {
  public:
    // `device` becomes the link; what was there goes. Throws std::runtime_error where the system has no pseudo-terminal.
    PseudoTerminal(const boost::asio::any_io_executor& executor, std::filesystem::path device);
    ~PseudoTerminal() { pull_out(); }
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    // What the device does: reads what is written to it, writes what it sends.
    boost::asio::posix::stream_descriptor& line() { return line_; }
    // There is no device any more. Idempotent.
    void pull_out();

  private:
    std::filesystem::path device_;
    boost::asio::posix::stream_descriptor line_;
    int other_end_;  // held open, so that the terminal's end is not seen each time that nobody has it open
};

}  // namespace luot::testing
