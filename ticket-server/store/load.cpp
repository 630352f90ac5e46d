#include "store/load.hpp"

#include "core/decide.hpp"
#include "store/database.hpp"
#include "store/files.hpp"

namespace luot::store {

namespace {

Result<void> apply_stored(core::State& state, const StoredEvent& event, const journal::Codec& codec) {
    if (event.erased) return Failure{"event " + std::to_string(event.row.seq) + " is erased, and no usable checkpoint comes after it"};
    const Result<core::Event> decoded = codec.decode(event.row);
    if (!decoded) return Failure{"event " + std::to_string(event.row.seq) + " cannot be read: " + decoded.error().what};
    core::apply(state, *decoded);
    return {};
}

Result<void> fold(const Connection& connection, core::Seq through, const journal::Codec& codec, Loaded& loaded) {
    const Result<std::optional<StoredEvent>> before = event_at(connection, loaded.checkpoint_seq);
    if (!before) return before.error();
    Link link = *before ? (*before)->link : genesis_link;
    core::Seq seq = loaded.checkpoint_seq;
    Result<EventCursor> cursor = EventCursor::after(connection, seq);
    if (!cursor) return cursor.error();
    while (seq < through) {
        const Result<std::optional<StoredEvent>> event = cursor->next();
        if (!event) return event.error();
        if (!*event) return Failure{"the journal is damaged: event " + std::to_string(seq + 1) + " is missing"};
        if (Result<void> done = check_link(**event, seq, link); !done) return done;
        if (Result<void> done = apply_stored(loaded.state, **event, codec); !done) return done;
        link = (*event)->link;
        seq = (*event)->row.seq;
        ++loaded.events_applied;
    }
    return {};
}

}  // namespace

Result<void> check_link(const StoredEvent& event, core::Seq previous_seq, const Link& previous) {
    const journal::Row& row = event.row;
    const std::string name = "event " + std::to_string(row.seq);
    if (row.seq != previous_seq + 1)
        return Failure{name + " follows event " + std::to_string(previous_seq) + ": events are missing between them"};
    if (!event.erased && digest_of(row.payload) != event.digest) return Failure{name + " is not what its digest says"};
    if (link_of(previous, row.seq, row.at_us, row.kind, event.digest) != event.link)
        return Failure{name + " does not link to the event before it"};
    return {};
}

Result<std::optional<core::State>> usable_state(const Connection& connection, core::Seq seq, const journal::Codec& codec) {
    const Result<std::optional<StoredCheckpoint>> stored = checkpoint_at(connection, seq);
    if (!stored) return stored.error();
    const Result<std::optional<StoredEvent>> event = event_at(connection, seq);
    if (!event) return event.error();
    const std::optional<core::State> none;
    if (!*stored || !*event || (*event)->link != (*stored)->link) return none;
    const journal::Checkpoint& checkpoint = (*stored)->checkpoint;
    const bool known = checkpoint.format == codec.state_format() || ((*stored)->base && codec.reads_state_of(checkpoint.format));
    if (!known || digest_of(checkpoint.state) != (*stored)->digest) return none;
    Result<core::State> state = codec.decode_state(checkpoint);
    if (!state || state->seq != seq) return none;
    return std::optional(std::move(*state));
}

Result<Loaded> load_through(const Connection& connection, core::Seq through, const journal::Codec& codec) {
    const Result<std::vector<core::Seq>> seqs = checkpoint_seqs(connection);
    if (!seqs) return seqs.error();
    Loaded loaded;
    for (const core::Seq seq : *seqs) {
        if (seq > through) continue;
        Result<std::optional<core::State>> state = usable_state(connection, seq, codec);
        if (!state) return state.error();
        if (*state) {
            loaded.state = std::move(**state);
            loaded.checkpoint_seq = seq;
            break;
        }
        ++loaded.checkpoints_skipped;
    }
    if (Result<void> done = fold(connection, through, codec, loaded); !done) return done.error();
    return loaded;
}

Result<Loaded> load_file(const std::filesystem::path& database, const journal::Codec& codec) {
    const Result<Connection> connection = open_for_reading(database);
    if (!connection) return connection.error();
    const Result<Transaction> snapshot = Transaction::begin(*connection, Transaction::Kind::read);
    if (!snapshot) return snapshot.error();
    const Result<Tail> tail = tail_of(*connection);
    if (!tail) return tail.error();
    return load_through(*connection, tail->seq, codec);
}

Result<Loaded> load(const std::filesystem::path& folder, const journal::Codec& codec) {
    return load_file(database_file(folder), codec);
}

}  // namespace luot::store
