#include "board/announcements.hpp"

#include <algorithm>
#include <utility>

namespace luot::board {
namespace {

bool past(const Call& call, std::int64_t office_now_us) {
    return office_now_us - call.at_us >= limits::announce_within_us;
}

}  // namespace

Announcements::Heard Announcements::offer(const Call& call, bool live, std::int64_t office_now_us) {
    if (call.seq <= heard_through_) return Heard::duplicate;
    heard_through_ = call.seq;
    if (epoch_changed_ && remembered(call)) return Heard::duplicate;
    remembered_.push_back(call);
    if (remembered_.size() > limits::calls_remembered) remembered_.pop_front();
    if (!live && past(call, office_now_us)) return Heard::stale;
    if (waiting_.size() == waiting_max_) make_room(office_now_us);
    waiting_.push_back(call);
    return Heard::queued;
}

void Announcements::heard_through(std::uint64_t seq) {
    heard_through_ = std::max(heard_through_, seq);
}

void Announcements::new_epoch() {
    heard_through_ = 0;
    epoch_changed_ = true;
}

void Announcements::clear_waiting() {
    waiting_.clear();
}

std::optional<Call> Announcements::next() {
    if (speaking_ || waiting_.empty()) return std::nullopt;
    speaking_ = std::move(waiting_.front());
    waiting_.pop_front();
    return speaking_;
}

void Announcements::finished() {
    speaking_.reset();
}

std::vector<Call> Announcements::take_dropped() {
    return std::exchange(dropped_, {});
}

// Was this very call heard in the epoch before?
bool Announcements::remembered(const Call& call) const {
    return std::find(remembered_.begin(), remembered_.end(), call) != remembered_.end();
}

void Announcements::make_room(std::int64_t office_now_us) {
    auto out = std::find_if(waiting_.begin(), waiting_.end(), [office_now_us](const Call& call) { return past(call, office_now_us); });
    if (out == waiting_.end()) out = waiting_.begin();
    // The log wants to know, but is not owed memory without end.
    if (dropped_.size() < limits::calls_remembered) dropped_.push_back(*out);
    waiting_.erase(out);
}

}  // namespace luot::board
