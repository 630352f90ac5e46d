// One HTTP client's requests and their answers as bytes, without a socket and without a clock: http_server.cpp is its shell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

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
    using Parser = boost::beast::http::request_parser<boost::beast::http::empty_body>;

    void await_request();
    Page page_for(const Parser& parser) const;

    const Limits& limits_;
    const AnswerPage& answer_page_;
    boost::beast::flat_buffer received_;
    std::optional<Parser> parser_;  // of the request that is being read
    std::size_t answered_ = 0;
    bool over_ = false;
};

}  // namespace luot::web
