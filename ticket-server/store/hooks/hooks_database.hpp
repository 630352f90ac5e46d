// hooks.db in the data folder: webhooks, and the outbox of what they have yet to hear. Beside the journal and not in it: addresses and
// secrets may be changed and erased, and a restore must not send again what was sent. One process and one thread at a time.
#pragma once

#include <filesystem>
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

    Result<void> add_hook(const luot::hooks::Hook& hook);
    // With what waits for it. One that is not there is no failure.
    Result<void> remove_hook(const std::string& id);

    // All of them and how far they reach, or nothing. Gives them back with their ids; what a hook has under that name already is left out.
    // Those of hooks that are gone are left out, too.
    Result<std::vector<luot::hooks::Delivery>> append(const luot::hooks::Progress& progress, std::vector<luot::hooks::Delivery> deliveries);
    // What is not there any more is no failure.
    Result<void> settle(const std::vector<luot::hooks::Settled>& settled);

  private:
    explicit HooksDatabase(Connection connection) : connection_(std::move(connection)) {}

    Connection connection_;
};

}  // namespace luot::store
