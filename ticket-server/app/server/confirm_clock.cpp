#include "server/confirm_clock.hpp"

#include <chrono>
#include <ostream>
#include <utility>

#include "wire/quiet_client.hpp"

namespace luot::server {

namespace {

constexpr auto patience = std::chrono::seconds(15);

}  // namespace

int run_confirm_clock(const wire::ServerAddress& server, std::shared_ptr<const tls::Context> trust, std::ostream& out, std::ostream& err) {
    wire::LinkOptions link;
    link.host = server.host;
    link.port = server.port;
    link.role = v1::ROLE_ADMINISTRATOR;
    link.device = "confirm-clock";
    link.tls = std::move(trust);
    link.no_pushes = true;
    v1::Command command;
    command.mutable_confirm_clock();
    const wire::QuietResult result = wire::run_commands(link, {command}, patience);
    if (!result.failure.empty()) {
        err << "ticket-server: " << result.failure << '\n';
        return 1;
    }
    const v1::Reply& reply = result.replies.back();
    if (reply.has_error()) {
        const bool no_doubt = reply.error().code() == "already_so";
        err << "ticket-server: " << (no_doubt ? "the clock of this server is not in doubt" : reply.error().code()) << '\n';
        return 1;
    }
    out << "confirmed: numbers are issued again\n";
    return 0;
}

}  // namespace luot::server
