#include "simulation/staff.hpp"

#include <string>

namespace luot::simulation {

Staff::Staff(World& world, Network& network, const Plan& plan) {
    const Pace pace{plan.speed};
    for (std::size_t index = 0; index < plan.kiosks; ++index)
        kiosks.push_back(std::make_unique<Kiosk>(world, network, "kiosk-" + std::to_string(index + 1), hall, pace,
                                                 plan.office.kiosk.card != core::CardUse::none));
    for (const core::CounterConfig& counter : plan.office.counters) {
        const std::string number = std::to_string(counter.id.value);
        const auto make = [&](const std::string& name) {
            return std::make_unique<Clerk>(world, network, name, counter.id.value, "clerk-" + number, hall, *kiosks.front(), pace);
        };
        clerks.push_back(make("counter-" + number));
        if (!keypad) keypad = make("keypad-" + number);
    }
    for (std::size_t index = 0; index < plan.boards; ++index)
        boards.push_back(std::make_unique<HallBoard>(world, network, "board-" + std::to_string(index + 1)));
    supervisor = std::make_unique<Supervisor>(world, network, "supervisor");
    administrator = std::make_unique<Device>(world, network, v1::ROLE_ADMINISTRATOR, "administrator", true);

    for (const auto& clerk : clerks) screens.push_back(clerk.get());
    screens.push_back(keypad.get());
    for (const auto& board : boards) screens.push_back(board.get());
    screens.push_back(supervisor.get());
    for (const auto& kiosk : kiosks) devices.push_back(kiosk.get());
    devices.insert(devices.end(), screens.begin(), screens.end());
    devices.push_back(administrator.get());
}

}  // namespace luot::simulation
