#include "web/request.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include "web/query.hpp"

namespace luot::web {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::empty_body>;

unsigned status_of(const error_code& error) {
    if (error == http::error::bad_version) return 505;
    if (error == http::error::body_limit) return 413;
    return 400;
}

std::optional<Method> method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Method::get;
        case http::verb::head:
            return Method::head;
        case http::verb::post:
            return Method::post;
        case http::verb::put:
            return Method::put;
        case http::verb::delete_:
            return Method::delete_;
        case http::verb::options:
            return Method::options;
        default:
            return std::nullopt;
    }
}

std::string in_lower_case(std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return lower;
}

void take_headers(const Parser& parser, Question& question) {
    for (const auto& field : parser.get()) {
        std::string name = in_lower_case(std::string_view(field.name_string().data(), field.name_string().size()));
        const std::string_view value(field.value().data(), field.value().size());
        const char* between = name == "cookie" ? "; " : ", ";
        const auto [entry, is_new] = question.headers.try_emplace(std::move(name), value);
        if (!is_new) entry->second.append(between).append(value);
    }
}

// False when it is no path of ours.
bool take_target(std::string_view target, Question& question) {
    if (!target.starts_with('/')) return false;
    const auto mark = target.find('?');
    auto path = percent_decoded(target.substr(0, mark));
    if (!path) return false;
    question.path = std::move(*path);
    if (mark != std::string_view::npos) question.query = target.substr(mark + 1);
    return true;
}

}  // namespace

std::variant<Request, unsigned> read_request(std::string_view head, const Limits& limits) {
    Parser parser;
    parser.header_limit(limits.header_bytes);
    parser.body_limit(limits.body_bytes);
    error_code error;
    parser.put(asio::buffer(head), error);
    if (error) return status_of(error);
    const auto& message = parser.get();
    if (message.find(http::field::transfer_encoding) != message.end()) return 411U;
    const auto method = method_of(message.method());
    if (!method) return 501U;

    Request request;
    request.question.method = *method;
    const auto target = message.target();
    if (!take_target(std::string_view(target.data(), target.size()), request.question)) return 400U;
    take_headers(parser, request.question);
    request.body_bytes = static_cast<std::size_t>(parser.content_length().value_or(0));
    if (request.body_bytes > limits.body_bytes) return 413U;
    request.minor_version = message.version() == 10 ? 0 : 1;
    request.keep_alive = parser.keep_alive();
    const auto expect = request.question.headers.find("expect");
    if (expect != request.question.headers.end()) {
        if (in_lower_case(expect->second) != "100-continue") return 417U;
        request.awaits_continue = request.body_bytes > 0 && request.minor_version == 1;
    }
    return request;
}

}  // namespace luot::web
