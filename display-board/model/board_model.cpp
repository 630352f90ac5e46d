#include "board/board_model.hpp"

#include <algorithm>
#include <utility>

namespace luot::board {

void BoardModel::on_welcome(const v1::Welcome& welcome, std::int64_t steady_us) {
    clock_.welcome(welcome.at_us(), welcome.speed(), steady_us);
    // A restored server may count from less than it did, and so does a data folder made anew under the same name: nothing that it says now
    // is old news.
    if (journal_ != 0 && (welcome.epoch() != epoch_ || welcome.seq() < seq_)) {
        announcements_.new_epoch();
        catching_up_.reset();
        news_.clear();
        seq_ = 0;
        ++journal_;
    }
    journal_ = std::max<std::uint64_t>(journal_, 1);
    epoch_ = welcome.epoch();
    welcome_seq_ = welcome.seq();
    told_since_welcome_ = false;
}

void BoardModel::on_snapshot(const v1::Snapshot& snapshot, std::int64_t steady_us) {
    clock_.at_least(snapshot.at_us(), steady_us);
    const std::int64_t office_now_us = clock_.now_us(steady_us);
    told_since_welcome_ = true;
    catching_up_.reset();
    if (snapshot.seq() < seq_) {
        catching_up_.emplace().apply(snapshot);
        return;
    }
    ready_ = true;
    seq_ = snapshot.seq();
    shown_.apply(snapshot);
    note_busy(office_now_us);
    calls_.clear();
    const auto news = std::exchange(news_, {});  // which a snapshot that comes in between takes from nobody
    for (const auto& made : snapshot.calls()) {
        take_call(call_of(made), false, office_now_us);
        if (const auto known = news.find(made.seq()); known != news.end()) news_.insert(*known);
    }
    announcements_.heard_through(snapshot.seq());
}

void BoardModel::on_event(const v1::Event& event, std::int64_t steady_us) {
    told_since_welcome_ = true;
    if (catching_up_) catch_up(event);
    if (event.seq() <= seq_) return;
    seq_ = event.seq();
    clock_.at_least(event.at_us(), steady_us);
    const std::int64_t office_now_us = clock_.now_us(steady_us);
    const bool live = event.seq() > welcome_seq_;
    note_busy(office_now_us);
    for (const auto& change : event.changes()) apply(change, live, office_now_us, steady_us);
    note_busy(office_now_us);
}

// Everything in it is known, but what the clock alone has changed; its pushes up to the present come before any later one.
void BoardModel::catch_up(const v1::Event& event) {
    if (event.seq() <= seq_) {
        for (const auto& change : event.changes()) catching_up_->apply(change);
    }
    if (event.seq() < seq_) return;
    shown_ = std::move(*catching_up_);
    catching_up_.reset();
}

void BoardModel::on_staff(const v1::Staff& staff) {
    badges_.clear();
    for (const auto& clerk : staff.clerks()) badges_[clerk.clerk()] = clerk.badge();
}

void BoardModel::on_link(bool live, std::int64_t steady_us) {
    if (live) {
        lost_since_us_.reset();
    } else if (!lost_since_us_) {
        lost_since_us_ = steady_us;
    }
}

void BoardModel::apply(const v1::Change& change, bool live, std::int64_t office_now_us, std::int64_t steady_us) {
    shown_.apply(change);
    if (change.has_call()) {
        take_call(call_of(change.call()), live, office_now_us);
        std::erase_if(news_, [steady_us](const auto& news) { return steady_us - news.second >= limits::fresh_for_us; });
        if (live && news_.size() < limits::calls_kept) news_[change.call().seq()] = steady_us;
    }
    if (!change.day_cleared()) return;
    calls_.clear();
    news_.clear();
    announcements_.clear_waiting();
}

void BoardModel::take_call(const Call& call, bool live, std::int64_t office_now_us) {
    show(call);
    const auto heard = announcements_.offer(call, live, office_now_us);
    if (heard != Announcements::Heard::duplicate) seen_.push_back(call);
    const auto field = shown_.fields.find(call.service);
    if (field != shown_.fields.end() && live) field->second.set_last_called(call.number);
}

void BoardModel::show(const Call& call) {
    std::erase_if(calls_, [&call](const Call& shown) { return shown.ticket == call.ticket; });
    calls_.push_front(call);
    if (calls_.size() > limits::calls_kept) calls_.pop_back();
}

void BoardModel::note_busy(std::int64_t office_now_us) {
    const bool waited = std::ranges::any_of(shown_.fields, [](const auto& field) { return field.second.waiting() > 0; });
    const bool served = std::ranges::any_of(shown_.counters, [](const auto& counter) { return counter.second.ticket() != 0; });
    if (waited || served) last_busy_us_ = office_now_us;
}

std::vector<Call> BoardModel::take_seen() {
    return std::exchange(seen_, {});
}

}  // namespace luot::board
