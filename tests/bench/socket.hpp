// A TCP socket on loopback, without an event loop around it. TCP_NODELAY; nothing waits longer than 20 s.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace luot::bench {

class Socket {
  public:
    Socket() = default;
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~Socket();

    // Throws Failure, as everything here does.
    static Socket connected(std::uint16_t port);
    // On a port of the system's choice.
    static Socket listening();
    Socket accepted() const;
    std::uint16_t port() const;
    int descriptor() const { return descriptor_; }

    void write_all(std::string_view bytes) const;
    void read_exactly(char* bytes, std::size_t count) const;

    // As much as there is, at least one byte. 0, and only when not to wait: nothing is there. The other side's end is a failure.
    std::size_t read_some(char* bytes, std::size_t most, bool wait) const;
    // As much as the system takes, without waiting.
    std::size_t write_some(std::string_view bytes) const;

  private:
    int descriptor_ = -1;
};

}  // namespace luot::bench
