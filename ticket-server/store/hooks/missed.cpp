#include "store/hooks/missed.hpp"

#include <utility>
#include <variant>

#include "store/events.hpp"
#include "store/files.hpp"

namespace luot::store {

namespace {

// 0: it is nothing that webhooks hear of.
core::TicketId ticket_of(const core::EventBody& body) {
    if (const auto* called = std::get_if<core::TicketCalled>(&body)) return called->ticket;
    if (const auto* finished = std::get_if<core::TicketFinished>(&body)) return finished->ticket;
    if (const auto* rated = std::get_if<core::TicketRated>(&body)) return rated->ticket;
    return core::TicketId{};
}

Result<std::optional<core::TicketIssued>> issued_as(const Connection& connection, const journal::Codec& codec, core::TicketId ticket) {
    const auto stored = event_at(connection, ticket.value);
    if (!stored) return stored.error();
    if (!*stored || (*stored)->erased) return std::optional<core::TicketIssued>{};
    auto event = codec.decode((*stored)->row);
    if (!event) return event.error();
    auto* issued = std::get_if<core::TicketIssued>(&event->body);
    if (issued == nullptr) return std::optional<core::TicketIssued>{};
    return std::optional<core::TicketIssued>(std::move(*issued));
}

}  // namespace

Result<MissedStretch> missed_events(const std::filesystem::path& folder, const journal::Codec& codec, core::Seq after, std::size_t most) {
    const auto connection = Connection::open(database_file(folder), Mode::read);
    if (!connection) return connection.error();
    auto cursor = EventCursor::after(*connection, after);
    if (!cursor) return cursor.error();
    MissedStretch missed;
    missed.through = after;
    for (std::size_t looked = 0; looked < most; ++looked) {
        auto stored = cursor->next();
        if (!stored) return stored.error();
        if (!*stored) break;
        missed.through = (*stored)->row.seq;
        if ((*stored)->erased) continue;
        auto event = codec.decode((*stored)->row);
        if (!event) return event.error();
        const core::TicketId ticket = ticket_of(event->body);
        if (!ticket) continue;
        auto issued = issued_as(*connection, codec, ticket);
        if (!issued) return issued.error();
        missed.events.push_back(Missed{std::move(*event), std::move(*issued)});
    }
    return missed;
}

}  // namespace luot::store
