#include "rating/rating_fsm.hpp"

#include <algorithm>
#include <charconv>

#include "rating/pages.hpp"

namespace luot::rating {

namespace {

std::int64_t us(Instant instant) {
    return std::chrono::duration_cast<std::chrono::microseconds>(instant).count();
}

std::optional<Instant> earlier(std::optional<Instant> one, std::optional<Instant> other) {
    if (!one) return other;
    return other ? std::min(*one, *other) : one;
}

}  // namespace

RatingFsm::RatingFsm(std::uint64_t counter, std::vector<KeptRating> kept, const words::Words& words)
    : words_(words), outbox_(std::move(kept)) {
    state_.counter = counter;
}

// --- People

bool RatingFsm::on_page(const std::string& target) const {
    const RatingPage shown = page();
    const auto is_it = [&](const auto& each) { return each.target == target; };
    return std::ranges::any_of(shown.grades, is_it) || std::ranges::any_of(shown.languages, is_it);
}

bool RatingFsm::touch(const std::string& target, Instant now) {
    settle(now);
    state_.light_until = now + limits::light;
    if (target.empty()) return true;
    if (!on_page(target)) return false;
    const std::string value = target.substr(target.find(':') + 1);
    if (target.starts_with("language:")) {
        state_.language = value;
        state_.language_until = now + limits::language;
        return true;
    }
    if (now - state_.asking->since < limits::same_touch) return false;
    unsigned place = 0;
    std::from_chars(value.data(), value.data() + value.size(), place);
    rate(place);
    settle(now);
    return true;
}

void RatingFsm::rate(unsigned place) {
    const unsigned of = grade_count(state_.office.office.desk().rating());
    const Asking asking = *std::exchange(state_.asking, std::nullopt);
    outbox_.add({asking.place, asking.ticket, grade_told(place, of), asking.number}, actions_);
    state_.thanking = Thanking{asking.place, asking.ticket, state_.now + limits::thanks, false};
}

// --- The server

void RatingFsm::link_changed(wire::LinkState state, Instant now) {
    const bool live = state == wire::LinkState::live;
    if (live) state_.lost_at.reset();
    if (state_.live && !live) state_.lost_at = now;
    if (!live) here_known_ = false;
    state_.live = live;
    settle(now);
}

void RatingFsm::welcome(const v1::Welcome& welcome, Instant now) {
    clock_.welcome(welcome.at_us(), welcome.speed(), us(now));
    if (epoch_ != 0 && epoch_ != welcome.epoch()) {  // its tickets are others
        stop_asking();
        asked_.clear();
    }
    // Where this is another office, or another journal, its snapshot comes behind and says what day it is there.
    here_known_ = state_.has_office && welcome.epoch() == epoch_ && welcome.office() == state_.office.office.code();
    epoch_ = welcome.epoch();
    settle(now);
}

void RatingFsm::snapshot(const v1::Snapshot& snapshot, Instant now) {
    clock_.at_least(snapshot.at_us(), us(now));
    const Place before = here();
    state_.now = now;
    state_.office.apply(snapshot);
    state_.has_office = here_known_ = true;
    if (here() != before) stop_asking();
    follow_counter();
    settle(now);
}

void RatingFsm::event(const v1::Event& event, Instant now) {
    clock_.at_least(event.at_us(), us(now));
    state_.now = now;
    const v1::CounterStatus* counter = counter_of(state_);
    const std::uint64_t there = counter == nullptr ? 0 : counter->ticket();
    const v1::TicketStatus* served = nullptr;
    for (const auto& change : event.changes()) {
        state_.office.apply(change);
        const bool ended = change.has_ticket() && change.ticket().state() == v1::TICKET_STATE_SERVED;
        if (ended && there != 0 && change.ticket().ticket() == there) served = &change.ticket();
        if (change.day_cleared()) stop_asking();
    }
    if (served != nullptr) this->ended(*served, event.at_us());
    follow_counter();
    settle(now);
}

// A visit is over. Who went long ago (the line was lost, or the clerk forgot to say so) is not asked any more.
void RatingFsm::ended(const v1::TicketStatus& ticket, std::int64_t event_us) {
    if (!state_.office.office.desk().rating().on() || std::ranges::find(asked_, ticket.ticket()) != asked_.end()) return;
    const std::int64_t ended_us = ticket.ended_us() != 0 ? ticket.ended_us() : event_us;
    const double gone_ms = static_cast<double>(clock_.now_us(us(state_.now)) - ended_us) / 1'000 / clock_.speed();
    const Instant whole = asked_for(state_.office.office.desk().rating());
    const Instant left = whole - Instant{static_cast<std::int64_t>(std::clamp(gone_ms, 0.0, static_cast<double>(whole.count())))};
    if (left < limits::worth_asking) return;
    asked_.push_back(ticket.ticket());
    if (asked_.size() > limits::asked_max) asked_.pop_front();
    stop_asking();
    state_.asking = Asking{ticket.ticket(), ticket.number(), here(), state_.now, state_.now + left};
}

// The next one is on the way: a little later the counter is theirs, and it is as soon as they are served.
void RatingFsm::follow_counter() {
    const v1::CounterStatus* counter = counter_of(state_);
    const bool closed = counter != nullptr && counter->state() != v1::COUNTER_STATE_OPEN && counter->state() != v1::COUNTER_STATE_PAUSED;
    if (!closed) state_.closed_since.reset();
    if (closed && !state_.closed_since) state_.closed_since = state_.now;
    if (!state_.office.office.desk().rating().on()) stop_asking();
    if (counter == nullptr || counter->ticket() == 0) return;
    if (counter->ticket_state() == v1::TICKET_STATE_SERVING) {
        stop_asking();
    } else if (state_.asking) {
        state_.asking->until = std::min(state_.asking->until, std::max(state_.asking->since + limits::asked_at_least, state_.now));
    }
}

// Whoever comes next meets the office's first language.
void RatingFsm::stop_asking() {
    if (!state_.asking && !state_.thanking) return;
    state_.asking.reset();
    state_.thanking.reset();
    state_.language.clear();
    state_.language_until.reset();
}

void RatingFsm::answered(std::uint64_t request, const v1::Reply& reply, Instant now) {
    outbox_.answered(request, reply, now, actions_);
    settle(now);
}

void RatingFsm::not_sent(std::uint64_t request, Instant now) {
    outbox_.not_sent(request, now);
    settle(now);
}

Place RatingFsm::here() const {
    return {state_.office.office.code(), epoch_, state_.office.day.business_day()};
}

// --- The disk

void RatingFsm::written(bool done, Instant now) {
    outbox_.written(done, now);
    settle(now);
}

// --- Time

void RatingFsm::wake(Instant now) {
    settle(now);
}

void RatingFsm::settle(Instant now) {
    state_.now = now;
    const bool over = (state_.asking && now >= state_.asking->until) || (state_.thanking && now >= state_.thanking->until);
    if (over) stop_asking();
    if (state_.language_until && now >= *state_.language_until && !somebody_is_here()) {
        state_.language.clear();
        state_.language_until.reset();
    }
    outbox_.keep_again(now, actions_);
    if (state_.live && here_known_) outbox_.send(here(), now, actions_);
    if (state_.thanking) state_.thanking->told = !outbox_.holds(state_.thanking->place, state_.thanking->ticket);
    state_.waiting = outbox_.size_at(here());
    state_.on_disk = outbox_.on_disk();
    state_.keep_fails = outbox_.keep_fails();
}

bool RatingFsm::somebody_is_here() const {
    const v1::CounterStatus* counter = counter_of(state_);
    const bool served = counter != nullptr && counter->ticket() != 0 && counter->ticket_state() == v1::TICKET_STATE_SERVING;
    return served || state_.asking || state_.thanking;
}

std::optional<Instant> RatingFsm::deadline() const {
    std::optional<Instant> at = earlier(outbox_.keep_at(), state_.live && here_known_ ? outbox_.send_at() : std::nullopt);
    const auto after_now = [&](Instant moment) { at = moment > state_.now ? earlier(at, moment) : at; };
    if (state_.thanking) after_now(state_.thanking->until);
    if (state_.asking) {
        const Instant left = state_.asking->until - state_.now;
        // The countdown moves with whole seconds before the end.
        const Instant second = state_.asking->until - (left - Instant{1}) / 1'000 * 1'000;
        after_now(left > limits::countdown_from ? state_.asking->until - limits::countdown_from : second);
    }
    if (state_.language_until) after_now(*state_.language_until);
    if (state_.lost_at) after_now(*state_.lost_at + limits::away_after);
    if (state_.closed_since) after_now(*state_.closed_since + limits::dark_after);
    after_now(state_.light_until);
    return at;
}

std::optional<Action> RatingFsm::next() {
    if (actions_.empty()) return std::nullopt;
    Action action = std::move(actions_.front());
    actions_.pop_front();
    return action;
}

RatingPage RatingFsm::page() const {
    return make_page(state_, words_);
}

}  // namespace luot::rating
