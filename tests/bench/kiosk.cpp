// From the touch that asks for a number to the whole slip at the printer: number, journal, announcement, journal, drawing, bytes. Beside
// what the journal alone takes for the two.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "bench/awake.hpp"
#include "bench/bare_journal.hpp"
#include "bench/benches.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/kiosk_process.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"
#include "virtual_printer/virtual_printer.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

// Until both logs have been full once, as in the bench of a single number.
constexpr std::size_t warm_up = 1'200;

// A printer that takes everything at once, on a thread of its own.
class QuickPrinter {
  public:
    QuickPrinter() : printer_(io_, testing::VirtualPrinter::Behaviour{}), keeps_running_(io_.get_executor()) {
        printer_.on_slip = [this](const testing::Paper::Slip&) {
            const std::lock_guard lock(mutex_);
            ++slips_;
            came_ = Clock::now();
            changed_.notify_one();
        };
        thread_ = std::thread([this] { io_.run(); });
    }
    ~QuickPrinter() {
        io_.stop();
        thread_.join();
    }
    QuickPrinter(const QuickPrinter&) = delete;
    QuickPrinter& operator=(const QuickPrinter&) = delete;

    std::string port() const { return printer_.port(); }

    // When the slip of that number, counted from 1, was there.
    Clock::time_point wait_for(std::size_t number) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::seconds(20), [&] { return slips_ >= number; })) throw Failure("no slip came in 20 s");
        return came_;
    }

  private:
    boost::asio::io_context io_;
    testing::VirtualPrinter printer_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keeps_running_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t slips_ = 0;
    Clock::time_point came_;
    std::thread thread_;
};

class Entrance {
  public:
    Entrance(QuickPrinter& printer, KioskProcess& kiosk) : printer_(printer), kiosk_(kiosk) {}

    double touch_to_slip_us() {
        const auto touched = Clock::now();
        kiosk_.say("issue " + service_code(++taken_ % fields));
        const auto there = printer_.wait_for(taken_);
        if (kiosk_.answer().find("\"slip\":\"printed\"") == std::string::npos) throw Failure("a slip was not printed");
        return std::chrono::duration<double, std::micro>(there - touched).count();
    }

  private:
    QuickPrinter& printer_;
    KioskProcess& kiosk_;
    std::size_t taken_ = 0;
};

// Rows as a real journal has them.
std::vector<BareRow> learn_rows(const Options& options) {
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    ServerProcess server(files);
    server.wait_ready();
    {
        Device kiosk(server.port(), v1::ROLE_KIOSK, "kiosk-1", false);
        issue_one_by_one(kiosk, issue_requests(), 100);
    }
    server.stop();
    return ticket_rows(files.journal());
}

}  // namespace

boost::json::object kiosk(const Options& options) {
    const std::vector<BareRow> rows = learn_rows(options);
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    QuickPrinter printer;
    KioskProcess kiosk(options.server_binary.parent_path() / "printer-driver", folder.path(), server.port(), printer.port());
    Entrance entrance(printer, kiosk);
    BareJournal journal(folder.path() / "bare.db", rows);
    for (std::size_t i = 0; i < warm_up; ++i) journal.commit_us(1);
    for (std::size_t i = 0; i < options.samples; ++i) entrance.touch_to_slip_us();
    const Awake awake;
    Rounds p50_us, p99_us, floor_p50_us, floor_p99_us;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        std::vector<double> took_us, commits_us;
        alternate(
            options.samples, [&](std::size_t) { took_us.push_back(entrance.touch_to_slip_us()); },
            [&](std::size_t) { commits_us.push_back(journal.commit_us(1) + journal.commit_us(1)); });
        p50_us.add(percentile(took_us, 0.5));
        p99_us.add(percentile(took_us, 0.99));
        floor_p50_us.add(percentile(commits_us, 0.5));
        floor_p99_us.add(percentile(commits_us, 0.99));
    }
    server.stop();
    boost::json::object out{{"bench", "kiosk"},
                            {"samples_a_round", options.samples},
                            {"touch_to_slip", boost::json::object{{"p50_us", json_of(p50_us)}, {"p99_us", json_of(p99_us)}}},
                            {"two_commits", boost::json::object{{"p50_us", json_of(floor_p50_us)}, {"p99_us", json_of(floor_p99_us)}}}};
    out["ratio_p50"] = rounded(p50_us.median() / floor_p50_us.median());
    out["ratio_p99"] = rounded(p99_us.median() / floor_p99_us.median());
    return out;
}

}  // namespace luot::bench
