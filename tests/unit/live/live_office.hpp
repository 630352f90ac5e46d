// A small office, and beside it what the live page is told of figures, devices and the usual day, all made up.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "support/office_driver.hpp"
#include "web/live/live_source.hpp"

namespace luot::test {

inline const core::AtCounter an_at_1{core::CounterId(1), core::ClerkCode("an")};
inline const core::AtCounter chi_at_3{core::CounterId(3), core::ClerkCode("chi")};

struct LiveOffice {
    explicit LiveOffice(const core::Office& configured = small_office()) : office(configured) { office.set_time(monday_at(8, 0)); }

    web::live::LiveSource source() const {
        return {office.state, health, moment_of(office.now_us), "2026-03-02T08:00:00", "2026-03-02", speed, monday_at(7, 0), today, usual,
                devices,      clerks};
    }
    void run(const core::Command& command, core::Role role = core::Role::counter) { REQUIRE(refused(office.run(command, role)) == ""); }
    // The number that was given.
    std::string issue(const std::string& service) {
        core::Issue issue;
        issue.service = core::ServiceCode(service);
        run(issue);
        return office.state.tickets.rbegin()->second.number;
    }

    OfficeDriver office;
    engine::Health health;
    double speed = 1;
    web::live::Today today;
    web::live::Usual usual;
    std::vector<web::live::DeviceSeen> devices;
    std::map<core::ClerkCode, std::string> clerks{{core::ClerkCode("an"), "Nguyễn An"}};
};

inline web::live::DeviceSeen device(core::Role role, const std::string& name, core::TimeUs since_us) {
    web::live::DeviceSeen seen;
    seen.role = role;
    seen.name = core::DeviceCode(name);
    seen.connected = true;
    seen.since_us = since_us;
    seen.heard_us = since_us;
    return seen;
}

}  // namespace luot::test
