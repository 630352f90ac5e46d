// One end of a TLS line as a machine without a socket and without a clock: what came over the line goes in, what is to go over it comes
// out, and so does what is said through it. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tls/context.hpp"

struct ssl_st;

namespace luot::tls {

class End {
  public:
    // A client says whom it wants to reach: a name or an address. A server says nothing.
    explicit End(std::shared_ptr<const Context> context, const std::string& host = {});
    ~End();
    End(const End&) = delete;
    End& operator=(const End&) = delete;

    // A client's first word.
    void begin();

    // What came over the line, cut anywhere.
    void received(std::string_view bytes);
    // What was said by the other end since the last time; empty: nothing whole.
    std::string take_heard();

    // Only once established().
    void say(std::string_view bytes);
    // The last word: nothing more is said, and the other end knows that nothing was cut off.
    void end();

    // What is to go over the line now, in this order; also after failure().
    std::string take_output();

    // Both ends know each other and what is said is secret.
    bool established() const { return established_; }
    // The other end said its last word.
    bool ended() const { return ended_; }
    // Why the line is no good, in English, as a line of a log. Nothing is heard or said any more.
    const std::optional<std::string>& failure() const { return failure_; }

  private:
    void shake_hands();
    void hear();
    void fail(const char* doing);
    std::string reason(const char* doing) const;

    std::shared_ptr<const Context> context_;
    ssl_st* ssl_;
    std::string heard_;
    std::string offered_;  // the fingerprint that the server came with, where one is pinned
    bool client_ = false;
    bool established_ = false;
    bool ended_ = false;
    std::optional<std::string> failure_;
};

// Whether a line that is to be TLS begins like it: its first byte. Otherwise somebody speaks plainly, and can be told so.
inline bool begins_like_tls(std::string_view bytes) {
    return !bytes.empty() && bytes.front() == '\x16';
}

}  // namespace luot::tls
