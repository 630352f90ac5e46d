#include "hour.hpp"

#include <algorithm>
#include <stdexcept>

namespace luot::test {

using namespace core;

namespace {

using Plan = std::vector<Device::Step>;
using Asks = std::function<Command(const Device&)>;

class Planning {
  public:
    void at(int second, Command command) {
        plan_.push_back({into_the_hour(second), [command = std::move(command)](const Device&) { return command; }});
    }
    void about(int second, Asks asks) { plan_.push_back({into_the_hour(second), std::move(asks)}); }
    Plan plan() {
        std::stable_sort(plan_.begin(), plan_.end(), [](const auto& a, const auto& b) { return a.due_us < b.due_us; });
        return std::move(plan_);
    }

  private:
    Plan plan_;
};

Issue ticket(const char* service, bool is_elderly, SlipWish slip) {
    Issue issue;
    issue.service = ServiceCode(service);
    issue.ticket_class = ClassCode(is_elderly ? "elderly" : "ordinary");
    issue.slip = slip;
    return issue;
}

const char* field(int nth) {
    return nth % 3 == 0 ? "certification" : nth % 3 == 1 ? "civil-status" : "land";
}

// What is asked about a ticket that the device knows of.
Command cancel_last(const Device& kiosk) {
    return Cancel{kiosk.issued, false, {}};
}
Command return_last(const Device& clerk) {
    return ReturnHold{clerk.put_aside};
}
Command reinstate_last(const Device& clerk) {
    return Reinstate{clerk.put_aside};
}
Asks report(SlipReport said) {
    return [said](const Device& kiosk) -> Command { return ReportSlip{kiosk.issued, said}; };
}

Command scan_last(const Device& kiosk) {
    return CheckIn{kiosk.token};
}

// Its slips come out after twelve seconds; some only at the second attempt, and of some it never says what became of them.
Plan printing_kiosk() {
    Planning plan;
    for (int nth = 0; nth < 39; ++nth) {
        const int second = 15 + 91 * nth;
        plan.at(second, ticket(nth % 3 == 0 ? "land" : "civil-status", nth % 7 == 3, SlipWish::print));
        if (nth % 10 == 7) continue;
        if (nth % 10 == 4) {
            plan.about(second + 2, report(SlipReport::failed));
            if (nth % 20 == 14) continue;  // void in the end
            plan.about(second + 9, [](const Device& kiosk) -> Command { return Reprint{kiosk.issued}; });
        }
        if (nth % 2 == 0) plan.about(second + 10, report(SlipReport::printing));
        plan.about(second + 12, report(SlipReport::printed));
        if (nth % 4 == 1) plan.about(second + 25, scan_last);
        if (nth % 9 == 5) plan.about(second + 40, cancel_last);
    }
    return plan.plan();
}

Plan plain_kiosk() {
    Planning plan;
    for (int nth = 0; nth < 29; ++nth) {
        const int second = 40 + 122 * nth;
        plan.at(second, ticket(field(nth), nth % 4 == 0, SlipWish::none));
        if (nth % 8 == 5) plan.about(second + 30, cancel_last);
    }
    return plan.plan();
}

// One round of a clerk: somebody is called, whoever was served until then is finished and may say how it was.
class Rounds {
  public:
    Rounds(std::uint64_t counter, const char* clerk) : desk_{CounterId(counter), ClerkCode(clerk)} {}

    void open(int second) { plan_.at(second, OpenCounter{desk_, false}); }
    void call(int second) { plan_.at(second, CallNext{desk_, OutcomeCode("accepted")}); }
    void call_and_rate(int second) {
        call(second);
        plan_.about(second + 3, [](const Device& clerk) -> Command { return Rate{clerk.put_aside, 4}; });
    }
    void start(int second) { plan_.at(second, Start{desk_}); }
    void finish(int second) { plan_.at(second, Finish{desk_, OutcomeCode("needs-supplement")}); }
    void hold(int second) { plan_.at(second, Hold{desk_, ReasonCode("filling-form")}); }
    void transfer(int second, const char* service, TransferKind kind) {
        const OutcomeCode outcome(kind == TransferKind::next_step ? "accepted" : "");
        plan_.at(second, Transfer{desk_, ServiceCode(service), {}, kind, outcome});
    }
    void close(int second) { plan_.at(second, CloseCounter{desk_}); }

    const AtCounter& desk() const { return desk_; }
    Planning& plan() { return plan_; }

  private:
    AtCounter desk_;
    Planning plan_;
};

Plan first_clerk() {
    Rounds clerk(1, "an");
    clerk.open(5);
    clerk.call(6);  // nobody has come yet
    clerk.open(1'805);
    for (int round = 0; round < 35; ++round) {
        const int second = 60 + 101 * round;
        clerk.call_and_rate(second);
        switch (round % 8) {
            case 1:  // does not come, and comes late
                clerk.plan().at(second + 20, Recall{clerk.desk()});
                clerk.plan().at(second + 35, NoShow{clerk.desk()});
                clerk.plan().about(second + 50, reinstate_last);
                break;
            case 3:  // does not come at all: a no-show by itself
                break;
            case 4:  // fills in a form, and comes back
                clerk.start(second + 15);
                clerk.hold(second + 30);
                clerk.plan().about(second + 55, return_last);
                break;
            case 6:
                clerk.plan().at(second + 20, Requeue{clerk.desk()});
                break;
            default:
                clerk.start(second + 15);
        }
    }
    clerk.finish(3'595);
    clerk.close(3'597);
    return clerk.plan().plan();
}

Plan second_clerk() {
    Rounds clerk(3, "binh");
    clerk.open(8);
    clerk.open(1'807);
    for (int round = 0; round < 31; ++round) {
        const int second = 65 + 113 * round;
        clerk.call(second);
        if (round == 4) {  // counter 2 is about to close
            clerk.plan().at(second + 35, Transfer{clerk.desk(), {}, CounterId(2), TransferKind::wrong_field, {}});
            continue;
        }
        if (round % 5 == 4) {
            clerk.transfer(second + 10, "civil-status", TransferKind::wrong_field);
            continue;
        }
        clerk.start(second + 20);
        if (round % 10 == 0)
            clerk.plan().at(second + 50, Transfer{clerk.desk(), {}, CounterId(2), TransferKind::next_step, OutcomeCode("accepted")});
        if (round % 5 == 1) clerk.transfer(second + 50, "civil-status", TransferKind::next_step);
        if (round % 5 == 2) {
            clerk.finish(second + 60);
            clerk.plan().at(second + 61, PauseCounter{clerk.desk(), ReasonCode("break")});
            clerk.plan().at(second + 80, ResumeCounter{clerk.desk()});
        }
        if (round % 5 == 3) clerk.plan().about(second + 50, [](const Device& at) -> Command { return Cancel{at.put_aside, false, {}}; });
    }
    return clerk.plan().plan();
}

// Is given whoever comes; calls people out of turn, resumes by hand, and closes with somebody away.
Plan third_clerk() {
    Rounds clerk(2, "chi");
    for (const int morning : {30, 1'820}) {
        clerk.open(morning);
        clerk.plan().at(morning + 2, SetAutoCall{clerk.desk(), true});
        for (int round = 0; round < 12; ++round) {
            const int second = morning + 40 + 140 * round;
            clerk.start(second);
            if (round % 4 == 1) {
                clerk.hold(second + 30);
                clerk.plan().about(second + 35, [desk = clerk.desk()](const Device& at) -> Command {
                    return ResumeHold{desk, at.put_aside};
                });
                continue;
            }
            if (round % 4 == 3) {
                clerk.plan().at(second + 60, SetAutoCall{clerk.desk(), false});
                clerk.plan().at(second + 61, Hold{clerk.desk(), ReasonCode("filling-form")});
                clerk.close(second + 65);
                clerk.open(second + 70);
                clerk.plan().about(second + 75, [desk = clerk.desk()](const Device& at) -> Command {
                    return CallChosen{desk, at.put_aside, ReasonCode("unwell")};
                });
                clerk.plan().at(second + 76, SetAutoCall{clerk.desk(), true});
                continue;
            }
            clerk.finish(second + 90);
        }
    }
    return clerk.plan().plan();
}

Plan supervisor() {
    Planning plan;
    plan.at(300, SetNotice{"Hôm nay trả kết quả đến 16 giờ"});
    for (const int second : {400, 2'000}) {
        plan.at(second, ticket("civil-status", false, SlipWish::none));
        plan.about(second + 1, [](const Device& at) -> Command { return SetUrgent{at.issued, ReasonCode("emergency")}; });
    }
    plan.at(700, LimitService{ServiceCode("certification"), true, {}});
    plan.at(1'100, LimitService{ServiceCode("certification"), false, 20});
    plan.at(1'500, AssignCounter{CounterId(2), {ServiceCode("land")}, {ServiceCode("civil-status"), ServiceCode("certification")}});
    plan.at(2'300, SetNotice{""});
    plan.at(2'700, LimitService{ServiceCode("land"), false, 8});
    plan.at(3'590, EndDay{});
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

TimeUs into_the_hour(int second) {
    return monday_at(0, hour_begins_minute) + second * second_us;
}

Office office_of_the_hour() {
    Office office = small_office();
    office.sessions.clear();
    office.rules.no_show_after_us = 80 * second_us;
    return office;
}

std::vector<Device> people_of_the_hour() {
    std::vector<Device> devices;
    devices.emplace_back(Role::kiosk, "kiosk-1", printing_kiosk());
    devices.emplace_back(Role::kiosk, "kiosk-2", plain_kiosk());
    devices.emplace_back(Role::counter, "counter-1", first_clerk());
    devices.emplace_back(Role::counter, "counter-3", second_clerk());
    devices.emplace_back(Role::counter, "counter-2", third_clerk());
    devices.emplace_back(Role::supervisor, "supervisor-1", supervisor());
    return devices;
}

bool play(OfficeOnADisk& office, std::vector<Device>& devices, TimeUs until_us) {
    while (true) {
        const auto next =
            std::min_element(devices.begin(), devices.end(), [](const Device& a, const Device& b) { return a.due_us() < b.due_us(); });
        if (next->due_us() >= until_us) return true;
        office.now_us = std::max(office.now_us, next->due_us());
        if (!do_what_is_due(office, devices)) {
            office.cut_off();
            return false;
        }
    }
}

}  // namespace luot::test
