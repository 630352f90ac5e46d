// Whom a program trusts as its server, as it is said on the command line.
#pragma once

#include <filesystem>
#include <string>

#include "tls/context.hpp"

namespace luot::wire {

constexpr const char* fingerprint_help = "speak TLS, with the server whose certificate has this SHA-256; ticket-server logs its own";
constexpr const char* authorities_help = "speak TLS, with a server whose certificate is signed by one in this file (PEM)";

// Null where neither is said: the line is plain. Or what is wrong, in a line.
tls::MadeContext read_trust(const std::string& fingerprint, const std::filesystem::path& authorities);

}  // namespace luot::wire
