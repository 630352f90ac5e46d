// A kiosk or a terminal as the protocol asks it to be: one command at a time, numbered, repeated under its number until it is answered,
// acknowledged with the next one. Remembers all that it was told.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "support/journal_audit.hpp"

namespace luot::test {

struct ToldAnswer {
    core::SessionId session;
    std::uint64_t no = 0;
    core::Answer answer;
};

class Device {
  public:
    struct Step {
        core::TimeUs due_us = 0;
        std::function<core::Command(const Device&)> command;
    };

    Device(core::Role role, std::string code, std::vector<Step> plan);

    core::TimeUs due_us() const;  // of what it has to send next; core::never when it is done

    struct Sent {
        core::Command command;
        core::Origin origin;
    };
    // What is to be sent now: the same as before until that was answered.
    Sent send();
    // Its answer; Unavailable is none.
    void hear(const engine::Reply& reply);

    // What the plan may need.
    core::TicketId issued;     // last
    std::string token;         // of that one
    core::TicketId called;     // last
    core::TicketId put_aside;  // last held or absent

    std::vector<ToldAnswer> answers;
    std::vector<ToldRefusal> refusals;
    std::vector<std::string> words;  // what people were told, without what may differ from run to run
    std::size_t unavailable = 0;

  private:
    void take(const core::Answer& answer);

    core::Role role_;
    std::string code_;
    std::shared_ptr<const std::vector<Step>> plan_;  // shared by copies
    std::size_t done_ = 0;
    core::SessionId session_;
    std::uint64_t no_ = 0;
    std::uint64_t acked_through_ = 0;
    std::optional<Sent> sent_;
};

}  // namespace luot::test
