#include "led/sign_chain.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "led/limits.hpp"

namespace luot::led {

bool SignChain::show(int address, const std::string& number) {
    if (address < profile_.address_least || address > profile_.address_most) return false;
    const auto found = signs_.find(address);
    if (found == signs_.end() && signs_.size() == limits::signs_most) return false;
    Sign& sign = found == signs_.end() ? signs_[address] : found->second;
    const bool news = found == signs_.end() || sign.number != number;
    sign.number = number;
    if (news && !sign.changed) {
        sign.changed = true;
        changed_.push_back(address);
    }
    return true;
}

void SignChain::test() {
    testing_ = true;
    profile_.refresh = std::min(profile_.refresh, limits::sign_test_turn);
}

void SignChain::darken() {
    testing_ = false;
    changed_.clear();
    for (auto& [address, sign] : signs_) {
        sign.number.clear();
        sign.changed = true;
        changed_.push_back(address);
    }
}

void SignChain::written(std::int64_t now_us) {
    constexpr std::int64_t us_a_ms = 1'000;
    free_us_ = std::max(free_us_, now_us + profile_.pause.count() * us_a_ms);
}

void SignChain::rewrite() {
    for (auto& [address, sign] : signs_) sign.written_us.reset();
}

SignChain::Step SignChain::next(std::int64_t now_us) {
    constexpr std::int64_t us_a_ms = 1'000;
    const std::int64_t refresh_us = profile_.refresh.count() * us_a_ms;
    if (now_us < free_us_) return {std::nullopt, free_us_ - now_us};
    // The one that has waited longest: for its change, else for its refresh.
    int address = 0;
    std::int64_t due_us = std::numeric_limits<std::int64_t>::max();
    if (!changed_.empty()) {
        address = changed_.front();
        changed_.pop_front();
        due_us = now_us;
    } else {
        for (const auto& [at, sign] : signs_) {
            const std::int64_t this_due_us = sign.written_us ? *sign.written_us + refresh_us : std::numeric_limits<std::int64_t>::min();
            if (this_due_us >= due_us) continue;
            due_us = this_due_us;
            address = at;
        }
    }
    if (signs_.empty()) return {std::nullopt, refresh_us};
    if (due_us > now_us) return {std::nullopt, due_us - now_us};
    Sign& sign = signs_[address];
    sign.changed = false;
    sign.written_us = now_us;
    Bytes telegram = telegram_of(address, sign);
    constexpr std::int64_t bits_a_byte = 10;
    constexpr std::int64_t us_a_second = 1'000'000;
    const auto on_line_us = static_cast<std::int64_t>(telegram.size()) * bits_a_byte * us_a_second / static_cast<std::int64_t>(baud_);
    free_us_ = now_us + on_line_us + profile_.pause.count() * us_a_ms;
    return {std::move(telegram), 0};
}

Bytes SignChain::telegram_of(int address, Sign& sign) const {
    if (!testing_) return sign_telegram(profile_, address, sign.number);
    const bool with_address = std::exchange(sign.address_next, !sign.address_next);
    return with_address ? sign_telegram(profile_, address, std::to_string(address)) : sign_test_telegram(profile_, address);
}

}  // namespace luot::led
