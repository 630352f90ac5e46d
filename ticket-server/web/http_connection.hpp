// One client's line, as the HTTP server holds it. Internal to web.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "tls/end.hpp"
#include "web/conversation.hpp"
#include "web/limits.hpp"

namespace luot::web {

// One read: most requests are smaller, and what is larger comes in several.
constexpr std::size_t read_bytes = 4'096;

// One client.
struct Connection {
    Connection(boost::asio::ip::tcp::socket socket, const std::shared_ptr<const tls::Context>& context)
        : stream(std::move(socket)),
          turn(stream.get_executor(), boost::asio::steady_timer::time_point::max()),
          wait(stream.get_executor(), boost::asio::steady_timer::time_point::max()) {
        if (context) tls.emplace(context);
    }

    void wake() {
        awake = true;
        wait.cancel();
    }

    boost::beast::tcp_stream stream;
    std::optional<tls::End> tls;
    Conversation* conversation = nullptr;  // while it is served
    boost::asio::steady_timer turn;        // never expires: cancelled when it has come
    boost::asio::steady_timer wait;        // for a page that is made, or for more of a stream
    std::array<char, read_bytes> incoming{};
    std::string network;
    std::uint64_t number = 0;  // rises
    bool listens = false;      // to the client, who has to say something
    bool shaking = false;      // is counted among the handshakes
    bool began = false;        // something came over its line
    bool plain = false;        // and it was not TLS
    bool awake = false;        // since the last look
    bool answering = false;    // a stop lets it finish
    bool streaming = false;    // has a seat among the streams
    bool gone = false;         // while it streamed the client closed; or it had to give way
};

// Nothing where the client is gone already.
inline std::string peer_of(const boost::asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

// A peer that is gone already is not news.
inline void set_options(boost::asio::ip::tcp::socket& socket, const Limits& limits) {
    using Unconfirmed = boost::asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
    boost::system::error_code ignored;
    socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket.set_option(Unconfirmed(static_cast<int>(limits.unconfirmed.count())), ignored);
}

}  // namespace luot::web
