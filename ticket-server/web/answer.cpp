#include "web/answer.hpp"

#include <algorithm>
#include <string_view>

#include <boost/beast/http/status.hpp>

namespace luot::web {

namespace {

namespace http = boost::beast::http;

std::string reason(unsigned status) {
    return std::string(http::obsolete_reason(static_cast<http::status>(status)));
}

bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; });
}

bool would_break_the_head(const Page& page) {
    return has_control_characters(page.type) || std::any_of(page.headers.begin(), page.headers.end(), [](const auto& header) {
               return has_control_characters(header.first) || has_control_characters(header.second);
           });
}

bool has_header(const Page& page, std::string_view name) {
    return std::any_of(page.headers.begin(), page.headers.end(), [&](const auto& header) { return header.first == name; });
}

bool has_no_body(unsigned status) {
    return status == 204 || status == 304;
}

class Head {
  public:
    void line(std::string_view name, std::string_view value) { text.append(name).append(": ").append(value).append("\r\n"); }
    std::string text;
};

// Everything is ours and from here; nobody puts us into a frame; an address (a phone's token is in it) is told to nobody.
constexpr std::string_view content_policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

void add_security(Head& head, const Page& page, bool only_tls) {
    if (!has_header(page, "Content-Security-Policy")) head.line("Content-Security-Policy", content_policy);
    head.line("X-Content-Type-Options", "nosniff");
    head.line("Referrer-Policy", "no-referrer");
    head.line("Cross-Origin-Opener-Policy", "same-origin");
    if (only_tls) head.line("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

std::string answer_of(const Page& page, const AnswerKind& kind) {
    if (would_break_the_head(page)) return answer_of(refusal(500), AnswerKind{kind.minor_version, kind.head, true, kind.only_tls});
    const bool last = kind.last || (page.stream && !kind.head);
    Head head;
    head.text = "HTTP/1." + std::to_string(kind.minor_version) + " " + std::to_string(page.status) + " " + reason(page.status) + "\r\n";
    if (!has_no_body(page.status)) head.line("Content-Type", page.type);
    if (!has_header(page, "Cache-Control")) head.line("Cache-Control", "no-store");
    add_security(head, page, kind.only_tls);
    for (const auto& [name, value] : page.headers) head.line(name, value);
    if (last && kind.minor_version == 1) head.line("Connection", "close");
    if (!last && kind.minor_version == 0) head.line("Connection", "keep-alive");
    if (!page.stream && !has_no_body(page.status)) head.line("Content-Length", std::to_string(page.body.size()));
    head.text += "\r\n";
    if (!kind.head && !has_no_body(page.status)) head.text += page.body;
    return std::move(head.text);
}

Page refusal(unsigned status) {
    Page page;
    page.status = status;
    page.body = reason(status) + "\n";
    return page;
}

}  // namespace luot::web
