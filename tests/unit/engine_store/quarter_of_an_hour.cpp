#include "quarter_of_an_hour.hpp"

#include <algorithm>
#include <stdexcept>

namespace luot::test {

using namespace core;

namespace {

using Plan = std::vector<Device::Step>;

class Planning {
  public:
    void at(int second, Command command) {
        plan_.push_back({due(second), [command = std::move(command)](const Device&) { return command; }});
    }
    void about(int second, std::function<Command(const Device&)> command) { plan_.push_back({due(second), std::move(command)}); }
    Plan plan() { return std::move(plan_); }

  private:
    static TimeUs due(int second) { return monday_at(8, 0) + second * second_us; }
    Plan plan_;
};

Issue ticket(const char* service, const char* ticket_class, SlipWish slip) {
    return Issue{ServiceCode(service), ClassCode(ticket_class), slip, {}, false};
}

// Its slips come out after two seconds; the fifth only at the second attempt, and it never says what became of the eighth.
Plan printing_kiosk() {
    Planning plan;
    const auto report = [](SlipReport said) { return [said](const Device& kiosk) -> Command { return ReportSlip{kiosk.issued, said}; }; };
    for (int nth = 1; nth <= 18; ++nth) {
        const int second = 10 + 45 * nth;
        plan.at(second, ticket(nth % 3 == 0 ? "land" : "civil-status", "ordinary", SlipWish::print));
        if (nth == 8) continue;
        if (nth == 5) {
            plan.about(second + 2, report(SlipReport::failed));
            plan.about(second + 9, [](const Device& kiosk) -> Command { return Reprint{kiosk.issued}; });
        }
        plan.about(second + 12, report(SlipReport::printed));
    }
    return plan.plan();
}

Plan plain_kiosk() {
    Planning plan;
    for (int nth = 0; nth < 14; ++nth) {
        const char* service = nth % 3 == 0 ? "certification" : nth % 3 == 1 ? "civil-status" : "land";
        plan.at(20 + 55 * nth, ticket(service, nth % 4 == 0 ? "elderly" : "ordinary", SlipWish::none));
    }
    return plan.plan();
}

Plan first_clerk() {
    Planning plan;
    const AtCounter desk{CounterId(1), ClerkCode("an")};
    const CallNext next{desk, OutcomeCode("accepted")};
    plan.at(5, OpenCounter{desk, false});
    plan.at(6, CallNext{desk, {}});  // nobody has come yet
    for (int round = 0; round < 14; ++round) {
        const int second = 60 + 60 * round;
        switch (round) {
            case 2:  // does not come, and comes late
                plan.at(second, next);
                plan.at(second + 20, Recall{desk});
                plan.at(second + 35, NoShow{desk});
                plan.about(second + 50, [](const Device& clerk) -> Command { return Reinstate{clerk.put_aside}; });
                continue;
            case 5:  // fills in a form, and comes back
                plan.at(second, next);
                plan.at(second + 15, Start{desk});
                plan.at(second + 30, Hold{desk, ReasonCode("filling-form")});
                plan.about(second + 55, [](const Device& clerk) -> Command { return ReturnHold{clerk.put_aside}; });
                continue;
            case 8:
                plan.at(second, next);
                plan.at(second + 20, Requeue{desk});
                continue;
            default:
                plan.at(second, next);
                plan.at(second + 15, Start{desk});
        }
    }
    plan.at(895, Finish{desk, OutcomeCode("needs-supplement")});
    plan.at(896, CloseCounter{desk});
    return plan.plan();
}

Plan second_clerk() {
    Planning plan;
    const AtCounter desk{CounterId(3), ClerkCode("binh")};
    plan.at(8, OpenCounter{desk, false});
    for (int round = 0; round < 9; ++round) {
        const int second = 60 + 90 * round;
        plan.at(second, CallNext{desk, OutcomeCode("accepted")});
        plan.at(second + 20, Start{desk});
        if (round == 3)
            plan.at(second + 50, Transfer{desk, ServiceCode("civil-status"), {}, TransferKind::next_step, OutcomeCode("accepted")});
        if (round == 5) {
            plan.at(second + 60, Finish{desk, OutcomeCode("accepted")});
            plan.at(second + 61, PauseCounter{desk, ReasonCode("break")});
            plan.at(second + 80, ResumeCounter{desk});
        }
        if (round == 7) plan.about(second + 50, [](const Device& clerk) -> Command { return Cancel{clerk.put_aside, false, {}}; });
    }
    return plan.plan();
}

// All commands that are due now, in the order of the devices, until each has its answer. False: see play().
bool do_what_is_due(OfficeOnADisk& office, std::vector<Device>& devices) {
    for (int attempt = 0;; ++attempt) {
        if (attempt > 100) throw std::runtime_error("a command is never answered");
        std::size_t asked = 0, heard = 0, unavailable = 0;
        for (Device& device : devices) {
            if (device.due_us() > office.now_us) continue;
            const Device::Sent sent = device.send();
            ++asked;
            office.service().submit(sent.command, sent.origin, [&](const engine::Reply& reply) {
                unavailable += std::holds_alternative<engine::Unavailable>(reply.outcome) ? 1U : 0U;
                ++heard;
                device.hear(reply);
            });
        }
        if (asked == 0) return true;
        if (!office.until([&] { return heard == asked; })) throw std::runtime_error("no answer came");
        // At once again the first time, for those who do not wait as they should.
        if (unavailable > 0 && attempt % 2 == 1 && !office.wait_until_serving()) return false;
    }
}

}  // namespace

std::vector<Device> two_kiosks_and_two_clerks() {
    std::vector<Device> devices;
    devices.emplace_back(Role::kiosk, "kiosk-1", printing_kiosk());
    devices.emplace_back(Role::kiosk, "kiosk-2", plain_kiosk());
    devices.emplace_back(Role::counter, "counter-1", first_clerk());
    devices.emplace_back(Role::counter, "counter-3", second_clerk());
    return devices;
}

bool play(OfficeOnADisk& office, std::vector<Device>& devices) {
    while (true) {
        const auto next =
            std::min_element(devices.begin(), devices.end(), [](const Device& a, const Device& b) { return a.due_us() < b.due_us(); });
        if (next->due_us() == never) return true;
        office.now_us = std::max(office.now_us, next->due_us());
        if (!do_what_is_due(office, devices)) {
            office.cut_off();
            return false;
        }
    }
}

}  // namespace luot::test
