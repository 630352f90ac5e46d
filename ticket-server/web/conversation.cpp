#include "web/conversation.hpp"

#include <sstream>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace luot::web {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

// What a request that cannot be read is told.
unsigned status_of(const error_code& error) {
    if (error == http::error::header_limit) return 431;
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

}  // namespace

Conversation::Conversation(const Limits& limits, const AnswerPage& answer_page) : limits_(limits), answer_page_(answer_page) {
    await_request();
}

void Conversation::await_request() {
    parser_.emplace();
    parser_->header_limit(limits_.header_bytes);
}

void Conversation::received(std::string_view bytes) {
    if (over_) return;
    asio::buffer_copy(received_.prepare(bytes.size()), asio::buffer(bytes));
    received_.commit(bytes.size());
}

std::optional<std::string> Conversation::next_answer() {
    if (over_) return std::nullopt;
    error_code error;
    received_.consume(parser_->put(received_.data(), error));
    if (error == http::error::need_more) return std::nullopt;

    Page page;
    bool head = false;
    unsigned version = 11;
    if (error) {
        over_ = true;
        page = refusal(status_of(error));
    } else {
        head = parser_->get().method() == http::verb::head;
        version = parser_->get().version();
        page = page_for(*parser_);
        ++answered_;
        // After a body that nobody reads, the next request cannot be found.
        over_ = answered_ >= limits_.requests_a_connection || !parser_->is_done() || !parser_->keep_alive();
        await_request();
    }
    return written(page, version, head, !over_);
}

Page Conversation::page_for(const Parser& parser) const {
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
    return answer_page_(question);
}

}  // namespace luot::web
