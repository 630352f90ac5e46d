// One call, many boards: from its commit to the last board's receipt, beside a bare loop that sends as many bytes over as many sockets.
#include <algorithm>
#include <chrono>
#include <thread>

#include <sys/resource.h>

#include "bench/awake.hpp"
#include "bench/bare.hpp"
#include "bench/benches.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t counter = 1;
// After each call that is measured: calls that follow each other faster than all boards can be told are an abuse (luot-bench abuse), and
// the largest office makes one in some seconds. The bare loop pauses as long.
std::chrono::microseconds pause_for(std::size_t boards) {
    return boards * std::chrono::microseconds(100);
}

// Two sockets a board are ours: one of the office and one of the bare loop.
void allow_open_files(std::size_t boards) {
    const rlim_t wanted = boards * 2 + 100;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));  // too few: connecting says so
}

class Boards {
  public:
    Boards(std::uint16_t port, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) devices_.emplace_back(port, v1::ROLE_BOARD, "board-" + std::to_string(i + 1), true);
        told_.resize(count, 0);
        ready_.emplace(devices_);
    }

    // Until every board has been told of this event; returns when the last one was.
    Clock::time_point wait_for(std::uint64_t seq) {
        std::size_t behind = 0;
        for (const std::uint64_t told : told_) behind += told < seq ? 1U : 0U;
        while (behind > 0) {
            for (const std::size_t index : ready_->wait()) {
                const bool was_behind = told_[index] < seq;
                hear(index);
                if (was_behind && told_[index] >= seq) --behind;
            }
        }
        return Clock::now();
    }

    // Whatever is there is heard, and pings are answered; waits for nothing.
    void answer() {
        for (std::size_t index = 0; index < devices_.size(); ++index) hear(index);
    }

    std::size_t count() const { return devices_.size(); }
    std::size_t bytes_read() const { return devices_.front().bytes_read(); }

  private:
    void hear(std::size_t index) {
        devices_[index].read(false, [&](v1::Envelope::MessageCase kind, std::string_view body) {
            if (kind == v1::Envelope::kEvent) told_[index] = first_number(body).value_or(0);
        });
    }

    std::vector<Device> devices_;
    std::vector<std::uint64_t> told_;
    std::optional<Ready> ready_;
};

struct Calling {
    Device kiosk, clerk;
    Request call, start, finish;
    std::vector<Request> issues = issue_requests();

    explicit Calling(std::uint16_t port)
        : kiosk(port, v1::ROLE_KIOSK, "kiosk-1", false),
          clerk(port, v1::ROLE_COUNTER, "counter-1", false),
          call(call_next_command(counter)),
          start(start_command(counter)),
          finish(finish_command(counter)) {
        clerk.ask(Request(open_counter_command(counter)));
    }

    void answer() {
        const auto nothing = [](v1::Envelope::MessageCase, std::string_view) {};
        kiosk.read(false, nothing);
        clerk.read(false, nothing);
    }
};

struct Figures {
    Rounds p50_us, p99_us, with_commit_p50_us, with_commit_p99_us;
};

// Returns how many bytes a board was sent for the last call.
std::size_t serve_round(const ServerProcess& server, Calling& calling, Boards& all, std::size_t calls, Figures& figures) {
    std::size_t bytes = 0;
    std::vector<double> took_us, with_commit_us;
    for (std::size_t call = 0; call < calls; ++call) {
        all.wait_for(calling.kiosk.ask(calling.issues[call % calling.issues.size()]).seq);
        const std::size_t read = all.bytes_read();
        const double committing_s = server.commit_seconds();
        const auto begun = Clock::now();
        const ReplyHead head = calling.clerk.ask(calling.call);
        const double all_us = std::chrono::duration<double, std::micro>(all.wait_for(head.seq) - begun).count();
        with_commit_us.push_back(all_us);
        // What the journal's thread took is the disk's. The way in, the decision and the threads' hand-over stay, and count as fan-out.
        took_us.push_back(all_us - (server.commit_seconds() - committing_s) * 1e6);
        bytes = all.bytes_read() - read;
        all.wait_for(calling.clerk.ask(calling.start).seq);
        all.wait_for(calling.clerk.ask(calling.finish).seq);
        std::this_thread::sleep_for(pause_for(all.count()));
    }
    figures.p50_us.add(percentile(took_us, 0.5));
    figures.p99_us.add(percentile(took_us, 0.99));
    figures.with_commit_p50_us.add(percentile(with_commit_us, 0.5));
    figures.with_commit_p99_us.add(percentile(with_commit_us, 0.99));
    return bytes;
}

struct Floor {
    Rounds p50_us, p99_us;
};

// The office beside it is only kept awake: a round may take longer than the server waits for an answer to its ping.
void bare_round(BareFanOut& bare, Calling& calling, Boards& all, std::size_t calls, Floor& floor) {
    std::vector<double> loops_us;
    for (std::size_t call = 0; call < calls; ++call) {
        loops_us.push_back(bare.round_us());
        calling.answer();
        all.answer();
        std::this_thread::sleep_for(pause_for(all.count()));
    }
    floor.p50_us.add(percentile(loops_us, 0.5));
    floor.p99_us.add(percentile(loops_us, 0.99));
}

}  // namespace

boost::json::object fan_out(const Options& options) {
    allow_open_files(options.boards);
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    ServerProcess server(files);
    server.wait_ready();
    Calling calling(server.port());
    Boards all(server.port(), options.boards);
    const Awake awake;
    Figures warm_up, figures;
    const std::size_t bytes = serve_round(server, calling, all, options.samples, warm_up);
    if (bytes == 0) throw Failure("boards were told of a call without a byte");
    BareFanOut bare(options.boards, bytes);
    Floor floor;
    alternate(
        options.rounds, [&](std::size_t) { serve_round(server, calling, all, options.samples, figures); },
        [&](std::size_t) { bare_round(bare, calling, all, options.samples, floor); });
    server.stop();

    boost::json::object out{{"bench", "fanout"},
                            {"boards", options.boards},
                            {"calls_a_round", options.samples},
                            {"bytes_a_board", bytes},
                            {"p50_us", json_of(figures.p50_us)},
                            {"p99_us", json_of(figures.p99_us)},
                            {"with_commit_p50_us", json_of(figures.with_commit_p50_us)},
                            {"with_commit_p99_us", json_of(figures.with_commit_p99_us)},
                            {"floor", boost::json::object{{"p50_us", json_of(floor.p50_us)}, {"p99_us", json_of(floor.p99_us)}}},
                            {"ratio_of_p50", rounded(judge(figures.p50_us, floor.p50_us, {}).ratio)}};
    put_verdict(out, judge(figures.p99_us, floor.p99_us, {Target::Kind::at_most, 2}));
    return out;
}

}  // namespace luot::bench
