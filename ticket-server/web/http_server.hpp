// HTTP for people and probes beside the devices' protocol, bounded in size, number and time. Network thread.
#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include "tls/context.hpp"
#include "web/http_counters.hpp"
#include "web/limits.hpp"
#include "web/page.hpp"

namespace luot::web {

class HttpServer {
  public:
    // With `tls` whoever does not speak TLS is told so and nothing else. `only_tls`: browsers are told never to ask this host over anything
    // else (HSTS). That is for the host and not for the port: for a host whose certificate is the office's own business, and not for one
    // that the server made, where the printer's or the router's pages may have the same name.
    HttpServer(boost::asio::any_io_executor executor, AnswerPage answer_page, Limits limits = {},
               std::shared_ptr<const tls::Context> tls = nullptr, bool only_tls = false);
    // Closes whatever stop() has not.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // Binds and begins to accept. Port 0: any. An error leaves it closed: the address is taken, or not ours.
    boost::system::error_code open(const boost::asio::ip::tcp::endpoint& endpoint);
    std::uint16_t port() const;

    // Accepts nobody, ends streams, closes who waits for something to be made or has nothing to say; an answer on its way is finished,
    // within limits.answer.
    void stop();

    // Streams included.
    std::size_t connections() const;
    std::size_t streams() const;
    const HttpCounters& counters() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::web
