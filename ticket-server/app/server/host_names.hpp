// Looks up hosts by name, each on a thread of its own: the system's resolver answers when it likes, and a name on which it hangs holds up
// no other. On the thread of one io_context.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

namespace luot::server {

// Blocks, on any thread, for as long as it takes.
using LookUp = std::function<std::vector<boost::asio::ip::address>(const std::string& host, boost::system::error_code& error)>;

// getaddrinfo().
std::vector<boost::asio::ip::address> look_up_by_system(const std::string& host, boost::system::error_code& error);

class HostNames {
  public:
    using Found = std::function<void(const boost::system::error_code&, const std::vector<boost::asio::ip::address>&)>;

    // Names under way at once. A name that hangs takes one thread however often it is asked for, so that this is never met unless
    // somebody adds and removes webhooks without end.
    static constexpr std::size_t at_once_max = 64;

    // The context outlives it.
    HostNames(boost::asio::io_context& context, LookUp look_up);
    // At once: threads that are left end when the system has answered.
    ~HostNames();
    HostNames(const HostNames&) = delete;
    HostNames& operator=(const HostNames&) = delete;

    // Calls back once, on the context's thread and never from within; not at all where this, or the context, ends before.
    void find(const std::string& host, Found found);

  private:
    // What a thread has left of this when it comes back.
    struct Way {
        std::mutex mutex;
        HostNames* back = nullptr;  // nobody: it has ended
    };
    void begin(const std::string& host);
    void end(const std::string& host, const boost::system::error_code& error, const std::vector<boost::asio::ip::address>& addresses);

    boost::asio::io_context& context_;
    const LookUp look_up_;
    const std::shared_ptr<Way> way_ = std::make_shared<Way>();
    std::map<std::string, std::vector<Found>> under_way_;  // who waits for a host
};

}  // namespace luot::server
