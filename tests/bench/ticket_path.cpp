#include "bench/ticket_path.hpp"

#include <array>
#include <chrono>

#include "bench/office.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t under_way_max = 64;

double us(Clock::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
}

class Loading {
  public:
    Loading(std::vector<Device>& devices, const std::vector<Request>& requests, std::size_t tickets, std::size_t in_flight)
        : devices_(devices), requests_(requests), tickets_(tickets), in_flight_(in_flight), asked_at_(devices.size()) {
        load_.latencies_us.reserve(tickets);
    }

    Load run() {
        Ready ready(devices_);
        const auto begun = Clock::now();
        for (std::size_t index = 0; index < devices_.size(); ++index) fill(index, begun);
        while (load_.latencies_us.size() < tickets_) {
            for (const std::size_t index : ready.wait()) hear(index);
        }
        load_.seconds = us(Clock::now() - begun) / 1e6;
        return std::move(load_);
    }

  private:
    void hear(std::size_t index) {
        Device& device = devices_[index];
        const auto now = Clock::now();
        device.read(false, [&](v1::Envelope::MessageCase kind, std::string_view body) {
            if (kind != v1::Envelope::kReply) return;
            const ReplyHead head = device.next_reply(body);
            load_.latencies_us.push_back(us(now - asked_at_[index][head.no % under_way_max]));
        });
        fill(index, now);
    }

    void fill(std::size_t index, Clock::time_point now) {
        Device& device = devices_[index];
        while (asked_ < tickets_ && device.asked() - device.answered() < in_flight_) {
            device.queue(requests_[asked_++ % requests_.size()]);
            asked_at_[index][device.asked() % under_way_max] = now;
        }
        device.flush();
    }

    std::vector<Device>& devices_;
    const std::vector<Request>& requests_;
    std::size_t tickets_;
    std::size_t in_flight_;
    std::size_t asked_ = 0;
    std::vector<std::array<Clock::time_point, under_way_max>> asked_at_;
    Load load_;
};

}  // namespace

std::vector<Request> issue_requests() {
    std::vector<Request> requests;
    for (std::size_t visit = 0; visit < fields * 8; ++visit) requests.emplace_back(issue_command(visit));
    return requests;
}

std::vector<double> issue_one_by_one(Device& kiosk, const std::vector<Request>& requests, std::size_t count) {
    std::vector<double> took_us;
    took_us.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto begun = Clock::now();
        kiosk.ask(requests[i % requests.size()]);
        took_us.push_back(us(Clock::now() - begun));
    }
    return took_us;
}

std::vector<Device> kiosks(std::uint16_t port, std::size_t count) {
    std::vector<Device> devices;
    devices.reserve(count);
    for (std::size_t i = 0; i < count; ++i) devices.emplace_back(port, v1::ROLE_KIOSK, "kiosk-" + std::to_string(i + 1), false);
    return devices;
}

Load issue_load(std::vector<Device>& devices, const std::vector<Request>& requests, std::size_t tickets, std::size_t in_flight) {
    return Loading(devices, requests, tickets, in_flight).run();
}

}  // namespace luot::bench
