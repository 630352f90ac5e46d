// From a call's commit to its pixels on a board, beside a bare socket that carries as many bytes; and what a board costs that has nothing
// to do.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "bench/awake.hpp"
#include "bench/bare.hpp"
#include "bench/benches.hpp"
#include "bench/board_process.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"
#include "board_app/board_program.hpp"
#include "board_view/load_layouts.hpp"
#include "words/load.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t counter = 1;
constexpr std::int64_t frame_us = 16'667;  // as a display of 60 Hz has it
constexpr double idle_share_max = 0.02;

// The program as it hangs in a hall, on a thread of its own, without a window: 1920 × 1080 pixels in memory.
class Board {
  public:
    explicit Board(std::uint16_t port) : words_(words::load_words({}).value().words), layouts_(board_view::load_layouts({}).value()) {
        board_app::Options options;
        options.host = "127.0.0.1";
        options.port = std::to_string(port);
        options.board = "board-1";
        options.headless = true;
        options.headless_frame_us = frame_us;
        board_app::Sinks sinks;
        sinks.shown = [this](const screen::Canvas&, std::uint64_t seq) {
            const std::lock_guard lock(mutex_);
            shown_at_ = Clock::now();
            shown_ = seq;
            changed_.notify_one();
        };
        program_.emplace(io_, std::move(options), fonts_, words_, layouts_, board_app::make_silent_speaker(), std::move(sinks), nullptr);
        program_->start();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Board() {
        boost::asio::post(io_, [this] {
            program_->stop();
            io_.stop();
        });
        thread_.join();
    }
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    // When pixels had changed with this event, or a later one, known.
    Clock::time_point wait_for(std::uint64_t seq) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::seconds(20), [&] { return shown_ >= seq; }))
            throw Failure("the board drew nothing in 20 s");
        return shown_at_;
    }

  private:
    boost::asio::io_context io_{1};
    screen::Fonts fonts_;
    words::Words words_;
    board_view::Layouts layouts_;
    std::optional<board_app::BoardProgram> program_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t shown_ = 0;
    Clock::time_point shown_at_;
    std::thread thread_;
};

struct Figures {
    Rounds p50_us, p99_us, with_commit_p50_us, with_commit_p99_us;
};

class Hall {
  public:
    explicit Hall(const ServerProcess& server)
        : server_(server),
          kiosk_(server.port(), v1::ROLE_KIOSK, "kiosk-1", false),
          clerk_(server.port(), v1::ROLE_COUNTER, "counter-1", false),
          listener_(server.port(), v1::ROLE_BOARD, "board-2", true),
          board_(server.port()) {
        clerk_.ask(Request(open_counter_command(counter)));
    }

    void round(std::size_t calls, Figures& figures) {
        std::vector<double> took_us, with_commit_us;
        for (std::size_t call = 0; call < calls; ++call) {
            listen(kiosk_.ask(issues_[call % issues_.size()]).seq);
            // As in a hall, where calls are seconds apart: what came before has been drawn, and no frame is waited for because of it.
            std::this_thread::sleep_for(std::chrono::microseconds(3 * frame_us));
            const std::size_t read = listener_.bytes_read();
            const double committing_s = server_.commit_seconds();
            const auto begun = Clock::now();
            const std::uint64_t seq = clerk_.ask(call_).seq;
            const double all_us = std::chrono::duration<double, std::micro>(board_.wait_for(seq) - begun).count();
            with_commit_us.push_back(all_us);
            took_us.push_back(all_us - (server_.commit_seconds() - committing_s) * 1e6);
            listen(seq);
            bytes_ = listener_.bytes_read() - read;
            clerk_.ask(start_);
            clerk_.ask(finish_);
        }
        figures.p50_us.add(percentile(took_us, 0.5));
        figures.p99_us.add(percentile(took_us, 0.99));
        figures.with_commit_p50_us.add(percentile(with_commit_us, 0.5));
        figures.with_commit_p99_us.add(percentile(with_commit_us, 0.99));
    }
    // That a board was sent for the last call.
    std::size_t bytes() const { return bytes_; }

  private:
    void listen(std::uint64_t seq) {
        while (heard_ < seq) {
            listener_.read(true, [&](v1::Envelope::MessageCase kind, std::string_view body) {
                if (kind == v1::Envelope::kEvent) heard_ = first_number(body).value_or(0);
            });
        }
    }

    const ServerProcess& server_;
    Device kiosk_, clerk_, listener_;
    Board board_;
    Request call_ = Request(call_next_command(counter));
    Request start_ = Request(start_command(counter));
    Request finish_ = Request(finish_command(counter));
    std::vector<Request> issues_ = issue_requests();
    std::uint64_t heard_ = 0;
    std::size_t bytes_ = 0;
};

// Of one processor, by a board in a window with nothing on it that moves.
Rounds idle_share(const Options& options, const ServerProcess& server, const std::filesystem::path& folder) {
    BoardProcess board(options.server_binary.parent_path() / "display-board", folder, server.port(), "dummy");
    board.wait_for_picture();
    std::this_thread::sleep_for(std::chrono::seconds(2));  // what moved when it came is at rest
    Rounds shares;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        const double cpu_s = board.cpu_seconds();
        const auto begun = Clock::now();
        std::this_thread::sleep_for(std::chrono::duration<double>(options.idle_s));
        shares.add((board.cpu_seconds() - cpu_s) / std::chrono::duration<double>(Clock::now() - begun).count());
    }
    return shares;
}

}  // namespace

boost::json::object board(const Options& options) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("board"));  // standard output is the figures'
    spdlog::set_level(spdlog::level::warn);
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    const Rounds idle = idle_share(options, server, folder.path());
    Hall hall(server);
    const Awake awake;
    Figures warm_up, figures;
    hall.round(options.calls, warm_up);
    BareFanOut bare(1, hall.bytes());
    Rounds floor_p50_us, floor_p99_us;
    alternate(
        options.rounds, [&](std::size_t) { hall.round(options.calls, figures); },
        [&](std::size_t) {
            std::vector<double> took_us;
            for (std::size_t call = 0; call < options.calls; ++call) took_us.push_back(bare.round_us());
            floor_p50_us.add(percentile(took_us, 0.5));
            floor_p99_us.add(percentile(took_us, 0.99));
        });
    boost::json::object out{{"bench", "board"},
                            {"calls_a_round", options.calls},
                            {"bytes_a_call", hall.bytes()},
                            {"p50_us", json_of(figures.p50_us)},
                            {"p99_us", json_of(figures.p99_us)},
                            {"with_commit_p50_us", json_of(figures.with_commit_p50_us)},
                            {"with_commit_p99_us", json_of(figures.with_commit_p99_us)},
                            {"floor", boost::json::object{{"p50_us", json_of(floor_p50_us)}, {"p99_us", json_of(floor_p99_us)}}},
                            {"ratio_of_p50", rounded(figures.p50_us.median() / floor_p50_us.median())},
                            {"ratio_of_p99", rounded(figures.p99_us.median() / floor_p99_us.median())},
                            {"idle_cpu_share", json_of(idle)},
                            {"idle_cpu_share_at_most", idle_share_max},
                            {"idle_cpu_met", idle.median() <= idle_share_max}};
    return out;
}

}  // namespace luot::bench
