// luot-bench: how fast, always beside what the same machine does bare in the same run. One JSON object on stdout.
#include <iostream>

#include <CLI/CLI.hpp>

#include "bench/benches.hpp"
#include "bench/report.hpp"

namespace {

using namespace luot::bench;

std::filesystem::path beside_this_program() {
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return self.parent_path() / "ticket-server";
}

struct Modes {
    std::string issue = "single";
    std::string call = "core";
};

void add_common(CLI::App& bench, Options& options) {
    bench.add_option("--server-binary", options.server_binary, "the server to measure; default: beside this program")
        ->capture_default_str();
    bench.add_option("--folder", options.folder, "where temporary data folders are made: the disk to measure")->capture_default_str();
    bench.add_option("--rounds", options.rounds, "rounds of each side, which alternate")->check(CLI::Range(5, 50))->capture_default_str();
}

void add_samples(CLI::App& bench, Options& options) {
    bench.add_option("--samples", options.samples, "a round of what goes one at a time")
        ->check(CLI::Range(100, 4'000))
        ->capture_default_str();
}

void add_load(CLI::App& bench, Options& options) {
    bench.add_option("--connections", options.connections, "kiosks at once")->check(CLI::Range(1, 500))->capture_default_str();
    bench.add_option("--in-flight", options.in_flight, "requests under way on each")->check(CLI::Range(1, 64))->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("How fast, beside what the same machine does bare in the same run; prints one JSON object");
    app.set_version_flag("--version", LUOT_VERSION);
    app.require_subcommand(1);
    Options options;
    options.server_binary = beside_this_program();
    options.folder = std::filesystem::temp_directory_path();
    Modes modes;

    CLI::App* issue = app.add_subcommand("issue", "tickets from a running server, against a round trip and SQLite");
    issue->add_option("--mode", modes.issue, "single: one at a time; load: many at once")
        ->check(CLI::IsMember({"single", "load"}))
        ->capture_default_str();
    issue->add_option("--tickets", options.tickets, "a round of load")->check(CLI::Range(1'000, 29'000))->capture_default_str();
    CLI::App* call = app.add_subcommand("call", "calling the next one: thousands waiting against a handful, or eight clerks over sockets");
    call->add_option("--mode", modes.call, "core: decide and apply in process; sockets: against a running server")
        ->check(CLI::IsMember({"core", "sockets"}))
        ->capture_default_str();
    CLI::App* history_bench = app.add_subcommand("history", "the ticket path with years behind it, against without");
    history_bench->add_option("--visits", options.visits, "past visits in the journal")
        ->check(CLI::Range(1'000, 5'000'000))
        ->capture_default_str();
    CLI::App* reports_bench =
        app.add_subcommand("reports", "reports of months and years from so many past visits, and the ticket path beside them");
    reports_bench->add_option("--visits", options.visits, "past visits in the tables for reports")
        ->check(CLI::Range(1'000, 20'000'000))
        ->capture_default_str();
    CLI::App* fanout = app.add_subcommand("fanout", "a call to many boards, against a bare loop over as many sockets");
    fanout->add_option("--boards", options.boards, "boards at once")->check(CLI::Range(1, 1'000))->capture_default_str();
    CLI::App* memory_bench = app.add_subcommand("memory", "the server's memory after the largest measured day");
    CLI::App* abuse_bench = app.add_subcommand("abuse", "a clerk's call while somebody abuses the server, against while nobody does");
    abuse_bench->add_option("--kinds", options.kinds, "only these, with commas between them")->delimiter(',');
    CLI::App* kiosk_bench =
        app.add_subcommand("kiosk", "from the touch for a number to its slip at a printer, beside the journal's two commits");
    CLI::App* board_bench =
        app.add_subcommand("board", "from a call's commit to its pixels, beside a bare socket; and a board that has nothing to do");
    board_bench->add_option("--calls", options.calls, "a round")->check(CLI::Range(20, 4'000))->capture_default_str();
    board_bench->add_option("--idle-seconds", options.idle_s, "a round of a board that has nothing to do")
        ->check(CLI::Range(0.5, 600.0))
        ->capture_default_str();
    CLI::App* desk_bench = app.add_subcommand(
        "desk", "from a clerk's key to the next citizen's pixels, beside fdatasync and a round trip; and a window that has nothing to do");
    desk_bench->add_option("--presses", options.presses, "a round, half a second each")->check(CLI::Range(3, 1'000))->capture_default_str();
    desk_bench->add_option("--idle-seconds", options.idle_s, "a round of a window that has nothing to do")
        ->check(CLI::Range(0.5, 600.0))
        ->capture_default_str();
    for (CLI::App* bench :
         {issue, call, history_bench, reports_bench, fanout, memory_bench, abuse_bench, kiosk_bench, board_bench, desk_bench})
        add_common(*bench, options);
    for (CLI::App* bench : {issue, call, history_bench, reports_bench, fanout, abuse_bench, kiosk_bench}) add_samples(*bench, options);
    for (CLI::App* bench : {issue, history_bench, reports_bench}) add_load(*bench, options);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        boost::json::object figures;
        if (issue->parsed()) figures = modes.issue == "single" ? issue_single(options) : issue_load(options);
        if (call->parsed()) figures = modes.call == "core" ? call_in_core(options) : call_over_sockets(options);
        if (history_bench->parsed()) figures = history(options);
        if (reports_bench->parsed()) figures = reports(options);
        if (fanout->parsed()) figures = fan_out(options);
        if (memory_bench->parsed()) figures = memory(options);
        if (abuse_bench->parsed()) figures = abuse(options);
        if (kiosk_bench->parsed()) figures = kiosk(options);
        if (board_bench->parsed()) figures = board(options);
        if (desk_bench->parsed()) figures = desk(options);
        std::cout << text_of(figures) << std::endl;
        return std::cout ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "luot-bench: " << error.what() << "\n";
        return 1;
    }
}
