#include "store/folding.hpp"

#include "store/load.hpp"

namespace luot::store {

Result<Folding> Folding::from_base(const Connection& connection, const journal::Codec& codec, const Pruned& pruned) {
    core::State state;
    Link link = genesis_link;
    if (pruned.through != 0) {
        Result<std::optional<core::State>> base = usable_state(connection, pruned.through, codec);
        if (!base) return base.error();
        if (!*base)
            return Failure{"the checkpoint of event " + std::to_string(pruned.through) +
                           ", on which the pruned journal rests, is not usable"};
        state = std::move(**base);
        const Result<std::optional<StoredEvent>> event = event_at(connection, pruned.through);
        if (!event) return event.error();
        link = (*event)->link;
    }
    Result<EventCursor> cursor = EventCursor::after(connection, pruned.through);
    if (!cursor) return cursor.error();
    return Folding(std::move(*cursor), codec, std::move(state), link);
}

Result<bool> Folding::next(core::ReportRows& rows) {
    const Result<std::optional<StoredEvent>> event = cursor_.next();
    if (!event) return event.error();
    if (!*event) return false;
    if (Result<void> done = check_link(**event, state_.seq, link_); !done) return done.error();
    const std::string name = "event " + std::to_string((*event)->row.seq);
    if ((*event)->erased) return Failure{name + " is erased, and no prune went so far"};
    const Result<core::Event> decoded = codec_->decode((*event)->row);
    if (!decoded) return Failure{name + " cannot be read: " + decoded.error().what};
    core::apply_collecting(state_, *decoded, rows);
    link_ = (*event)->link;
    return true;
}

}  // namespace luot::store
