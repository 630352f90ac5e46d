// Lets a plan's steps happen: to the network, to the machine, by people.
#pragma once

#include "simulation/site.hpp"
#include "simulation/staff.hpp"

namespace luot::simulation {

class Happening {
  public:
    // All references outlive it.
    Happening(World& world, Network& network, Site& site, Staff& staff, const Plan& plan)
        : world_(world), network_(network), site_(site), staff_(staff), plan_(plan) {}

    void take(const Step& step);

  private:
    void take_device(const Step& step, Time until);
    void take_machine(const Step& step, Time until);
    void take_clerk(const Step& step, Time until);
    void take_supervisor(const Step& step, Time until);
    void fault(std::size_t which);
    std::uint64_t some_waiting(std::size_t whom) const;
    Clerk& clerk(std::size_t whom) { return *staff_.clerks.at(whom % staff_.clerks.size()); }

    World& world_;
    Network& network_;
    Site& site_;
    Staff& staff_;
    const Plan& plan_;
};

}  // namespace luot::simulation
