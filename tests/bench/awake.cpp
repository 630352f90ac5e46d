#include "bench/awake.hpp"

#include <sched.h>

namespace luot::bench {

Awake::Awake() {
    for (unsigned processor = 0; processor < std::thread::hardware_concurrency(); ++processor) {
        threads_.emplace_back([this] {
            const sched_param none{};
            // Anywhere else than in the idle class it would take time from what is measured.
            if (::sched_setscheduler(0, SCHED_IDLE, &none) != 0) return;
            while (!ended_.load(std::memory_order_relaxed)) {}
        });
    }
}

Awake::~Awake() {
    ended_ = true;
    for (std::thread& thread : threads_) thread.join();
}

}  // namespace luot::bench
