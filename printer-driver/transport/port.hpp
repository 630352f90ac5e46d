// The bytes of a line to a printer, whatever carries them: a socket, a device, a serial line.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "transport/address.hpp"

namespace luot::transport {

class Port {
  public:
    virtual ~Port() = default;
    virtual boost::asio::awaitable<std::size_t> write_some(boost::asio::const_buffer bytes, boost::system::error_code& error) = 0;
    virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer room, boost::system::error_code& error) = 0;
    // What waits ends with operation_aborted.
    virtual void cancel() = 0;
    // Bytes that this machine has taken and still holds; 0 where it cannot tell.
    virtual std::size_t unsent() const = 0;
    // Those are never sent: closing does not wait for them.
    virtual void abandon() = 0;
};

// Opens ports one after the other, each within a bound.
class PortOpener {
  public:
    PortOpener(boost::asio::any_io_executor executor, Address address, std::chrono::milliseconds limit);
    // Nothing where it cannot be opened: `why` then says so in one line.
    boost::asio::awaitable<std::unique_ptr<Port>> open(std::string& why);
    void cancel();
    // Opening a serial line sets its signals, which restarts some printers, and nobody else is at its other end.
    bool keeps() const { return address_.kind == Address::Kind::serial; }

  private:
    boost::asio::awaitable<std::unique_ptr<Port>> open_tcp(std::string& why);
    std::unique_ptr<Port> open_device(std::string& why);
    std::unique_ptr<Port> open_serial(std::string& why);

    boost::asio::any_io_executor executor_;
    Address address_;
    std::chrono::milliseconds limit_;
    std::function<void()> cancel_;  // while a connection is being made
};

}  // namespace luot::transport
