#include <utility>

#include "simulation/clerk.hpp"

namespace luot::simulation {

namespace {

// Sixteen bytes that are this citizen's; now and then two have the same, as one who takes numbers for another.
std::string card_of(const Citizen& citizen) {
    std::string card = std::to_string(citizen.serve_s) + "/" + std::to_string(citizen.kiosk);
    card.resize(16, '.');
    return card;
}

}  // namespace

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
    if (entrance_ && !dice().once_in(5)) command.mutable_issue()->set_person(card_of(citizen));
    submit(command, [this, &citizen, is_second](const v1::Reply& reply) {
        if (!reply.result().has_issued()) return;
        if (entrance_) return announce(citizen, reply.result().issued(), is_second);
        print(citizen, reply.result().issued().ticket(), is_second);
    });
}

// The printer gets nothing before the server knows that it will: what is refused, or never answered, is on no paper.
void Kiosk::announce(const Citizen& citizen, const v1::IssuedResult& issued, bool is_second) {
    v1::Command command;
    command.mutable_report_slip()->set_ticket(issued.ticket());
    command.mutable_report_slip()->set_report(v1::SLIP_REPORT_PRINTING);
    submit(command, [this, &citizen, issued, is_second](const v1::Reply& reply) {
        if (reply.has_error()) return;
        print(citizen, issued.ticket(), is_second);
        scan_later(issued);
    });
}

// Some never do, some more than once, and some when it is too late.
void Kiosk::scan_later(const v1::IssuedResult& issued) {
    const std::uint64_t times = dice().below(3);
    for (std::uint64_t time = 0; time < times; ++time) {
        world().after(pace_.office_s(static_cast<double>(dice().between(60, 25 * 60))), [this, issued] {
            const Holder* holder = hall_.find(issued.ticket());
            if (holder == nullptr || !holder->present) return;
            v1::Command command;
            command.mutable_check_in()->set_token(issued.token());
            say(command);
        });
    }
}

void Kiosk::print(const Citizen& citizen, std::uint64_t ticket, bool is_second) {
    const bool silent = dice().once_in(40);
    const bool fails = dice().once_in(25);
    if (!fails && !is_second) {
        hall_.take(ticket, citizen);
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
        hall_.take(ticket, citizen);
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
