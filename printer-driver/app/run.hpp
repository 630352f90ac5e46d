// The two ways to run: a kiosk that stays, with or without a screen, and one ticket for a script.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "enrolment/identity.hpp"
#include "kiosk/slip_view.hpp"
#include "printer_app/touch_shell.hpp"
#include "tls/context.hpp"
#include "transport/address.hpp"
#include "transport/printer.hpp"
#include "wire/server_address.hpp"

namespace luot::printer_app {

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;

struct Options {
    wire::ServerAddress server;
    std::shared_ptr<const tls::Context> tls;  // whom to trust; null: the line is plain
    enrolment::Identity identity;
    std::string kiosk;
    std::optional<transport::Address> printer;
    transport::Options printing;
    kiosk::Paper paper = kiosk::Paper::mm80;
    std::filesystem::path state;          // what outlives the program, such as how much of the roll is left; empty: nothing does
    std::optional<ScreenOptions> screen;  // none: lines of standard input alone
    std::string version;
    const words::Words* words = nullptr;  // main's
};

// Stays connected; shows its screen where there is one; does the lines of standard input; prints one JSON line for each of these and for
// each copy that is asked for elsewhere. Ends with `quit`, SIGTERM or its window; the end of input ends nothing.
//
//     issue SERVICE [CLASS]     a number and its slip
//     reprint TICKET            another slip of a ticket of this kiosk, by its id
//     check-in TOKEN            as if the slip with this token were held to the scanner
//     touch TARGET, scan TEXT   at the screen: see docs/operations.md
//     quit                      ends when all before it is done
int run_kiosk(const Options& options);

// One ticket: its JSON on standard output, also where the slip failed; a refusal in one line on standard error.
int run_issue(const Options& options, const std::string& service, const std::string& ticket_class, const std::string& procedure);

}  // namespace luot::printer_app
