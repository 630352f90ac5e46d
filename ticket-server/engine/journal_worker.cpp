#include "engine/journal_worker.hpp"

#include <string>
#include <utility>

namespace luot::engine {

journal::Result<std::vector<core::Event>> reopen(journal::Journal& journal, const journal::Codec& codec, core::Seq after) {
    auto rows = journal.reopen(after);
    if (!rows) return rows.error();
    std::vector<core::Event> events;
    events.reserve(rows->size());
    for (const journal::Row& row : *rows) {
        const core::Seq expected = after + events.size() + 1;
        if (row.seq != expected) {
            return journal::Failure{
                "after reopening, event " + std::to_string(row.seq) + " stands where " + std::to_string(expected) + " should", false};
        }
        auto event = codec.decode(row);
        if (!event) return event.error();
        events.push_back(std::move(*event));
    }
    return events;
}

}  // namespace luot::engine
