// Reports of a month and of a year with ten years in the tables; and the ticket path while a year is being reported again and again.
#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

#include "app/business_time.hpp"
#include "bench/awake.hpp"
#include "bench/benches.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/history_fill.hpp"
#include "bench/past_fill.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"
#include "map/codec.hpp"
#include "report/history.hpp"
#include "store/report_reader.hpp"

namespace luot::bench {

namespace {

constexpr std::size_t visits_a_day = 2'691;  // the largest day that was measured
constexpr std::size_t visits_of_journal = 5'000;
constexpr std::size_t tickets_today_max = 28'000;
constexpr int months_asked = 12;
constexpr double month_target_ms = 300;
constexpr double year_target_ms = 1'000;

double report_ms(const std::filesystem::path& data, const map::ProtobufCodec& codec, const report::Present& present,
                 const report::Range& range) {
    const auto begun = std::chrono::steady_clock::now();
    const auto made = report::make_report(data, codec, range, &present);
    if (!made) throw Failure(made.error().what);
    const std::string document = report::history_document(*made, std::nullopt);
    if (document.empty() || made->figures.all.issued == 0) throw Failure("the report is empty");
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

core::Office office_of(const std::filesystem::path& data, const map::ProtobufCodec& codec) {
    auto reader = store::ReportReader::open(data);
    if (!reader) throw Failure(reader.error().what);
    auto state = reader->state(codec);
    if (!state) throw Failure(state.error().what);
    return state->office;
}

boost::json::object json_of(const Rounds& took_ms, double target_ms) {
    const double slowest = percentile(took_ms.values(), 1);
    return {{"median_ms", rounded(took_ms.median())},
            {"slowest_ms", rounded(slowest)},
            {"target_ms", target_ms},
            {"met", slowest <= target_ms}};
}

// A key for the API, as `ticket-server key add` prints it: its last word.
std::string key_for(const ServerFiles& files) {
    const std::string command = "'" + files.binary.string() + "' key add --data '" + files.data().string() + "' bench --role viewer";
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw Failure("no shell for " + command);
    std::string text;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) text += buffer;
    const bool done = ::pclose(pipe) == 0;
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    if (!done || text.empty()) throw Failure("no key: " + text);
    return text.substr(text.find_last_of(" \n") + 1);
}

// One question over HTTP, on a connection of its own, to the end of its answer.
void ask_history(std::uint16_t port, const std::string& range, const std::string& key) {
    const Socket socket = Socket::connected(port);
    socket.write_all("GET /api/v1/history?" + range + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + key +
                     "\r\n\r\n");
    std::string answer;
    std::vector<char> buffer(1 << 16);
    try {
        while (true) answer.append(buffer.data(), socket.read_some(buffer.data(), buffer.size(), true));
    } catch (const Failure&) {
        // The other side's end.
    }
    if (!answer.starts_with("HTTP/1.1 200")) throw Failure("the history answered " + answer.substr(0, 200));
}

// While it lives, a year is being reported: the next one is asked for as soon as one has come.
class Reporting {
  public:
    Reporting(std::uint16_t port, const std::string& range, const std::string& key)
        : thread_([this, port, range, key] {
              try {
                  while (!ending_) {
                      ask_history(port, range, key);
                      ++reports_;
                  }
              } catch (const Failure& failure) {
                  why_ = failure.what();
              }
          }) {}
    std::size_t end() {
        ending_ = true;
        thread_.join();
        if (!why_.empty()) throw Failure(why_);
        return reports_;
    }

  private:
    std::atomic<bool> ending_ = false;
    std::size_t reports_ = 0;
    std::string why_;
    std::thread thread_;
};

struct Side {
    Rounds single_per_s, load_per_s, load_p99_us;
};

void take_tickets(std::vector<Device>& devices, const std::vector<Request>& requests, const Options& options, std::size_t tickets,
                  Side& side) {
    const std::vector<double> took_us = issue_one_by_one(devices.front(), requests, options.samples);
    double all_us = 0;
    for (const double one : took_us) all_us += one;
    side.single_per_s.add(static_cast<double>(took_us.size()) / all_us * 1e6);
    const Load load = issue_load(devices, requests, tickets, options.in_flight);
    side.load_per_s.add(static_cast<double>(tickets) / load.seconds);
    side.load_p99_us.add(percentile(load.latencies_us, 0.99));
}

boost::json::object json_of(const Side& side) {
    return {{"single_tickets_per_s", bench::json_of(side.single_per_s)},
            {"load_tickets_per_s", bench::json_of(side.load_per_s)},
            {"load_p99_us", bench::json_of(side.load_p99_us)}};
}

boost::json::object verdict_of(const Rounds& with, const Rounds& without) {
    boost::json::object out;
    put_verdict(out, judge(with, without, {Target::Kind::at_least, 0.9}));
    return out;
}

}  // namespace

boost::json::object reports(const Options& options) {
    const std::size_t a_round = tickets_today_max / options.rounds / 2;
    if (a_round < 2 * options.samples) throw Failure("so many rounds of so many samples do not fit a day's 30,000 tickets");
    const TemporaryFolder folder(options.folder);
    const ServerFiles files{options.server_binary, folder.path()};
    const Filled filled = fill_history(files.data(), visits_of_journal);
    const Past past = fill_past(files.data(), options.visits, visits_a_day, filled.first);

    const map::ProtobufCodec codec;
    const report::Present present{office_of(files.data(), codec)};
    std::mt19937_64 dice(1);
    const auto range_of = [&](std::int32_t days) {
        const auto spare = static_cast<std::uint64_t>(std::max(1, past.last.days - past.first.days + 1 - days));
        const core::BusinessDay first{past.first.days + static_cast<std::int32_t>(dice() % spare)};
        return report::Range{first, core::BusinessDay{std::min(past.last.days, first.days + days - 1)}};
    };
    Rounds month_ms, year_ms;
    for (int month = 0; month < months_asked; ++month) month_ms.add(report_ms(files.data(), codec, present, range_of(31)));
    for (std::size_t round = 0; round < options.rounds; ++round) year_ms.add(report_ms(files.data(), codec, present, range_of(365)));
    const double all_ms = report_ms(files.data(), codec, present, report::Range{past.first, past.last});

    const report::Range year = range_of(365);
    const std::string range = "from=" + app::format_date(year.first) + "&to=" + app::format_date(year.last);
    const std::string key = key_for(files);
    ServerProcess server(files);
    server.wait_ready();
    const Awake awake;
    const std::vector<Request> requests = issue_requests();
    std::vector<Device> devices = kiosks(server.port(), options.connections);
    ask_history(server.http_port(), range, key);
    Side with, without;
    std::size_t reports_beside = 0;
    alternate(
        options.rounds,
        [&](std::size_t) {
            Reporting reporting(server.http_port(), range, key);
            take_tickets(devices, requests, options, a_round - options.samples, with);
            reports_beside += reporting.end();
        },
        [&](std::size_t) { take_tickets(devices, requests, options, a_round - options.samples, without); });
    server.stop();

    return {{"bench", "reports"},
            {"visits", past.visits},
            {"days", past.days},
            {"fill_seconds", rounded(past.fill_seconds)},
            {"roll_up_of_a_day_ms", rounded(past.roll_up_ms)},
            {"table_bytes_a_visit", rounded(past.table_bytes_a_visit)},
            {"rollup_bytes_a_visit", rounded(past.rollup_bytes_a_visit)},
            {"month", json_of(month_ms, month_target_ms)},
            {"year", json_of(year_ms, year_target_ms)},
            {"all_years_ms", rounded(all_ms)},
            {"reports_beside", reports_beside},
            {"with", json_of(with)},
            {"without", json_of(without)},
            {"single", verdict_of(with.single_per_s, without.single_per_s)},
            {"load", verdict_of(with.load_per_s, without.load_per_s)}};
}

}  // namespace luot::bench
