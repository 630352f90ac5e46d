// Keeps every processor from going to sleep while a bench waits for a disk or a socket. On virtual machines, an interrupt that meets a
// sleeping processor may be seen only at the next tick, 4 ms later: then whichever side the system happens to place there loses by a factor
// of 30, and the ratio says nothing. Threads of the idle class give way to everything else at once.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

namespace luot::bench {

class Awake {
  public:
    Awake();
    ~Awake();
    Awake(const Awake&) = delete;
    Awake& operator=(const Awake&) = delete;

  private:
    std::atomic<bool> ended_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace luot::bench
