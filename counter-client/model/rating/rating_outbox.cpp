#include "rating/rating_outbox.hpp"

#include <algorithm>

namespace luot::rating {

namespace {

// The server will never say anything else of this ticket. (Where it cannot say, it is asked again.)
bool is_final(const std::string& code) {
    return code == "already_rated" || code == "unknown_ticket" || code == "wrong_state" || code == "bad_value";
}

// Why it will never be told. Empty: it can be told here, or waits for where it can. (Whoever starts a screen against another server for a
// moment is not to lose what waits for theirs.)
std::string_view why_never(const Place& of, const Place& here) {
    if (of.office != here.office || of.business_day >= here.business_day) return {};
    return of.epoch == here.epoch ? "day_over" : "other_journal";
}

}  // namespace

RatingOutbox::RatingOutbox(std::vector<KeptRating> kept) {
    for (auto& rating : kept) entries_.push_back({std::move(rating), 0, true});
}

void RatingOutbox::keep(std::deque<Action>& actions) {
    Keep all;
    for (const Entry& entry : entries_) all.ratings.push_back(entry.rating);
    actions.emplace_back(std::move(all));
    ++unanswered_;
    keep_at_.reset();
}

void RatingOutbox::written(bool done, Instant now) {
    unanswered_ -= std::min<std::size_t>(unanswered_, 1);
    keep_fails_ = !done;
    keep_at_.reset();
    if (done) {
        keep_after_ = limits::keep_again_first;
        return;
    }
    keep_at_ = now + keep_after_;
    keep_after_ = std::min(keep_after_ * 2, limits::keep_again_longest);
}

void RatingOutbox::keep_again(Instant now, std::deque<Action>& actions) {
    if (keep_at_ && now >= *keep_at_) keep(actions);
}

std::size_t RatingOutbox::size_at(const Place& place) const {
    return static_cast<std::size_t>(std::ranges::count_if(entries_, [&](const Entry& entry) { return entry.rating.place == place; }));
}

bool RatingOutbox::holds(const Place& place, std::uint64_t ticket) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) { return entry.rating.ticket == ticket && entry.rating.place == place; });
}

void RatingOutbox::add(KeptRating rating, std::deque<Action>& actions) {
    while (entries_.size() >= limits::kept_max) {
        actions.emplace_back(Settled{std::move(entries_.front().rating), "no_room", entries_.front().sent_before});
        entries_.erase(entries_.begin());
    }
    entries_.push_back({std::move(rating), 0, false});
    keep(actions);
}

void RatingOutbox::send(const Place& here, Instant now, std::deque<Action>& actions) {
    const std::size_t before = entries_.size();
    std::erase_if(entries_, [&](const Entry& entry) {
        const std::string_view why = entry.request == 0 ? why_never(entry.rating.place, here) : std::string_view();
        if (!why.empty()) actions.emplace_back(Settled{entry.rating, std::string(why), entry.sent_before});
        return !why.empty();
    });
    if (entries_.size() != before) keep(actions);
    if (send_at_ && now < *send_at_) return;
    send_at_.reset();
    auto under_way = static_cast<std::size_t>(std::ranges::count_if(entries_, [](const Entry& entry) { return entry.request != 0; }));
    for (Entry& entry : entries_) {
        if (under_way >= limits::under_way_max) return;
        if (entry.request != 0 || entry.rating.place != here) continue;
        entry.request = ++last_request_;
        SendRating send{entry.request, {}};
        send.command.mutable_rate()->set_ticket(entry.rating.ticket);
        send.command.mutable_rate()->set_grade(entry.rating.grade);
        actions.emplace_back(std::move(send));
        ++under_way;
    }
}

void RatingOutbox::answered(std::uint64_t request, const v1::Reply& reply, Instant now, std::deque<Action>& actions) {
    const auto entry = std::ranges::find_if(entries_, [&](const Entry& each) { return each.request == request; });
    if (request == 0 || entry == entries_.end()) return;  // it gave way to others
    const std::string outcome = reply.has_error() ? reply.error().code() : "accepted";
    if (reply.has_error() && !is_final(outcome)) {
        entry->sent_before = true;
        return later(*entry, now);
    }
    send_after_ = limits::again_first;
    actions.emplace_back(Settled{std::move(entry->rating), outcome, entry->sent_before});
    entries_.erase(entry);
    keep(actions);
}

void RatingOutbox::not_sent(std::uint64_t request, Instant now) {
    const auto entry = std::ranges::find_if(entries_, [&](const Entry& each) { return each.request == request; });
    if (request != 0 && entry != entries_.end()) later(*entry, now);
}

void RatingOutbox::later(Entry& entry, Instant now) {
    entry.request = 0;
    if (send_at_) return;
    send_at_ = now + send_after_;
    send_after_ = std::min(send_after_ * 2, limits::again_longest);
}

}  // namespace luot::rating
