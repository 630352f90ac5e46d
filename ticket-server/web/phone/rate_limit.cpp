#include "web/phone/rate_limit.hpp"

#include <algorithm>

#include "peer/network_of.hpp"

namespace luot::web::phone {

RetryAfter Allowances::take(const std::string& key, std::int64_t now_us) {
    const auto found = full_again_us_.find(key);
    const std::int64_t begins_us = found == full_again_us_.end() ? now_us : std::max(found->second, now_us);
    const std::int64_t over_us = begins_us + allowance_.refill_us - (now_us + allowance_.burst * allowance_.refill_us);
    if (over_us > 0) return (over_us + 999'999) / 1'000'000;
    set(key, begins_us + allowance_.refill_us);
    // What is full again says no more than a key that is not there.
    while (!by_time_.empty() && (by_time_.begin()->first <= now_us || full_again_us_.size() > keys_max_)) forget(by_time_.begin());
    return std::nullopt;
}

void Allowances::set(const std::string& key, std::int64_t full_again_us) {
    const auto [entry, is_new] = full_again_us_.try_emplace(key, full_again_us);
    if (!is_new) by_time_.erase({entry->second, key});
    entry->second = full_again_us;
    by_time_.emplace(full_again_us, key);
}

void Allowances::forget(std::set<std::pair<std::int64_t, std::string>>::iterator entry) {
    full_again_us_.erase(entry->second);
    by_time_.erase(entry);
}

RateLimit::RateLimit(const Limits& limits)
    : peers_(limits.peer, limits.counted),
      tokens_(limits.token, limits.counted),
      deeds_(limits.deeds, limits.counted),
      guesses_(limits.unknown, limits.counted) {}

std::string RateLimit::peer_key(const std::string& peer) {
    return network_of(peer);
}

}  // namespace luot::web::phone
