// Many kiosks at once: durable tickets per second, against SQLite's own rate for batches of the same rows.
#include "bench/bare_journal.hpp"
#include "bench/benches.hpp"
#include "bench/figures.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

namespace luot::bench {

namespace {

constexpr std::size_t ceiling_batch = 128;

struct Figures {
    Rounds tickets_per_s, p50_us, p99_us, server_cpu_us;
};

// A fresh office each time: a day holds so many tickets and no more. Returns what its journal says of them.
std::vector<BareRow> serve_round(const Options& options, Figures& figures) {
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    {
        ServerProcess server(files);
        server.wait_ready();
        std::vector<Device> devices = kiosks(server.port(), options.connections);
        const double cpu_before = server.cpu_seconds();
        const Load load = issue_load(devices, issue_requests(), options.tickets, options.in_flight);
        const auto tickets = static_cast<double>(options.tickets);
        figures.tickets_per_s.add(tickets / load.seconds);
        figures.p50_us.add(percentile(load.latencies_us, 0.5));
        figures.p99_us.add(percentile(load.latencies_us, 0.99));
        figures.server_cpu_us.add((server.cpu_seconds() - cpu_before) * 1e6 / tickets);
        server.stop();
    }
    return ticket_rows(files.journal());
}

double bare_round(const Options& options, const std::vector<BareRow>& rows) {
    const TemporaryFolder folder(options.folder);
    BareJournal journal(folder.path() / "bare.db", rows);
    double took_us = 0;
    for (std::size_t written = 0; written < options.tickets; written += ceiling_batch)
        took_us += journal.commit_us(std::min(ceiling_batch, options.tickets - written));
    return static_cast<double>(options.tickets) / took_us * 1e6;
}

}  // namespace

boost::json::object issue_load(const Options& options) {
    Figures warm_up;
    const std::vector<BareRow> rows = serve_round(options, warm_up);
    Figures figures;
    Rounds rows_per_s;
    alternate(
        options.rounds, [&](std::size_t) { serve_round(options, figures); },
        [&](std::size_t) { rows_per_s.add(bare_round(options, rows)); });

    boost::json::object out{
        {"bench", "issue"},
        {"mode", "load"},
        {"connections", options.connections},
        {"in_flight", options.in_flight},
        {"tickets_a_round", options.tickets},
        {"tickets_per_s", json_of(figures.tickets_per_s)},
        {"p50_us", json_of(figures.p50_us)},
        {"p99_us", json_of(figures.p99_us)},
        {"server_cpu_us_a_ticket", json_of(figures.server_cpu_us)},
        {"ceiling", boost::json::object{{"rows_per_s", json_of(rows_per_s)}, {"batch", ceiling_batch}, {"rows_a_ticket", 1}}}};
    put_verdict(out, judge(figures.tickets_per_s, rows_per_s, {Target::Kind::at_least, 0.25}));
    return out;
}

}  // namespace luot::bench
