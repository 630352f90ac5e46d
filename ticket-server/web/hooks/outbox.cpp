#include "web/hooks/outbox.hpp"

#include <algorithm>
#include <utility>

namespace luot::web::hooks {

bool is_refused_for_good(unsigned status) {
    return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
}

bool Outbox::add_hook(Hook hook) {
    if (full()) return false;
    Line line;
    line.hook = std::move(hook);
    hooks_.push_back(std::move(line));
    return true;
}

bool Outbox::remove_hook(const std::string& id) {
    return std::erase_if(hooks_, [&](const Line& line) { return line.hook.id == id; }) > 0;
}

void Outbox::begin_anew(std::uint64_t seq) {
    for (Line& line : hooks_) line.hook.since_seq = std::min(line.hook.since_seq, seq);
}

std::vector<Settled> Outbox::add(std::vector<Delivery> deliveries) {
    std::vector<Settled> dropped;
    for (Delivery& delivery : deliveries) {
        Line* line = find(delivery.hook);
        if (line == nullptr) continue;
        line->waiting.push_back(std::move(delivery));
        if (line->waiting.size() <= limits_.waiting_a_hook) continue;
        // One that is under way may arrive yet, and is not dropped.
        const auto oldest = line->waiting.begin() + (line->under_way ? 1 : 0);
        dropped.push_back(Settled{oldest->id, line->hook.id, Settled::How::dropped, 0, 0});
        line->waiting.erase(oldest);
        ++line->hook.dropped;
    }
    return dropped;
}

std::optional<Outbox::Outgoing> Outbox::next(std::int64_t now_s) {
    for (Line& line : hooks_) {
        if (line.under_way || line.waiting.empty() || seconds_to(line.waiting.front(), now_s) > 0) continue;
        line.under_way = true;
        return Outgoing{line.waiting.front(), line.hook.url, line.hook.secret};
    }
    return std::nullopt;
}

std::optional<Settled> Outbox::arrived(const std::string& hook, std::int64_t id) {
    Line* line = with_under_way(hook, id);
    if (line == nullptr) return std::nullopt;
    line->under_way = false;
    line->waiting.pop_front();
    line->last_error.clear();
    line->failing_since_s.reset();
    ++line->hook.delivered;
    return Settled{id, hook, Settled::How::arrived, 0, 0};
}

std::optional<Settled> Outbox::failed(const std::string& hook, std::int64_t id, const Failed& how, std::int64_t now_s, double chance) {
    Line* line = with_under_way(hook, id);
    if (line == nullptr) return std::nullopt;
    line->under_way = false;
    line->last_error = how.why;
    if (!line->failing_since_s) line->failing_since_s = now_s;
    Delivery& delivery = line->waiting.front();
    ++delivery.tries;
    if (is_refused_for_good(how.status) || now_s - delivery.made_s >= limits_.given_up_after_s) {
        line->waiting.pop_front();
        ++line->hook.given_up;
        return Settled{id, hook, Settled::How::given_up, 0, 0};
    }
    delivery.due_s = now_s + pause_s(delivery.tries, chance);
    return Settled{id, hook, Settled::How::later, delivery.tries, delivery.due_s};
}

std::optional<std::int64_t> Outbox::seconds_to_next(std::int64_t now_s) const {
    std::optional<std::int64_t> least;
    for (const Line& line : hooks_) {
        if (line.under_way || line.waiting.empty()) continue;
        const std::int64_t here = seconds_to(line.waiting.front(), now_s);
        least = std::min(least.value_or(here), here);
    }
    return least;
}

std::vector<HookStanding> Outbox::standings() const {
    std::vector<HookStanding> standings;
    for (const Line& line : hooks_)
        standings.push_back(HookStanding{line.hook, line.waiting.size(), line.last_error, line.failing_since_s});
    return standings;
}

const Hook* Outbox::hook(const std::string& id) const {
    const auto found = std::find_if(hooks_.begin(), hooks_.end(), [&](const Line& line) { return line.hook.id == id; });
    return found == hooks_.end() ? nullptr : &found->hook;
}

std::vector<const Hook*> Outbox::hooks() const {
    std::vector<const Hook*> hooks;
    for (const Line& line : hooks_) hooks.push_back(&line.hook);
    return hooks;
}

std::size_t Outbox::waiting() const {
    std::size_t waiting = 0;
    for (const Line& line : hooks_) waiting += line.waiting.size();
    return waiting;
}

Outbox::Line* Outbox::find(const std::string& hook) {
    const auto found = std::find_if(hooks_.begin(), hooks_.end(), [&](const Line& line) { return line.hook.id == hook; });
    return found == hooks_.end() ? nullptr : &*found;
}

Outbox::Line* Outbox::with_under_way(const std::string& hook, std::int64_t id) {
    Line* line = find(hook);
    const bool is_it = line != nullptr && line->under_way && line->waiting.front().id == id;
    return is_it ? line : nullptr;
}

// A pause is never longer than the longest one, whatever has become of the machine's clock since it began.
std::int64_t Outbox::seconds_to(const Delivery& delivery, std::int64_t now_s) const {
    const std::int64_t wait_s = delivery.due_s - now_s;
    return wait_s > 2 * limits_.longest_pause_s ? 0 : std::max<std::int64_t>(0, wait_s);
}

std::int64_t Outbox::pause_s(std::uint32_t tries, double chance) const {
    const std::uint32_t doublings = std::min<std::uint32_t>(tries - 1, 20);
    const std::int64_t pause = std::min(limits_.first_pause_s << doublings, limits_.longest_pause_s);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(pause) * (0.5 + chance)));
}

}  // namespace luot::web::hooks
