#include "server/enrolment.hpp"

#include <algorithm>
#include <string>

#include <spdlog/spdlog.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "net/session_fsm.hpp"
#include "web/access/access_parts.hpp"

namespace luot::server {

namespace {

constexpr std::size_t credential_bytes = 32;
constexpr std::int64_t us_a_second = 1'000'000;
// How stale a device's kept sign of life may be, in office time: a line that breaks every second is not written down every second.
constexpr std::int64_t seen_kept_us = 600 * us_a_second;

// The numbers are the same; other roles are nobody's to enrol.
std::optional<access::DeviceRole> device_role(core::Role role) {
    for (const access::DeviceRole known : {access::DeviceRole::kiosk, access::DeviceRole::counter, access::DeviceRole::board}) {
        if (static_cast<int>(known) == static_cast<int>(role)) return known;
    }
    return std::nullopt;
}

core::Role role_of(access::DeviceRole role) {
    return static_cast<core::Role>(role);
}

std::string printer_word(net::PrinterState state) {
    switch (state) {
        case net::PrinterState::unspecified:
            return "";
        case net::PrinterState::ready:
            return "ready";
        case net::PrinterState::paper_low:
            return "paper_low";
        case net::PrinterState::paper_end:
            return "paper_end";
        case net::PrinterState::cover_open:
            return "cover_open";
        case net::PrinterState::fault:
            return "fault";
        case net::PrinterState::unreachable:
            return "unreachable";
        case net::PrinterState::silent:
            return "silent";
    }
    return "";
}

std::string status_word(const net::DeviceReport& report) {
    if (report.printer) return printer_word(report.printer->state);
    if (!report.board) return "";
    const bool failing = std::any_of(report.board->outputs.begin(), report.board->outputs.end(),
                                     [](const net::OutputReport& output) { return !output.working; });
    if (failing || !report.board->troubles.empty()) return "troubled";
    return report.board->dark ? "dark" : "ready";
}

net::Refused refused_for(access::Outcome outcome) {
    if (outcome == access::Outcome::unavailable) return {net::code::unavailable, "the device cannot be kept at the moment; come again"};
    if (outcome == access::Outcome::too_many) return {net::code::busy, "too many devices are enrolled; revoke one first"};
    return {net::code::not_enrolled, "the code was used up or taken back meanwhile"};
}

// Once a minute at most: whoever tries many fills no log.
void warn_of_wrong_code(const std::string& peer, std::uint64_t so_far) {
    spdlog::warn("a wrong enrolment code from {}; {} since the start, of those of this minute this one is told alone", peer, so_far);
}

}  // namespace

Enrolment::Enrolment(bool required, web::Keeper& keeper)
    : keeper_(keeper),
      audit_(keeper),
      devices_(required, {[this](std::string_view credential) { return keeper_.digest(credential); },
                          [this](std::string_view code) { return keeper_.digest(web::plain_code(code)); },
                          [this] { return keeper_.now().wall_us / us_a_second; },
                          [this](const net::WaitingCode& code, const std::string& peer, net::Admission::OnEnrolled on_enrolled) {
                              enrol(code, peer, std::move(on_enrolled));
                          },
                          [this](core::Role role, const core::DeviceCode& name) { seen_now(role, name); }, warn_of_wrong_code}) {}

void Enrolment::replace(const access::Book& book) {
    std::vector<net::EnrolledDevice> devices;
    std::vector<net::WaitingCode> codes;
    kept_seen_us_.clear();
    for (const access::Device& device : book.devices) {
        devices.push_back({role_of(device.role), core::DeviceCode{device.name}, device.digest});
        kept_seen_us_.emplace(Name(device.role, device.name), device.seen_us);
    }
    for (const access::EnrolmentCode& code : book.codes)
        codes.push_back({role_of(code.role), core::DeviceCode{code.name}, code.digest, code.expires_s});
    devices_.replace(devices, codes);
}

void Enrolment::enrol(const net::WaitingCode& code, const std::string& peer, net::Admission::OnEnrolled on_enrolled) {
    const std::string credential = keeper_.random(credential_bytes);
    const web::AccessMoment now = keeper_.now();
    const auto role = device_role(code.role).value();
    access::Device device{role, code.name.value, keeper_.digest(credential), now.at_us, now.at_us};
    web::AuditEntry entry;
    entry.who = "device:" + code.name.value;
    entry.peer = peer;
    entry.what = "device.enrol";
    entry.detail = boost::json::serialize(boost::json::object{{"role", web::device_role_word(role)}, {"name", code.name.value}});
    entry.outcome = "done";
    keeper_.keep({access::Enrol{code.digest, std::move(device), now.wall_us / us_a_second}, audit_.row_of(std::move(entry))},
                 [on_enrolled = std::move(on_enrolled), credential](access::Outcome outcome, std::int64_t) {
                     if (outcome == access::Outcome::done) return on_enrolled(credential);
                     on_enrolled(refused_for(outcome));
                 });
}

// Should it not be kept, the next one is. Three hundred that come back together, after a switch's restart, are one more entry of the
// disk's queue and not three hundred: what comes while some are being kept is kept together afterwards.
void Enrolment::seen_now(core::Role role, const core::DeviceCode& name) {
    const auto known_role = device_role(role);
    if (!known_role) return;
    const auto kept = kept_seen_us_.find(Name(*known_role, name.value));
    const std::int64_t now_us = keeper_.now().at_us;
    if (kept == kept_seen_us_.end() || now_us - kept->second < seen_kept_us) return;
    kept->second = now_us;
    signs_[kept->first] = now_us;
    if (!keeping_signs_) keep_signs();
}

void Enrolment::keep_signs() {
    std::vector<access::Deed> deeds;
    deeds.reserve(signs_.size());
    for (const auto& [device, seen_us] : std::exchange(signs_, {}))
        deeds.emplace_back(access::DeviceSeen{device.first, device.second, seen_us});
    keeping_signs_ = true;
    keeper_.keep(std::move(deeds), [this](access::Outcome, std::int64_t) {
        keeping_signs_ = false;
        if (!signs_.empty()) keep_signs();
    });
}

void Enrolment::add_figures(std::vector<web::Figure>& to) const {
    to.push_back(web::Figure{"enrolment_codes_wrong_total",
                             "Enrolment codes that were looked at and are nobody's.",
                             static_cast<double>(devices_.wrong_codes()),
                             true,
                             {}});
}

std::vector<web::SeenDevice> Enrolment::seen(const net::Devices& devices) const {
    std::map<std::pair<std::string, std::string>, web::SeenDevice> seen;
    devices.each([&](const net::DeviceStatus& status) {
        const std::string role = status.role == core::Role::kiosk ? "kiosk" : "board";
        web::SeenDevice& device = seen[{role, status.device.value}];
        device = {role, status.device.value, false, status.since_us, ""};
        if (status.report && status.connected) device.status = status_word(*status.report);
    });
    const std::int64_t now_us = keeper_.now().at_us;
    for (const net::EnrolledDevices::Connected& connected : devices_.connected()) {
        const std::string role = web::device_role_word(device_role(connected.role).value());
        web::SeenDevice& device = seen[{role, connected.name.value}];
        device = {role, connected.name.value, true, now_us, device.status};
    }
    std::vector<web::SeenDevice> all;
    all.reserve(seen.size());
    for (auto& [name, device] : seen) all.push_back(std::move(device));
    return all;
}

std::string board_picture(const net::Devices& devices, const std::string& name) {
    const std::string* picture = devices.thumbnail(core::DeviceCode(name));
    return picture == nullptr ? std::string() : *picture;
}

}  // namespace luot::server
