#include "simulation/happening.hpp"

#include <array>
#include <string>
#include <vector>

namespace luot::simulation {

using luot::test::Fault;
using luot::test::Operation;

void Happening::take(const Step& step) {
    if (step.kind == StepKind::citizen) return staff_.kiosks.at(step.citizen.kiosk)->tap(step.citizen);
    world_.note("step", describe(step));
    const Time until = world_.now() + static_cast<Time>(step.for_s * static_cast<double>(second));
    take_device(step, until);
    take_machine(step, until);
    take_clerk(step, until);
    take_supervisor(step, until);
}

void Happening::take_device(const Step& step, Time until) {
    Device& device = *staff_.devices.at(step.whom % staff_.devices.size());
    switch (step.kind) {
        case StepKind::cut:
            return network_.cut(device.name());
        case StepKind::late_line:
            return device.lose_line(until - world_.now());
        case StepKind::half_close:
            return device.close_half();
        case StepKind::hold_up:
            return network_.hold_up(device.name(), until);
        case StepKind::freeze:
            return device.freeze(until);
        case StepKind::restart:
            return device.switch_on();
        default:
            return;
    }
}

void Happening::take_machine(const Step& step, Time until) {
    switch (step.kind) {
        case StepKind::power:
            return site_.lose_power();
        case StepKind::upgrade:
            return site_.upgrade();
        case StepKind::disk_fault:
            return fault(step.whom);
        case StepKind::disk_full:
            site_.disk().fail(Operation::write, 1, Fault::disk_full, true);
            return world_.at(until, [this] { site_.heal(); });
        case StepKind::clock_jump:
            return site_.jump_clock((step.whom % 3 == 0 ? -1 : 1) * (until - world_.now()));
        case StepKind::back_up:
            return site_.back_up();
        case StepKind::restore:
            return site_.restore();
        default:
            return;
    }
}

void Happening::fault(std::size_t which) {
    static constexpr std::array operations{Operation::write, Operation::sync, Operation::write, Operation::sync, Operation::open};
    static constexpr std::array faults{Fault::refused, Fault::half, Fault::done_but_reported};
    const Operation operation = operations.at(which % operations.size());
    const Fault fault = operation == Operation::open ? Fault::refused : faults.at(which / 7 % faults.size());
    site_.disk().fail(operation, 1 + which / 31 % 4, fault);
    // Now and then the power goes right behind it, while the journal is being opened again.
    if (which % 3 == 0) world_.after((50 + static_cast<Time>(which)) * millisecond, [this] { site_.lose_power(); });
}

void Happening::take_clerk(const Step& step, Time until) {
    Clerk& one = step.whom % 2 == 0 ? *staff_.keypad : clerk(step.whom);
    switch (step.kind) {
        case StepKind::press_and_lose:
            one.press_next();
            return one.lose_line(until - world_.now());
        case StepKind::press_next:
            if (step.whom % 2 == 0) staff_.keypad->press_next();
            staff_.clerks.front()->press_next();
            return staff_.keypad->press_next();
        case StepKind::two_counters:
            return clerk(step.whom).sign_in_at(clerk(step.whom + 1).counter());
        case StepKind::choose_both:
            // Both clerks see the same citizen come to their desks at once.
            if (const std::uint64_t ticket = some_waiting(step.whom); ticket != 0) {
                clerk(step.whom).choose(ticket);
                clerk(step.whom + 1).choose(ticket);
            }
            return;
        default:
            return;
    }
}

// Somebody who waits, seen by the supervisor; 0: nobody.
std::uint64_t Happening::some_waiting(std::size_t whom) const {
    std::vector<std::uint64_t> waiting;
    for (const auto& [id, ticket] : staff_.supervisor->tickets())
        if (ticket.state() == v1::TICKET_STATE_WAITING) waiting.push_back(id);
    return waiting.empty() ? 0 : waiting.at(whom % waiting.size());
}

void Happening::take_supervisor(const Step& step, Time until) {
    v1::Command command;
    const auto& services = plan_.office.services;
    const std::string service = services.at(step.whom % services.size()).code.value;
    switch (step.kind) {
        case StepKind::urgent:
            command.mutable_set_urgent()->set_ticket(some_waiting(step.whom));
            command.mutable_set_urgent()->set_reason("emergency");
            break;
        case StepKind::limit_field:
            command.mutable_limit_service()->set_service(service);
            command.mutable_limit_service()->set_closed(false);
            world_.at(until, [this, command] { staff_.supervisor->submit(command, {}); });
            command.mutable_limit_service()->set_closed(true);
            break;
        case StepKind::notice:
            command.mutable_set_notice()->set_text("Mời ông/bà chuẩn bị giấy tờ");
            break;
        case StepKind::assign: {
            auto& assign = *command.mutable_assign_counter();
            assign.set_counter(1 + step.whom % plan_.office.counters.size());
            for (const auto& entry : services) *(entry.code.value == service ? assign.add_serves() : assign.add_helps()) = entry.code.value;
            break;
        }
        default:
            return;
    }
    staff_.supervisor->submit(command, {});
}

}  // namespace luot::simulation
