// The events of some business days as they are in the journal, by an own connection with one unchanging view: beside a running server.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "store/events.hpp"

namespace luot::store {

class EventExport {
  public:
    // Both days included.
    static Result<EventExport> open(const std::filesystem::path& folder, core::BusinessDay first, core::BusinessDay last);

    // In order; nothing at the end.
    Result<std::optional<StoredEvent>> next();

  private:
    // On the heap: the cursor and the transaction point to the connection.
    struct View {
        Connection connection;
        std::optional<Transaction> transaction{};
        std::optional<EventCursor> cursor{};
        core::Seq last = 0;
    };
    explicit EventExport(std::unique_ptr<View> view) : view_(std::move(view)) {}
    std::unique_ptr<View> view_;
};

}  // namespace luot::store
