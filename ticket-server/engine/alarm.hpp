// Rings once, after a while of real time. For the tick that falls due when nobody asks for anything.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

namespace luot::engine {

class Alarm {
  public:
    virtual ~Alarm() = default;
    // Replaces what was set before. `ring` never comes from within the call.
    virtual void set(std::chrono::microseconds after, std::function<void()> ring) = 0;
    virtual void cancel() = 0;
};

// Rings on the executor.
std::unique_ptr<Alarm> make_alarm(const boost::asio::any_io_executor& executor);

}  // namespace luot::engine
