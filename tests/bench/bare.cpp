#include "bench/bare.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/failure.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int patience_ms = 20'000;

double us_since(Clock::time_point begun) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

int epoll_over(const std::vector<Socket>& sockets) {
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) throw Failure(std::string("epoll: ") + std::strerror(errno));
    for (std::size_t index = 0; index < sockets.size(); ++index) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        if (::epoll_ctl(descriptor, EPOLL_CTL_ADD, sockets[index].descriptor(), &event) != 0)
            throw Failure(std::string("epoll: ") + std::strerror(errno));
    }
    return descriptor;
}

void echo(const Socket& listener, std::size_t request_bytes, std::size_t reply_bytes) {
    const Socket socket = listener.accepted();
    std::vector<char> request(request_bytes);
    const std::vector<char> reply(reply_bytes, 'r');
    while (true) {
        socket.read_exactly(request.data(), request.size());
        socket.write_all({reply.data(), reply.size()});
    }
}

void send_to_all(const Socket& listener, std::size_t boards, std::size_t bytes) {
    std::vector<Socket> trigger;
    trigger.push_back(listener.accepted());
    std::vector<Socket> sockets;
    for (std::size_t i = 0; i < boards; ++i) sockets.push_back(listener.accepted());
    const std::vector<char> payload(bytes, 'p');
    const int epoll = epoll_over(trigger);
    while (true) {
        epoll_event event{};
        if (::epoll_wait(epoll, &event, 1, -1) != 1) continue;
        char go = 0;
        trigger.front().read_exactly(&go, 1);
        for (const Socket& socket : sockets) socket.write_all({payload.data(), payload.size()});
    }
}

std::vector<Socket> connected(std::uint16_t port, std::size_t count) {
    std::vector<Socket> sockets;
    for (std::size_t i = 0; i < count; ++i) sockets.push_back(Socket::connected(port));
    return sockets;
}

}  // namespace

Child::Child(const std::function<void()>& work) : pid_(::fork()) {
    if (pid_ < 0) throw Failure(std::string("fork: ") + std::strerror(errno));
    if (pid_ > 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        work();
    } catch (const std::exception&) {
        // The other end is gone: the bench sees that for itself.
        ::_exit(1);
    }
    ::_exit(0);
}

Child::~Child() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

BareEcho::BareEcho(std::size_t request_bytes, std::size_t reply_bytes)
    : listener_(Socket::listening()),
      child_([this, request_bytes, reply_bytes] { echo(listener_, request_bytes, reply_bytes); }),
      socket_(Socket::connected(listener_.port())),
      request_(request_bytes, 'q'),
      reply_(reply_bytes) {}

double BareEcho::round_trip_us() {
    const auto begun = Clock::now();
    socket_.write_all({request_.data(), request_.size()});
    socket_.read_exactly(reply_.data(), reply_.size());
    return us_since(begun);
}

BareFanOut::BareFanOut(std::size_t boards, std::size_t bytes)
    : listener_(Socket::listening()),
      child_([this, boards, bytes] { send_to_all(listener_, boards, bytes); }),
      trigger_(Socket::connected(listener_.port())),
      boards_(connected(listener_.port(), boards)),
      epoll_(epoll_over(boards_)),
      bytes_(bytes) {}

double BareFanOut::round_us() {
    std::vector<std::size_t> missing(boards_.size(), bytes_);
    std::size_t waiting = boards_.size();
    std::vector<char> buffer(bytes_);
    const auto begun = Clock::now();
    trigger_.write_all("!");
    std::array<epoll_event, 128> events{};
    while (waiting > 0) {
        const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), patience_ms);
        if (count <= 0) throw Failure("the bare loop said nothing for 20 s");
        for (int i = 0; i < count; ++i) {
            const auto index = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
            missing[index] -= boards_[index].read_some(buffer.data(), missing[index], true);
            if (missing[index] == 0) --waiting;
        }
    }
    return us_since(begun);
}

}  // namespace luot::bench
