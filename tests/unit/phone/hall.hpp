// A small office with somebody whose page is looked at.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "support/office_driver.hpp"
#include "web/access/audit.hpp"
#include "web/phone/phone_site.hpp"
#include "web/phone/visit_view.hpp"

namespace luot::test {

// The pages' own templates and words.
web::phone::PhoneSite phone_site();

inline core::Office phone_office() {
    core::Office office = small_office();
    office.languages = {"vi", "en"};
    office.services[0].name["en"] = "Civil status";
    office.classes[1].name = {{"vi", "Người cao tuổi"}, {"en", "Elderly"}};
    office.counters[0].name = {{"vi", "Quầy 1 – Hộ tịch"}};
    office.desk.rating.on = true;
    return office;
}

// An audit that keeps its entries in the order in which they were begun, and calls back when it is let.
struct Notes final : web::Audit {
    explicit Notes(std::deque<std::function<void()>>& of_calls) : calls(of_calls) {}
    void note(web::AuditEntry entry, Noted noted) override {
        entries.push_back(std::move(entry));
        calls.emplace_back([noted = std::move(noted)] { noted(true); });
    }
    void begin(web::AuditEntry entry, Begun begun) override {
        entries.push_back(std::move(entry));
        calls.emplace_back([begun = std::move(begun), id = static_cast<std::int64_t>(entries.size())] { begun(id); });
    }
    void end(std::int64_t id, std::string outcome, Noted noted) override {
        entries.at(static_cast<std::size_t>(id - 1)).outcome = std::move(outcome);
        calls.emplace_back([noted = std::move(noted)] { noted(true); });
    }
    std::vector<web::AuditEntry> entries;
    std::deque<std::function<void()>>& calls;
};

struct Hall {
    explicit Hall(const core::Office& office = phone_office()) : driver(office) {
        driver.set_time(monday_at(8, 0));
        open(1);
    }

    static core::AtCounter at(std::uint64_t counter) {
        return {core::CounterId(counter), core::ClerkCode("clerk-" + std::to_string(counter)), {}};
    }
    void must(const core::Command& command, core::Role role = core::Role::counter) {
        const auto result = driver.run(command, role);
        if (!result) throw std::runtime_error(std::string("refused: ") + core::to_string(result.error().code));
    }
    void open(std::uint64_t counter) { must(core::OpenCounter{at(counter), false}); }
    // "H001": its number.
    std::string issue(const char* service = "civil-status", const char* of_class = "ordinary") {
        core::Issue wish;
        wish.service = core::ServiceCode(service);
        wish.ticket_class = core::ClassCode(of_class);
        must(wish, core::Role::kiosk);
        return driver.state.tickets.rbegin()->second.number;
    }
    std::string token(const std::string& number) const { return driver.ticket(number).token; }
    core::Moment now() const { return moment_of(driver.now_us); }
    web::phone::VisitView view(const std::string& number) const {
        auto found = web::phone::visit_view(driver.state, token(number), now());
        if (!found) throw std::runtime_error("no view of " + number);
        return *found;
    }
    void call(std::uint64_t counter = 1) { must(core::CallNext{at(counter), {}}); }
    void start(std::uint64_t counter = 1) { must(core::Start{at(counter)}); }
    void finish(std::uint64_t counter = 1) { must(core::Finish{at(counter), core::OutcomeCode("accepted"), 0}); }
    void serve(std::uint64_t counter = 1) {
        call(counter);
        start(counter);
        finish(counter);
    }
    // Waits of 5, 6, … 12 minutes, so that the core foresees a range: 5 to 12.
    void make_expectations() {
        for (int minutes = 5; minutes <= 12; ++minutes) {
            issue();
            driver.pass(minutes * core::minute_us);
            serve();
        }
    }

    OfficeDriver driver;
};

}  // namespace luot::test
