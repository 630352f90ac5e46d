// One kiosk, one ticket at a time, against the least that any such server has to do: a round trip and a commit.
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

constexpr std::size_t warm_up = 200;

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

std::vector<double> measured(std::size_t count, const std::function<double()>& once) {
    std::vector<double> took_us;
    took_us.reserve(count);
    for (std::size_t i = 0; i < count; ++i) took_us.push_back(once());
    return took_us;
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
    issue_one_by_one(kiosk, requests, warm_up);
    measured(warm_up, [&] { return echo.round_trip_us(); });
    measured(warm_up, [&] { return journal.commit_us(1); });

    Rounds p50_us, p99_us, round_trip_us, commit_us, commit_p99_us;
    alternate(
        options.rounds,
        [&](std::size_t) {
            const std::vector<double> took_us = issue_one_by_one(kiosk, requests, options.samples);
            p50_us.add(percentile(took_us, 0.5));
            p99_us.add(percentile(took_us, 0.99));
        },
        [&](std::size_t) {
            round_trip_us.add(percentile(measured(options.samples, [&] { return echo.round_trip_us(); }), 0.5));
            const std::vector<double> commits = measured(options.samples, [&] { return journal.commit_us(1); });
            commit_us.add(percentile(commits, 0.5));
            commit_p99_us.add(percentile(commits, 0.99));
        });
    server.stop();

    const Rounds floor_us = sum(round_trip_us, commit_us);
    boost::json::object out{{"bench", "issue"},
                            {"mode", "single"},
                            {"samples_a_round", options.samples},
                            {"request_bytes", shape.request_bytes},
                            {"reply_bytes", shape.reply_bytes},
                            {"p50_us", json_of(p50_us)},
                            {"p99_us", json_of(p99_us)},
                            {"floor", boost::json::object{{"p50_us", json_of(floor_us)},
                                                          {"round_trip_p50_us", json_of(round_trip_us)},
                                                          {"commit_p50_us", json_of(commit_us)},
                                                          {"commit_p99_us", json_of(commit_p99_us)}}}};
    put_verdict(out, judge(p50_us, floor_us, {Target::Kind::at_most, 2}));
    return out;
}

}  // namespace luot::bench
