// Devices' way in: accepts connections, shows them what happens, and says goodbye. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include "engine/service.hpp"
#include "net/admission.hpp"
#include "net/counters.hpp"
#include "net/desk.hpp"
#include "net/devices.hpp"
#include "net/fan_out.hpp"
#include "net/limits.hpp"
#include "net/session_directory.hpp"
#include "net/translator.hpp"
#include "net/voice_zones.hpp"
#include "tls/context.hpp"

namespace luot::net {

struct ListenerOptions {
    Limits limits;
    double speed = 1;                           // office seconds in a real one, for the Welcome
    std::shared_ptr<const tls::Context> tls{};  // null: lines are plain
};

class Listener {
  public:
    // All references outlive the listener.
    Listener(boost::asio::any_io_executor executor, engine::Service& service, const Translator& translator, Admission& admission,
             SessionDirectory& directory, ListenerOptions options = {});
    // Closes whatever stop() has not.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Binds and begins to accept. Port 0: any. An error leaves it closed: the address is taken, or not ours.
    boost::system::error_code open(const boost::asio::ip::tcp::endpoint& endpoint);
    std::uint16_t port() const;

    // Accepts nobody and decides nothing new; waits for the replies under way, says goodbye and closes, all of it within
    // limits.stop_wait + limits.linger and two clock steps. Then calls back. Called once. Stop the service after it.
    void stop(std::function<void()> on_stopped);

    const Counters& counters() const;
    const FanOutCounters& fan_out_counters() const;
    Devices& devices();
    const VoiceZones& voice() const;
    Desk& desk();

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::net
