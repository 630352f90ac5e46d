// One kiosk, one ticket at a time, against the least that any such server has to do: a round trip and a commit.
#include <functional>

#include "bench/awake.hpp"
#include "bench/bare.hpp"
#include "bench/bare_journal.hpp"
#include "bench/benches.hpp"
#include "bench/figures.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

namespace luot::bench {

namespace {

// Until both logs have been full once: from then on they are written over instead of growing.
constexpr std::size_t warm_up = 1'200;
// A disk may take its time in one second and not in the next: both sides take turns after so many, so that they meet the same one.
constexpr std::size_t turn = 20;

// What a floor is made of: rows of a real journal, and frames of the sizes that were seen.
struct Shape {
    std::vector<BareRow> rows;
    std::size_t request_bytes = 0;
    std::size_t reply_bytes = 0;
};

Shape learn_shape(const Options& options) {
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    Shape shape;
    {
        ServerProcess server(files);
        server.wait_ready();
        Device kiosk(server.port(), v1::ROLE_KIOSK, "kiosk-1", false);
        const std::vector<Request> requests = issue_requests();
        issue_one_by_one(kiosk, requests, warm_up);
        const std::size_t written = kiosk.bytes_written();
        const std::size_t read = kiosk.bytes_read();
        issue_one_by_one(kiosk, requests, warm_up);
        shape.request_bytes = (kiosk.bytes_written() - written) / warm_up;
        shape.reply_bytes = (kiosk.bytes_read() - read) / warm_up;
        server.stop();
    }
    shape.rows = ticket_rows(files.journal());
    return shape;
}

void measure(std::vector<double>& took_us, std::size_t count, const std::function<double()>& once) {
    for (std::size_t i = 0; i < count; ++i) took_us.push_back(once());
}

struct Figures {
    Rounds p50_us, p99_us, own_commit_mean_us, floor_us, round_trip_us, commit_us, commit_p99_us, ratio;
};

struct Sides {
    const ServerProcess& server;
    Device& kiosk;
    const std::vector<Request>& requests;
    BareEcho& echo;
    BareJournal& journal;
};

void measure_round(Sides& sides, std::size_t samples, Figures& figures) {
    std::vector<double> took_us, round_trips_us, commits_us;
    const double committing_s = sides.server.commit_seconds();
    alternate(
        samples / turn,
        [&](std::size_t) {
            for (const double one : issue_one_by_one(sides.kiosk, sides.requests, turn)) took_us.push_back(one);
        },
        [&](std::size_t) {
            measure(round_trips_us, turn, [&] { return sides.echo.round_trip_us(); });
            measure(commits_us, turn, [&] { return sides.journal.commit_us(1); });
        });
    figures.p50_us.add(percentile(took_us, 0.5));
    figures.p99_us.add(percentile(took_us, 0.99));
    figures.own_commit_mean_us.add((sides.server.commit_seconds() - committing_s) * 1e6 / static_cast<double>(took_us.size()));
    figures.round_trip_us.add(percentile(round_trips_us, 0.5));
    figures.commit_us.add(percentile(commits_us, 0.5));
    figures.commit_p99_us.add(percentile(commits_us, 0.99));
    figures.floor_us.add(figures.round_trip_us.values().back() + figures.commit_us.values().back());
    figures.ratio.add(figures.p50_us.values().back() / figures.floor_us.values().back());
}

}  // namespace

boost::json::object issue_single(const Options& options) {
    const Shape shape = learn_shape(options);
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    Device kiosk(server.port(), v1::ROLE_KIOSK, "kiosk-1", false);
    const std::vector<Request> requests = issue_requests();
    BareEcho echo(shape.request_bytes, shape.reply_bytes);
    BareJournal journal(folder.path() / "bare.db", shape.rows);
    const Awake awake;
    Sides sides{server, kiosk, requests, echo, journal};
    Figures warm, figures;
    measure_round(sides, warm_up, warm);
    for (std::size_t round = 0; round < options.rounds; ++round) measure_round(sides, options.samples, figures);
    server.stop();

    boost::json::object out{{"bench", "issue"},
                            {"mode", "single"},
                            {"samples_a_round", options.samples},
                            {"request_bytes", shape.request_bytes},
                            {"reply_bytes", shape.reply_bytes},
                            {"p50_us", json_of(figures.p50_us)},
                            {"p99_us", json_of(figures.p99_us)},
                            {"own_commit_mean_us", json_of(figures.own_commit_mean_us)},
                            {"floor", boost::json::object{{"p50_us", json_of(figures.floor_us)},
                                                          {"round_trip_p50_us", json_of(figures.round_trip_us)},
                                                          {"commit_p50_us", json_of(figures.commit_us)},
                                                          {"commit_p99_us", json_of(figures.commit_p99_us)}}},
                            {"ratio_within_rounds", json_of(figures.ratio)}};
    put_verdict(out, judge(figures.p50_us, figures.floor_us, {Target::Kind::at_most, 2}));
    return out;
}

}  // namespace luot::bench
