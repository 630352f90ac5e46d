#include "engine/engine.hpp"

#include <utility>

#include "engine/check.hpp"

namespace luot::engine {

namespace {

// More ticks than this at one moment are a bug in the core's wake-ups, not an office: every tick settles all that one cause made due.
constexpr int ticks_at_once = 1'024;

// What is made durable together, and who waits for it.
struct Group {
    std::vector<core::Event> events;
    std::vector<journal::Row> rows;
    core::ReportRows report;
    Replies replies;
    bool day_closed = false;
    bool checkpointed = false;

    bool has_events() const { return !events.empty(); }
};

void move_to_back(Replies& to, Replies&& from) {
    if (to.empty()) {
        to = std::move(from);
        return;
    }
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

struct Engine::Impl {
    core::State decided;
    core::State told;
    const journal::Codec& codec;
    OnTold on_told;
    Limits limits;
    std::size_t since_checkpoint;  // durable events behind the last durable checkpoint
    Group forming;
    std::optional<Group> in_flight;
    std::vector<core::Event> spare;  // empty, with the room of the last batch's: as large a piece is not asked of the system each time
    Replies ready;
    bool recovering = false;

    Impl(core::State state, const journal::Codec& the_codec, OnTold told_to, Limits the_limits, std::size_t behind)
        : decided(std::move(state)),
          told(decided),
          codec(the_codec),
          on_told(std::move(told_to)),
          limits(the_limits),
          since_checkpoint(behind) {}

    std::size_t waiting_replies() const { return forming.replies.size() + ready.size() + (in_flight ? in_flight->replies.size() : 0); }

    bool accepting() const {
        // Twice: one batch in flight, one forming. Replies that wait behind the one in flight without events of their own count too.
        const bool forming_full = forming.replies.size() >= limits.commands_in_batch || forming.events.size() >= limits.events_in_batch;
        return !recovering && !forming_full && waiting_replies() < 2 * limits.commands_in_batch;
    }

    void add_event(core::Event event) {
        check(event.seq == decided.seq + 1, "decided events follow the state without a gap");
        core::apply_collecting(decided, event, forming.report);
        journal::EncodedEvent encoded = codec.encode(event);
        journal::Row row;
        row.seq = event.seq;
        row.at_us = event.at_us;
        row.business_day = event.business_day;
        row.kind = encoded.kind;
        row.payload = std::move(encoded.payload);
        forming.rows.push_back(std::move(row));
        forming.day_closed = forming.day_closed || std::holds_alternative<core::DayClosed>(event.body);
        forming.events.push_back(std::move(event));
    }

    // The answer is put together as the events are applied; what the state keeps of it for repeats is the same by construction.
    core::Answer add_events(std::vector<core::Event> events) {
        check(!events.empty(), "an accepted command leads to an event");
        core::Answer answer;
        for (core::Event& event : events) {
            add_event(std::move(event));
            core::add_to_answer(answer, decided, forming.events.back());
        }
        return answer;
    }

    void decide_due_ticks(const core::Moment& moment) {
        for (int ticks = 0; ticks < ticks_at_once && core::next_wakeup(decided) <= moment.at_us; ++ticks) {
            auto events = core::decide(decided, core::Tick{}, core::Origin{}, moment, core::Entropy{});
            if (!events) return;  // already_so: nothing to do
            add_events(std::move(*events));
        }
    }

    Reply decide(const core::Command& command, const core::Origin& origin, std::uint64_t reply_to, const core::Moment& moment,
                 const core::Entropy& entropy) {
        Reply reply;
        reply.reply_to = reply_to;
        reply.session = origin.session;
        reply.no = origin.no;
        if (origin.session) {
            if (const core::Answer* kept = core::find_answer(decided, origin.session, origin.no)) {
                reply.seq = kept->seq;
                reply.at_us = kept->at_us;
                reply.outcome = *kept;
                return reply;
            }
        }
        reply.seq = decided.seq;
        reply.at_us = moment.at_us;
        auto events = core::decide(decided, command, origin, moment, entropy);
        if (!events) {
            if (events.error().code == core::RefusalCode::tick_due) {
                reply.outcome = Unavailable{};  // more ticks are due than are decided at once: never says so to a device
            } else {
                reply.outcome = events.error();
            }
            return reply;
        }
        core::Answer answer = add_events(std::move(*events));
        reply.seq = answer.seq;
        reply.at_us = answer.at_us;
        reply.outcome = std::move(answer);
        return reply;
    }

    journal::Checkpoint checkpoint_of_decided() const {
        journal::Checkpoint checkpoint;
        checkpoint.seq = decided.seq;
        checkpoint.format = codec.state_format();
        checkpoint.state = codec.encode(decided);
        return checkpoint;
    }

    // Behind whatever makes the present `decided` durable.
    Replies& waiting_place() {
        if (forming.has_events()) return forming.replies;
        if (in_flight) return in_flight->replies;
        return ready;
    }

    void tell(const core::Event& event) {
        core::apply(told, event);
        if (on_told) on_told(told, event);
    }
};

Engine::Engine(core::State state, const journal::Codec& codec, OnTold on_told, Limits limits, std::size_t since_checkpoint)
    : impl_(std::make_unique<Impl>(std::move(state), codec, std::move(on_told), limits, since_checkpoint)) {}

Engine::~Engine() = default;

bool Engine::accepting() const {
    return impl_->accepting();
}

bool Engine::recovering() const {
    return impl_->recovering;
}

void Engine::submit(const core::Command& command, const core::Origin& origin, std::uint64_t reply_to, const core::Moment& moment,
                    const core::Entropy& entropy) {
    check(accepting(), "nothing is submitted while the engine does not accept");
    impl_->decide_due_ticks(moment);
    Reply reply = impl_->decide(command, origin, reply_to, moment, entropy);
    impl_->waiting_place().push_back(std::move(reply));
}

void Engine::tick(const core::Moment& moment) {
    if (accepting()) impl_->decide_due_ticks(moment);
}

Replies Engine::take_ready() {
    return std::exchange(impl_->ready, {});
}

std::optional<journal::Batch> Engine::take_batch() {
    Group& forming = impl_->forming;
    if (impl_->in_flight || impl_->recovering || !forming.has_events()) return std::nullopt;
    journal::Batch batch;
    batch.rows = std::exchange(forming.rows, {});
    batch.report = std::exchange(forming.report, {});
    // Nothing was decided beyond the forming group, so `decided` is the state after its last row.
    if (forming.day_closed || impl_->since_checkpoint + batch.rows.size() >= impl_->limits.events_between_checkpoints) {
        batch.checkpoint = impl_->checkpoint_of_decided();
        forming.checkpointed = true;
    }
    impl_->in_flight = std::exchange(forming, {});
    forming.events = std::exchange(impl_->spare, {});
    return batch;
}

std::optional<journal::Batch> Engine::take_checkpoint() {
    if (impl_->in_flight || impl_->recovering || impl_->forming.has_events() || impl_->since_checkpoint == 0) return std::nullopt;
    journal::Batch batch;
    batch.checkpoint = impl_->checkpoint_of_decided();
    impl_->in_flight.emplace();
    impl_->in_flight->checkpointed = true;
    return batch;
}

Replies Engine::committed() {
    check(impl_->in_flight.has_value(), "a batch was in flight");
    Group group = std::move(*impl_->in_flight);
    impl_->in_flight.reset();
    impl_->since_checkpoint = group.checkpointed ? 0 : impl_->since_checkpoint + group.events.size();
    for (const core::Event& event : group.events) impl_->tell(event);
    group.events.clear();
    impl_->spare = std::move(group.events);
    return std::move(group.replies);
}

Replies Engine::failed() {
    check(impl_->in_flight.has_value(), "a batch was in flight");
    Replies dropped = std::move(impl_->in_flight->replies);
    move_to_back(dropped, std::move(impl_->forming.replies));
    for (Reply& reply : dropped) {
        reply.seq = impl_->told.seq;
        reply.outcome = Unavailable{};
    }
    impl_->in_flight.reset();
    impl_->forming = {};
    impl_->decided = impl_->told;
    impl_->recovering = true;
    return dropped;
}

Replies Engine::recovered(const std::vector<core::Event>& on_disk) {
    check(impl_->recovering, "the journal was being recovered");
    for (const core::Event& event : on_disk) {
        check(event.seq == impl_->told.seq + 1, "events on disk follow what was told without a gap");
        core::apply(impl_->decided, event);
        impl_->tell(event);
    }
    impl_->since_checkpoint += on_disk.size();
    impl_->recovering = false;
    return take_ready();
}

const core::State& Engine::told() const {
    return impl_->told;
}

const core::State& Engine::decided() const {
    return impl_->decided;
}

}  // namespace luot::engine
