// An office in which anything happens: commands that make sense and commands that do not, over days, with sessions that repeat, office
// files that change at noon, restores, power cuts and clocks that jump ahead. Same seed, same walk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "support/office_driver.hpp"

namespace luot::test {

class RandomWalk {
  public:
    explicit RandomWalk(std::uint64_t seed);

    // One command, or time. Throws std::logic_error with what does not hold.
    void step();

    // Everybody comes back, every counter is opened and calls until nobody is left: whoever is still open then could never be called.
    void check_that_nobody_is_stuck();

    const OfficeDriver& office() const { return office_; }
    std::size_t accepted() const { return accepted_; }
    const std::map<std::string, std::size_t>& outcomes() const { return outcomes_; }  // how often each refusal came, for coverage

  private:
    struct Client {
        core::Origin origin;
        core::Command last;
        std::optional<core::Answer> answer;
    };

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    bool once_in(std::uint64_t times) { return below(times) == 0; }
    template <class List>
    const auto& any_of(const List& list) {
        return list[below(list.size())];
    }

    core::Office any_office();
    core::ServiceCode any_service();
    core::ClassCode any_class();
    core::AtCounter any_place();
    core::TimeUs any_end(const core::AtCounter& at);
    core::TicketId any_ticket();
    core::TicketId any_ticket_in(core::TicketState state);
    core::Command any_command();
    core::Command any_counter_verb();
    core::Command any_ticket_verb();
    core::Command any_of_the_house();

    void send(const core::Command& command);
    void repeat(Client& client);
    bool means_whoever_is_there(const core::Command& command) const;
    void pass_time();
    void follow();
    void follow_pauses(const core::Event& event);
    void check_end(const core::Event& event, const core::TicketFinished& finished) const;
    void check_issue(const core::Event& event, const core::TicketIssued& issued);
    void check_person(const core::TicketIssued& issued) const;
    void check_unclaimed(const core::Event& event, const core::TicketCancelled& cancelled) const;
    void check_assignment(const core::CounterAssigned& assigned) const;
    void check_call(const core::Event& event, const core::TicketCalled& called) const;

    std::mt19937_64 random_;
    OfficeDriver office_;
    std::map<std::string, Client> clients_;
    core::State followed_;
    std::map<core::CounterId, core::TimeUs> paused_since_us_;
    std::map<core::ClerkCode, core::TimeUs> paused_us_;  // today
    std::set<std::pair<core::BusinessDay, std::string>> numbers_;
    std::size_t commands_ = 0;
    std::size_t accepted_ = 0;
    std::map<std::string, std::size_t> outcomes_;
};

}  // namespace luot::test
