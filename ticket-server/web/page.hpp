// A question over HTTP and its answer, without sockets: what the pages are made of, and what their tests ask.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace luot::web {

struct Question {
    std::string_view path;  // decoded is not needed: every path of ours is plain; the query is taken off
    std::string_view query;
};

struct Page {
    unsigned status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
};

// Network thread. Must not throw for any question.
using AnswerPage = std::function<Page(const Question&)>;

}  // namespace luot::web
