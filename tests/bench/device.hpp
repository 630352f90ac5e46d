// One device of the office, as light as it can be: one session, requests made in advance, replies skimmed. Where many share a thread, Ready
// says which of them have something to read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/envelope.hpp"
#include "bench/failure.hpp"
#include "bench/socket.hpp"
#include "frame/frame.hpp"

namespace luot::bench {

class Device {
  public:
    // Connected and welcomed. Throws Failure, as everything here does.
    Device(std::uint16_t port, v1::Role role, const std::string& name, bool pushes);

    // Puts a request behind those that wait to be written; everything answered so far is acknowledged with it.
    void queue(const Request& request);
    void flush();

    // Reads once, and hands on every whole message: on_message(kind, body). Pings are answered here. False: nothing was there.
    template <class OnMessage>
    bool read(bool wait, const OnMessage& on_message);

    // One request, and its answer; what comes in between is passed over. A refusal is a failure.
    ReplyHead ask(const Request& request);
    // Of a Reply's body: the next one, accepted or refused. Any other is a failure.
    ReplyHead take_reply(std::string_view body);
    // The same; a refusal is a failure, too.
    ReplyHead next_reply(std::string_view body);

    // With the next request: the answers up to this one are here. For those who do not take replies one by one.
    void acknowledge(std::uint64_t no) { answered_ = no; }

    int descriptor() const { return socket_.descriptor(); }
    std::uint64_t asked() const { return no_; }
    std::uint64_t answered() const { return answered_; }
    // Since the device was made, frame headers included.
    std::size_t bytes_written() const { return written_; }
    std::size_t bytes_read() const { return read_; }

  private:
    void take_control(const Opened& message);

    Socket socket_;
    frame::Decoder decoder_;
    std::string buffer_;
    std::string unwritten_;
    std::uint64_t no_ = 0;
    std::uint64_t answered_ = 0;
    std::size_t written_ = 0;
    std::size_t read_ = 0;
};

template <class OnMessage>
bool Device::read(bool wait, const OnMessage& on_message) {
    const std::size_t count = socket_.read_some(buffer_.data(), buffer_.size(), wait);
    if (count == 0) return false;
    read_ += count;
    decoder_.feed({buffer_.data(), count});
    while (const auto frame = decoder_.next()) {
        const auto message = open_envelope(*frame);
        if (!message) throw Failure("the server sent what is no envelope");
        take_control(*message);
        on_message(message->kind, message->body);
    }
    if (decoder_.error() != frame::Error::none) throw Failure("the server sent what is no frame");
    flush();
    return true;
}

// Which of many devices have something to read.
class Ready {
  public:
    explicit Ready(const std::vector<Device>& devices);
    ~Ready();
    Ready(const Ready&) = delete;
    Ready& operator=(const Ready&) = delete;

    // Indices of those that can be read now; waits for the first, and fails after 20 s.
    const std::vector<std::size_t>& wait();

  private:
    int descriptor_;
    std::vector<std::size_t> ready_;
};

}  // namespace luot::bench
