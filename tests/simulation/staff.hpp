// All devices of an office and who works at them.
#pragma once

#include <memory>
#include <vector>

#include "simulation/clerk.hpp"
#include "simulation/plan.hpp"
#include "simulation/screens.hpp"

namespace luot::simulation {

struct Staff {
    Staff(World& world, Network& network, const Plan& plan);

    Hall hall;  // who has which number
    std::vector<std::unique_ptr<Kiosk>> kiosks;
    std::vector<std::unique_ptr<Clerk>> clerks;
    std::unique_ptr<Clerk> keypad;  // a second connection for the clerk of counter 1
    std::vector<std::unique_ptr<HallBoard>> boards;
    std::unique_ptr<Supervisor> supervisor;
    std::unique_ptr<Device> administrator;

    std::vector<Device*> devices;  // every one
    std::vector<Screen*> screens;  // those that are shown something
};

}  // namespace luot::simulation
