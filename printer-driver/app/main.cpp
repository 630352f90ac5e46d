// printer-driver: takes numbers and prints their slips.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "printer_app/run.hpp"

namespace {

using namespace luot;
using printer_app::exit_usage;

struct Given {
    std::string server;
    std::string kiosk;
    std::string printer;
    int paper_mm = 80;
    int band_rows = escpos::SlipProfile{}.band_rows;
    bool headless = false;
    std::string service;
    std::string ticket_class;
    std::string procedure;
};

void add_common(CLI::App& app, Given& given) {
    app.add_option("--server", given.server, "where the ticket server listens, HOST:PORT");
    app.add_option("--kiosk", given.kiosk, "the name of this device, as the server knows it and slips show it");
    app.add_option("--printer", given.printer,
                   "tcp://HOST:PORT (ESC/POS, 9100 where no port is given), file:///dev/usb/lp0 or any file, png://FOLDER");
    app.add_option("--paper", given.paper_mm, "width of the paper in mm")->check(CLI::IsMember({80, 58}))->capture_default_str();
    app.add_option("--band-rows", given.band_rows, "rows of dots in one command; fewer for printers with little memory")
        ->check(CLI::Range(1, escpos::band_rows_most))
        ->capture_default_str();
}

// Options may stand before the subcommand as well as after it.
void fill_in(Given& one, const Given& general) {
    if (one.server.empty()) one.server = general.server;
    if (one.printer.empty()) one.printer = general.printer;
    if (one.kiosk.empty()) one.kiosk = general.kiosk.empty() ? "script" : general.kiosk;
}

int misuse(const std::string& what) {
    std::cerr << "printer-driver: " << what << '\n';
    return exit_usage;
}

int run(const Given& given, bool issue) {
    constexpr std::size_t name_bytes_max = 64;
    printer_app::Options options;
    const auto server = wire::parse_server(given.server);
    if (given.server.empty()) return misuse("--server HOST:PORT is missing");
    if (!server) return misuse("\"" + given.server + "\" is not HOST:PORT");
    options.server = *server;
    if (given.kiosk.empty()) return misuse("--kiosk NAME is missing");
    if (given.kiosk.size() > name_bytes_max) return misuse("the kiosk's name is longer than 64 bytes");
    options.kiosk = given.kiosk;
    if (!given.printer.empty()) {
        const auto printer = transport::parse_address(given.printer);
        if (!printer) return misuse("--printer " + printer.error().reason);
        options.printer = *printer;
    }
    options.paper = given.paper_mm == 58 ? kiosk::Paper::mm58 : kiosk::Paper::mm80;
    options.printing.profile.band_rows = given.band_rows;
    if (issue) return printer_app::run_issue(options, given.service, given.ticket_class, given.procedure);
    if (!options.printer) return misuse("--printer is missing: a kiosk hands out slips");
    if (!given.headless) return misuse("--headless is missing: lines of standard input stand for the touch screen");
    return printer_app::run_headless(options);
}

}  // namespace

int main(int argc, char** argv) {
    Given given;
    CLI::App app("A kiosk of Lượt: takes numbers, prints their slips and reports what became of them.");
    app.footer(
        "With --headless, lines of standard input are: issue SERVICE [CLASS], reprint TICKET, quit. Each is answered by one line of JSON,\n"
        "within 10 s where no slip is printed. Exit codes: 0 done, 1 refused, 2 wrong usage.");
    app.set_version_flag("--version", std::string("printer-driver ") + LUOT_VERSION);
    add_common(app, given);
    app.add_flag("--headless", given.headless, "without a screen: wishes come from standard input");
    app.require_subcommand(0, 1);
    auto* issue = app.add_subcommand("issue", "take one number; print its slip where --printer is given; say what came of it as JSON");
    Given one = given;
    add_common(*issue, one);
    issue->add_option("--service", one.service, "the field's code")->required();
    issue->add_option("--class", one.ticket_class, "the class's code; the office's first one where none is given");
    issue->add_option("--procedure", one.procedure, "what of the field they come for, by its code; refused while it is closed");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? printer_app::exit_done : exit_usage;
    }
    fill_in(one, given);
    spdlog::set_default_logger(spdlog::stderr_logger_st("printer-driver"));
    try {
        // A script wants one clear line, not a log.
        if (*issue) spdlog::set_level(spdlog::level::off);
        return *issue ? run(one, true) : run(given, false);
    } catch (const std::exception& error) {
        std::cerr << "printer-driver: " << error.what() << '\n';
        return printer_app::exit_refused;
    }
}
