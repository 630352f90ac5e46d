// Eight clerks at work: each calls, starts and finishes as fast as the answers come, and sees what counters are shown meanwhile.
#include <array>
#include <chrono>

#include "bench/awake.hpp"
#include "bench/benches.hpp"
#include "bench/figures.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t clerks = 8;
constexpr std::size_t verbs = 3;

struct Clerk {
    std::array<Request, verbs> requests;
    std::size_t step = 0;
    Clock::time_point asked_at;
};

struct Figures {
    Rounds calls_per_s;
    std::array<Rounds, verbs> p50_us, p99_us;
};

class Hall {
  public:
    Hall(std::vector<Device>& devices, std::size_t calls) : devices_(devices), calls_(calls) {
        for (std::uint64_t counter = 1; counter <= devices.size(); ++counter)
            clerks_.push_back(
                {{Request(call_next_command(counter)), Request(start_command(counter)), Request(finish_command(counter))}, 0, {}});
    }

    void run(Figures& figures) {
        Ready ready(devices_);
        const auto begun = Clock::now();
        for (std::size_t index = 0; index < devices_.size(); ++index) ask(index);
        while (finished_ < calls_) {
            for (const std::size_t index : ready.wait()) hear(index);
        }
        figures.calls_per_s.add(static_cast<double>(finished_) / std::chrono::duration<double>(Clock::now() - begun).count());
        for (std::size_t verb = 0; verb < verbs; ++verb) {
            figures.p50_us[verb].add(percentile(took_us_[verb], 0.5));
            figures.p99_us[verb].add(percentile(took_us_[verb], 0.99));
        }
    }

  private:
    void ask(std::size_t index) {
        Clerk& clerk = clerks_[index];
        if (clerk.step == 0 && begun_ == calls_) return;
        if (clerk.step == 0) ++begun_;
        devices_[index].queue(clerk.requests[clerk.step]);
        clerk.asked_at = Clock::now();
        devices_[index].flush();
    }

    void hear(std::size_t index) {
        Device& device = devices_[index];
        Clerk& clerk = clerks_[index];
        bool answered = false;
        device.read(false, [&](v1::Envelope::MessageCase kind, std::string_view body) {
            if (kind != v1::Envelope::kReply) return;
            device.next_reply(body);
            answered = true;
        });
        if (!answered) return;
        took_us_[clerk.step].push_back(std::chrono::duration<double, std::micro>(Clock::now() - clerk.asked_at).count());
        clerk.step = (clerk.step + 1) % verbs;
        if (clerk.step == 0) ++finished_;
        ask(index);
    }

    std::vector<Device>& devices_;
    std::size_t calls_;
    std::size_t begun_ = 0;
    std::size_t finished_ = 0;
    std::vector<Clerk> clerks_;
    std::array<std::vector<double>, verbs> took_us_;
};

void serve_round(const Options& options, Figures& figures) {
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    {
        std::vector<Device> issuing = kiosks(server.port(), 8);
        issue_load(issuing, issue_requests(), options.samples * 2, options.in_flight);
    }
    std::vector<Device> devices;
    for (std::uint64_t counter = 1; counter <= clerks; ++counter) {
        devices.emplace_back(server.port(), v1::ROLE_COUNTER, "counter-" + std::to_string(counter), true);
        devices.back().ask(Request(open_counter_command(counter)));
    }
    Hall(devices, options.samples).run(figures);
    server.stop();
}

}  // namespace

boost::json::object call_over_sockets(const Options& options) {
    const Awake awake;
    Figures warm_up, figures;
    serve_round(options, warm_up);
    for (std::size_t round = 0; round < options.rounds; ++round) serve_round(options, figures);
    boost::json::object out{{"bench", "call"},
                            {"mode", "sockets"},
                            {"counters", clerks},
                            {"calls_a_round", options.samples},
                            {"waiting_at_first", options.samples * 2},
                            {"calls_per_s", json_of(figures.calls_per_s)}};
    const std::array<const char*, verbs> names{"call_next", "start", "finish"};
    for (std::size_t verb = 0; verb < verbs; ++verb) {
        out[names[verb]] = boost::json::object{{"p50_us", json_of(figures.p50_us[verb])}, {"p99_us", json_of(figures.p99_us[verb])}};
    }
    return out;
}

}  // namespace luot::bench
