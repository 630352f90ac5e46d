// The head of an HTTP request as a question. Pure.
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "web/limits.hpp"
#include "web/page.hpp"

namespace luot::web {

struct Request {
    Question question;           // its body is still to come
    std::size_t body_bytes = 0;  // of Content-Length; limits.body_bytes at most
    unsigned minor_version = 1;
    bool keep_alive = true;
    bool awaits_continue = false;  // Expect: 100-continue
};

// `head` with the empty line. Or the status of a refusal, after which the next request cannot be found: 400, 411 (a body in chunks: its
// length has to be said), 413, 417, 501 (a method that nobody here knows), 505.
std::variant<Request, unsigned> read_request(std::string_view head, const Limits& limits);

}  // namespace luot::web
