// ticket-server: serves an office, and looks after its journal.
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "app/check.hpp"
#include "app/make_office.hpp"
#include "app/pin.hpp"
#include "server/access_commands.hpp"
#include "server/confirm_clock.hpp"
#include "server/endpoint.hpp"
#include "server/journal_commands.hpp"
#include "server/office_server.hpp"
#include "server/webhook_commands.hpp"
#include "wire/trust.hpp"

namespace {

using namespace luot;

constexpr int exit_usage = 2;

// What the command line said; each part is meaningful for its subcommand alone.
struct Given {
    std::string office, listen = "127.0.0.1:7070", http = "127.0.0.1:8080";
    std::filesystem::path tls_certificate, tls_key, tls_ca;
    std::string tls_fingerprint;
    bool tls = false, insecure_lan = false, enrolled_only = false;
    std::string behind_proxy;
    std::optional<double> speed;
    std::optional<std::string> start;
    std::filesystem::path data, to, from;
    std::string office_to_check, server, visits, before, from_date, to_date, format = "text";
    std::string name, role;
    server::WebhookWish webhook;
    std::optional<std::string> out;
};

int misuse(const std::string& what) {
    std::cerr << "ticket-server: " << what << '\n';
    return exit_usage;
}

int serve(const Given& given) {
    if (given.office.empty()) return misuse("--office OFFICE.toml is missing; see --help");
    if (given.data.empty()) return misuse("--data DIR is missing; see --help");
    const auto listen = server::parse_endpoint(given.listen);
    if (!listen) return misuse("--listen is ADDRESS:PORT, as 127.0.0.1:7070, not " + given.listen);
    const auto http = server::parse_endpoint(given.http);
    if (!http) return misuse("--http is ADDRESS:PORT, as 127.0.0.1:8080, not " + given.http);
    if (given.tls_certificate.empty() != given.tls_key.empty()) return misuse("--tls-certificate and --tls-key go together");
    boost::system::error_code no_address;
    boost::asio::ip::make_address(given.behind_proxy, no_address);
    if (!given.behind_proxy.empty() && no_address) return misuse("--behind-proxy is an address, as 127.0.0.1, not " + given.behind_proxy);
    server::ServeOptions options;
    options.behind_proxy = given.behind_proxy;
    // What is said beyond this machine is secret, unless somebody says that it need not be.
    const bool beyond = !listen->address().is_loopback() || !http->address().is_loopback();
    options.tls = {given.tls || !given.tls_certificate.empty() || (beyond && !given.insecure_lan), given.tls_certificate, given.tls_key};
    options.office_file = given.office;
    options.data = given.data;
    options.listen = *listen;
    options.http = *http;
    // And whoever comes from beyond it shows that they are a device of this office.
    options.enrolled_only = given.enrolled_only || (!listen->address().is_loopback() && !given.insecure_lan);
    options.speed = given.speed;
    options.start = given.start;
    return server::run_serve(options, std::cout, std::cerr);
}

int confirm_clock(const Given& given) {
    const auto server = wire::parse_server(given.server);
    if (!server) return misuse("--server is HOST:PORT, as 127.0.0.1:7070, not " + given.server);
    auto trust = wire::read_trust(given.tls_fingerprint, given.tls_ca);
    if (const auto* why = std::get_if<std::string>(&trust)) return misuse(*why);
    return server::run_confirm_clock(*server, std::get<std::shared_ptr<const tls::Context>>(trust), std::cout, std::cerr);
}

void add_serving(CLI::App& app, Given& given) {
    app.add_option("--office", given.office, "the office file (TOML)");
    app.add_option("--data", given.data, "the data folder; made where it is missing, in a folder that is there");
    app.add_option("--listen", given.listen, "where devices connect; port 0: any")->capture_default_str();
    app.add_option("--http", given.http, "where pages, the API, /healthz and /metrics are; port 0: any")->capture_default_str();
    app.add_option("--tls-certificate", given.tls_certificate,
                   "PEM: the certificate, and those between it and its authority; with --tls-key");
    app.add_option("--tls-key", given.tls_key, "PEM: its key, without a passphrase");
    app.add_flag("--tls", given.tls, "speak TLS on this machine too; without a certificate one is made and kept in the data folder");
    app.add_flag("--insecure-lan", given.insecure_lan, "listen beyond this machine without TLS: only on a network of your own");
    app.add_flag("--enrolled-only", given.enrolled_only, "let in enrolled devices alone, on this machine too: see enroll");
    app.add_option("--behind-proxy", given.behind_proxy,
                   "the address of a proxy in front: whom it asks for is the last one in its X-Forwarded-For");
    app.add_option("--speed", given.speed, "office seconds in a real one, for replays; kept in the data folder")
        ->check(CLI::Range(0.01, 10'000.0));
    app.add_option("--start", given.start, "office time to start at, for replays: 2026-03-02T07:00; kept in the data folder");
}

CLI::App* add_on_data(CLI::App& app, Given& given, const char* name, const char* help) {
    CLI::App* command = app.add_subcommand(name, help);
    command->add_option("--data", given.data, "the data folder")->required();
    return command;
}

// What of the subcommands about accounts, keys and devices was said.
struct AccessCommands {
    CLI::App *account_add, *account_password, *account_remove, *account_list;
    CLI::App *key_add, *key_remove, *key_list;
    CLI::App *enroll, *devices, *revoke;
};

void add_named(CLI::App& command, Given& given, const char* help) {
    command.add_option("NAME", given.name, help)->required();
}

void add_role(CLI::App& command, Given& given, const char* roles) {
    command.add_option("--role", given.role, roles)->required();
}

AccessCommands add_access(CLI::App& app, Given& given) {
    constexpr const char* roles = "viewer, supervisor or administrator";
    constexpr const char* device_roles = "kiosk, counter or board";
    AccessCommands commands{};
    auto* account = app.add_subcommand("account", "those who sign in to the pages; also beside a server");
    account->require_subcommand(1);
    commands.account_add = add_on_data(*account, given, "add", "a new account; its password is read from standard input");
    commands.account_password = add_on_data(*account, given, "password", "another password, from standard input; signs out everywhere");
    commands.account_remove = add_on_data(*account, given, "remove", "removes an account; signs out everywhere");
    commands.account_list = add_on_data(*account, given, "list", "names and roles");
    for (auto* command : {commands.account_add, commands.account_password, commands.account_remove})
        add_named(*command, given, "the account");
    add_role(*commands.account_add, given, roles);
    auto* key = app.add_subcommand("key", "keys with which other programs use the API; also beside a server");
    key->require_subcommand(1);
    commands.key_add = add_on_data(*key, given, "add", "prints a new key, the only time that it is to be seen");
    commands.key_remove = add_on_data(*key, given, "remove", "a key is good no more");
    commands.key_list = add_on_data(*key, given, "list", "names and roles");
    for (auto* command : {commands.key_add, commands.key_remove}) add_named(*command, given, "what the key is for, in a word");
    add_role(*commands.key_add, given, roles);
    commands.enroll =
        add_on_data(app, given, "enroll", "prints a short code with which a device gets its credential, once; also beside a server");
    commands.devices = add_on_data(app, given, "devices", "devices that are enrolled, and when they were seen; also beside a server");
    commands.revoke = add_on_data(app, given, "revoke", "a device's credential is good no more; also beside a server");
    for (auto* command : {commands.enroll, commands.revoke}) {
        add_role(*command, given, device_roles);
        command->add_option("--device", given.name, "the device's name: kiosk-1")->required();
    }
    return commands;
}

// Nothing: it was none of them.
std::optional<int> run_access(const AccessCommands& said, const Given& given) {
    auto& out = std::cout;
    auto& err = std::cerr;
    if (said.account_add->parsed()) return server::run_account_add(given.data, given.name, given.role, std::cin, out, err);
    if (said.account_password->parsed()) return server::run_account_password(given.data, given.name, std::cin, out, err);
    if (said.account_remove->parsed()) return server::run_account_remove(given.data, given.name, out, err);
    if (said.account_list->parsed()) return server::run_account_list(given.data, out, err);
    if (said.key_add->parsed()) return server::run_key_add(given.data, given.name, given.role, out, err);
    if (said.key_remove->parsed()) return server::run_key_remove(given.data, given.name, out, err);
    if (said.key_list->parsed()) return server::run_key_list(given.data, out, err);
    if (said.enroll->parsed()) return server::run_enroll(given.data, given.role, given.name, out, err);
    if (said.devices->parsed()) return server::run_devices(given.data, out, err);
    if (said.revoke->parsed()) return server::run_revoke(given.data, given.role, given.name, out, err);
    return std::nullopt;
}

struct WebhookCommands {
    CLI::App *add, *remove, *list;
};

WebhookCommands add_webhooks(CLI::App& app, Given& given) {
    WebhookCommands commands{};
    auto* webhook = app.add_subcommand("webhook", "other programs that are told what happens; also beside a server");
    webhook->require_subcommand(1);
    commands.add = add_on_data(*webhook, given, "add",
                               "prints its id, and the secret that signs what it is told, the only time that it is to be seen");
    commands.add->add_option("URL", given.webhook.url, "where it is told: https://gateway.example/luot")->required();
    commands.add->add_option("--kinds", given.webhook.kinds, "of what it is told: called, served, rated, alert; --kinds called,served")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->required();
    commands.add->add_flag("--with-link", given.webhook.with_link, "calls bring the citizen's link, with which a visit can be cancelled");
    commands.add->add_flag("--own-secret", given.webhook.own_secret, "the secret is read from standard input");
    commands.remove = add_on_data(*webhook, given, "remove", "it is told no more");
    commands.remove->add_option("ID", given.name, "as list has it")->required();
    commands.list = add_on_data(*webhook, given, "list", "ids, addresses, and how each does");
    return commands;
}

// Nothing: it was none of them.
std::optional<int> run_webhooks(const WebhookCommands& said, const Given& given) {
    if (said.add->parsed()) return server::run_webhook_add(given.data, given.webhook, std::cin, std::cout, std::cerr);
    if (said.remove->parsed()) return server::run_webhook_remove(given.data, given.name, std::cout, std::cerr);
    if (said.list->parsed()) return server::run_webhook_list(given.data, std::cout, std::cerr);
    return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // who reads our output may go before we do
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is met as a full disk is, not by dying
    spdlog::set_default_logger(spdlog::stderr_color_mt("ticket-server"));

    CLI::App app("The server of a Lượt office: issues, queues and calls tickets, and keeps the journal of it all.");
    app.set_version_flag("--version", std::string("ticket-server ") + LUOT_VERSION);
    app.footer("Without a subcommand it serves the office until SIGTERM. Exit codes: 0 done, 1 refused, 2 wrong usage.");
    app.require_subcommand(0, 1);
    Given given;
    add_serving(app, given);

    auto* check = app.add_subcommand("check", "explains what is wrong with an office file, line by line");
    check->add_option("OFFICE", given.office_to_check, "the office file (TOML)")->required();
    auto* pin = app.add_subcommand("pin", "reads a clerk's PIN from standard input and prints its line for the office file");
    auto* verify =
        add_on_data(app, given, "verify", "checks the journal: chain, fold, invariants, checkpoints, tables; also beside a server");
    auto* rebuild = add_on_data(app, given, "rebuild", "makes the tables for reports anew from the events");
    auto* backup = add_on_data(app, given, "backup", "copies the journal into one file; also beside a server");
    backup->add_option("--to", given.to, "the file to make; must not exist")->required();
    auto* restore = add_on_data(app, given, "restore", "puts a backup in the journal's place; a new epoch begins");
    restore->add_option("--from", given.from, "the backup")->required();
    auto* prune = add_on_data(app, given, "prune", "erases the payloads of old days; links, visits and figures stay");
    prune->add_option("--before", given.before, "the first business day to keep: 2026-03-02")->required();
    auto* report = add_on_data(app, given, "report", "the figures of business days; also beside a server");
    report->add_option("--from", given.from_date, "first business day: 2026-03-02")->required();
    report->add_option("--to", given.to_date, "last business day, included")->required();
    report->add_option("--format", given.format, "text, json or csv")->check(CLI::IsMember({"text", "json", "csv"}))->capture_default_str();
    auto* events = add_on_data(app, given, "events", "the events of business days, one line of JSON each; also beside a server");
    events->add_option("--from", given.from_date, "first business day: 2026-03-02")->required();
    events->add_option("--to", given.to_date, "last business day, included")->required();
    auto* confirm =
        app.add_subcommand("confirm-clock", "tells a running server that its clock is right after all: numbers are issued again");
    confirm->add_option("--server", given.server, "the running server, HOST:PORT")->required();
    confirm->add_option("--tls-fingerprint", given.tls_fingerprint, wire::fingerprint_help);
    confirm->add_option("--tls-ca", given.tls_ca, wire::authorities_help);
    auto* make_office = app.add_subcommand("make-office", "an office file for a recorded day, so that it can be replayed");
    make_office->add_option("--visits", given.visits, "the recorded day (CSV)")->required();
    make_office->add_option("--out", given.out, "the file to make; otherwise it is printed");

    const AccessCommands access = add_access(app, given);
    const WebhookCommands webhooks = add_webhooks(app, given);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    try {
        if (check->parsed()) return app::run_check(given.office_to_check, std::cout, std::cerr);
        if (pin->parsed()) return app::run_pin(std::cin, std::cout, std::cerr);
        if (make_office->parsed()) return app::run_make_office(given.visits, given.out, std::cout, std::cerr);
        if (const auto done = run_access(access, given)) return *done;
        if (const auto done = run_webhooks(webhooks, given)) return *done;
        if (verify->parsed()) return server::run_verify(given.data, std::cout, std::cerr);
        if (rebuild->parsed()) return server::run_rebuild(given.data, std::cout, std::cerr);
        if (backup->parsed()) return server::run_backup(given.data, given.to, std::cout, std::cerr);
        if (restore->parsed()) return server::run_restore(given.data, given.from, std::cout, std::cerr);
        if (prune->parsed()) return server::run_prune(given.data, given.before, std::cout, std::cerr);
        if (report->parsed()) return server::run_report(given.data, given.from_date, given.to_date, given.format, std::cout, std::cerr);
        if (events->parsed()) return server::run_events(given.data, given.from_date, given.to_date, std::cout, std::cerr);
        if (confirm->parsed()) return confirm_clock(given);
        return serve(given);
    } catch (const std::exception& error) {
        std::cerr << "ticket-server: " << error.what() << '\n';
        return 1;
    }
}
