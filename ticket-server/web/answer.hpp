// A page as the bytes of an HTTP answer. Pure.
#pragma once

#include <string>

#include "web/page.hpp"

namespace luot::web {

struct AnswerKind {
    unsigned minor_version = 1;  // of HTTP/1
    bool head = false;           // asked by HEAD: no body
    bool last = false;           // the connection is closed behind it
    bool only_tls = false;       // says that this host is to be asked over TLS alone
};

// Head and body, with the headers that every answer has. A page with a stream has no length: it ends with the connection. A page whose own
// headers would break the head (control characters in them) is a bug and becomes a 500.
std::string answer_of(const Page& page, const AnswerKind& kind);

// "Not Found\n" as text.
Page refusal(unsigned status);

}  // namespace luot::web
