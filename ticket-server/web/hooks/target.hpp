// Where a webhook is: its URL, read. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luot::web::hooks {

struct Target {
    bool secure = false;  // https
    std::string host;     // as for a resolver: "hooks.example", "127.0.0.1", "::1"
    std::uint16_t port = 0;
    std::string target;     // "/in?office=1"
    std::string authority;  // for the Host header: "hooks.example:8443"
};

// "http://HOST[:PORT][/PATH][?QUERY]" or https. Nothing for anything else: other schemes, names and passwords in it, fragments, port 0.
std::optional<Target> target_of(std::string_view url);

// Whether what only the receiver may read can be sent there: https, or an address of this machine (127.0.0.0/8, ::1, localhost).
bool is_private(const Target& target);

}  // namespace luot::web::hooks
