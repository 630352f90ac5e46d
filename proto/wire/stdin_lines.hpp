// Lines of standard input, one at a time and only when asked for, on any system that has threads: a thread of its own waits for them.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

namespace luot::wire {

class StdinLines {
  public:
    // Callbacks come on the executor, whose context outlives this; none after destruction. A line longer than 4,095 bytes comes cut to
    // that.
    StdinLines(boost::asio::any_io_executor executor, std::function<void(const std::string&)> on_line, std::function<void()> on_end);
    // The waiting thread cannot be woken; it is left behind and ends with the program.
    ~StdinLines();
    StdinLines(const StdinLines&) = delete;
    StdinLines& operator=(const StdinLines&) = delete;

    // Asks for one line.
    void next();

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace luot::wire
