#include "rating/rating_outbox.hpp"

#include <algorithm>

namespace luot::rating {

namespace {

// The server will never say anything else of this ticket. (Where it cannot say, it is asked again.)
bool is_final(const std::string& code) {
    return code == "already_rated" || code == "unknown_ticket" || code == "wrong_state" || code == "bad_value";
}

// Empty: it can be told here.
const char* why_not(const Place& of, const Place& here) {
    if (of.office != here.office) return "other_office";
    if (of.epoch != here.epoch) return "other_journal";
    if (of.business_day != here.business_day) return "day_over";
    return "";
}

}  // namespace

RatingOutbox::RatingOutbox(std::vector<KeptRating> kept) {
    for (auto& rating : kept) entries_.push_back({std::move(rating), 0});
}

void RatingOutbox::keep(std::deque<Action>& actions) const {
    Keep all;
    for (const Entry& entry : entries_) all.ratings.push_back(entry.rating);
    actions.emplace_back(std::move(all));
}

void RatingOutbox::add(KeptRating rating, std::deque<Action>& actions) {
    while (entries_.size() >= limits::kept_max) {
        actions.emplace_back(Settled{std::move(entries_.front().rating), "no_room"});
        entries_.erase(entries_.begin());
    }
    entries_.push_back({std::move(rating), 0});
    keep(actions);
}

void RatingOutbox::send(const Place& here, Instant now, std::deque<Action>& actions) {
    const std::size_t before = entries_.size();
    std::erase_if(entries_, [&](const Entry& entry) {
        const std::string why = entry.request == 0 ? why_not(entry.rating.place, here) : "";
        if (!why.empty()) actions.emplace_back(Settled{entry.rating, why});
        return !why.empty();
    });
    if (entries_.size() != before) keep(actions);
    if (again_at_ && now < *again_at_) return;
    again_at_.reset();
    auto under_way = static_cast<std::size_t>(std::ranges::count_if(entries_, [](const Entry& entry) { return entry.request != 0; }));
    for (Entry& entry : entries_) {
        if (under_way >= limits::under_way_max) return;
        if (entry.request != 0) continue;
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
    if (reply.has_error() && !is_final(outcome)) return later(*entry, now);
    again_after_ = limits::again_first;
    actions.emplace_back(Settled{std::move(entry->rating), outcome});
    entries_.erase(entry);
    keep(actions);
}

void RatingOutbox::not_sent(std::uint64_t request, Instant now) {
    const auto entry = std::ranges::find_if(entries_, [&](const Entry& each) { return each.request == request; });
    if (request != 0 && entry != entries_.end()) later(*entry, now);
}

void RatingOutbox::later(Entry& entry, Instant now) {
    entry.request = 0;
    if (again_at_) return;
    again_at_ = now + again_after_;
    again_after_ = std::min(again_after_ * 2, limits::again_longest);
}

std::optional<Instant> RatingOutbox::deadline() const {
    return again_at_;
}

}  // namespace luot::rating
