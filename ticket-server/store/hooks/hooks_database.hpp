// hooks.db in the data folder: webhooks, and the outbox of what they have yet to hear. Beside the journal and not in it: addresses and
// secrets may be changed and erased, and a restore must not send again what was sent. The server writes it, and subcommands beside it add
// and remove webhooks; one thread at a time for each object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hooks/hook_records.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

std::filesystem::path hooks_file(const std::filesystem::path& folder);  // hooks.db

class HooksDatabase {
  public:
    // Makes the file where it is missing, readable by its owner alone. WAL, synchronous=FULL. Another program's file and a newer version's
    // are refused.
    static Result<HooksDatabase> open(const std::filesystem::path& folder);

    Result<luot::hooks::Kept> kept() const;

    // The hooks, in the order in which they were made, where another connection has written since the last call, or there was none yet.
    Result<std::optional<std::vector<luot::hooks::Hook>>> changed_hooks();

    // False, and nothing is changed: there are `most` already. `reach`, where it is given, is kept with it.
    Result<bool> add_hook(const luot::hooks::Hook& hook, std::size_t most,
                          const std::optional<luot::hooks::Progress>& reach = std::nullopt);
    // With what waits for it. False: there is none such.
    Result<bool> remove_hook(const std::string& id);

    // After a restore: everything is in the outbox up to here, and no hook waits for the journal to come to where it had been.
    Result<void> begin_anew(const luot::hooks::Progress& reach);

    // All of them and how far they reach, or nothing. Gives them back with their ids; what a hook has under that name already is left out.
    // Those of hooks that are gone are left out, too.
    Result<std::vector<luot::hooks::Delivery>> append(const luot::hooks::Progress& progress, std::vector<luot::hooks::Delivery> deliveries);
    // What is not there any more is no failure.
    Result<void> settle(const std::vector<luot::hooks::Settled>& settled);

  private:
    explicit HooksDatabase(Connection connection) : connection_(std::move(connection)) {}

    Connection connection_;
    std::optional<std::int64_t> seen_version_;  // of what changed_hooks() gave
};

}  // namespace luot::store
