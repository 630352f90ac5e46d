// The ticket path with a million visits behind it, against the same without any; and how soon a server with such a past is ready.
#include "bench/awake.hpp"
#include "bench/benches.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/history_fill.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace luot::bench {

namespace {

// Both sides keep their folder over all rounds, and a day holds 30,000 tickets.
constexpr std::size_t tickets_today_max = 28'000;
constexpr double ready_target_s = 1;

struct Side {
    Rounds ready_ms, single_p50_us, single_per_s, load_per_s, load_p99_us;
};

// So that a start reads the disk, as after a night. What cannot be dropped is read from memory: no failure.
void forget_cached(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fdatasync(descriptor);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
}

void serve_round(const ServerFiles& files, const Options& options, std::size_t load_tickets, Side& side) {
    forget_cached(files.journal());
    ServerProcess server(files);
    side.ready_ms.add(static_cast<double>(server.wait_ready().count()) / 1000);
    const std::vector<Request> requests = issue_requests();
    std::vector<Device> devices = kiosks(server.port(), options.connections);
    const std::vector<double> took_us = issue_one_by_one(devices.front(), requests, options.samples);
    double all_us = 0;
    for (const double one : took_us) all_us += one;
    side.single_p50_us.add(percentile(took_us, 0.5));
    side.single_per_s.add(static_cast<double>(took_us.size()) / all_us * 1e6);
    const Load load = issue_load(devices, requests, load_tickets, options.in_flight);
    side.load_per_s.add(static_cast<double>(load_tickets) / load.seconds);
    side.load_p99_us.add(percentile(load.latencies_us, 0.99));
    server.stop();
}

boost::json::object json_of(const Side& side) {
    return {{"ready_ms", bench::json_of(side.ready_ms)},
            {"single_p50_us", bench::json_of(side.single_p50_us)},
            {"single_tickets_per_s", bench::json_of(side.single_per_s)},
            {"load_tickets_per_s", bench::json_of(side.load_per_s)},
            {"load_p99_us", bench::json_of(side.load_p99_us)}};
}

boost::json::object verdict_of(const Rounds& with, const Rounds& without) {
    boost::json::object out;
    put_verdict(out, judge(with, without, {Target::Kind::at_least, 0.9}));
    return out;
}

}  // namespace

boost::json::object history(const Options& options) {
    const std::size_t a_round = tickets_today_max / options.rounds;
    if (a_round < 2 * options.samples) throw Failure("so many rounds of so many samples do not fit a day's 30,000 tickets");
    const TemporaryFolder folder(options.folder);
    const ServerFiles with_files{options.server_binary, folder.path() / "with"};
    const ServerFiles without_files{options.server_binary, folder.path() / "without"};
    std::filesystem::create_directory(with_files.folder);
    std::filesystem::create_directory(without_files.folder);
    const Filled filled = fill_history(with_files.data(), options.visits);

    const Awake awake;
    Side with, without;
    alternate(
        options.rounds, [&](std::size_t) { serve_round(with_files, options, a_round - options.samples, with); },
        [&](std::size_t) { serve_round(without_files, options, a_round - options.samples, without); });

    const double ready_s = percentile(with.ready_ms.values(), 1) / 1000;
    return {{"bench", "history"},
            {"visits", filled.visits},
            {"days", filled.days},
            {"events", filled.events},
            {"file_bytes", filled.file_bytes},
            {"fill_seconds", rounded(filled.seconds)},
            {"with", json_of(with)},
            {"without", json_of(without)},
            {"single", verdict_of(with.single_per_s, without.single_per_s)},
            {"load", verdict_of(with.load_per_s, without.load_per_s)},
            {"ready", boost::json::object{{"slowest_s", rounded(ready_s)}, {"target", "<= 1"}, {"met", ready_s <= ready_target_s}}}};
}

}  // namespace luot::bench
