#include "bench/socket.hpp"

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/failure.hpp"

namespace luot::bench {

namespace {

constexpr time_t patience_s = 20;

[[noreturn]] void fail(const char* what) {
    throw Failure(std::string(what) + ": " + std::strerror(errno));
}

void check(bool good, const char* what) {
    if (!good) fail(what);
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void set_options(int descriptor) {
    const int on = 1;
    check(::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
    const timeval patience{patience_s, 0};
    check(::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0, "SO_RCVTIMEO");
    check(::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0, "SO_SNDTIMEO");
}

}  // namespace

Socket::~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Socket Socket::connected(std::uint16_t port) {
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    check(socket.descriptor_ >= 0, "socket");
    set_options(socket.descriptor_);
    const sockaddr_in address = loopback(port);
    check(::connect(socket.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
    return socket;
}

Socket Socket::listening() {
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    check(socket.descriptor_ >= 0, "socket");
    const sockaddr_in address = loopback(0);
    check(::bind(socket.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
    check(::listen(socket.descriptor_, SOMAXCONN) == 0, "listen");
    return socket;
}

Socket Socket::accepted() const {
    Socket socket(::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
    check(socket.descriptor_ >= 0, "accept");
    set_options(socket.descriptor_);
    return socket;
}

std::uint16_t Socket::port() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    check(::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    return ntohs(address.sin_port);
}

void Socket::write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t taken = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        check(taken > 0, "send");
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
}

void Socket::read_exactly(char* bytes, std::size_t count) const {
    for (std::size_t have = 0; have < count;) have += read_some(bytes + have, count - have, true);
}

std::size_t Socket::read_some(char* bytes, std::size_t most, bool wait) const {
    while (true) {
        const ssize_t taken = ::recv(descriptor_, bytes, most, wait ? 0 : MSG_DONTWAIT);
        if (taken > 0) return static_cast<std::size_t>(taken);
        if (taken == 0) throw Failure("the other side closed the connection");
        if (errno == EINTR) continue;
        if (!wait && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
        if (errno == EAGAIN || errno == EWOULDBLOCK) throw Failure("the other side said nothing for 20 s");
        fail("recv");
    }
}

std::size_t Socket::write_some(std::string_view bytes) const {
    while (true) {
        const ssize_t taken = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken >= 0) return static_cast<std::size_t>(taken);
        if (errno == EINTR) continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
        fail("send");
    }
}

}  // namespace luot::bench
