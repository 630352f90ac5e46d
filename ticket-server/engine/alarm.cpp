#include "engine/alarm.hpp"

#include <utility>

#include <boost/asio/steady_timer.hpp>

namespace luot::engine {

namespace {

class TimerAlarm final : public Alarm {
  public:
    explicit TimerAlarm(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    void set(std::chrono::microseconds after, std::function<void()> ring) override {
        timer_.expires_after(after);
        timer_.async_wait([ring = std::move(ring)](const boost::system::error_code& cancelled) {
            if (!cancelled) ring();
        });
    }
    void cancel() override { timer_.cancel(); }

  private:
    boost::asio::steady_timer timer_;
};

}  // namespace

std::unique_ptr<Alarm> make_alarm(const boost::asio::any_io_executor& executor) {
    return std::make_unique<TimerAlarm>(executor);
}

}  // namespace luot::engine
