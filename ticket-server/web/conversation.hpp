// One HTTP client's requests and their answers as bytes, without a socket and without a clock: http_server.cpp is its shell.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/answer.hpp"
#include "web/limits.hpp"
#include "web/page.hpp"
#include "web/request.hpp"

namespace luot::web {

// Who is at the other end, and what the conversation asks of its shell.
struct Client {
    std::string peer;
    bool secure = false;
    bool only_tls = false;  // browsers are told to come over TLS alone, to this host, for a year
    std::function<bool()>
        may_stream{};  // whether there is room for one more stream; none: there always is. At most one true a conversation
};

class Conversation {
  public:
    enum class Phase {
        reading,    // the next request is not whole
        making,     // a page is asked for and not made yet: nothing is read
        streaming,  // what the client sends is not looked at
        over        // the last answer was given: the connection is closed behind it
    };

    // Limits and pages outlive it.
    Conversation(const Limits& limits, const AnswerPage& answer_page, Client client = {});
    // A page that is still made is for nobody then, and a stream's reader is gone.
    ~Conversation();
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    // What the client sent. Held until it is asked for: at most a request that is not whole and one piece, if next_output() is called until
    // it has nothing.
    void received(std::string_view bytes);

    // What to send next: an answer, whole, in the order of requests; or a piece of a stream. Nothing: see phase().
    std::optional<std::string> next_output();

    Phase phase() const { return phase_; }

    // Called when next_output() may have something that it had not: a page was made later, a stream goes on or ends. Never from within.
    void set_wake(std::function<void()> wake);

    // Streaming, and nothing was sent for a while: a comment line comes next.
    void beat() { beat_due_ = phase_ == Phase::streaming; }
    // Making takes too long: 503 comes next, and the end.
    void give_up();
    // Streaming or waiting: nothing comes any more.
    void end();

  private:
    // Where a page that is being made will lie. Lives as long as whoever makes it.
    struct Slot {
        std::optional<Page> page;
        std::function<void()> wake;
        bool asking = false;
        bool taken = false;
    };

    std::optional<std::string> read_on();
    std::optional<std::string> begin_request(std::size_t head_bytes);
    void ask();
    std::string answer(Page page);
    std::string begin_stream(Page page);
    std::optional<std::string> stream_on();
    std::string refuse(unsigned status);

    const Limits& limits_;
    const AnswerPage& answer_page_;
    const Client client_;
    Phase phase_ = Phase::reading;
    std::string received_;
    std::size_t searched_ = 0;        // so far no head ends in it
    std::optional<Request> request_;  // its head has come
    std::size_t asked_ = 0;
    AnswerKind kind_;  // of the answer to the request under way
    std::shared_ptr<Slot> slot_;
    std::shared_ptr<Stream> stream_;
    std::function<void()> wake_;
    bool beat_due_ = false;
};

}  // namespace luot::web
