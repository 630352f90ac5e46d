// What an HTTP client may send, cut anywhere: each request has one whole answer that says when it is the last; nothing of a request gets
// into an answer's head, and the real pages answer whatever they are asked.
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "web/conversation.hpp"
#include "web/pages.hpp"

using namespace luot;

namespace {

constexpr std::size_t requests_max = 5;

std::vector<std::string> answers_to(fuzz::Choices pieces, std::size_t piece_bytes, const web::AnswerPage& pages, bool& over) {
    web::Limits limits;
    limits.header_bytes = 512;
    limits.body_bytes = 64;
    limits.requests_a_connection = requests_max;
    web::Conversation conversation(limits, pages);
    std::vector<std::string> answers;
    bool was_streaming = false;
    while (!pieces.over()) {
        conversation.received(pieces.take(piece_bytes));
        while (auto answer = conversation.next_output()) {
            fuzz::require(!over || was_streaming, "nothing is answered after the last");
            if (*answer == "HTTP/1.1 100 Continue\r\n\r\n") continue;
            const bool goes_on = was_streaming;
            was_streaming = conversation.phase() == web::Conversation::Phase::streaming;
            if (goes_on) {
                answers.back() += *answer;
            } else {
                answers.push_back(std::move(*answer));
            }
            over = was_streaming || conversation.phase() == web::Conversation::Phase::over;
        }
        over |= conversation.phase() == web::Conversation::Phase::over;
        fuzz::require(conversation.phase() != web::Conversation::Phase::making, "what is made at once is answered at once");
    }
    return answers;
}

// Three pieces, and the end.
class Three final : public web::Stream {
  public:
    std::optional<std::string> next() override {
        return left_ == 0 ? std::nullopt : std::optional("data: " + std::to_string(left_--) + "\n\n");
    }
    bool over() const override { return left_ == 0; }
    void set_wake(std::function<void()>) override {}

  private:
    int left_ = 3;
};

// What was sent comes back; a stream, and a page with headers of its own.
void add_pages_of_ours(web::Router& router) {
    router.add(web::Method::post, "/in/{name}", web::Access::everybody, [](const web::Asked& asked, const web::Reply& reply) {
        web::Page page;
        page.body = asked.question.body;
        reply(std::move(page));
    });
    router.add(web::Method::get, "/events", web::Access::everybody, [](const web::Asked&, const web::Reply& reply) {
        web::Page page;
        page.body = "retry: 1\n\n";
        page.stream = std::make_shared<Three>();
        reply(std::move(page));
    });
    router.add(web::Method::get, "/told/{name}", web::Access::everybody, [](const web::Asked& asked, const web::Reply& reply) {
        web::Page page;
        page.status = 304;
        page.headers.emplace_back("Allow", asked.parts.at(0));
        reply(std::move(page));
    });
}

void check_question(const web::Question& question) {
    fuzz::require(question.path.starts_with('/') && question.query.find(' ') == std::string::npos, "a path is a path");
    for (const char letter : question.path) {
        fuzz::require(static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F, "a path has no control characters");
    }
    fuzz::require(question.body.size() <= 64, "a body is bounded");
}

// The head has our own fields alone; it says how long the body is, and whether it is the last.
void check_answer(const std::string& answer, bool last, std::string_view input) {
    const auto head_end = answer.find("\r\n\r\n");
    fuzz::require(head_end != std::string::npos, "an answer has a head");
    std::string_view head(answer.data(), head_end + 2);
    const bool is_1_0 = head.starts_with("HTTP/1.0 ");
    fuzz::require(is_1_0 || head.starts_with("HTTP/1.1 "), "an answer is of a version that we speak");
    bool says_close = false, says_keep_alive = false;
    std::string length;
    bool has_length = false;
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(line.size() + 2);
        says_close |= line == "Connection: close";
        says_keep_alive |= line == "Connection: keep-alive";
        if (line.starts_with("Content-Length: ")) {
            length = line.substr(16);
            has_length = true;
        }
        const bool known = line.starts_with("Content-Type: ") || line.starts_with("Content-Length: ") ||
                           line == "Cache-Control: no-store" || line == "X-Content-Type-Options: nosniff" || line.starts_with("Allow: ") ||
                           line.starts_with("Content-Security-Policy: default-src 'self'; ") || line == "Referrer-Policy: no-referrer" ||
                           line == "Cross-Origin-Opener-Policy: same-origin" || line.starts_with("Connection: ");
        fuzz::require(known, "an answer's head has our own fields alone");
    }
    fuzz::require(is_1_0 ? says_keep_alive != last : says_close == last, "the last answer says so, and no other");
    const auto body_bytes = std::to_string(answer.size() - head_end - 4);
    const bool to_head = body_bytes == "0" && input.find("HEAD") != std::string_view::npos;
    const bool no_content = answer.substr(9, 3) == "304" && body_bytes == "0";
    const bool stream = !has_length && (to_head || (last && answer.find("\r\n\r\nretry: 1\n\n") != std::string::npos));
    fuzz::require(length == body_bytes || to_head || no_content || stream, "a body is as long as its head says");
    const auto status = answer.substr(9, 3);
    fuzz::require(last || (status != "413" && status != "411" && status != "400"),
                  "after what could not be read nothing is taken for a request");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    const core::State told;
    const web::MetricsPage metrics;
    web::Glance glance;
    glance.told = &told;
    web::Router router;
    web::add_probes(
        router, [&] { return glance; }, [] { return std::vector<web::Figure>(); }, metrics);
    add_pages_of_ours(router);
    const auto pages = router.answerer();
    std::size_t asked = 0;
    const web::AnswerPage checked = [&](const web::Question& question, const web::Reply& reply) {
        check_question(question);
        ++asked;
        pages(question, reply);
    };

    Choices choices(input);
    const std::size_t piece_bytes = 1 + choices.byte();
    bool over = false, over_at_once = false;
    const auto answers = answers_to(choices, piece_bytes, checked, over);
    require(asked <= answers.size() && answers.size() <= requests_max, "one answer for each request, and no more than a connection has");
    for (std::size_t i = 0; i < answers.size(); ++i) check_answer(answers[i], over && i + 1 == answers.size(), input);
    const bool was_read = !answers.empty() && (answers[0].substr(9, 3) == "200" || answers[0].substr(9, 3) == "404");
    if (was_read && choices.rest().starts_with("HEAD ")) require(answers[0].ends_with("\r\n\r\n"), "HEAD is answered by a head");
    const auto at_once = answers_to(choices, input.size(), checked, over_at_once);
    require(answers == at_once && over == over_at_once, "the answers are the same however the bytes are cut");
}
