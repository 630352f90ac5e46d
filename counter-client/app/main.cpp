// counter-client: a clerk's verbs from the command line, from a script, or line by line.
#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "counter_app/pin_file.hpp"
#include "counter_app/run.hpp"
#include "wire/server_address.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;
using counter_app::Options;

constexpr const char* exits = "Exit codes: 0 done, 1 refused (the JSON says why), 2 wrong usage or a reason is missing.";

int misuse(const std::string& what) {
    std::cerr << "counter-client: " << what << '\n';
    return counter_app::exit_usage;
}

struct Given {
    Options options;
    std::string server;
    std::string pin_file;
    double timeout_s = 15;
    bool headless = false;
    std::string words;  // folder of catalogues; empty: beside the program
};

void add_timeout(CLI::App& app, Given& given) {
    app.add_option("--timeout", given.timeout_s, "seconds to wait for the answer")->check(CLI::Range(0.1, 3600.0))->capture_default_str();
}

CLI::Option* add_server(CLI::App& app, Given& given) {
    return app.add_option("--server", given.server, "the ticket server, HOST:PORT");
}

void add_words(CLI::App& app, Given& given) {
    app.add_option("--words", given.words, "the folder of the catalogues of words, where it is not beside the program");
}

void add_desk(CLI::App& app, Given& given) {
    app.add_option("--counter", given.options.counter, "the counter's number")->check(CLI::Range(1, 1'000'000));
    app.add_option("--clerk", given.options.clerk, "the clerk's code");
    app.add_option("--pin-file", given.pin_file, "a file with the clerk's PIN in its first line, where the office asks for one");
}

int run_do(const Options& options, const std::vector<std::string>& words) {
    const auto parsed = counter::parse_verb(words);
    if (const auto* error = std::get_if<counter::UsageError>(&parsed)) return misuse(error->message);
    const auto& verb = std::get<counter::Verb>(parsed);
    const bool at_counter = counter::needs_clerk(verb.kind);
    if ((at_counter || counter::only_looks(verb.kind)) && options.counter == 0) return misuse("--counter is missing");
    if (at_counter && options.clerk.empty()) return misuse("--clerk is missing");
    return counter_app::run_do(options, verb);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "A clerk's terminal of Lượt without a window: 'do' for one verb, 'watch' for what happens, 'devices' for how kiosks and boards "
        "are,\n"
        "--headless for a stay.");
    app.footer(exits);
    app.require_subcommand(0, 1);
    app.set_version_flag("--version", std::string("counter-client ") + LUOT_VERSION);
    Given given;
    add_server(app, given);
    add_desk(app, given);
    auto* headless = app.add_flag("--headless", given.headless,
                                  "stay connected, open the counter, and do each line of standard input as a verb; one JSON line each");
    add_words(app, given);
    app.add_flag("--take-over", given.options.take_over, "with --headless: also where another clerk holds the counter")->needs(headless);
    app.add_flag("--stay", given.options.stay, "with --headless: also after the end of standard input, until SIGTERM")->needs(headless);

    auto* act = app.add_subcommand("do", "one verb; prints one JSON object");
    add_server(*act, given)->required();
    add_desk(*act, given);
    add_words(*act, given);
    add_timeout(*act, given);
    act->prefix_command();
    act->footer("VERB [ARG ...] comes last:\n" + counter::verbs_help() + exits);

    auto* watch = app.add_subcommand("watch", "prints what happens in the office as JSON lines, until SIGTERM");
    add_server(*watch, given)->required();
    add_desk(*watch, given);

    auto* devices = app.add_subcommand("devices", "how every kiosk and board is; prints a JSON line for each");
    add_server(*devices, given)->required();
    add_timeout(*devices, given);
    devices->add_option("--pictures", given.options.pictures, "a folder to write small pictures of what the boards show to, as NAME.png");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? counter_app::exit_done : counter_app::exit_usage;
    }
    if (app.get_subcommands().empty() && !given.headless) return misuse("say --headless, 'do', 'watch' or 'devices'; see --help");
    const auto address = wire::parse_server(given.server);
    if (!address) return misuse("--server is HOST:PORT, not '" + given.server + "'");
    given.options.host = address->host;
    given.options.port = address->port;
    given.options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(given.timeout_s * 1000));
    try {
        if (!given.pin_file.empty()) {
            if (given.options.clerk.empty()) return misuse("--pin-file is of a clerk: say --clerk, too");
            const auto pin = counter_app::read_pin_file(given.pin_file);
            if (!pin) return misuse(pin.error().reason);
            given.options.pin = *pin;
        }
        const words::Loaded loaded = words::load_words(given.words).value();
        given.options.words = &loaded.words;
        if (act->parsed()) return run_do(given.options, act->remaining());
        if (watch->parsed()) return counter_app::run_watch(given.options);
        if (devices->parsed()) return counter_app::run_devices(given.options);
        if (given.options.counter == 0) return misuse("--counter is missing");
        if (given.options.clerk.empty()) return misuse("--clerk is missing");
        return counter_app::run_headless(given.options);
    } catch (const std::exception& error) {
        std::cerr << "counter-client: " << error.what() << '\n';
        return counter_app::exit_refused;
    }
}
