// A clerk at a counter, who does what a terminal shows to be next; and the kiosk, which gives numbers and prints slips.
#pragma once

#include <optional>
#include <string>

#include "simulation/people.hpp"
#include "simulation/screens.hpp"

namespace luot::simulation {

// Whoever acts has the same notion of the office's seconds.
struct Pace {
    double speed = 60;
    Time office_s(double seconds) const { return static_cast<Time>(seconds * static_cast<double>(second) / speed); }
};

class Kiosk final : public Device {
  public:
    // `entrance`: reads cards, announces its slips to the server before it prints them, and scans them.
    Kiosk(World& world, Network& network, std::string name, Hall& hall, Pace pace, bool entrance)
        : Device(world, network, v1::ROLE_KIOSK, std::move(name), true), hall_(hall), pace_(pace), entrance_(entrance) {}

    // A citizen stands before it and takes a number. A kiosk that is frozen, off or has lost its server gives none.
    void tap(const Citizen& citizen);
    // Says for a ticket's citizen: back with the form, leaving, here after all, this is how it was.
    void say(const v1::Command& command);

  private:
    void issue(const Citizen& citizen, bool is_second);
    void announce(const Citizen& citizen, const v1::IssuedResult& issued, bool is_second);
    void print(const Citizen& citizen, std::uint64_t ticket, bool is_second);
    void scan_later(const v1::IssuedResult& issued);
    void leave_later(std::uint64_t ticket);

    Hall& hall_;
    Pace pace_;
    bool entrance_;
};

class Clerk final : public Screen {
  public:
    Clerk(World& world, Network& network, std::string name, std::uint64_t counter, std::string code, Hall& hall, Kiosk& kiosk, Pace pace)
        : Screen(world, network, v1::ROLE_COUNTER, std::move(name)),
          counter_(counter),
          code_(std::move(code)),
          hall_(hall),
          kiosk_(kiosk),
          pace_(pace),
          habits_(world.dice_of(Device::name() + " habits")) {}

    void begin_shift();
    // No more pauses and no choosing: calls until nobody is left, then closes.
    void work_until_all_are_served() { closing_ = true; }
    // No more calls either: whoever still waits does so in vain.
    void go_home_at_once() { closing_ = leaving_ = true; }
    bool has_gone_home() const { return gone_home_; }
    std::uint64_t counter() const { return counter_; }
    // In a hurry: asks at once, whatever was asked before.
    void press_next();
    void choose(std::uint64_t ticket);
    // Beside the one at which they are.
    void sign_in_at(std::uint64_t counter);

  private:
    void think();
    void think_again();
    void act();
    void act_idle(const v1::CounterStatus& counter);
    void act_called(const v1::CounterStatus& counter);
    void act_serving(const v1::CounterStatus& counter);
    bool somebody_may_come() const;
    bool somebody_waits(const v1::CounterStatus& counter) const;
    std::uint64_t any_in(v1::TicketState state);  // 0: nobody
    // Of the verb, and of whom the clerk sees there.
    template <class Verb>
    void at(Verb& verb) const {
        verb.mutable_at()->set_counter(counter_);
        verb.mutable_at()->set_clerk(code_);
        if (const auto seen = ticket_seen()) verb.mutable_at()->set_ticket(*seen);
    }
    std::optional<std::uint64_t> ticket_seen() const;
    void ask(const v1::Command& command, OnReply then = {});
    bool does_something_else(const v1::CounterStatus& counter);
    void hand_over();
    bool puts_end_right(std::uint64_t ticket, const Citizen* citizen);
    bool a_while_since(double office_s) const;
    const Citizen* citizen_of(std::uint64_t ticket) const;
    void came_back_later(std::uint64_t ticket);
    void missed(std::uint64_t ticket);
    void rate_later(std::uint64_t ticket);

    std::uint64_t counter_;
    std::string code_;
    Hall& hall_;
    Kiosk& kiosk_;
    Pace pace_;
    Dice habits_;  // apart from what the day brings
    std::uint64_t put_right_ = 0;
    bool on_shift_ = false;
    bool closing_ = false;
    bool leaving_ = false;
    bool gone_home_ = false;
    // What was before the clerk's eyes when last looked at, and since when.
    std::uint64_t ticket_ = 0;
    v1::TicketState state_ = v1::TICKET_STATE_UNSPECIFIED;
    Time since_ = 0;
    std::uint32_t recalls_ = 0;
};

}  // namespace luot::simulation
