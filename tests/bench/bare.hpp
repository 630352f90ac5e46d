// What the machine does without any Lượt in between: floors and ceilings. The other ends are processes of their own, as the server is.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <sys/types.h>

#include "bench/socket.hpp"

namespace luot::bench {

// Runs work in a process of its own, which is killed at the latest when this goes.
class Child {
  public:
    explicit Child(const std::function<void()>& work);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

  private:
    pid_t pid_;
};

// So many bytes there, so many back, over loopback: two blocking sockets.
class BareEcho {
  public:
    BareEcho(std::size_t request_bytes, std::size_t reply_bytes);
    double round_trip_us();

  private:
    Socket listener_;
    Child child_;
    Socket socket_;
    std::vector<char> request_, reply_;
};

// A byte there, and the same bytes to so many sockets from an epoll loop.
class BareFanOut {
  public:
    BareFanOut(std::size_t boards, std::size_t bytes);
    // Until the last one has them all.
    double round_us();

  private:
    Socket listener_;
    Child child_;
    Socket trigger_;
    std::vector<Socket> boards_;
    int epoll_;
    std::size_t bytes_;
};

}  // namespace luot::bench
