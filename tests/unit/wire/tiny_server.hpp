// A FakeOffice behind a real socket on 127.0.0.1, on the test's own io_context.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "fake_office.hpp"

namespace luot::test {

class TinyServer {
  public:
    using tcp = boost::asio::ip::tcp;

    explicit TinyServer(boost::asio::io_context& context)
        : context_(context), acceptor_(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {
        port_ = acceptor_.local_endpoint().port();
        accept();
    }
    ~TinyServer() { close(); }
    TinyServer(const TinyServer&) = delete;
    TinyServer& operator=(const TinyServer&) = delete;

    FakeOffice office;
    int accepted = 0;

    std::string port() const { return std::to_string(port_); }

    void cut_all() {
        for (const auto& weak : peers_) {
            if (const auto peer = weak.lock()) peer->close();
        }
        peers_.clear();
    }

    // As a killed server is seen: nobody listens any more.
    void close() {
        boost::system::error_code already_closed;
        acceptor_.close(already_closed);
        cut_all();
    }

    // On the same port, with the same office.
    void open_again() {
        acceptor_ = tcp::acceptor(context_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), port_));
        accept();
    }

  private:
    struct Peer : std::enable_shared_from_this<Peer> {
        Peer(tcp::socket accepted, FakeOffice& served) : socket(std::move(accepted)), office(served) {}

        void read() {
            socket.async_read_some(boost::asio::buffer(in), [self = shared_from_this()](boost::system::error_code ec, std::size_t bytes) {
                if (ec || self->closed) return;
                self->out += self->office.receive(self->line, {self->in.data(), bytes});
                self->write();
                self->read();
            });
        }
        void write() {
            if (!writing.empty()) return;
            if (out.empty()) {
                if (line.hung_up) close();
                return;
            }
            writing.swap(out);
            boost::asio::async_write(socket, boost::asio::buffer(writing),
                                     [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                                         if (ec || self->closed) return;
                                         self->writing.clear();
                                         self->write();
                                     });
        }
        void close() {
            closed = true;
            boost::system::error_code already_closed;
            socket.close(already_closed);
        }

        tcp::socket socket;
        FakeOffice& office;
        FakeOffice::Line line;
        std::array<char, 512> in{};
        std::string out, writing;
        bool closed = false;  // the test may have taken the office away
    };

    void accept() {
        acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
            if (ec) return;
            ++accepted;
            socket.set_option(tcp::no_delay(true));
            const auto peer = std::make_shared<Peer>(std::move(socket), office);
            peers_.push_back(peer);
            peer->read();
            accept();
        });
    }

    boost::asio::io_context& context_;
    tcp::acceptor acceptor_;
    unsigned short port_ = 0;
    std::vector<std::weak_ptr<Peer>> peers_;
};

}  // namespace luot::test
