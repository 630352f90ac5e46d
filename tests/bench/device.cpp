#include "bench/device.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <unistd.h>

namespace luot::bench {

namespace {

constexpr std::size_t read_bytes = std::size_t{64} * 1024;
constexpr int patience_ms = 20'000;
constexpr std::size_t events_a_wait = 128;

}  // namespace

Device::Device(std::uint16_t port, v1::Role role, const std::string& name, bool pushes)
    : socket_(Socket::connected(port)), decoder_(frame::from_server_bytes_max), buffer_(read_bytes, '\0') {
    unwritten_ = hello_frame(role, name, pushes);
    flush();
    // Pushes begin with a snapshot: once that is here, all that comes later is news.
    bool welcomed = false;
    bool shown = !pushes;
    while (!welcomed || !shown) {
        read(true, [&](v1::Envelope::MessageCase kind, std::string_view) {
            welcomed = welcomed || kind == v1::Envelope::kWelcome;
            shown = shown || kind == v1::Envelope::kSnapshot;
        });
    }
}

void Device::queue(const Request& request) {
    request.append(unwritten_, ++no_, answered_);
}

void Device::flush() {
    if (unwritten_.empty()) return;
    const std::size_t taken = socket_.write_some(unwritten_);
    written_ += taken;
    unwritten_.erase(0, taken);
}

void Device::take_control(const Opened& message) {
    if (message.kind == v1::Envelope::kPing) {
        unwritten_ += pong_frame(first_number(message.body).value_or(0));
    } else if (message.kind == v1::Envelope::kRefused) {
        v1::Refused refused;
        refused.ParseFromArray(message.body.data(), static_cast<int>(message.body.size()));
        throw Failure("the server refused a device: " + refused.code() + ", " + refused.message());
    } else if (message.kind == v1::Envelope::kGoodbye) {
        v1::Goodbye goodbye;
        goodbye.ParseFromArray(message.body.data(), static_cast<int>(message.body.size()));
        throw Failure("the server said goodbye: " + goodbye.code() + ", " + goodbye.message());
    }
}

ReplyHead Device::take_reply(std::string_view body) {
    const auto head = reply_head(body);
    if (!head) throw Failure("a reply that is no message");
    if (head->no != answered_ + 1) throw Failure("replies do not come in the order of their requests");
    answered_ = head->no;
    return *head;
}

ReplyHead Device::next_reply(std::string_view body) {
    const ReplyHead head = take_reply(body);
    if (head.accepted) return head;
    v1::Reply reply;
    reply.ParseFromArray(body.data(), static_cast<int>(body.size()));
    throw Failure("the server refused a command: " + reply.error().code());
}

ReplyHead Device::ask(const Request& request) {
    queue(request);
    flush();
    ReplyHead head;
    while (answered_ < no_) {
        read(true, [&](v1::Envelope::MessageCase kind, std::string_view body) {
            if (kind == v1::Envelope::kReply) head = next_reply(body);
        });
    }
    return head;
}

Ready::Ready(const std::vector<Device>& devices) : descriptor_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (descriptor_ < 0) throw Failure(std::string("epoll: ") + std::strerror(errno));
    for (std::size_t index = 0; index < devices.size(); ++index) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        if (::epoll_ctl(descriptor_, EPOLL_CTL_ADD, devices[index].descriptor(), &event) != 0) {
            ::close(descriptor_);
            throw Failure(std::string("epoll: ") + std::strerror(errno));
        }
    }
}

Ready::~Ready() {
    ::close(descriptor_);
}

const std::vector<std::size_t>& Ready::wait() {
    std::array<epoll_event, events_a_wait> events{};
    const int count = ::epoll_wait(descriptor_, events.data(), static_cast<int>(events.size()), patience_ms);
    if (count == 0) throw Failure("the server said nothing for 20 s");
    ready_.clear();
    for (int i = 0; i < count; ++i) ready_.push_back(static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64));
    return ready_;
}

}  // namespace luot::bench
