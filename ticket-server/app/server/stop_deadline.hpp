// The promise that a stop ends in time, kept where the disk does not let it: a commit that hangs holds the journal's thread, and whoever
// waits for that thread hangs with it. What had to be told was told; the rest is what a crash leaves, which the journal bears.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace luot::server {

class StopDeadline {
  public:
    // `too_late` is called on a thread of its own, unless this is destroyed before the time is over.
    StopDeadline(std::chrono::milliseconds within, std::function<void()> too_late);
    ~StopDeadline();
    StopDeadline(const StopDeadline&) = delete;
    StopDeadline& operator=(const StopDeadline&) = delete;

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool in_time_ = false;
    std::thread thread_;
};

}  // namespace luot::server
