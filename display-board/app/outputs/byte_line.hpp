// A line that takes bytes: a serial device, or a converter behind TCP. Nothing that comes from the other end is of interest but its end.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/error_code.hpp>
#include <functional>
#include <memory>
#include <string>

#include "led/bytes.hpp"
#include "outputs/address.hpp"

namespace luot::outputs {

class ByteLine {
  public:
    using Done = std::function<void(const boost::system::error_code&)>;

    virtual ~ByteLine() = default;
    // Once; `done` may be called before it returns.
    virtual void open(Done done) = 0;
    // One at a time; the bytes are copied.
    virtual void write(led::Bytes bytes, Done done) = 0;
    // Calls back once, when the other end is gone.
    virtual void watch(Done lost) = 0;
    // What is under way ends with operation_aborted.
    virtual void close() = 0;
};

// 8 bits, no parity, one stop bit, at the target's speed; over TCP the converter knows its own.
std::shared_ptr<ByteLine> make_byte_line(const boost::asio::any_io_executor& executor, const SignsTarget& target);

}  // namespace luot::outputs
