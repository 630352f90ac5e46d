#include "web/answer.hpp"

#include <doctest/doctest.h>

using namespace luot::web;

namespace {

bool says(const std::string& answer, const std::string& line) {
    return answer.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("answer - every one has the headers of security and is kept by nobody unless it says so") {
    Page page;
    page.body = "b";
    const auto plain = answer_of(page, {});
    CHECK(says(plain, "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"));
    CHECK(says(plain, "X-Content-Type-Options: nosniff"));
    CHECK(says(plain, "Referrer-Policy: no-referrer"));
    CHECK(says(plain, "Cross-Origin-Opener-Policy: same-origin"));
    CHECK(says(plain, "Cache-Control: no-store"));
    CHECK(plain.find("Strict-Transport-Security") == std::string::npos);
    CHECK(says(answer_of(page, {1, false, false, true}), "Strict-Transport-Security: max-age=31536000"));
    page.headers = {{"Cache-Control", "public, max-age=5"}, {"X-Own", "yes"}};
    const auto cached = answer_of(page, {});
    CHECK(says(cached, "Cache-Control: public, max-age=5"));
    CHECK(says(cached, "X-Own: yes"));
    CHECK(cached.find("no-store") == std::string::npos);
}

TEST_CASE("answer - whether the connection goes on is said in the words of each version") {
    const Page page;
    const auto line = [&page](unsigned version, bool last) {
        const auto answer = answer_of(page, {version, false, last, false});
        const auto at = answer.find("Connection: ");
        return at == std::string::npos ? std::string() : answer.substr(at, answer.find('\r', at) - at);
    };
    CHECK(line(1, false).empty());
    CHECK(line(1, true) == "Connection: close");
    CHECK(line(0, false) == "Connection: keep-alive");
    CHECK(line(0, true).empty());
}

TEST_CASE("answer - no content has neither body nor length and a head has a length without its body") {
    Page page;
    page.body = "four";
    CHECK(answer_of(page, {1, true, false, false}).ends_with("Content-Length: 4\r\n\r\n"));
    for (const unsigned status : {204U, 304U}) {
        page.status = status;
        const auto answer = answer_of(page, {});
        CHECK(answer.ends_with("\r\n\r\n"));
        CHECK(answer.find("Content-Length") == std::string::npos);
        CHECK(answer.find("\r\nContent-Type") == std::string::npos);
    }
}

TEST_CASE("answer - a header that would break the head is told as our mistake") {
    for (const char* bad : {"a\r\nSet-Cookie: x", "a\nb", "a\x01"}) {
        Page page;
        page.headers = {{"Location", bad}};
        const auto answer = answer_of(page, {});
        CHECK(answer.starts_with("HTTP/1.1 500 Internal Server Error\r\n"));
        CHECK(says(answer, "Connection: close"));
        CHECK(answer.find("Location") == std::string::npos);
    }
}
