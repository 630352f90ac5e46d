// Where this program lies is asked of Boost.DLL, with the standard's paths.
#define BOOST_DLL_USE_STD_FS
#include "counter_app/flags.hpp"

#include <CLI/CLI.hpp>
#include <boost/dll/runtime_symbol_info.hpp>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <utility>

#include "counter_app/pin_file.hpp"
#include "counter_app/settings_file.hpp"
#include "desk_view/desk_view.hpp"
#include "wire/server_address.hpp"
#include "wire/trust.hpp"

namespace luot::counter_app {
namespace {

constexpr const char* exits =
    "Exit codes: 0 done; 1 refused, no display or no answer (one line says why, and the JSON of a verb); 2 wrong usage, or a reason is "
    "missing.";

struct Given {
    Options options;
    std::string server;
    std::string pin_file;
    std::string code, credential, tls_fingerprint, tls_ca;
    double timeout_s = 15;
    bool headless = false;
    std::string words;
    DeskOptions desk;
    std::string mode;
    double scale = 0;
    std::string keypad;
    bool silent = false;
    bool rates = false;
    RatingOptions rating;
    std::string size;
    double diagonal_inches = 0;
    std::string state;
};

CommandLine wrong(const std::string& what) {
    std::cerr << "counter-client: " << what << '\n';
    CommandLine line;
    line.exit_code = exit_usage;
    return line;
}

CLI::Option* add_timeout(CLI::App& app, Given& given, const std::string& what) {
    return app.add_option("--timeout", given.timeout_s, what)->check(CLI::Range(0.1, 3600.0))->capture_default_str();
}

CLI::Option* add_server(CLI::App& app, Given& given) {
    app.add_option("--enroll", given.code, "the code with which this device gets its credential, once: ticket-server enroll prints it");
    app.add_option("--credential", given.credential, "the file that the credential is kept in");
    app.add_option("--tls-fingerprint", given.tls_fingerprint, wire::fingerprint_help);
    app.add_option("--tls-ca", given.tls_ca, wire::authorities_help);
    return app.add_option("--server", given.server, "the ticket server, HOST:PORT");
}

void add_words(CLI::App& app, Given& given) {
    app.add_option("--words", given.words, "the folder of the catalogues of words, where it is not beside the program");
}

void add_counter(CLI::App& app, Given& given) {
    app.add_option("--counter", given.options.counter, "the counter's number")->check(CLI::Range(1, 1'000'000));
}

void add_clerk(CLI::App& app, Given& given) {
    add_counter(app, given);
    app.add_option("--clerk", given.options.clerk, "the clerk's code");
    app.add_option("--pin-file", given.pin_file, "a file with the clerk's PIN in its first line, where the office asks for one");
}

void add_window(CLI::App& app, Given& given, CLI::Option* headless) {
    std::vector<CLI::Option*> window;
    const auto add = [&](CLI::Option* option) { window.push_back(option); };
    add(app.add_option("--mode", given.mode, "window; strip: one line on top of other programs; keypad: the display of a number pad")
            ->check(CLI::IsMember({"window", "strip", "keypad"})));
    add(app.add_option("--scale", given.scale, "how large everything is, 1 to 2.5")
            ->check(CLI::Range(desk_view::scale_percent_min / 100.0, desk_view::scale_percent_max / 100.0)));
    add(app.add_option("--language", given.desk.language, "vi, en, or another that there are words of"));
    add(app.add_option("--keys", given.desk.keys, "a TOML file: which key does what; see docs/counter.md"));
    add(app.add_option("--keypad", given.keypad, "serial:///dev/ttyUSB0?profile=NAME or evdev:///dev/input/by-id/NAME"));
    add(app.add_option("--settings", given.desk.settings, "the file of what is remembered; without it, one in the user's own folder"));
    add(app.add_option("--display", given.desk.display, "which screen, counted from 1")->check(CLI::Range(1, 16)));
    add(app.add_flag("--no-sound", given.silent, "nothing sounds in this run, until F9 is pressed"));
    add(app.add_flag("--offscreen", given.desk.offscreen,
                     "no window: the page as JSON lines on standard output, hands as lines of standard input"));
    add(app.add_option("--screenshot", given.desk.screenshot, "a PNG that is rewritten when the picture changes, at most twice a second"));
    for (auto* option : window) option->excludes(headless);
}

void add_rating(CLI::App& app, Given& given, CLI::Option* headless) {
    auto* rates = app.add_flag("--rating", given.rates, "the screen before the citizen at --counter: what they think of their visit")
                      ->excludes(headless);
    app.add_flag("--windowed", given.rating.windowed, "with --rating: in a window and not on the full screen")->needs(rates);
    app.add_option("--size", given.size, "with --rating: of the window or picture, WIDTHxHEIGHT; 1280x800 where none is given")
        ->needs(rates);
    app.add_option("--diagonal", given.diagonal_inches,
                   "with --rating: of the screen in inches, so that what is to be touched is large enough")
        ->needs(rates)
        ->check(CLI::Range(5.0, 120.0));
    app.add_option("--state", given.state, "with --rating: a folder for opinions that the server has not confirmed")->needs(rates);
}

bool parse_size(const std::string& text, int& width, int& height) {
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') return false;
    const auto second = std::from_chars(first.ptr + 1, end, height);
    return second.ec == std::errc() && second.ptr == end && width >= 320 && height >= 320 && width <= 7680 && height <= 7680;
}

// Why this flag's file cannot be written; empty: as far as is known it can.
std::string check_writable(const std::string& flag, const std::string& file) {
    if (file.empty()) return {};
    std::error_code unknown;
    if (std::filesystem::is_directory(file, unknown)) return flag + " is a file, not the folder " + file;
    const auto folder = std::filesystem::absolute(file, unknown).parent_path();
    if (std::filesystem::is_directory(folder, unknown)) return {};
    return flag + ": there is no folder " + folder.string();
}

// Of the citizen's screen. Empty: fine.
std::string check_rating(Given& given) {
    constexpr double mm_an_inch = 25.4;
    RatingOptions& rating = given.rating;
    if (given.options.counter == 0) return "--counter is missing";
    if (const std::string mistake = check_writable("--screenshot", given.desk.screenshot); !mistake.empty()) return mistake;
    if (!given.size.empty() && !parse_size(given.size, rating.width, rating.height))
        return "--size is WIDTHxHEIGHT from 320x320 to 7680x7680, not '" + given.size + "'";
    rating.diagonal_mm = given.diagonal_inches * mm_an_inch;
    rating.offscreen = given.desk.offscreen;
    rating.display = given.desk.display;
    rating.screenshot = given.desk.screenshot;
    rating.keep = given.state;
    return {};
}

// Of the window. Empty: fine.
std::string check(Given& given) {
    DeskOptions& desk = given.desk;
    if (!given.mode.empty()) desk.mode = mode_of(given.mode);
    if (given.scale > 0) desk.scale_percent = static_cast<int>(std::lround(given.scale * 100));
    desk.sound = !given.silent;
    if (const std::string mistake = check_writable("--screenshot", desk.screenshot); !mistake.empty()) return mistake;
    if (const std::string mistake = check_writable("--settings", desk.settings); !mistake.empty()) return mistake;
    if (given.keypad.empty()) return {};
    const std::filesystem::path program = boost::dll::program_location().string();
    auto address = keypad::parse_address(given.keypad, keypad::profile_folders(program));
    if (!address) return "--keypad " + address.error().reason;
    desk.keypad = std::move(*address);
    return {};
}

CommandLine checked_verb(CommandLine line, const std::vector<std::string>& words) {
    const auto parsed = counter::parse_verb(words);
    if (const auto* error = std::get_if<counter::UsageError>(&parsed)) return wrong(error->message);
    const auto& verb = std::get<counter::Verb>(parsed);
    const bool at_counter = counter::needs_clerk(verb.kind);
    if ((at_counter || counter::only_looks(verb.kind)) && line.options.counter == 0) return wrong("--counter is missing");
    if (at_counter && line.options.clerk.empty()) return wrong("--clerk is missing");
    line.wanted = ToDo{verb};
    return line;
}

}  // namespace

CommandLine read_flags(int argc, char** argv) {
    CLI::App app(
        "The clerk's terminal of Lượt. As it is, a window; without --counter and --clerk it asks who signs in, and where. With "
        "--headless,\n"
        "verbs from standard input; with --rating, the screen before the citizen. 'do' for one verb, 'watch' for what happens, 'devices' "
        "for how kiosks and boards are.");
    app.footer(exits);
    app.require_subcommand(0, 1);
    app.set_version_flag("--version", std::string("counter-client ") + LUOT_VERSION);
    Given given;
    add_server(app, given);
    add_clerk(app, given);
    auto* headless = app.add_flag("--headless", given.headless,
                                  "stay connected, open the counter, and do each line of standard input as a verb; one JSON line each");
    add_words(app, given);
    app.add_flag("--take-over", given.options.take_over, "also where another clerk holds the counter; both are told");
    app.add_flag("--stay", given.options.stay, "with --headless: also after the end of standard input, until SIGTERM")->needs(headless);
    add_timeout(app, given, "with --headless: seconds after which a verb that was read is not done any more")->needs(headless);
    add_window(app, given, headless);
    add_rating(app, given, headless);

    auto* act = app.add_subcommand("do", "one verb; prints one JSON object");
    add_server(*act, given)->required();
    add_clerk(*act, given);
    add_words(*act, given);
    add_timeout(*act, given, "seconds to wait for the answer; later than that nothing is done");
    act->prefix_command();
    act->footer("VERB [ARG ...] comes last:\n" + counter::verbs_help() + exits);

    auto* watch = app.add_subcommand("watch", "prints what happens in the office as JSON lines, until SIGTERM");
    add_server(*watch, given)->required();
    add_counter(*watch, given);

    auto* devices = app.add_subcommand("devices", "how every kiosk and board is; prints a JSON line for each");
    add_server(*devices, given)->required();
    add_timeout(*devices, given, "seconds to wait for the answer");
    devices->add_option("--pictures", given.options.pictures, "a folder to write small pictures of what the boards show to, as NAME.png");
    app.failure_message([](const CLI::App*, const CLI::Error& error) { return std::string("counter-client: ") + error.what() + "\n"; });

    CommandLine line;
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        line.exit_code = app.exit(error) == 0 ? exit_done : exit_usage;
        return line;
    }
    if (given.server.empty()) return wrong("--server HOST:PORT is missing; see --help");
    const auto address = wire::parse_server(given.server);
    if (!address) return wrong("--server is HOST:PORT, not '" + given.server + "'");
    given.options.host = address->host;
    given.options.port = address->port;
    auto trust = wire::read_trust(given.tls_fingerprint, given.tls_ca);
    if (const auto* why = std::get_if<std::string>(&trust)) return wrong(*why);
    given.options.tls = std::get<std::shared_ptr<const tls::Context>>(trust);
    auto identity = enrolment::read_identity(given.code, given.credential, given.options.tls != nullptr);
    if (!identity) return wrong(identity.error().what);
    given.options.identity = std::move(*identity);
    given.options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(given.timeout_s * 1000));
    if (!given.pin_file.empty()) {
        if (given.options.clerk.empty()) return wrong("--pin-file is of a clerk: say --clerk, too");
        const auto pin = read_pin_file(given.pin_file);
        if (!pin) return wrong(pin.error().reason);
        given.options.pin = *pin;
    }
    line.words = given.words;
    line.options = given.options;
    if (act->parsed()) return checked_verb(std::move(line), act->remaining());
    if (watch->parsed()) {
        line.wanted = ToWatch{};
    } else if (devices->parsed()) {
        line.wanted = ToListDevices{};
    } else if (given.headless) {
        if (given.options.counter == 0) return wrong("--counter is missing");
        if (given.options.clerk.empty()) return wrong("--clerk is missing");
        line.wanted = ToBeHeadless{};
    } else {
        const std::string mistake = given.rates ? check_rating(given) : check(given);
        if (!mistake.empty()) return wrong(mistake);
        if (given.rates) {
            line.wanted = ToRate{given.rating};
        } else {
            line.wanted = ToShowDesk{given.desk};
        }
    }
    return line;
}

}  // namespace luot::counter_app
