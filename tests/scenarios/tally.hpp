// What a scenario made happen, by the names that the core gives: so that one can see what no scenario plays.
#pragma once

#include <set>
#include <string>

#include "core/command.hpp"
#include "core/event.hpp"
#include "core/refusal.hpp"

namespace luot::scenarios {

class Tally {
  public:
    void asked(const core::Command& command);    // and accepted
    void refused(const core::Refusal& refusal);  // what a command came to
    void happened(const core::Event& event);

    // "command Issue", "refusal unknown_service", "event TicketIssued", "reason arrival".
    const std::set<std::string>& lines() const { return lines_; }

  private:
    std::set<std::string> lines_;
};

}  // namespace luot::scenarios
