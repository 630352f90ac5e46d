// Who asks, where a proxy in front hands questions on. Pure.
#pragma once

#include <string>

#include "web/page.hpp"

namespace luot::web {

// `answer`, to which questions from the address `proxy` come as from the peer that the proxy names: the last address of X-Forwarded-For,
// which is the proxy's own word; what stands before it is the client's. Where there is none, or something else, the proxy is the peer. What
// anybody else says of themselves is not looked at.
AnswerPage behind_proxy(AnswerPage answer, const std::string& proxy);

}  // namespace luot::web
