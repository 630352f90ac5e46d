#include "net/sign_ins.hpp"

#include <algorithm>
#include <numeric>

#include "engine/check.hpp"

namespace luot::net {

std::uint32_t SignIns::Entry::wrong_ones() const {
    return std::accumulate(wrong.begin(), wrong.end(), 0U, [](std::uint32_t sum, const auto& of_device) { return sum + of_device.second; });
}

SignedIn SignIns::locked(const core::ClerkCode& clerk, const Entry& entry, std::int64_t now_ms) {
    SignedIn answer{clerk, SignInOutcome::locked};
    answer.locked_ms = static_cast<std::uint32_t>(std::max<std::int64_t>(entry.locked_until_ms - now_ms, 1));
    return answer;
}

SignIns::Session* SignIns::known(const SignInTry& who) {
    const auto found = sessions_.find(who.session);
    return found != sessions_.end() && found->second.clerk == who.clerk ? &found->second : nullptr;
}

void SignIns::remember(const SignInTry& who) {
    sessions_[who.session] = Session{who.clerk, 0, ++used_};
    if (sessions_.size() <= limits_.sessions_remembered) return;
    const auto longest_ago = std::min_element(sessions_.begin(), sessions_.end(),
                                              [](const auto& one, const auto& other) { return one.second.used < other.second.used; });
    sessions_.erase(longest_ago);
}

std::optional<SignedIn> SignIns::asked(const SignInTry& who, std::int64_t now_ms) {
    forget_what_is_over(who.clerk, now_ms);
    Entry& entry = entries_[who.clerk];
    if (now_ms < entry.locked_until_ms && known(who) == nullptr) return locked(who.clerk, entry, now_ms);
    if (entry.under_way >= limits_.pins_under_way) return SignedIn{who.clerk, SignInOutcome::busy};
    ++entry.under_way;
    return std::nullopt;
}

SignedIn SignIns::checked(const SignInTry& who, bool right, std::int64_t now_ms) {
    Entry& entry = entries_.at(who.clerk);
    engine::check(entry.under_way > 0, "one answer for each PIN that is checked");
    --entry.under_way;
    if (now_ms < entry.locked_until_ms && known(who) == nullptr) return locked(who.clerk, entry, now_ms);
    if (!right) return wrong(entry, who, now_ms);
    entry.wrong.erase(who.device);
    remember(who);
    forget_what_is_over(who.clerk, now_ms);
    return SignedIn{who.clerk, SignInOutcome::done};
}

SignedIn SignIns::wrong(Entry& entry, const SignInTry& who, std::int64_t now_ms) {
    entry.wrong_ms = now_ms;
    std::uint32_t wrong_ones = 0;
    if (Session* session = known(who)) {
        wrong_ones = ++session->wrong;
        if (wrong_ones >= limits_.wrong_pins) sessions_.erase(who.session);
    } else {
        ++entry.wrong[who.device];
        wrong_ones = entry.wrong_ones();
    }
    if (wrong_ones >= limits_.wrong_pins) return lock(entry, who.clerk, now_ms);
    SignedIn answer{who.clerk, SignInOutcome::wrong};
    answer.tries_left = limits_.wrong_pins - wrong_ones;
    return answer;
}

SignedIn SignIns::lock(Entry& entry, const core::ClerkCode& clerk, std::int64_t now_ms) const {
    entry.wrong.clear();
    entry.lock_ms = std::clamp<std::int64_t>(entry.lock_ms * 2, limits_.lock_first.count(), limits_.lock_last.count());
    entry.locked_until_ms = now_ms + entry.lock_ms;
    return locked(clerk, entry, now_ms);
}

SignedIn SignIns::unchecked(const SignInTry& who) {
    Entry& entry = entries_.at(who.clerk);
    engine::check(entry.under_way > 0, "one answer for each PIN that is checked");
    --entry.under_way;
    if (entry.under_way == 0 && entry.wrong.empty() && entry.lock_ms == 0) entries_.erase(who.clerk);
    return SignedIn{who.clerk, SignInOutcome::busy};
}

void SignIns::forget_what_is_over(const core::ClerkCode& clerk, std::int64_t now_ms) {
    const auto found = entries_.find(clerk);
    if (found == entries_.end()) return;
    Entry& entry = found->second;
    const bool quiet = now_ms >= std::max(entry.locked_until_ms, entry.wrong_ms) + limits_.wrong_forgotten.count();
    if (quiet) entry = Entry{{}, entry.under_way};
    if (entry.under_way == 0 && entry.wrong.empty() && entry.lock_ms == 0) entries_.erase(found);
}

}  // namespace luot::net
