// The two ways to run: a kiosk that stays, and one ticket for a script.
#pragma once

#include <optional>
#include <string>

#include "kiosk/slip_view.hpp"
#include "transport/address.hpp"
#include "transport/printer.hpp"
#include "wire/server_address.hpp"

namespace luot::printer_app {

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;

struct Options {
    wire::ServerAddress server;
    std::string kiosk;
    std::optional<transport::Address> printer;
    transport::Options printing;
    kiosk::Paper paper = kiosk::Paper::mm80;
};

// Stays connected; does the lines of standard input; prints one JSON line for each and for each copy that is asked for elsewhere. Ends
// with `quit` or SIGTERM; the end of input ends nothing.
//
//     issue SERVICE [CLASS]     a number and its slip
//     reprint TICKET            another slip of a ticket of this kiosk, by its id
//     quit                      ends when all before it is done
int run_headless(const Options& options);

// One ticket: its JSON on standard output, also where the slip failed; a refusal in one line on standard error.
int run_issue(const Options& options, const std::string& service, const std::string& ticket_class, const std::string& procedure);

}  // namespace luot::printer_app
