#include "web/conversation.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace luot::web {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::empty_body>;

constexpr std::string_view head_end = "\r\n\r\n";

// What a request that cannot be read is told.
unsigned status_of(const error_code& error) {
    if (error == http::error::bad_version) return 505;
    if (error == http::error::body_limit || error == http::error::unexpected_body) return 413;
    return 400;
}

Page refusal(unsigned status) {
    Page page;
    page.status = status;
    page.body = std::string(http::obsolete_reason(static_cast<http::status>(status))) + "\n";
    return page;
}

std::string written(const Page& page, unsigned version, bool head, bool keep_alive) {
    http::response<http::string_body> answer(static_cast<http::status>(page.status), version);
    answer.set(http::field::content_type, page.type);
    answer.set(http::field::cache_control, "no-store");
    answer.set("X-Content-Type-Options", "nosniff");
    if (page.status == 405) answer.set(http::field::allow, "GET, HEAD");
    answer.keep_alive(keep_alive);
    answer.content_length(page.body.size());
    std::ostringstream out;
    out << answer.base();
    if (!head) out << page.body;
    return std::move(out).str();
}

Page page_for(const Parser& parser, const AnswerPage& answer_page) {
    const auto method = parser.get().method();
    if (method != http::verb::get && method != http::verb::head) return refusal(405);
    if (!parser.is_done()) return refusal(413);
    const auto target = parser.get().target();
    const std::string_view whole(target.data(), target.size());
    if (whole.empty() || whole.front() != '/') return refusal(400);
    const auto mark = whole.find('?');
    Question question;
    question.path = whole.substr(0, mark);
    if (mark != std::string_view::npos) question.query = whole.substr(mark + 1);
    return answer_page(question);
}

}  // namespace

Conversation::Conversation(const Limits& limits, const AnswerPage& answer_page) : limits_(limits), answer_page_(answer_page) {}

void Conversation::received(std::string_view bytes) {
    if (!over_) received_.append(bytes);
}

// The parser gets whole heads alone: given one in pieces it takes field after field, and counts only the rest against its limit.
std::optional<std::string> Conversation::next_answer() {
    if (over_) return std::nullopt;
    const auto end = received_.find(head_end, searched_);
    const std::size_t bytes = end == std::string::npos ? received_.size() : end + head_end.size();
    if (bytes > limits_.header_bytes) {
        over_ = true;
        return written(refusal(431), 11, false, false);
    }
    if (end == std::string::npos) {
        searched_ = bytes - std::min(bytes, head_end.size() - 1);
        return std::nullopt;
    }
    auto answer = answer_to(std::string_view(received_).substr(0, bytes));
    received_.erase(0, bytes);
    searched_ = 0;
    return answer;
}

std::string Conversation::answer_to(std::string_view head) {
    Parser parser;
    parser.header_limit(limits_.header_bytes);
    error_code error;
    parser.put(asio::buffer(head), error);
    if (error) {
        over_ = true;
        return written(refusal(status_of(error)), 11, false, false);
    }
    ++answered_;
    const auto page = page_for(parser, answer_page_);
    // After a body that nobody reads, the next request cannot be found.
    over_ = answered_ >= limits_.requests_a_connection || !parser.is_done() || !parser.keep_alive();
    return written(page, parser.get().version(), parser.get().method() == http::verb::head, !over_);
}

}  // namespace luot::web
