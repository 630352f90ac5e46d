#include "server/access_devices.hpp"

#include <algorithm>
#include <utility>

namespace luot::server {

namespace {

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

}  // namespace

std::vector<web::SeenDevice> seen_devices(const net::Devices& devices, core::TimeUs now_us) {
    std::vector<web::SeenDevice> seen;
    for (auto changed = devices.changed_after(0); changed; changed = devices.changed_after(changed->number)) {
        const net::DeviceStatus& status = changed->status;
        web::SeenDevice device;
        device.role = status.role == core::Role::kiosk ? "kiosk" : "board";
        device.name = status.device.value;
        device.connected = status.connected;
        device.seen_us = status.connected ? now_us : status.since_us;
        if (status.report && status.connected) device.status = status_word(*status.report);
        seen.push_back(std::move(device));
    }
    return seen;
}

}  // namespace luot::server
