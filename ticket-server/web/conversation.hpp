// One HTTP client's requests and their answers as bytes, without a socket and without a clock: http_server.cpp is its shell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "web/limits.hpp"
#include "web/page.hpp"

namespace luot::web {

class Conversation {
  public:
    // Both outlive it.
    Conversation(const Limits& limits, const AnswerPage& answer_page);

    // What the client sent. Held until it is asked for: at most a head that is not whole and one piece, if next_answer() is called until
    // it has nothing.
    void received(std::string_view bytes);

    // The answer to the next request, whole, in the order of requests. Nothing: the request is not whole yet, or over().
    std::optional<std::string> next_answer();

    // The last answer was given: the connection is closed behind it.
    bool over() const { return over_; }

  private:
    std::string answer_to(std::string_view head);

    const Limits& limits_;
    const AnswerPage& answer_page_;
    std::string received_;
    std::size_t searched_ = 0;  // so far no head ends in it
    std::size_t answered_ = 0;
    bool over_ = false;
};

}  // namespace luot::web
