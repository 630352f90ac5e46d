#include "server/start_up.hpp"

#include <utility>
#include <variant>

namespace luot::server {

std::vector<core::Command> start_up_commands(const core::State& state, const app::OfficeFile& office,
                                             const std::optional<app::ClockSuspicion>& suspicion,
                                             const std::optional<std::uint64_t>& pending_epoch) {
    std::vector<core::Command> commands;
    if (suspicion && !state.clock_suspect) commands.emplace_back(core::SuspectClock{suspicion->last_event_us, suspicion->clock_us});
    if (pending_epoch && *pending_epoch > state.epoch) commands.emplace_back(core::BeginEpoch{*pending_epoch});
    if (office.digest != state.office_digest) commands.emplace_back(core::Configure{office.office, office.digest});
    commands.emplace_back(core::Tick{});  // so that the day is open when the doors are; with nothing due it leaves no trace
    return commands;
}

namespace {

struct StartUp : std::enable_shared_from_this<StartUp> {
    engine::Service& service;
    std::vector<core::Command> commands;
    std::function<void(std::optional<std::string>)> on_done;
    std::size_t next = 0;

    StartUp(engine::Service& the_service, std::vector<core::Command> the_commands, std::function<void(std::optional<std::string>)> done)
        : service(the_service), commands(std::move(the_commands)), on_done(std::move(done)) {}

    void go_on() {
        const core::Command& command = commands.at(next++);
        service.submit(command, core::Origin{}, [self = shared_from_this()](const engine::Reply& reply) { self->heard(reply); });
    }

    void heard(const engine::Reply& reply) {
        if (std::holds_alternative<engine::Unavailable>(reply.outcome)) {
            on_done("the journal cannot be written: " + service.health().reason);
            return;
        }
        const auto* refusal = std::get_if<core::Refusal>(&reply.outcome);
        if (refusal != nullptr && refusal->code != core::RefusalCode::already_so) {
            on_done(std::string("the office's start was refused: ") + core::to_string(refusal->code));
            return;
        }
        if (next < commands.size()) {
            go_on();
        } else {
            on_done(std::nullopt);
        }
    }
};

}  // namespace

void run_start_up(engine::Service& service, std::vector<core::Command> commands,
                  std::function<void(std::optional<std::string> failure)> on_done) {
    std::make_shared<StartUp>(service, std::move(commands), std::move(on_done))->go_on();
}

}  // namespace luot::server
