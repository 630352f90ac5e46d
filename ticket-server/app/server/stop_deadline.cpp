#include "server/stop_deadline.hpp"

#include <utility>

namespace luot::server {

StopDeadline::StopDeadline(std::chrono::milliseconds within, std::function<void()> too_late)
    : thread_([this, within, too_late = std::move(too_late)] {
          std::unique_lock lock(mutex_);
          const bool in_time = changed_.wait_for(lock, within, [this] { return in_time_; });
          lock.unlock();
          if (!in_time) too_late();
      }) {}

StopDeadline::~StopDeadline() {
    {
        const std::lock_guard lock(mutex_);
        in_time_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

}  // namespace luot::server
