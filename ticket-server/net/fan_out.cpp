#include "net/fan_out.hpp"

#include <algorithm>
#include <utility>

#include "engine/check.hpp"

namespace luot::net {

void FanOut::Ring::forget_through(core::Seq seq) {
    while (!pushes.empty() && pushes.front().seq <= seq) {
        bytes -= pushes.front().bytes->size();
        pushes.pop_front();
    }
    complete_after = std::max(complete_after, seq);
}

FanOut::Pushes::const_iterator FanOut::Ring::after(core::Seq seq) const {
    return std::upper_bound(pushes.begin(), pushes.end(), seq, [](core::Seq wanted, const Push& push) { return wanted < push.seq; });
}

FanOut::Ring& FanOut::ring_of(core::Role role) {
    const auto index = static_cast<std::size_t>(role);
    engine::check(index < rings_.size(), "a role");
    return rings_[index];
}

void FanOut::told(const core::State& after, const core::Event& event) {
    for (std::size_t index = 0; index < rings_.size(); ++index) {
        Ring& ring = rings_[index];
        if (!ring.live) continue;
        if (std::holds_alternative<core::EpochBegan>(event.body)) {
            tell_all(ring);
            ring.forget_through(event.seq - 1);  // seqs of before mean something else to whoever has them
        }
        ring.unheard = ring.subscribers.empty() ? ring.unheard + 1 : 0;
        if (ring.unheard > limits_.events_unheard) {
            ring = Ring{};
            continue;
        }
        keep(ring, static_cast<core::Role>(index), after, event);
    }
}

void FanOut::keep(Ring& ring, core::Role role, const core::State& after, const core::Event& event) {
    Bytes bytes = translator_.push(after, event, role);
    if (!bytes) return;
    ++counters_.pushes_encoded;
    if (ring.to_visit == 0) ring.heard_through = event.seq - 1;
    ring.bytes += bytes->size();
    ring.pushes.push_back(Push{event.seq, std::move(bytes)});
    ring.to_visit = ring.subscribers.size();
    const auto too_much = [&] { return ring.pushes.size() > limits_.ring_pushes || ring.bytes > limits_.ring_bytes; };
    while (too_much()) {
        if (ring.pushes.front().seq > ring.heard_through) {  // nothing is forgotten that somebody is still to hear
            tell_all(ring);
            ring.heard_through = event.seq;
        }
        ring.forget_through(ring.pushes.front().seq);
    }
}

bool FanOut::has_untold() const {
    return std::ranges::any_of(rings_, [](const Ring& ring) { return ring.to_visit > 0; });
}

bool FanOut::tell(Subscriber& subscriber) {
    Subscriber::Place& place = subscriber.place_;
    if (!place.subscribed) return false;
    const Ring& ring = ring_of(place.role);
    if (ring.pushes.empty() || ring.pushes.back().seq <= place.told_through) return false;
    send(ring, ring.after(place.told_through), subscriber);
    place.told_through = ring.pushes.back().seq;
    return true;
}

bool FanOut::tell_next() {
    return std::ranges::any_of(rings_, [this](Ring& ring) { return tell_next(ring); });
}

bool FanOut::tell_next(Ring& ring) {
    while (ring.to_visit > 0) {
        --ring.to_visit;
        if (ring.next >= ring.subscribers.size()) ring.next = 0;
        if (tell(*ring.subscribers[ring.next++])) return true;
    }
    return false;
}

void FanOut::tell_all(Ring& ring) {
    while (tell_next(ring)) {}
}

void FanOut::subscribe(Subscriber& subscriber, core::Role role, core::Seq resume_from, std::uint64_t epoch, const core::State& told,
                       core::TimeUs now_us) {
    Ring& ring = ring_of(role);
    if (!ring.live) {
        ring.live = true;
        ring.complete_after = told.seq;
    }
    const bool known = resume_from != 0 && resume_from <= told.seq && epoch == told.epoch;
    if (!known || !resume(ring, subscriber, resume_from)) show(ring, role, subscriber, told, now_us);
    subscriber.place_ = {true, role, ring.subscribers.size(), told.seq};
    ring.subscribers.push_back(&subscriber);
}

void FanOut::bring_up(Subscriber& subscriber, core::Role role, const core::State& told, core::TimeUs now_us) {
    show(ring_of(role), role, subscriber, told, now_us);
    subscriber.place_.told_through = told.seq;
}

bool FanOut::show_again(Subscriber& subscriber, core::Role role, const core::State& told, core::TimeUs now_us) {
    if (tell(subscriber)) return false;
    Ring& ring = ring_of(role);
    if (ring.snapshot.seq < subscriber.place_.told_through) ring.snapshot = {};
    bring_up(subscriber, role, told, now_us);
    return true;
}

// The last one takes its place; who was to be told is visited once more, since places in the round have changed.
void FanOut::unsubscribe(Subscriber& subscriber) {
    const Subscriber::Place place = std::exchange(subscriber.place_, {});
    if (!place.subscribed) return;
    Ring& ring = ring_of(place.role);
    engine::check(ring.subscribers.at(place.index) == &subscriber, "a subscriber stands where it says");
    ring.subscribers[place.index] = ring.subscribers.back();
    ring.subscribers[place.index]->place_.index = place.index;
    ring.subscribers.pop_back();
    if (ring.to_visit > 0) ring.to_visit = ring.subscribers.size();
}

// So many pushes may wait for one peer: more would put it behind at once.
bool FanOut::fit(const Ring& ring, Pushes::const_iterator first) const {
    std::size_t bytes = 0;
    for (auto push = first; push != ring.pushes.end(); ++push) bytes += push->bytes->size();
    return static_cast<std::size_t>(ring.pushes.end() - first) <= limits_.outbox_pushes && bytes <= limits_.outbox_push_bytes;
}

void FanOut::send(const Ring& ring, Pushes::const_iterator first, Subscriber& subscriber) {
    for (auto push = first; push != ring.pushes.end(); ++push) {
        subscriber.on_push(push->bytes);
        ++counters_.pushes_sent;
    }
}

// False: not everything since then is kept, or it is too much.
bool FanOut::resume(const Ring& ring, Subscriber& subscriber, core::Seq resume_from) {
    if (resume_from < ring.complete_after) return false;
    const auto first = ring.after(resume_from);
    if (!fit(ring, first)) return false;
    send(ring, first, subscriber);
    ++counters_.resumed;
    return true;
}

// The last snapshot and the pushes since are as good as a new one, and cost no encoding: a thousand boards come back at once.
bool FanOut::is_good(const Ring& ring, core::TimeUs now_us) const {
    const Snapshot& snapshot = ring.snapshot;
    const bool young = now_us >= snapshot.at_us && now_us - snapshot.at_us <= limits_.snapshot_good_for_us;
    if (!snapshot.bytes || !young || snapshot.seq < ring.complete_after) return false;
    const auto first = ring.after(snapshot.seq);
    return static_cast<std::size_t>(ring.pushes.end() - first) <= limits_.pushes_behind_snapshot && fit(ring, first);
}

void FanOut::show(Ring& ring, core::Role role, Subscriber& subscriber, const core::State& told, core::TimeUs now_us) {
    if (!is_good(ring, now_us)) {
        ring.snapshot = Snapshot{told.seq, now_us, translator_.snapshot(told, role, now_us)};
        ++counters_.snapshots_encoded;
    }
    subscriber.on_snapshot(ring.snapshot.bytes);
    ++counters_.snapshots_sent;
    send(ring, ring.after(ring.snapshot.seq), subscriber);
}

}  // namespace luot::net
