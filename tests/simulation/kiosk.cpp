#include <utility>

#include "simulation/clerk.hpp"

namespace luot::simulation {

void Kiosk::tap(const Citizen& citizen) {
    issue(citizen, false);
    if (citizen.double_tap) world().after(pace_.office_s(1), [this, &citizen] { issue(citizen, true); });
}

void Kiosk::issue(const Citizen& citizen, bool is_second) {
    if (!is_live()) return;  // "Máy chủ chưa sẵn sàng": they go to the desk
    v1::Command command;
    command.mutable_issue()->set_service(citizen.service);
    command.mutable_issue()->set_ticket_class(citizen.ticket_class);
    command.mutable_issue()->set_slip(v1::SLIP_WISH_PRINT);
    submit(command, [this, &citizen, is_second](const v1::Reply& reply) {
        if (reply.result().has_issued()) print(citizen, reply.result().issued().ticket(), is_second);
    });
}

void Kiosk::print(const Citizen& citizen, std::uint64_t ticket, bool is_second) {
    const bool silent = dice().once_in(40);
    const bool fails = dice().once_in(25);
    if (!fails && !is_second) {
        hall_.take(ticket, citizen, world().now());
        leave_later(ticket);
    }
    if (silent) return;
    v1::Command report;
    report.mutable_report_slip()->set_ticket(ticket);
    report.mutable_report_slip()->set_report(fails ? v1::SLIP_REPORT_FAILED : v1::SLIP_REPORT_PRINTED);
    world().after(pace_.office_s(2), [this, report] { say(report); });
    if (!fails || dice().once_in(2)) return;
    // Paper was put in: printed after all.
    v1::Command again, printed;
    again.mutable_reprint()->set_ticket(ticket);
    printed.mutable_report_slip()->set_ticket(ticket);
    printed.mutable_report_slip()->set_report(v1::SLIP_REPORT_PRINTED);
    world().after(pace_.office_s(40), [this, again] { say(again); });
    world().after(pace_.office_s(45), [this, printed, ticket, &citizen] {
        say(printed);
        hall_.take(ticket, citizen, world().now());
    });
}

void Kiosk::leave_later(std::uint64_t ticket) {
    const Citizen& citizen = *hall_.find(ticket)->citizen;
    if (citizen.patience_s == 0) return;
    world().after(pace_.office_s(static_cast<double>(citizen.patience_s)), [this, ticket, &citizen] {
        Holder* holder = hall_.find(ticket);
        if (holder == nullptr || holder->citizen != &citizen) return;
        holder->present = false;
        if (!citizen.says_goodbye) return;
        v1::Command command;
        command.mutable_cancel()->set_ticket(ticket);
        say(command);
    });
}

void Kiosk::say(const v1::Command& command) {
    submit(command, {});
}

}  // namespace luot::simulation
