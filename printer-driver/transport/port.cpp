#include "transport/port.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <system_error>

#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
#include <fcntl.h>
#endif
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
#include <sys/ioctl.h>
#endif
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
#include <termios.h>
#endif

namespace luot::transport {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

template <class Stream>
class StreamPort : public Port {
  public:
    explicit StreamPort(Stream stream) : stream_(std::move(stream)) {}

    asio::awaitable<std::size_t> write_some(asio::const_buffer bytes, error_code& error) override {
        auto token = asio::redirect_error(asio::use_awaitable, error);
        const std::size_t count = co_await stream_.async_write_some(bytes, token);
        co_return count;
    }

    asio::awaitable<std::size_t> read_some(asio::mutable_buffer room, error_code& error) override {
        auto token = asio::redirect_error(asio::use_awaitable, error);
        const std::size_t count = co_await stream_.async_read_some(room, token);
        co_return count;
    }

    void cancel() override {
        error_code ignored;  // nothing to be done about a line that cannot be cancelled: its waits are bounded
        stream_.cancel(ignored);
    }

    std::size_t unsent() const override {
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
        // Sockets and terminals say it alike; a USB device does not know, and then it is 0.
        int bytes = 0;
        auto& stream = const_cast<Stream&>(stream_);  // Asio hands out what it holds from what may be changed only
        if (::ioctl(stream.native_handle(), TIOCOUTQ, &bytes) == 0 && bytes > 0) return static_cast<std::size_t>(bytes);
#endif
        return 0;
    }

    void abandon() override {
        if constexpr (std::is_same_v<Stream, Tcp::socket>) {
            error_code ignored;  // a socket that is closed already sends nothing either
            stream_.set_option(asio::socket_base::linger(true, 0), ignored);
        }
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
        if constexpr (!std::is_same_v<Stream, Tcp::socket>) {
            // Of a device that is no terminal there is nothing to be dropped, and this says so.
            (void)::tcflush(stream_.native_handle(), TCOFLUSH);
        }
#endif
    }

  private:
    Stream stream_;
};

template <class Stream>
std::unique_ptr<Port> port_of(Stream stream) {
    return std::make_unique<StreamPort<Stream>>(std::move(stream));
}

// What can be called while something lives cannot be called after it, however that ends.
struct Forget {
    explicit Forget(std::function<void()>& what) : call(what) {}
    ~Forget() { call = nullptr; }
    Forget(const Forget&) = delete;
    Forget& operator=(const Forget&) = delete;
    std::function<void()>& call;
};

asio::serial_port::flow_control::type flow_of(Address::Flow flow) {
    switch (flow) {
        case Address::Flow::none:
            return asio::serial_port::flow_control::none;
        case Address::Flow::software:
            return asio::serial_port::flow_control::software;
        case Address::Flow::hardware:
            return asio::serial_port::flow_control::hardware;
    }
    return asio::serial_port::flow_control::none;
}

}  // namespace

PortOpener::PortOpener(asio::any_io_executor executor, Address address, std::chrono::milliseconds limit)
    : executor_(std::move(executor)), address_(std::move(address)), limit_(limit) {}

void PortOpener::cancel() {
    if (cancel_) cancel_();
}

asio::awaitable<std::unique_ptr<Port>> PortOpener::open(std::string& why) {
    if (address_.kind == Address::Kind::tcp) {
        auto port = co_await open_tcp(why);
        co_return port;
    }
    if (address_.kind == Address::Kind::serial) co_return open_serial(why);
    co_return open_device(why);
}

asio::awaitable<std::unique_ptr<Port>> PortOpener::open_tcp(std::string& why) {
    const std::string where = address_.host + ":" + address_.port;
    Tcp::resolver resolver(executor_);
    Tcp::socket socket(executor_);
    asio::steady_timer watchdog(executor_, limit_);
    bool over = false;
    cancel_ = [&] { watchdog.cancel(); };
    const Forget forget(cancel_);
    // Fires at the limit, and at once when it is cancelled by cancel(); ended by `finished` otherwise.
    auto finished = std::make_shared<bool>(false);
    watchdog.async_wait([&resolver, &socket, &over, finished](const error_code&) {
        if (*finished) return;
        over = true;
        resolver.cancel();
        error_code ignored;  // a socket that cannot be closed is not open
        socket.close(ignored);
    });
    error_code error;
    auto resolve_token = asio::redirect_error(asio::use_awaitable, error);
    const auto endpoints = co_await resolver.async_resolve(address_.host, address_.port, resolve_token);
    if (!error && !over) {
        auto connect_token = asio::redirect_error(asio::use_awaitable, error);
        co_await asio::async_connect(socket, endpoints, connect_token);
    }
    *finished = true;
    watchdog.cancel();
    if (over) error = asio::error::timed_out;
    if (error) {
        why = "no connection to the printer at " + where + ": " + error.message();
        co_return std::unique_ptr<Port>();
    }
    error_code ignored;  // it is a little slower without
    socket.set_option(Tcp::no_delay(true), ignored);
    co_return port_of(std::move(socket));
}

std::unique_ptr<Port> PortOpener::open_device(std::string& why) {
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
    // Opening must not wait either: a terminal line without a carrier would.
    const int file = ::open(address_.path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file >= 0) return port_of(asio::posix::stream_descriptor(executor_, file));
    why = "cannot open " + address_.path + ": " + std::system_category().message(errno);
#else
    why = "cannot open " + address_.path + ": devices are not spoken to on this system";
#endif
    return nullptr;
}

std::unique_ptr<Port> PortOpener::open_serial(std::string& why) {
    asio::serial_port line(executor_);
    error_code error;
    const auto set = [&](const auto& option) {
        if (!error) line.set_option(option, error);
    };
    line.open(address_.path, error);
    if (error) {
        why = "cannot open the serial line " + address_.path + ": " + error.message();
        return nullptr;
    }
    set(asio::serial_port::baud_rate(address_.baud));
    set(asio::serial_port::character_size(8));
    set(asio::serial_port::parity(asio::serial_port::parity::none));
    set(asio::serial_port::stop_bits(asio::serial_port::stop_bits::one));
    set(asio::serial_port::flow_control(flow_of(address_.flow)));
    if (error) {
        why = "the serial line " + address_.path + " cannot be set to " + std::to_string(address_.baud) + " baud: " + error.message();
        return nullptr;
    }
    return port_of(std::move(line));
}

}  // namespace luot::transport
