#include "bench/abusers.hpp"

#include <array>
#include <chrono>
#include <string_view>
#include <thread>

#include <sys/socket.h>

#include "bench/device.hpp"

namespace luot::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t storm = 2'000;
constexpr std::size_t frame_bytes = frame::from_device_bytes_max;

void pause(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

// What is there by now is read and forgotten. False: the server has closed.
bool still_open(const Socket& socket) {
    std::array<char, 4'096> bytes{};
    try {
        while (socket.read_some(bytes.data(), bytes.size(), false) > 0) {}
        return true;
    } catch (const Failure&) {
        return false;
    }
}

// As much as the system takes; what it does not take is not said.
void say(const Socket& socket, std::string_view bytes) {
    try {
        socket.write_some(bytes);
    } catch (const Failure&) {  // closed: the next look at it says so
    }
}

void read_to_the_end(const Socket& socket) {
    std::array<char, 4'096> bytes{};
    try {
        while (socket.read_some(bytes.data(), bytes.size(), true) > 0) {}
    } catch (const Failure&) {  // the end, or a reset
    }
}

std::string request_frame(std::uint64_t no, const v1::Command& command) {
    std::string frame;
    Request(command).append(frame, no, 0);
    return frame;
}

v1::Command notice(std::uint64_t number) {
    v1::Command command;
    command.mutable_set_notice()->set_text("notice " + std::to_string(number));
    return command;
}

// So many connections that each say this; who was cut off comes again.
class Crowd {
  public:
    Crowd(std::uint16_t port, std::size_t count, std::string hello) : port_(port), hello_(std::move(hello)) {
        for (std::size_t i = 0; i < count; ++i) sockets_.push_back(come());
    }
    void come_again() {
        for (Socket& socket : sockets_)
            if (!still_open(socket)) socket = come();
    }
    const std::vector<Socket>& sockets() const { return sockets_; }

  private:
    Socket come() const {
        Socket socket = Socket::connected(port_);
        if (!hello_.empty()) say(socket, hello_);
        return socket;
    }

    std::uint16_t port_;
    std::string hello_;
    std::vector<Socket> sockets_;
};

void storms(std::uint16_t port, const std::string& words) {
    while (true) {
        const Crowd crowd(port, storm, words);
        std::array<char, 4'096> bytes{};
        for (const Socket& socket : crowd.sockets()) {
            try {
                socket.read_some(bytes.data(), bytes.size(), true);
            } catch (const Failure&) {  // turned away
            }
        }
        pause(200ms);
    }
}

void storm_of_boards(const Ports& ports) {
    storms(ports.devices, hello_frame(v1::ROLE_BOARD, "storm", true));
}

void storm_of_kiosks(const Ports& ports) {
    storms(ports.devices, hello_frame(v1::ROLE_KIOSK, "storm", false));
}

void says_nothing(const Ports& ports) {
    Crowd crowd(ports.devices, storm, {});
    while (true) {
        pause(500ms);
        crowd.come_again();
    }
}

void byte_a_second(std::uint16_t port, std::size_t count, const std::string& hello, char byte) {
    Crowd crowd(port, count, hello);
    while (true) {
        for (const Socket& socket : crowd.sockets()) say(socket, {&byte, 1});
        pause(1s);
        crowd.come_again();
    }
}

void hello_a_byte_a_second(const Ports& ports) {
    byte_a_second(ports.devices, storm, {}, '\0');
}

// Valid ones: each is carried out as long as no more than 64 are under way, and shown to everybody.
void flood(const Ports& ports) {
    Device device(ports.devices, v1::ROLE_SUPERVISOR, "flood", false);
    std::uint64_t number = 0;
    std::uint64_t answered = 0;
    while (true) {
        for (int i = 0; i < 100; ++i) device.queue(Request(notice(++number)));
        device.flush();
        pause(10ms);
        while (device.read(false, [&](v1::Envelope::MessageCase kind, std::string_view) {
            if (kind == v1::Envelope::kReply) device.acknowledge(++answered);
        })) {}
    }
}

void flood_unread(const Ports& ports) {
    while (true) {
        const Crowd crowd(ports.devices, 1, hello_frame(v1::ROLE_SUPERVISOR, "flood", false));
        pause(20ms);
        still_open(crowd.sockets().front());
        try {
            for (std::uint64_t no = 1; no < 20'000; no += 100) {
                std::string burst;
                for (std::uint64_t i = 0; i < 100; ++i) burst += request_frame(no + i, notice(no + i));
                crowd.sockets().front().write_all(burst);
                pause(10ms);
            }
        } catch (const Failure&) {  // cut off
        }
    }
}

void longest_frames(const Ports& ports) {
    v1::Command command;
    command.mutable_issue()->set_service(std::string(frame_bytes - 64, 'x'));
    Crowd crowd(ports.devices, 8, hello_frame(v1::ROLE_KIOSK, "long", false));
    for (std::uint64_t no = 1;; ++no) {
        const std::string frame = request_frame(no, command);
        for (const Socket& socket : crowd.sockets()) {
            try {
                socket.write_all(frame);
            } catch (const Failure&) {  // comes again below
            }
        }
        pause(100ms);
        crowd.come_again();
    }
}

void never_reads(const Ports& ports) {
    const Crowd boards(ports.devices, 200, hello_frame(v1::ROLE_BOARD, "never-reads", true));
    const Crowd desks(ports.devices, 200, hello_frame(v1::ROLE_COUNTER, "never-reads", true));
    pause(1h);
}

void half_closed(const Ports& ports) {
    const std::string hello = hello_frame(v1::ROLE_BOARD, "half-closed", true);
    while (true) {
        const Crowd crowd(ports.devices, 100, hello);
        for (const Socket& socket : crowd.sockets()) ::shutdown(socket.descriptor(), SHUT_WR);
        for (const Socket& socket : crowd.sockets()) read_to_the_end(socket);
        pause(100ms);
    }
}

void http_storm(const Ports& ports) {
    storms(ports.http, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
}

void http_flood(const Ports& ports) {
    Crowd crowd(ports.http, 50, {});
    while (true) {
        for (const Socket& socket : crowd.sockets()) say(socket, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
        pause(20ms);
        crowd.come_again();
    }
}

void http_slow_headers(const Ports& ports) {
    byte_a_second(ports.http, 256, "GET / HTTP/1.1\r\nHost: ", 'a');
}

void http_huge_headers(const Ports& ports) {
    const std::string request = "GET / HTTP/1.1\r\nX: " + std::string(64 * 1'024, 'x');
    while (true) {
        const Crowd crowd(ports.http, 20, {});
        for (const Socket& socket : crowd.sockets()) say(socket, request);
        for (const Socket& socket : crowd.sockets()) read_to_the_end(socket);
        pause(20ms);
    }
}

}  // namespace

const std::vector<Abuse>& abuses() {
    static const std::vector<Abuse> all{{"storm-of-boards", storm_of_boards},
                                        {"storm-of-kiosks", storm_of_kiosks},
                                        {"says-nothing", says_nothing},
                                        {"hello-a-byte-a-second", hello_a_byte_a_second},
                                        {"flood", flood},
                                        {"flood-unread", flood_unread},
                                        {"longest-frames", longest_frames},
                                        {"never-reads", never_reads},
                                        {"half-closed", half_closed},
                                        {"http-storm", http_storm},
                                        {"http-flood", http_flood},
                                        {"http-slow-headers", http_slow_headers},
                                        {"http-huge-headers", http_huge_headers}};
    return all;
}

}  // namespace luot::bench
