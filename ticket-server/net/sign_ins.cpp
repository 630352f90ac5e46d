#include "net/sign_ins.hpp"

#include <algorithm>

#include "engine/check.hpp"

namespace luot::net {

SignedIn SignIns::locked(const core::ClerkCode& clerk, const Entry& entry, std::int64_t now_ms) {
    SignedIn answer{clerk, SignInOutcome::locked};
    answer.locked_ms = static_cast<std::uint32_t>(std::max<std::int64_t>(entry.locked_until_ms - now_ms, 1));
    return answer;
}

std::optional<SignedIn> SignIns::asked(const core::ClerkCode& clerk, std::int64_t now_ms) {
    Entry& entry = entries_[clerk];
    if (now_ms < entry.locked_until_ms) return locked(clerk, entry, now_ms);
    if (entry.wrong + entry.under_way >= limits_.wrong_pins) return SignedIn{clerk, SignInOutcome::busy};
    ++entry.under_way;
    return std::nullopt;
}

SignedIn SignIns::checked(const core::ClerkCode& clerk, bool right, std::int64_t now_ms) {
    Entry& entry = entries_.at(clerk);
    engine::check(entry.under_way > 0, "one answer for each PIN that is checked");
    --entry.under_way;
    if (right) {
        const std::uint32_t under_way = entry.under_way;
        if (under_way == 0) entries_.erase(clerk);
        if (under_way > 0) entry = Entry{0, under_way};
        return SignedIn{clerk, SignInOutcome::done};
    }
    if (++entry.wrong < limits_.wrong_pins) {
        SignedIn answer{clerk, SignInOutcome::wrong};
        answer.tries_left = limits_.wrong_pins - entry.wrong;
        return answer;
    }
    entry.wrong = 0;
    entry.lock_ms = std::clamp<std::int64_t>(entry.lock_ms * 2, limits_.lock_first.count(), limits_.lock_last.count());
    entry.locked_until_ms = now_ms + entry.lock_ms;
    return locked(clerk, entry, now_ms);
}

SignedIn SignIns::unchecked(const core::ClerkCode& clerk) {
    Entry& entry = entries_.at(clerk);
    engine::check(entry.under_way > 0, "one answer for each PIN that is checked");
    --entry.under_way;
    if (entry.under_way == 0 && entry.wrong == 0 && entry.lock_ms == 0) entries_.erase(clerk);
    return SignedIn{clerk, SignInOutcome::busy};
}

}  // namespace luot::net
