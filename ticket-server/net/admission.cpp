#include "net/admission.hpp"

#include "net/session_fsm.hpp"

namespace luot::net {

std::optional<Refused> TrustedNetwork::refuses(const Hello& hello, const std::string&) {
    if (hello.credential.empty()) return std::nullopt;
    return Refused{code::not_enrolled, "this server checks no credentials: connect without one"};
}

}  // namespace luot::net
