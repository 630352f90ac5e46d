// From the key that calls the next one to the new citizen's pixels at the clerk's window: command, commit, answer, page, drawing. Beside
// an fdatasync and a bare round trip. What the window costs while nothing happens, and how long it takes from its start to its use.
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "bench/awake.hpp"
#include "bench/bare.hpp"
#include "bench/benches.hpp"
#include "bench/desk_process.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"
#include "counter_app/desk_program.hpp"
#include "words/load.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t counter = 1;
constexpr std::uint64_t others_counter = 2;
constexpr double idle_share_max = 0.01;
constexpr double usable_s_max = 1;
// A press so soon after the step button has changed is taken for the press before it.
constexpr std::chrono::milliseconds between_presses{450};

double us_since(Clock::time_point begun) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

// The program as it stands on a clerk's table, on a thread of its own, offscreen: 1100 × 700 pixels in memory.
class Desk {
  public:
    explicit Desk(std::uint16_t port) : words_(words::load_words({}).value().words) {
        counter_app::DeskProgramOptions options;
        options.link.host = "127.0.0.1";
        options.link.port = std::to_string(port);
        options.link.role = v1::ROLE_COUNTER;
        options.link.device = "counter-1";
        options.desk.settings.counter = counter;
        options.desk.settings.clerk = clerk_code(counter);
        options.desk.keys = desk::default_keys();
        options.desk.sign_in_given = true;
        options.offscreen = true;
        options.loudspeaker = false;
        counter_app::DeskSinks sinks;
        sinks.drawn = [this](const screen::Canvas* picture, const desk::Page& page) { drawn(*picture, page); };
        program_.emplace(io_, std::move(options), fonts_, words_, std::move(sinks), nullptr);
        program_->start();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Desk() {
        boost::asio::post(io_, [this] {
            program_->stop();
            io_.stop();
        });
        thread_.join();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void press() {
        boost::asio::post(io_, [this] {
            desk::KeyPress enter;
            enter.key = "Enter";
            program_->key(enter);
        });
    }
    // When other pixels than before were there, and on the page this one (empty: nobody) with this next step (empty: any).
    Clock::time_point wait_for(const std::string& number, const std::string& step) {
        std::unique_lock lock(mutex_);
        const auto is_so = [&] { return number_ == number && (step.empty() || step_ == step); };
        if (!changed_.wait_for(lock, std::chrono::seconds(20), is_so))
            throw Failure("the window shows \"" + number_ + "\" and \"" + step_ + "\" instead of \"" + number + "\"");
        return drawn_at_;
    }
    const words::Catalogue& words() const { return words_.first(); }

  private:
    void drawn(const screen::Canvas& picture, const desk::Page& page) {
        const auto now = Clock::now();
        const auto pixels = picture.pixels();
        const bool other = pixels.size() != before_.size() || std::memcmp(pixels.data(), before_.data(), pixels.size_bytes()) != 0;
        if (!other) return;
        before_.assign(pixels.begin(), pixels.end());
        const std::lock_guard lock(mutex_);
        drawn_at_ = now;
        number_ = page.citizen.number;
        step_ = page.step.label;
        changed_.notify_one();
    }

    boost::asio::io_context io_{1};
    screen::Fonts fonts_;
    words::Words words_;
    std::optional<counter_app::DeskProgram> program_;
    std::vector<std::uint32_t> before_;  // the thread's
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string number_ = "?";
    std::string step_;
    Clock::time_point drawn_at_;
    std::thread thread_;
};

// A page of a file, written and made durable.
class BareDisk {
  public:
    explicit BareDisk(const std::filesystem::path& file) : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) throw Failure("cannot write to " + file.string());
    }
    ~BareDisk() { ::close(descriptor_); }
    BareDisk(const BareDisk&) = delete;
    BareDisk& operator=(const BareDisk&) = delete;

    double sync_us() {
        const auto begun = Clock::now();
        page_[0] = static_cast<char>(page_[0] + 1);
        if (::pwrite(descriptor_, page_.data(), page_.size(), 0) != static_cast<ssize_t>(page_.size()) || ::fdatasync(descriptor_) != 0)
            throw Failure("the disk does not take a page");
        return us_since(begun);
    }

  private:
    int descriptor_;
    std::array<char, 4'096> page_{};
};

struct Figures {
    Rounds p50_us, p99_us, without_commit_p50_us, without_commit_p99_us;
};

class Hall {
  public:
    explicit Hall(const ServerProcess& server)
        : server_(server),
          kiosk_(server.port(), v1::ROLE_KIOSK, "kiosk-1", false),
          clerk_(server.port(), v1::ROLE_COUNTER, "counter-1", false),
          desk_(server.port()) {
        clerk_.ask(Request(open_counter_command(counter)));
        const auto reply = kiosk_.ask(issue_);
        (void)reply;
        desk_.wait_for("", {});
    }

    void round(std::size_t calls, Figures& figures) {
        std::vector<double> took_us, without_commit_us;
        for (std::size_t call = 0; call < calls; ++call) {
            std::this_thread::sleep_for(between_presses);
            const double committing_s = server_.commit_seconds();
            const auto begun = Clock::now();
            desk_.press();
            const double all_us = std::chrono::duration<double, std::micro>(desk_.wait_for(number(++called_), {}) - begun).count();
            took_us.push_back(all_us);
            without_commit_us.push_back(all_us - (server_.commit_seconds() - committing_s) * 1e6);
            clerk_.ask(start_);
            clerk_.ask(finish_);
            kiosk_.ask(issue_);
            desk_.wait_for("", {});
        }
        figures.p50_us.add(percentile(took_us, 0.5));
        figures.p99_us.add(percentile(took_us, 0.99));
        figures.without_commit_p50_us.add(percentile(without_commit_us, 0.5));
        figures.without_commit_p99_us.add(percentile(without_commit_us, 0.99));
    }

  private:
    // Of the first field, of which one waits at a time.
    static std::string number(std::size_t ordinal) {
        std::string digits = std::to_string(ordinal);
        digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
        return "A" + digits;
    }

    const ServerProcess& server_;
    Device kiosk_, clerk_;
    Desk desk_;
    std::size_t called_ = 0;
    Request start_ = Request(start_command(counter));
    Request finish_ = Request(finish_command(counter));
    Request issue_ = Request(issue_command(0));
};

// Of one processor, by a window at a counter that nobody comes to, and by one that serves and shows for how long.
struct Shares {
    Rounds idle, serving;
};
void put_shares(const DeskProcess& window, const Options& options, Rounds& shares) {
    std::this_thread::sleep_for(std::chrono::seconds(2));  // what it does in the beginning is done
    for (std::size_t round = 0; round < options.rounds; ++round) {
        const double cpu_s = window.cpu_seconds();
        const auto begun = Clock::now();
        std::this_thread::sleep_for(std::chrono::duration<double>(options.idle_s));
        shares.add((window.cpu_seconds() - cpu_s) * 1e6 / us_since(begun));
    }
}

Shares shares_of(const Options& options, const ServerProcess& server, const std::filesystem::path& folder) {
    Shares shares;
    DeskProcess window(options.server_binary.parent_path() / "counter-client", folder, server.port(), others_counter,
                       DeskProcess::Shown::window);
    // They come, ask and go: nobody would answer the server's pings meanwhile.
    const auto clerk_asks = [&](const v1::Command& command) {
        Device(server.port(), v1::ROLE_COUNTER, "counter-2", false).ask(Request(command));
    };
    clerk_asks(open_counter_command(others_counter));
    put_shares(window, options, shares.idle);
    Device(server.port(), v1::ROLE_KIOSK, "kiosk-2", false).ask(Request(issue_command(others_counter - 1)));
    clerk_asks(call_next_command(others_counter));
    clerk_asks(start_command(others_counter));
    put_shares(window, options, shares.serving);
    clerk_asks(finish_command(others_counter));
    return shares;
}

// From exec until the clerk can call somebody.
Rounds starts_of(const Options& options, const ServerProcess& server, const std::filesystem::path& folder) {
    Rounds starts_s;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        DeskProcess window(options.server_binary.parent_path() / "counter-client", folder, server.port(), others_counter,
                           DeskProcess::Shown::offscreen);
        starts_s.add(static_cast<double>(window.wait_for_page_with("\"screen\":\"desk\"").count()) / 1e6);
    }
    return starts_s;
}

}  // namespace

boost::json::object desk(const Options& options) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("desk"));  // standard output is the figures'
    spdlog::set_level(spdlog::level::warn);
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    const Shares shares = shares_of(options, server, folder.path());
    const Rounds starts_s = starts_of(options, server, folder.path());
    Hall hall(server);
    constexpr std::size_t request_bytes = 64;  // of a call, and of its answer with the event behind it
    constexpr std::size_t reply_bytes = 512;
    BareEcho echo(request_bytes, reply_bytes);
    BareDisk disk(folder.path() / "bare");
    const Awake awake;
    Figures warm_up, figures;
    hall.round(3, warm_up);
    Rounds sync_p50_us, sync_p99_us, trip_p50_us, trip_p99_us, floor_us;
    alternate(
        options.rounds, [&](std::size_t) { hall.round(options.presses, figures); },
        [&](std::size_t) {
            std::vector<double> syncs_us, trips_us;
            constexpr std::size_t bare_samples = 200;
            for (std::size_t sample = 0; sample < bare_samples; ++sample) {
                syncs_us.push_back(disk.sync_us());
                trips_us.push_back(echo.round_trip_us());
            }
            sync_p50_us.add(percentile(syncs_us, 0.5));
            sync_p99_us.add(percentile(syncs_us, 0.99));
            trip_p50_us.add(percentile(trips_us, 0.5));
            trip_p99_us.add(percentile(trips_us, 0.99));
            floor_us.add(sync_p50_us.values().back() + trip_p50_us.values().back());
        });
    return {{"bench", "desk"},
            {"presses_a_round", options.presses},
            {"p50_us", json_of(figures.p50_us)},
            {"p99_us", json_of(figures.p99_us)},
            {"without_commit_p50_us", json_of(figures.without_commit_p50_us)},
            {"without_commit_p99_us", json_of(figures.without_commit_p99_us)},
            {"floor", boost::json::object{{"p50_us", json_of(floor_us)},
                                          {"fdatasync_p50_us", json_of(sync_p50_us)},
                                          {"fdatasync_p99_us", json_of(sync_p99_us)},
                                          {"round_trip_p50_us", json_of(trip_p50_us)},
                                          {"round_trip_p99_us", json_of(trip_p99_us)}}},
            {"ratio_of_p50", rounded(figures.p50_us.median() / floor_us.median())},
            {"idle_cpu_share", json_of(shares.idle)},
            {"idle_cpu_share_at_most", idle_share_max},
            {"idle_cpu_met", shares.idle.median() <= idle_share_max},
            {"serving_cpu_share", json_of(shares.serving)},
            {"start_to_usable_s", json_of(starts_s)},
            {"start_to_usable_s_at_most", usable_s_max},
            {"start_to_usable_met", starts_s.median() <= usable_s_max}};
}

}  // namespace luot::bench
