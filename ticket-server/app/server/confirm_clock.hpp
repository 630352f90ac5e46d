// An administrator's word that a suspect clock is right, given to a running server from the command line.
#pragma once

#include <iosfwd>
#include <memory>

#include "tls/context.hpp"
#include "wire/server_address.hpp"

namespace luot::server {

// `trust`: null where the server speaks plainly. 0: confirmed. 1, with one line on `err`: nothing was in doubt, or the server did not
// answer.
int run_confirm_clock(const wire::ServerAddress& server, std::shared_ptr<const tls::Context> trust, std::ostream& out, std::ostream& err);

}  // namespace luot::server
