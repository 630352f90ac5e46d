// A thread for what takes too long for the network thread: one job after the other, in the order in which they came.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace luot::server {

class Worker {
  public:
    // A job must not throw.
    using Job = std::function<void()>;

    // What becomes of jobs that wait when it ends; the one that it is at is done in any case.
    enum class AtEnd : std::uint8_t { do_waiting, drop_waiting };

    explicit Worker(AtEnd at_end) : at_end_(at_end) {}
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // False: so many wait already, and this one is not done. The thread begins with the first job.
    bool add(Job job, std::size_t waiting_max);

  private:
    void work();

    const AtEnd at_end_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace luot::server
