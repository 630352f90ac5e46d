#include "board/announcements.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace luot::board {
namespace {

bool past(std::int64_t at_us, std::int64_t office_now_us) {
    return office_now_us - at_us >= limits::announce_within_us;
}

bool same_errand(const Call& one, const Call& other) {
    return one.ticket == other.ticket && one.counter == other.counter;
}

// How many different errands are to be said, counted up to `enough`.
std::size_t errands(const std::deque<Call>& queue, const Announcements::ReasonToSkip& reason_to_skip, std::size_t enough) {
    std::vector<const Call*> found;
    for (const Call& call : queue) {
        if (found.size() == enough) break;
        if (std::any_of(found.begin(), found.end(), [&call](const Call* other) { return same_errand(*other, call); })) continue;
        if (!reason_to_skip(call)) found.push_back(&call);
    }
    return found.size();
}

}  // namespace

const char* to_string(Skip why) {
    switch (why) {
        case Skip::being_served:
            return "being_served";
        case Skip::held:
            return "held";
        case Skip::not_called:
            return "not_called";
        case Skip::old:
            return "old";
        case Skip::said_by_another:
            return "said_by_another";
        case Skip::day_over:
            return "day_over";
        case Skip::queue_full:
            return "queue_full";
    }
    return "";
}

std::optional<Skip> reason_to_skip(const Call& call, const v1::CounterStatus* counter) {
    if (counter == nullptr) return std::nullopt;
    if (counter->ticket() != call.ticket) return Skip::not_called;
    if (counter->ticket_state() == v1::TICKET_STATE_CALLED) return std::nullopt;
    if (counter->ticket_state() == v1::TICKET_STATE_SERVING) return Skip::being_served;
    return counter->ticket_state() == v1::TICKET_STATE_HELD ? Skip::held : Skip::not_called;
}

Announcements::Heard Announcements::offer(const Call& call, bool live, std::int64_t office_now_us) {
    if (call.seq <= heard_through_) return Heard::duplicate;
    heard_through_ = call.seq;
    if (epoch_changed_ && remembered(call)) {
        // Both journals have it: it counts in this one.
        if (std::erase(waiting_before_, call) != 0) waiting_.push_back(call);
        return Heard::duplicate;
    }
    remembered_.push_back(call);
    if (remembered_.size() > limits::calls_remembered) remembered_.pop_front();
    if (!counters_.empty() && !counters_.contains(call.counter)) return Heard::elsewhere;
    if (!live && past(call.at_us, office_now_us)) return Heard::stale;
    if (waiting_.size() + waiting_before_.size() >= waiting_max_) make_room(office_now_us);
    waiting_.push_back(call);
    return Heard::queued;
}

void Announcements::offer_notice(const std::optional<Notice>& notice, std::int64_t office_now_us) {
    if (!notice) return waiting_notice_.reset();
    if (last_notice_ && notice->seq <= last_notice_->seq) return;
    const bool again = last_notice_ && last_notice_->at_us == notice->at_us && last_notice_->text == notice->text;  // of another journal
    last_notice_ = notice;
    if (again && waiting_notice_) waiting_notice_ = notice;
    if (again || notice->seq <= said_notice_ || past(notice->at_us, office_now_us)) return;
    waiting_notice_ = notice;
}

void Announcements::speak_for(const std::set<std::uint64_t>& counters) {
    if (counters == counters_) return;
    counters_ = counters;
    if (counters_.empty()) return;
    const auto elsewhere = [this](const Call& call) { return !counters_.contains(call.counter); };
    std::erase_if(waiting_, elsewhere);
    std::erase_if(waiting_before_, elsewhere);
}

void Announcements::heard_through(std::uint64_t seq) {
    heard_through_ = std::max(heard_through_, seq);
}

void Announcements::new_epoch() {
    heard_through_ = 0;
    epoch_changed_ = true;
    settled_ = 0;
    said_notice_ = 0;
    if (last_notice_) last_notice_->seq = 0;
    waiting_before_.insert(waiting_before_.end(), waiting_.begin(), waiting_.end());
    waiting_.clear();
    of_before_ = announcement_.has_value();
}

void Announcements::clear_waiting() {
    for (const auto* queue : {&waiting_before_, &waiting_}) {
        for (const Call& call : *queue) skip(call, Skip::day_over);
    }
    if (!waiting_.empty()) settle(waiting_.back().seq);
    waiting_.clear();
    waiting_before_.clear();
}

void Announcements::others_said(std::uint64_t calls_through, std::uint64_t notices_through) {
    for (; !waiting_.empty() && waiting_.front().seq <= calls_through; waiting_.pop_front()) skip(waiting_.front(), Skip::said_by_another);
    settle(calls_through);
    said_notice_ = std::max(said_notice_, notices_through);
    if (waiting_notice_ && waiting_notice_->seq <= notices_through) waiting_notice_.reset();
}

void Announcements::forget_old(std::int64_t office_now_us) {
    for (auto* queue : {&waiting_before_, &waiting_}) {
        std::erase_if(*queue, [this, office_now_us](const Call& call) {
            if (!past(call.at_us, office_now_us)) return false;
            skip(call, Skip::old);
            return true;
        });
    }
    if (waiting_notice_ && past(waiting_notice_->at_us, office_now_us)) waiting_notice_.reset();
}

std::optional<Announcement> Announcements::take_notice(std::int64_t office_now_us) {
    if (!waiting_notice_) return std::nullopt;
    const auto notice = std::exchange(waiting_notice_, std::nullopt);
    if (past(notice->at_us, office_now_us)) return std::nullopt;
    return Announcement{{}, {}, notice};
}

std::optional<Announcement> Announcements::take_calls(std::deque<Call>& queue, const ReasonToSkip& reason_to_skip, std::size_t merged_max) {
    const bool burst = errands(queue, reason_to_skip, limits::burst_above + 1) > limits::burst_above;
    const std::size_t together = burst ? std::max<std::size_t>(merged_max, 1) : 1;
    Announcement made;
    while (!queue.empty() && made.calls.size() < together) {
        const Call call = queue.front();
        queue.pop_front();
        if (const auto why = reason_to_skip(call)) {
            skip(call, *why);
            if (&queue == &waiting_) settle(call.seq);
            continue;
        }
        std::erase_if(queue, [&](const Call& later) {
            if (!same_errand(call, later)) return false;
            made.recalls.push_back(later);
            return true;
        });
        made.calls.push_back(call);
    }
    if (made.calls.empty()) return std::nullopt;
    return made;
}

std::optional<Announcement> Announcements::begin(std::int64_t office_now_us, const ReasonToSkip& reason_to_skip, std::size_t merged_max) {
    if (announcement_) return std::nullopt;
    announcement_ = take_notice(office_now_us);
    if (!announcement_) {
        announcement_ = take_calls(waiting_before_, reason_to_skip, merged_max);
        of_before_ = announcement_.has_value();
    }
    if (!announcement_) announcement_ = take_calls(waiting_, reason_to_skip, merged_max);
    said_ = 0;
    if (announcement_) saying(0);
    return announcement_;
}

std::optional<Call> Announcements::next() {
    auto& queue = waiting_before_.empty() ? waiting_ : waiting_before_;
    if (announcement_ || queue.empty()) return std::nullopt;
    of_before_ = &queue == &waiting_before_;
    announcement_ = Announcement{{queue.front()}, {}, std::nullopt};
    queue.pop_front();
    said_ = 0;
    saying(0);
    return speaking_;
}

void Announcements::finished() {
    if (!announcement_) return;
    if (!of_before_) {
        if (announcement_->notice) said_notice_ = std::max(said_notice_, announcement_->notice->seq);
    }
    settle_said(announcement_->calls.size());
    announcement_.reset();
    speaking_.reset();
    of_before_ = false;
}

void Announcements::interrupted() {
    if (!announcement_) return;
    auto& queue = of_before_ ? waiting_before_ : waiting_;
    for (std::size_t i = said_; i < announcement_->calls.size(); ++i) {
        const Call& call = announcement_->calls[i];
        queue.push_back(call);
        std::copy_if(announcement_->recalls.begin(), announcement_->recalls.end(), std::back_inserter(queue),
                     [&call](const Call& recall) { return same_errand(recall, call); });
    }
    std::sort(queue.begin(), queue.end(), [](const Call& one, const Call& other) { return one.seq < other.seq; });
    if (announcement_->notice && !waiting_notice_) waiting_notice_ = announcement_->notice;
    announcement_.reset();
    speaking_.reset();
    of_before_ = false;
}

void Announcements::saying(std::size_t place) {
    if (!announcement_ || place >= announcement_->calls.size()) return;
    speaking_ = announcement_->calls[place];
    settle_said(place);
}

// The first so many calls of the announcement are said, and the recalls that they answer for.
void Announcements::settle_said(std::size_t calls) {
    for (; said_ < calls; ++said_) {
        if (of_before_) continue;
        const Call& call = announcement_->calls[said_];
        settle(call.seq);
        for (const Call& recall : announcement_->recalls) {
            if (same_errand(recall, call)) settle(recall.seq);
        }
    }
}

std::uint64_t Announcements::last_seq() const {
    return announcement_ && !of_before_ && !announcement_->calls.empty() ? announcement_->calls.back().seq : 0;
}

std::uint64_t Announcements::said_through() const {
    std::uint64_t through = settled_;
    if (!waiting_.empty()) through = std::min(through, waiting_.front().seq - 1);
    const bool saying_calls = announcement_ && !of_before_ && said_ < announcement_->calls.size();
    if (saying_calls) through = std::min(through, announcement_->calls[said_].seq - 1);
    return through;
}

std::vector<Skipped> Announcements::take_skipped() {
    return std::exchange(skipped_, {});
}

// Was this very call heard in the journal before?
bool Announcements::remembered(const Call& call) const {
    return std::find(remembered_.begin(), remembered_.end(), call) != remembered_.end();
}

void Announcements::make_room(std::int64_t office_now_us) {
    auto& queue = waiting_before_.empty() ? waiting_ : waiting_before_;
    auto out = std::find_if(queue.begin(), queue.end(), [office_now_us](const Call& call) { return past(call.at_us, office_now_us); });
    if (out == queue.end()) out = queue.begin();
    skip(*out, Skip::queue_full);
    queue.erase(out);
}

// The record wants to know, but is not owed memory without end.
void Announcements::skip(const Call& call, Skip why) {
    if (skipped_.size() < limits::announcements_waiting) skipped_.push_back({call, why});
}

void Announcements::settle(std::uint64_t seq) {
    settled_ = std::max(settled_, seq);
}

}  // namespace luot::board
