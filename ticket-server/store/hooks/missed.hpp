// What happened while nobody put it into the outbox of webhooks: read from the journal.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/event.hpp"
#include "journal/journal.hpp"

namespace luot::store {

struct Missed {
    core::Event event;
    std::optional<core::TicketIssued> issued;  // of the ticket that it is about
};

struct MissedStretch {
    std::vector<Missed> events;  // calls, ends of services and opinions: what webhooks hear of
    core::Seq through = 0;       // looked at so far
};

// Events after `after`, of at most `most` that are looked at. Erased ones are passed over. Beside a running journal: what is durable.
journal::Result<MissedStretch> missed_events(const std::filesystem::path& folder, const journal::Codec& codec, core::Seq after,
                                             std::size_t most);

}  // namespace luot::store
