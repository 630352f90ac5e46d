// What happened, to everybody who is shown it: encoded once for each role, kept for those who come back, a snapshot for those who were away
// too long. Never waits for anybody, and nobody waits until a thousand boards were told: that is done in pieces. Network thread.
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "core/state.hpp"
#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

class Subscriber {
  public:
    virtual void on_push(const Bytes& bytes) = 0;
    // Replaces whatever the subscriber was shown before.
    virtual void on_snapshot(const Bytes& bytes) = 0;

  protected:
    virtual ~Subscriber() = default;

  private:
    friend class FanOut;
    // Where it stands; the fan-out's own.
    struct Place {
        bool subscribed = false;
        core::Role role = core::Role::unspecified;
        std::size_t index = 0;  // among its role's
        core::Seq told_through = 0;
    };
    Place place_;
};

struct FanOutCounters {
    std::uint64_t pushes_encoded = 0;
    std::uint64_t pushes_sent = 0;
    std::uint64_t snapshots_encoded = 0;
    std::uint64_t snapshots_sent = 0;
    std::uint64_t resumed = 0;
};

class FanOut {
  public:
    // Both outlive it.
    FanOut(const Translator& translator, const Limits& limits) : translator_(translator), limits_(limits) {}

    // Every event that was told, in order. Subscribers hear of it by tell_next(), or by tell(): call the one until it says false, in as
    // many pieces as others may wait for. Subscribers must not subscribe or unsubscribe from within their callbacks.
    void told(const core::State& after, const core::Event& event);
    // All that one subscriber has not heard of yet, whoever's turn it is. False: nothing. For somebody whose turn it is, and before an
    // answer goes to this one. No-op for who did not subscribe.
    bool tell_next();
    bool tell(Subscriber& subscriber);
    bool has_untold() const;

    // From here on every push of its role, without a gap and without one twice: first what it missed since `resume_from`, where that is of
    // this epoch and still kept; else a snapshot. `told` is the state after the last event that told() was called with.
    void subscribe(Subscriber& subscriber, core::Role role, core::Seq resume_from, std::uint64_t epoch, const core::State& told,
                   core::TimeUs now_us);
    // For a subscriber that dropped pushes: a snapshot, and it goes on from there.
    void bring_up(Subscriber& subscriber, core::Role role, const core::State& told, core::TimeUs now_us);
    // What the clock alone has changed: a snapshot of what the subscriber has heard, and of nothing that came before or after that. False:
    // it had something to hear, and has been told that instead. Whoever takes a call from a snapshot takes it for an old one.
    bool show_again(Subscriber& subscriber, core::Role role, const core::State& told, core::TimeUs now_us);
    // No-op for who did not subscribe.
    void unsubscribe(Subscriber& subscriber);

    const FanOutCounters& counters() const { return counters_; }

  private:
    struct Push {
        core::Seq seq = 0;
        Bytes bytes;
    };
    using Pushes = std::deque<Push>;
    struct Snapshot {
        core::Seq seq = 0;
        core::TimeUs at_us = 0;
        Bytes bytes;
    };
    // Of one role. Live from the first subscriber until nobody has listened for limits.events_unheard events.
    struct Ring {
        bool live = false;
        core::Seq complete_after = 0;  // every push with a later seq is here
        Pushes pushes;
        std::size_t bytes = 0;
        Snapshot snapshot;
        std::vector<Subscriber*> subscribers;
        std::size_t next = 0;         // whose turn it is to be told
        std::size_t to_visit = 0;     // that many from there on, and around, may have something to hear
        core::Seq heard_through = 0;  // everybody has heard all up to here
        std::size_t unheard = 0;

        void forget_through(core::Seq seq);
        Pushes::const_iterator after(core::Seq seq) const;
    };

    void keep(Ring& ring, core::Role role, const core::State& after, const core::Event& event);
    bool tell_next(Ring& ring);
    void tell_all(Ring& ring);
    bool fit(const Ring& ring, Pushes::const_iterator first) const;
    void send(const Ring& ring, Pushes::const_iterator first, Subscriber& subscriber);
    bool resume(const Ring& ring, Subscriber& subscriber, core::Seq resume_from);
    bool is_good(const Ring& ring, core::TimeUs now_us) const;
    void show(Ring& ring, core::Role role, Subscriber& subscriber, const core::State& told, core::TimeUs now_us);
    Ring& ring_of(core::Role role);

    const Translator& translator_;
    const Limits& limits_;
    std::array<Ring, 8> rings_;  // by role
    FanOutCounters counters_;
};

}  // namespace luot::net
