// A question over HTTP and its answer, without sockets: what the pages are made of, and what their tests ask.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace luot::web {

enum class Method : std::uint8_t { get, head, post, put, delete_, options };

struct Question {
    Method method = Method::get;
    std::string path;                            // percent-decoded, valid UTF-8 without control characters (else 400); begins with '/'
    std::string query;                           // as sent, without '?'; web/query.hpp reads it
    std::map<std::string, std::string> headers;  // names in lower case; one that came twice: its values behind commas (cookies: semicolons)
    std::string body;                            // bounded by limits.body_bytes
    std::string peer;                            // the client's address, without its port
    bool secure = false;                         // came over TLS
};

// An answer without an end: server-sent events. Pulled, so that a slow reader costs nothing: what is passed over is not kept for it. Each
// piece is whole events: between two of them a comment line may be sent as a sign of life. Network thread.
class Stream {
  public:
    Stream() = default;
    virtual ~Stream() = default;  // the reader is gone
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    virtual std::optional<std::string> next() = 0;  // the next piece; nothing: not yet
    virtual bool over() const = 0;                  // nothing will come any more: the connection is closed
    // Called, from then on, when next() may have something again, or over(); an empty one: nobody is to be called any more.
    virtual void set_wake(std::function<void()> wake) = 0;
};

struct Page {
    unsigned status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
    // Beside the ones that every answer has: those of security, and Cache-Control: no-store unless one is here.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::shared_ptr<Stream> stream{};  // then body is its beginning
};

// Called exactly once, at once or later, on the network thread; who asked may be gone by then.
using Reply = std::function<void(Page)>;

// Network thread. Must not throw for any question. The question is valid during the call only.
using AnswerPage = std::function<void(const Question&, Reply)>;

}  // namespace luot::web
