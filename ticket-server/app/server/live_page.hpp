// The live page's other half: takes what the pages may not see themselves, office time, figures, devices, names and the usual day, and
// makes of it what they are told. Network thread; the usual day is read on a thread of its own.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "app/office_file.hpp"
#include "engine/service.hpp"
#include "net/devices.hpp"
#include "server/office_moments.hpp"
#include "server/usual_day.hpp"
#include "server/worker.hpp"
#include "web/live/live_feed.hpp"

namespace luot::server {

struct LiveNeeds {
    boost::asio::any_io_executor executor;
    engine::Service& service;
    OfficeMoments& moments;
    const net::Devices& devices;
    const std::map<core::ClerkCode, app::StaffMember>& staff;
    std::filesystem::path data;
};

class LivePage final : public engine::Listener {
  public:
    // All references outlive it.
    explicit LivePage(const LiveNeeds& needs);
    // The feed is stopped by then, or by this.
    ~LivePage() override;

    const std::shared_ptr<web::live::LiveFeed>& feed() const { return feed_; }
    // The staff by name.
    const std::map<core::ClerkCode, std::string>& clerks() const { return clerks_; }

    void on_told(const core::State& after, const core::Event& event) override;
    void on_health(const engine::Health& health) override;

  private:
    struct Seen {
        web::live::Printer printer = web::live::Printer::unknown;
        core::TimeUs since_us = 0;
    };

    web::live::Sections document();
    const web::live::Today& today(const core::Moment& now);
    std::vector<web::live::DeviceSeen> devices();
    void see_printer(web::live::DeviceSeen& seen, const net::DeviceStatus& status);
    void read_usual(const core::State& told);

    LiveNeeds needs_;
    core::TimeUs started_us_;
    std::map<core::ClerkCode, std::string> clerks_;
    web::live::Today today_;
    core::Seq today_seq_ = 0;
    std::optional<std::int64_t> today_made_ms_;  // of the steady clock
    std::map<core::DeviceCode, Seen> printers_;
    UsualDay usual_day_;
    std::shared_ptr<LivePage*> alive_;  // null once this is gone
    std::shared_ptr<web::live::LiveFeed> feed_;
    Worker worker_{Worker::AtEnd::drop_waiting};  // ends before the rest
};

}  // namespace luot::server
