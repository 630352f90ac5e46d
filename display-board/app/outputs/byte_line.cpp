#include "outputs/byte_line.hpp"

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace luot::outputs {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

template <class Stream>
class StreamLine : public ByteLine, public std::enable_shared_from_this<StreamLine<Stream>> {
  public:
    explicit StreamLine(const asio::any_io_executor& executor) : stream_(executor) {}

    void write(led::Bytes bytes, Done done) override {
        out_ = std::move(bytes);
        asio::async_write(stream_, asio::buffer(out_),
                          [self = this->shared_from_this(), done = std::move(done)](const error_code& error, std::size_t) { done(error); });
    }

    void watch(Done lost) override {
        stream_.async_read_some(asio::buffer(in_),
                                [self = this->shared_from_this(), lost = std::move(lost)](const error_code& error, std::size_t) mutable {
                                    if (error) return lost(error);
                                    self->watch(std::move(lost));
                                });
    }

    void close() override {
        error_code ignored;  // it is given up anyway
        stream_.close(ignored);
    }

  protected:
    Stream stream_;

  private:
    led::Bytes out_;
    std::array<std::uint8_t, 256> in_{};
};

class SerialLine : public StreamLine<asio::serial_port> {
  public:
    SerialLine(const asio::any_io_executor& executor, std::string device, unsigned baud)
        : StreamLine(executor), device_(std::move(device)), baud_(baud) {}

    void open(Done done) override {
        using Port = asio::serial_port_base;
        error_code error;
        stream_.open(device_, error);
        if (!error) stream_.set_option(Port::baud_rate(baud_), error);
        if (!error) stream_.set_option(Port::character_size(8), error);
        if (!error) stream_.set_option(Port::parity(Port::parity::none), error);
        if (!error) stream_.set_option(Port::stop_bits(Port::stop_bits::one), error);
        if (!error) stream_.set_option(Port::flow_control(Port::flow_control::none), error);
        done(error);
    }

  private:
    std::string device_;
    unsigned baud_;
};

class TcpLine : public StreamLine<tcp::socket> {
  public:
    TcpLine(const asio::any_io_executor& executor, std::string host, std::string port)
        : StreamLine(executor), host_(std::move(host)), port_(std::move(port)), resolver_(executor) {}

    void open(Done done) override {
        const auto self = std::static_pointer_cast<TcpLine>(shared_from_this());
        resolver_.async_resolve(host_, port_,
                                [self, done = std::move(done)](const error_code& error, const tcp::resolver::results_type& found) {
                                    if (error) return done(error);
                                    asio::async_connect(self->stream_, found, [self, done](const error_code& failed, const tcp::endpoint&) {
                                        error_code refused = failed;
                                        // Telegrams are short and not to be gathered; a converter that lost its power is found out in the
                                        // end.
                                        if (!refused) self->stream_.set_option(tcp::no_delay(true), refused);
                                        if (!refused) self->stream_.set_option(asio::socket_base::keep_alive(true), refused);
                                        done(refused);
                                    });
                                });
    }

    void close() override {
        resolver_.cancel();
        StreamLine::close();
    }

  private:
    std::string host_;
    std::string port_;
    tcp::resolver resolver_;
};

}  // namespace

std::shared_ptr<ByteLine> make_byte_line(const asio::any_io_executor& executor, const SignsTarget& target) {
    if (target.device.empty()) return std::make_shared<TcpLine>(executor, target.host, target.port);
    return std::make_shared<SerialLine>(executor, target.device, target.baud);
}

}  // namespace luot::outputs
