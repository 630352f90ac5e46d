#include "web/access/tries.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/check.hpp"

namespace luot::web {

std::uint32_t PasswordTries::Entry::wrong_ones() const {
    return std::accumulate(wrong.begin(), wrong.end(), 0U, [](std::uint32_t sum, const auto& of_one) { return sum + of_one.second; });
}

std::optional<PasswordTries::Refused> PasswordTries::locked(const Entry& entry, std::int64_t now_ms) {
    if (now_ms >= entry.locked_until_ms) return std::nullopt;
    return Refused{entry.locked_until_ms - now_ms};
}

std::optional<PasswordTries::Refused> PasswordTries::locked(const PasswordTry& who, std::int64_t now_ms) {
    if (known_.contains({who.name, who.peer})) return std::nullopt;
    const auto of_name = locked(names_.at(who.name), now_ms);
    const auto of_peer = locked(peers_.at(who.peer), now_ms);
    if (of_name && of_peer) return of_name->locked_ms > of_peer->locked_ms ? of_name : of_peer;
    return of_name ? of_name : of_peer;
}

// Makes room: one that nobody is at, that is no account's, that is not locked, of those the one that was quiet longest.
PasswordTries::Entry& PasswordTries::entry_of(Entries& entries, const std::string& name, std::size_t most, std::int64_t now_ms) const {
    const auto found = entries.find(name);
    if (found != entries.end()) {
        Entry& entry = found->second;
        const bool quiet = now_ms >= std::max(entry.locked_until_ms, entry.used_ms) + limits_.wrong_forgotten.count();
        if (quiet) entry = Entry{{}, entry.under_way};
        entry.used_ms = now_ms;
        return entry;
    }
    if (entries.size() >= most) {
        const auto worth = [now_ms](const Entry& entry) {
            return std::tuple(entry.under_way > 0, entry.is_account, entry.locked_until_ms > now_ms, entry.used_ms);
        };
        entries.erase(std::min_element(entries.begin(), entries.end(),
                                       [&](const auto& one, const auto& other) { return worth(one.second) < worth(other.second); }));
    }
    Entry& entry = entries[name];
    entry.used_ms = now_ms;
    return entry;
}

std::optional<PasswordTries::Refused> PasswordTries::asked(const PasswordTry& who, std::int64_t now_ms) {
    Entry& of_name = entry_of(names_, who.name, limits_.names, now_ms);
    of_name.is_account = who.is_account;
    Entry& of_peer = entry_of(peers_, who.peer, limits_.peers, now_ms);
    if (auto refused = locked(who, now_ms)) return refused;
    if (of_name.under_way >= limits_.under_way_of_account || of_peer.under_way >= limits_.under_way_of_peer) return Refused{};
    ++of_name.under_way;
    ++of_peer.under_way;
    return std::nullopt;
}

// What is under way is never forgotten: at most as many as the worker has room for (far fewer than a table).
std::optional<PasswordTries::Refused> PasswordTries::checked(const PasswordTry& who, bool right, std::int64_t now_ms) {
    unchecked(who);
    if (auto refused = locked(who, now_ms)) return refused;
    Entry& of_name = names_.at(who.name);
    Entry& of_peer = peers_.at(who.peer);
    if (right) {
        of_name.wrong.erase(who.peer);
        of_peer.wrong.erase(who.name);
        remember(who);
        return std::nullopt;
    }
    of_name.used_ms = of_peer.used_ms = now_ms;
    const auto known = known_.find({who.name, who.peer});
    if (known != known_.end()) {
        if (++known->second.wrong < limits_.wrong_of_account) return std::nullopt;
        known_.erase(known);
        of_name.wrong[who.peer] = limits_.wrong_of_account;
    }
    wrong(of_name, who.peer, limits_.wrong_of_account, now_ms);
    wrong(of_peer, who.name, limits_.wrong_of_peer, now_ms);
    return locked(who, now_ms);
}

void PasswordTries::wrong(Entry& entry, const std::string& by, std::uint32_t most, std::int64_t now_ms) const {
    ++entry.wrong[by];
    if (entry.wrong_ones() < most) return;
    entry.wrong.clear();
    entry.lock_ms = std::clamp<std::int64_t>(entry.lock_ms * 2, limits_.lock_first.count(), limits_.lock_last.count());
    entry.locked_until_ms = now_ms + entry.lock_ms;
}

void PasswordTries::unchecked(const PasswordTry& who) {
    Entry& of_name = names_.at(who.name);
    Entry& of_peer = peers_.at(who.peer);
    engine::check(of_name.under_way > 0 && of_peer.under_way > 0, "one answer for each password that is checked");
    --of_name.under_way;
    --of_peer.under_way;
}

void PasswordTries::remember(const PasswordTry& who) {
    known_[{who.name, who.peer}] = Known{0, ++used_};
    if (known_.size() <= limits_.known_pairs) return;
    known_.erase(std::min_element(known_.begin(), known_.end(),
                                  [](const auto& one, const auto& other) { return one.second.used < other.second.used; }));
}

}  // namespace luot::web
