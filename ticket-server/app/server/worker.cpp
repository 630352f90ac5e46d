#include "server/worker.hpp"

#include <utility>

namespace luot::server {

Worker::~Worker() {
    std::deque<Job> dropped;  // let go on this thread, without the lock
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        if (at_end_ == AtEnd::drop_waiting) dropped.swap(waiting_);
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Worker::add(Job job, std::size_t waiting_max) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= waiting_max) return false;
        waiting_.push_back(std::move(job));
    }
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    changed_.notify_one();
    return true;
}

void Worker::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        const Job job = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

}  // namespace luot::server
