// Decide, commit, tell. A machine without I/O: the shell feeds commands with the moment, carries batches to the journal and back, and
// passes on what comes out. Nothing leaves before what it was computed on is durable. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/decide.hpp"
#include "core/state.hpp"
#include "journal/journal.hpp"

namespace luot::engine {

struct Limits {
    std::size_t commands_in_batch = 512;  // one fsync serves so many; when full, sockets are not read
    std::size_t events_in_batch = 8'192;  // ticks make events too; reached, nothing is accepted. One command or tick may pass it
    // Day close makes one, and nobody is served while it is made; in between only where a start would take long: so many are folded in some
    // 0.2 s. The busiest day measured, 2,691 visits, has 14,166.
    std::size_t events_between_checkpoints = 100'000;
};

// The journal failed; the outcome is unknown: repeat the same number.
struct Unavailable {};

struct Reply {
    std::uint64_t reply_to = 0;  // the caller's own token
    core::SessionId session;
    std::uint64_t no = 0;
    core::Seq seq = 0;  // for refusals: what they were computed on
    core::TimeUs at_us = 0;
    std::variant<core::Answer, core::Refusal, Unavailable> outcome;
};

using Replies = std::vector<Reply>;

// Hears every event once it is durable, with the state just after it: pushes, pages and metrics are made here. Must not call the engine.
using OnTold = std::function<void(const core::State& after, const core::Event& event)>;

class Engine {
  public:
    // `codec` outlives the engine. `state` is the fold of the journal, which holds `since_checkpoint` events behind its last checkpoint.
    Engine(core::State state, const journal::Codec& codec, OnTold on_told, Limits limits = {}, std::size_t since_checkpoint = 0);
    ~Engine();

    // False while the forming batch is full or the journal is being recovered: do not read sockets, do not submit.
    bool accepting() const;
    bool recovering() const;

    // Decides now, after whatever Tick is due. The reply comes out of a later call. Precondition: accepting().
    void submit(const core::Command& command, const core::Origin& origin, std::uint64_t reply_to, const core::Moment& moment,
                const core::Entropy& entropy);

    // Decides the Ticks that are due. No-op unless accepting().
    void tick(const core::Moment& moment);

    // Replies that wait for nothing: with no batch in flight and no event undurable. Call after submit() and before take_batch().
    Replies take_ready();

    // The next batch for the journal, unless one is in flight or there is nothing to commit.
    std::optional<journal::Batch> take_batch();

    // Before a stop, so that the next start reads little: a batch with a checkpoint of all that is durable and without events, where there
    // are events behind the last checkpoint. Nothing while anything is in flight or has to be committed first.
    std::optional<journal::Batch> take_checkpoint();

    // The batch in flight became durable: its events are told, then its replies may go out.
    Replies committed();

    // The batch in flight failed: it and all decided after it is dropped, all who wait are told Unavailable, and nothing is decided until
    // recovered().
    Replies failed();

    // The journal was opened again and holds these events beyond told().seq. Precondition: their seqs follow it without a gap.
    Replies recovered(const std::vector<core::Event>& on_disk);

    const core::State& told() const;
    const core::State& decided() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::engine
