// Enrolled devices: what the lines ask (net/enrolled_devices) on top of what is kept (access_thread), and how devices are for those who
// look after them. Network thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "access/records.hpp"
#include "net/devices.hpp"
#include "net/enrolled_devices.hpp"
#include "web/access/device_pages.hpp"
#include "web/access/keeper.hpp"
#include "web/access/kept_audit.hpp"
#include "web/glance.hpp"

namespace luot::server {

class Enrolment {
  public:
    // `required`: devices without a credential are not let in. The keeper outlives it; it stays in its place.
    Enrolment(bool required, web::Keeper& keeper);
    Enrolment(const Enrolment&) = delete;
    Enrolment& operator=(const Enrolment&) = delete;

    net::Admission& admission() { return devices_; }
    void replace(const access::Book& book);
    // For /metrics.
    void add_figures(std::vector<web::Figure>& to) const;

    // Those that are in, and kiosks and boards that were in since the server started.
    std::vector<web::SeenDevice> seen(const net::Devices& devices) const;

  private:
    using Name = std::pair<access::DeviceRole, std::string>;

    void enrol(const net::WaitingCode& code, const std::string& peer, net::Admission::OnEnrolled on_enrolled);
    void seen_now(core::Role role, const core::DeviceCode& name);
    void keep_signs();

    web::Keeper& keeper_;
    web::KeptAudit audit_;
    std::map<Name, std::int64_t> kept_seen_us_;  // of enrolled devices, as it is kept
    std::map<Name, std::int64_t> signs_;         // of life, to be kept; of enrolled devices, so never more than those
    bool keeping_signs_ = false;
    net::EnrolledDevices devices_;
};

// What the board of this name shows, as it last sent it: a PNG; empty: none has come.
std::string board_picture(const net::Devices& devices, const std::string& name);

}  // namespace luot::server
