// The citizens of a day, and what each of them is like. They know only what people know: what the kiosk gave them, who calls them, when
// they have had enough.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulation/world.hpp"

namespace luot::simulation {

// Seconds are the office's.
struct Citizen {
    std::string service;
    std::string ticket_class;
    std::size_t kiosk = 0;
    std::int64_t serve_s = 0;
    std::int64_t patience_s = 0;    // then they leave: saying so, or not
    bool says_goodbye = false;      // cancels at the kiosk when leaving
    bool double_tap = false;        // taps twice: two numbers, and the second is nobody's
    bool away_when_called = false;  // in the yard, at first
    bool comes_back = false;        // after having missed the call
    bool fills_form = false;        // is sent away from the counter with a form
    bool wrong_field = false;       // of the kiosk's or their own making
    bool next_step = false;         // has to go on to another field
    bool clerk_forgets = false;     // to press finish
    std::uint32_t rates = 0;        // 1 to 5; 0: does not
};

// One who has a number.
struct Holder {
    const Citizen* citizen = nullptr;
    bool present = true;  // in the hall
    bool held_once = false;
    bool moved_on = false;  // transferred already
};

// Who has which ticket. Tickets that nobody heard of have no holder.
class Hall {
  public:
    void take(std::uint64_t ticket, const Citizen& citizen) { holders_[ticket] = Holder{&citizen}; }
    Holder* find(std::uint64_t ticket) {
        const auto found = holders_.find(ticket);
        return found == holders_.end() ? nullptr : &found->second;
    }
    // A restored office may give old ids to others.
    void forget_all() { holders_.clear(); }

  private:
    std::map<std::uint64_t, Holder> holders_;
};

}  // namespace luot::simulation
