// A hundred boards, one call: from the clerk's request to the last board's receipt; beside it a commit and a bare loop over as many
// sockets.
#include <chrono>

#include "bench/bare.hpp"
#include "bench/bare_journal.hpp"
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

constexpr std::size_t boards = 100;
constexpr std::uint64_t counter = 1;

class Boards {
  public:
    explicit Boards(std::uint16_t port) {
        for (std::size_t i = 0; i < boards; ++i) devices_.emplace_back(port, v1::ROLE_BOARD, "board-" + std::to_string(i + 1), true);
        told_.resize(boards, 0);
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
};

struct Figures {
    Rounds p50_us, p99_us, after_reply_p50_us, after_reply_p99_us;
};

// Returns how many bytes a board was sent for the last call.
std::size_t serve_round(Calling& calling, Boards& all, std::size_t calls, Figures& figures) {
    std::size_t bytes = 0;
    std::vector<double> took_us, after_reply_us;
    for (std::size_t call = 0; call < calls; ++call) {
        all.wait_for(calling.kiosk.ask(calling.issues[call % calling.issues.size()]).seq);
        const std::size_t read = all.bytes_read();
        const auto begun = Clock::now();
        const ReplyHead head = calling.clerk.ask(calling.call);
        const auto replied = Clock::now();
        const auto last = all.wait_for(head.seq);
        took_us.push_back(std::chrono::duration<double, std::micro>(last - begun).count());
        after_reply_us.push_back(std::chrono::duration<double, std::micro>(last - replied).count());
        bytes = all.bytes_read() - read;
        all.wait_for(calling.clerk.ask(calling.start).seq);
        all.wait_for(calling.clerk.ask(calling.finish).seq);
    }
    figures.p50_us.add(percentile(took_us, 0.5));
    figures.p99_us.add(percentile(took_us, 0.99));
    figures.after_reply_p50_us.add(percentile(after_reply_us, 0.5));
    figures.after_reply_p99_us.add(percentile(after_reply_us, 0.99));
    return bytes;
}

void bare_round(BareFanOut& bare, BareJournal& journal, std::size_t calls, Rounds& loop_us, Rounds& loop_p99_us, Rounds& commit_us) {
    std::vector<double> loops, commits;
    for (std::size_t call = 0; call < calls; ++call) {
        loops.push_back(bare.round_us());
        commits.push_back(journal.commit_us(1));
    }
    loop_us.add(percentile(loops, 0.5));
    loop_p99_us.add(percentile(loops, 0.99));
    commit_us.add(percentile(commits, 0.5));
}

}  // namespace

boost::json::object fan_out(const Options& options) {
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    ServerProcess server(files);
    server.wait_ready();
    Calling calling(server.port());
    Boards all(server.port());
    Figures warm_up, figures;
    const std::size_t bytes = serve_round(calling, all, options.samples, warm_up);
    if (bytes == 0) throw Failure("boards were told of a call without a byte");

    const std::vector<BareRow> rows = ticket_rows(files.journal());
    BareJournal journal(folder.path() / "bare.db", rows);
    BareFanOut bare(boards, bytes);
    Rounds loop_us, loop_p99_us, commit_us;
    alternate(
        options.rounds, [&](std::size_t) { serve_round(calling, all, options.samples, figures); },
        [&](std::size_t) { bare_round(bare, journal, options.samples, loop_us, loop_p99_us, commit_us); });
    server.stop();

    const Rounds floor_us = sum(loop_us, commit_us);
    boost::json::object out{{"bench", "fanout"},
                            {"boards", boards},
                            {"calls_a_round", options.samples},
                            {"bytes_a_board", bytes},
                            {"p50_us", json_of(figures.p50_us)},
                            {"p99_us", json_of(figures.p99_us)},
                            {"after_reply_p50_us", json_of(figures.after_reply_p50_us)},
                            {"after_reply_p99_us", json_of(figures.after_reply_p99_us)},
                            {"floor", boost::json::object{{"p50_us", json_of(floor_us)},
                                                          {"loop_p50_us", json_of(loop_us)},
                                                          {"loop_p99_us", json_of(loop_p99_us)},
                                                          {"commit_p50_us", json_of(commit_us)}}}};
    const Verdict verdict = judge(figures.p50_us, floor_us, {});
    out["ratio"] = rounded(verdict.ratio);
    out["inconclusive"] = verdict.inconclusive;
    return out;
}

}  // namespace luot::bench
