// printer-driver: takes numbers and prints their slips.
#define SDL_MAIN_HANDLED
// Where this program lies is asked of Boost.DLL, with the standard's paths.
#define BOOST_DLL_USE_STD_FS
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <boost/dll/runtime_symbol_info.hpp>
#include <charconv>
#include <iostream>

#include "escpos/encode.hpp"
#include "printer_app/run.hpp"
#include "touch/limits.hpp"
#include "touch/scan_reader.hpp"
#include "transport/profile_file.hpp"
#include "wire/trust.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;
using printer_app::exit_usage;

struct Given {
    std::string server;
    std::string kiosk;
    std::string printer;
    int paper_mm = 0;  // 0: the profile's
    std::string profile;
    int band_rows = 0;  // 0: the profile's
    bool headless = false;
    bool windowed = false;
    std::string size;
    double diagonal_inches = 0;
    std::string screenshot;
    std::string state;
    std::string pin_file;
    bool silent = false;
    std::string words;  // folder of catalogues; empty: beside the program
    std::string code, credential, tls_fingerprint, tls_ca;
    std::string service;
    std::string ticket_class;
    std::string procedure;
};

void add_common(CLI::App& app, Given& given) {
    app.add_option("--server", given.server, "where the ticket server listens, HOST:PORT");
    app.add_option("--tls-fingerprint", given.tls_fingerprint, wire::fingerprint_help);
    app.add_option("--tls-ca", given.tls_ca, wire::authorities_help);
    app.add_option("--kiosk", given.kiosk, "the name of this device, as the server knows it and slips show it");
    app.add_option("--enroll", given.code, "the code with which this device gets its credential, once: ticket-server enroll prints it");
    app.add_option("--credential", given.credential, "the file that the credential is kept in; in --state where that is given");
    app.add_option(
        "--printer", given.printer,
        "tcp://HOST:PORT (ESC/POS, 9100 where no port is given), file:///dev/usb/lp0 or any file, serial:///dev/ttyS0?baud=9600, "
        "cups://QUEUE, png://FOLDER");
    app.add_option("--printer-profile", given.profile, "what is known of this make: a name of those in share/luot/printers, or a file");
    app.add_option("--paper", given.paper_mm, "width of the paper in mm; the profile's where none is given")
        ->check(CLI::IsMember({80, 58}));
    app.add_option("--words", given.words, "the folder of the catalogues of words, where it is not beside the program");
    app.add_option("--band-rows", given.band_rows, "rows of dots in one command; fewer for printers with little memory")
        ->check(CLI::Range(1, escpos::band_rows_most));
}

void add_screen(CLI::App& app, Given& given) {
    app.add_flag("--headless", given.headless, "without a window: wishes come from standard input");
    app.add_flag("--windowed", given.windowed, "in a window and not on the full screen");
    app.add_option("--size", given.size, "of the window or picture, WIDTHxHEIGHT; 1080x1920 where none is given");
    app.add_option("--diagonal", given.diagonal_inches, "of the screen in inches, so that what is to be touched is 20 mm at least")
        ->check(CLI::Range(5.0, 120.0));
    app.add_option("--screenshot", given.screenshot, "a PNG that is rewritten whenever the picture changes, at most twice a second");
    app.add_option("--state", given.state, "a folder for what outlives the program: how much paper is left");
    app.add_option("--technician-pin-file", given.pin_file,
                   "the PIN of the technician's corner; `printer-driver technician-pin FILE` makes it");
    app.add_flag("--no-speech", given.silent, "does not offer to read aloud");
}

// Options may stand before the subcommand as well as after it.
void fill_in(Given& one, const Given& general) {
    if (one.server.empty()) one.server = general.server;
    if (one.printer.empty()) one.printer = general.printer;
    if (one.words.empty()) one.words = general.words;
    if (one.tls_fingerprint.empty() && one.tls_ca.empty()) {
        one.tls_fingerprint = general.tls_fingerprint;
        one.tls_ca = general.tls_ca;
    }
    if (one.code.empty()) one.code = general.code;
    if (one.credential.empty()) one.credential = general.credential;
    if (one.state.empty()) one.state = general.state;
    if (one.kiosk.empty()) one.kiosk = general.kiosk.empty() ? "script" : general.kiosk;
}

int misuse(const std::string& what) {
    std::cerr << "printer-driver: " << what << '\n';
    return exit_usage;
}

bool parse_size(const std::string& text, int& width, int& height) {
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') return false;
    const auto second = std::from_chars(first.ptr + 1, end, height);
    return second.ec == std::errc() && second.ptr == end && width >= 320 && height >= 320 && width <= 7680 && height <= 7680;
}

// Nothing: what is wrong was said.
std::optional<printer_app::ScreenOptions> screen_of(const Given& given) {
    constexpr double mm_an_inch = 25.4;
    printer_app::ScreenOptions screen;
    screen.window = !given.headless;
    screen.windowed = given.windowed;
    if (!given.size.empty() && !parse_size(given.size, screen.width, screen.height)) {
        std::cerr << "printer-driver: --size is WIDTHxHEIGHT from 320x320 to 7680x7680, not \"" << given.size << "\"\n";
        return std::nullopt;
    }
    screen.diagonal_mm = given.diagonal_inches * mm_an_inch;
    screen.screenshot = given.screenshot;
    screen.speech = !given.silent && !given.headless;
    if (!given.pin_file.empty()) screen.pin = printer_app::PinFile::read(given.pin_file).value();
    screen.touch.kiosk = given.kiosk;
    screen.touch.version = LUOT_VERSION;
    screen.touch.server = given.server;
    screen.touch.printer = given.printer;
    return screen;
}

// What is known of the printer: its profile, and what the command line says otherwise.
void take_profile(const Given& given, printer_app::Options& options) {
    escpos::Profile& profile = options.printing.profile;
    if (!given.profile.empty()) {
        const auto program = boost::dll::program_location().string();
        profile = transport::load_profile(given.profile, transport::profile_folders(program)).value();
    }
    if (given.paper_mm != 0) profile.width_dots = static_cast<int>(given.paper_mm == 58 ? kiosk::Paper::mm58 : kiosk::Paper::mm80);
    options.paper = profile.width_dots < static_cast<int>(kiosk::Paper::mm80) ? kiosk::Paper::mm58 : kiosk::Paper::mm80;
    if (given.band_rows != 0) profile.band_rows = given.band_rows;
}

int make_pin(const std::string& file) {
    std::cerr << "The technician's PIN, " << touch::limits::pin_digits_min << " to " << touch::limits::pin_digits_max
              << " digits: " << std::flush;
    std::string pin;
    std::getline(std::cin, pin);
    const auto made = printer_app::PinFile::write(file, pin);
    touch::wipe(pin.data(), pin.size());
    made.value();
    std::cerr << "written to " << file << '\n';
    return printer_app::exit_done;
}

int run(const Given& given, bool issue) {
    constexpr std::size_t name_bytes_max = 64;
    printer_app::Options options;
    const auto server = wire::parse_server(given.server);
    if (given.server.empty()) return misuse("--server HOST:PORT is missing");
    if (!server) return misuse("\"" + given.server + "\" is not HOST:PORT");
    options.server = *server;
    auto trust = wire::read_trust(given.tls_fingerprint, given.tls_ca);
    if (const auto* why = std::get_if<std::string>(&trust)) return misuse(*why);
    options.tls = std::get<std::shared_ptr<const tls::Context>>(trust);
    if (given.kiosk.empty()) return misuse("--kiosk NAME is missing");
    if (given.kiosk.size() > name_bytes_max) return misuse("the kiosk's name is longer than 64 bytes");
    options.kiosk = given.kiosk;
    const std::filesystem::path in_state =
        given.state.empty() ? std::filesystem::path() : std::filesystem::path(given.state) / "credential";
    if (given.credential.empty() && !given.state.empty()) std::filesystem::create_directories(given.state);
    const std::filesystem::path kept_in = given.credential.empty() ? in_state : std::filesystem::path(given.credential);
    options.identity = enrolment::read_identity(given.code, kept_in, options.tls != nullptr).value();
    if (!given.printer.empty()) {
        const auto printer = transport::parse_address(given.printer);
        if (!printer) return misuse("--printer " + printer.error().reason);
        options.printer = *printer;
    }
    const words::Loaded loaded = words::load_words(given.words).value();
    for (const auto& remark : loaded.remarks) spdlog::warn("{}", remark);
    options.words = &loaded.words;
    take_profile(given, options);
    if (issue) return printer_app::run_issue(options, given.service, given.ticket_class, given.procedure);
    if (!options.printer) return misuse("--printer is missing: a kiosk hands out slips");
    options.version = LUOT_VERSION;
    options.state = given.state;
    const bool pictured = !given.headless || !given.screenshot.empty();
    if (!pictured && (!given.size.empty() || given.diagonal_inches > 0 || !given.pin_file.empty()))
        return misuse("--size, --diagonal and --technician-pin-file are of a screen; with --headless add --screenshot FILE");
    if (pictured) {
        options.screen = screen_of(given);
        if (!options.screen) return exit_usage;
    }
    return printer_app::run_kiosk(options);
}

}  // namespace

int main(int argc, char** argv) {
    Given given;
    CLI::App app("A kiosk of Lượt: takes numbers, prints their slips and reports what became of them.");
    app.footer(
        "Lines of standard input are: issue SERVICE [CLASS], reprint TICKET, check-in TOKEN, quit. Each is answered by one line of JSON,\n"
        "within 10 s where no slip is printed. With a screen also touch TARGET and scan TEXT, as a hand and a scanner do; a target that\n"
        "the page does not have is answered so. Exit codes: 0 done, 1 refused, 2 wrong usage.");
    app.set_version_flag("--version", std::string("printer-driver ") + LUOT_VERSION);
    add_common(app, given);
    add_screen(app, given);
    app.require_subcommand(0, 1);
    auto* issue = app.add_subcommand("issue", "take one number; print its slip where --printer is given; say what came of it as JSON");
    Given one = given;
    add_common(*issue, one);
    issue->add_option("--service", one.service, "the field's code")->required();
    issue->add_option("--class", one.ticket_class, "the class's code; the office's first one where none is given");
    issue->add_option("--procedure", one.procedure, "what of the field they come for, by its code; refused while it is closed");
    auto* pin = app.add_subcommand("technician-pin", "ask for the PIN of the technician's corner and write its hash to a file");
    std::string pin_file;
    pin->add_option("FILE", pin_file, "for --technician-pin-file")->required();
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
        if (*pin) return make_pin(pin_file);
        return *issue ? run(one, true) : run(given, false);
    } catch (const std::exception& error) {
        std::cerr << "printer-driver: " << error.what() << '\n';
        return printer_app::exit_refused;
    }
}
