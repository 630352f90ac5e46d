// What the server holds after the largest measured day, with fifty devices connected that are shown everything.
#include "bench/benches.hpp"
#include "bench/office.hpp"
#include "bench/report.hpp"
#include "bench/server_process.hpp"
#include "bench/temporary_folder.hpp"
#include "bench/ticket_path.hpp"

namespace luot::bench {

namespace {

constexpr std::size_t visits_of_day = 2'691;
constexpr std::size_t kiosk_count = 8;
constexpr std::size_t clerk_count = 12;
constexpr std::size_t board_count = 30;
// Tickets that wait at any time: a crowded hall.
constexpr std::size_t waiting = 150;
constexpr double target_mib = 64;

struct Hall {
    std::vector<Device> kiosks, clerks, boards;
    std::vector<Request> issues = issue_requests();
    std::vector<Request> calls, starts, finishes;

    explicit Hall(std::uint16_t port) {
        for (std::size_t i = 1; i <= kiosk_count; ++i) kiosks.emplace_back(port, v1::ROLE_KIOSK, "kiosk-" + std::to_string(i), true);
        for (std::size_t i = 1; i <= board_count; ++i) boards.emplace_back(port, v1::ROLE_BOARD, "board-" + std::to_string(i), true);
        for (std::uint64_t counter = 1; counter <= clerk_count; ++counter) {
            clerks.emplace_back(port, v1::ROLE_COUNTER, "counter-" + std::to_string(counter), true);
            clerks.back().ask(Request(open_counter_command(counter)));
            calls.emplace_back(call_next_command(counter));
            starts.emplace_back(start_command(counter));
            finishes.emplace_back(finish_command(counter));
        }
    }

    void issue(std::size_t visit) { kiosks[visit % kiosk_count].ask(issues[visit % issues.size()]); }

    void serve(std::size_t visit) {
        const std::size_t clerk = visit % clerk_count;
        clerks[clerk].ask(calls[clerk]);
        clerks[clerk].ask(starts[clerk]);
        clerks[clerk].ask(finishes[clerk]);
    }

    // What was pushed meanwhile is read: nobody here is slow.
    void read_pushes() {
        for (std::vector<Device>* devices : {&kiosks, &clerks, &boards}) {
            for (Device& device : *devices) {
                while (device.read(false, [](v1::Envelope::MessageCase, std::string_view) {})) {}
            }
        }
    }
};

}  // namespace

boost::json::object memory(const Options& options) {
    const TemporaryFolder folder(options.folder);
    ServerProcess server({options.server_binary, folder.path()});
    server.wait_ready();
    const ServerMemory at_start = server.memory();
    Hall hall(server.port());
    for (std::size_t visit = 0; visit < visits_of_day + waiting; ++visit) {
        if (visit < visits_of_day) hall.issue(visit);
        if (visit >= waiting) hall.serve(visit - waiting);
        hall.read_pushes();
    }
    const ServerMemory at_end = server.memory();
    server.stop();
    const auto mib = [](std::size_t kib) { return rounded(static_cast<double>(kib) / 1024); };
    return {{"bench", "memory"},
            {"visits", visits_of_day},
            {"devices", kiosk_count + clerk_count + board_count},
            {"at_start_mib", mib(at_start.resident_kib)},
            {"resident_mib", mib(at_end.resident_kib)},
            {"peak_mib", mib(at_end.peak_kib)},
            {"target", "< 64"},
            {"met", mib(at_end.peak_kib) < target_mib}};
}

}  // namespace luot::bench
