// A clerk's call while somebody abuses the server, against the same call while nobody does, and what the server's memory comes to
// meanwhile.
#include <algorithm>
#include <chrono>
#include <thread>

#include <sys/resource.h>

#include <boost/json/array.hpp>

#include "bench/abusers.hpp"
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
using namespace std::chrono_literals;

constexpr std::uint64_t counter = 1;
constexpr double ratio_max = 3;
// Until an abuse is under way, and until the server has got over it.
constexpr auto settles = 300ms;

class Office {
  public:
    explicit Office(std::uint16_t port)
        : kiosk_(port, v1::ROLE_KIOSK, "kiosk-1", false), clerk_(port, v1::ROLE_COUNTER, "counter-1", true) {
        clerk_.ask(Request(open_counter_command(counter)));
    }

    // From the clerk's request to the answer.
    std::vector<double> calls_us(std::size_t count) {
        std::vector<double> took_us;
        for (std::size_t call = 0; call < count; ++call) {
            kiosk_.ask(issues_[call % issues_.size()]);
            const auto begun = Clock::now();
            clerk_.ask(call_);
            took_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
            clerk_.ask(start_);
            clerk_.ask(finish_);
        }
        return took_us;
    }

  private:
    Device kiosk_, clerk_;
    std::vector<Request> issues_ = issue_requests();
    Request call_{call_next_command(counter)}, start_{start_command(counter)}, finish_{finish_command(counter)};
};

struct Side {
    Rounds p50_us, p99_us;

    void add(const std::vector<double>& took_us) {
        p50_us.add(percentile(took_us, 0.5));
        p99_us.add(percentile(took_us, 0.99));
    }
    boost::json::object json() const { return {{"p50_us", json_of(p50_us)}, {"p99_us", json_of(p99_us)}}; }
};

double mib(std::size_t kib) {
    return rounded(static_cast<double>(kib) / 1'024);
}

// Who abuses a server sits at another machine: what their own program needs of this one's two cores is not the server's doing.
void leave_the_machine_to_others() {
    constexpr int least = 19;
    if (::setpriority(PRIO_PROCESS, 0, least) != 0) throw Failure("the abuser cannot be made to wait for others");
}

// Who is cut off comes again.
[[noreturn]] void abuse_without_end(const Abuse& abuse, const Ports& ports) {
    leave_the_machine_to_others();
    while (true) {
        try {
            abuse.go_on(ports);
        } catch (const Failure&) {
            std::this_thread::sleep_for(10ms);
        }
    }
}

boost::json::object measure(const Options& options, const Abuse& abuse) {
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    const Ports ports{server.port(), server.http_port()};
    Office office(server.port());
    office.calls_us(options.samples);
    const ServerMemory before = server.memory();
    Side with, without;
    alternate(
        options.rounds,
        [&](std::size_t) {
            {
                const Child abuser([&] { abuse_without_end(abuse, ports); });
                std::this_thread::sleep_for(settles);
                with.add(office.calls_us(options.samples));
            }
            std::this_thread::sleep_for(settles);
        },
        [&](std::size_t) { without.add(office.calls_us(options.samples)); });
    const ServerMemory after = server.memory();
    server.stop();
    boost::json::object out{{"abuse", abuse.name}, {"with", with.json()}, {"without", without.json()}};
    put_verdict(out, judge(with.p99_us, without.p99_us, {Target::Kind::at_most, ratio_max}));
    out["memory_before_mib"] = mib(before.resident_kib);
    out["memory_peak_mib"] = mib(after.peak_kib);
    out["memory_after_mib"] = mib(after.resident_kib);
    return out;
}

void allow_many_sockets() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

bool is_wanted(const Options& options, const Abuse& abuse) {
    return options.kinds.empty() || std::find(options.kinds.begin(), options.kinds.end(), abuse.name) != options.kinds.end();
}

}  // namespace

boost::json::object abuse(const Options& options) {
    allow_many_sockets();
    const Awake awake;
    boost::json::array all;
    for (const Abuse& each : abuses())
        if (is_wanted(options, each)) all.push_back(measure(options, each));
    if (all.empty()) throw Failure("there is no abuse of that name");
    return {{"bench", "abuse"}, {"calls_a_round", options.samples}, {"abuses", std::move(all)}};
}

}  // namespace luot::bench
