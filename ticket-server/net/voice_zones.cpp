#include "net/voice_zones.hpp"

#include <algorithm>
#include <utility>

namespace luot::net {

namespace {

// No clock's milliseconds, which other pings bear.
constexpr std::uint64_t own_stamps = std::uint64_t{1} << 63U;

void raise(core::Seq& to, core::Seq seq) {
    to = std::max(to, seq);
}

}  // namespace

void VoiceZones::joined(VoiceMember& member, const core::DeviceCode& device) {
    Board& board = boards_[&member];
    board.member = &member;
    board.device = device;
    board.order = ++last_order_;
}

VoiceZones::Zone* VoiceZones::zone_of(const std::string& code, const core::Office& office) {
    const auto known = zones_.find(code);
    if (!core::has_voice_zone(office, code)) return nullptr;
    if (known != zones_.end()) return &known->second;
    if (zones_.size() >= limits_.zones) {
        // Of an office file of before.
        std::erase_if(zones_, [&](const auto& entry) { return entry.second.boards.empty() && !core::has_voice_zone(office, entry.first); });
        if (zones_.size() >= limits_.zones) return nullptr;
    }
    Zone& zone = zones_[code];
    zone.code = code;
    zone.others_until_ms = others_until_ms_;
    return &zone;
}

// False: a newer connection of the same name has spoken. An older one is told that the turn is not its own; what it says of itself is kept
// for the time when the newer is gone.
bool VoiceZones::counts_instead_of_older(Board& board, std::int64_t now_ms) {
    Board*& counting = by_device_[board.device];
    if (counting == &board || counting == nullptr) {
        counting = &board;
        return true;
    }
    if (counting->order > board.order) return false;
    Board& older = *counting;
    counting = &board;
    for (auto& [code, each] : zones_) {  // what it is still saying where it stood before
        for (Gone& gone : each.gone) gone.stays = gone.stays || gone.order == older.order;
    }
    if (older.zone == nullptr) return true;
    older.stands_by_in = older.zone->code;
    const bool able = older.able;
    Zone& zone = *older.zone;
    // It may begin one before it knows. As a rule it is the same machine on a line that died, so that the newer need not wait for that.
    const bool may_begin = older.has_turn && older.told && older.told->yours;
    leave_zone(older, older.audible_until_ms, true);
    if (may_begin) still_heard(zone, {older.device, unheard_until(zone, now_ms), older.order, true, true});
    older.able = able;
    if (older.word != older.told) older.member->on_voice_turn();
    return true;
}

// Does not count, and is heard all the same.
void VoiceZones::keep(Board& board, const VoiceReport& report, const core::Office& office, std::int64_t audible_until_ms) {
    Zone* zone = zone_of(report.zone, office);
    board.stands_by_in = zone == nullptr ? std::string() : zone->code;
    board.able = report.able;
    board.audible_until_ms = audible_until_ms;
    if (zone != nullptr) still_heard(*zone, {board.device, audible_until_ms, board.order, true});
}

// Of the connections of a device whose counting one is gone, the newest goes on where it stood.
void VoiceZones::take_over(const core::DeviceCode& device, std::int64_t now_ms) {
    Board* newest = nullptr;
    for (auto& [member, board] : boards_) {
        const bool candidate = board.device == device && !board.stands_by_in.empty();
        if (candidate && (newest == nullptr || newest->order < board.order)) newest = &board;
    }
    if (newest == nullptr) return;
    const auto found = zones_.find(std::exchange(newest->stands_by_in, {}));
    if (found == zones_.end() || found->second.boards.size() >= limits_.members) return;
    by_device_[device] = newest;
    enter(*newest, found->second);
    arrange(found->second, now_ms);
}

// Until when an announcement may be heard that was begun unheard.
std::int64_t VoiceZones::unheard_until(const Zone& zone, std::int64_t heard_ms) const {
    const std::int64_t unheard_ms = std::clamp<std::int64_t>(zone.longest_ms, limits_.unheard_least.count(), limits_.unheard_most.count());
    return heard_ms + limits_.lease.count() + unheard_ms;
}

void VoiceZones::still_heard(Zone& zone, const Gone& gone) {
    if (gone.audible_until_ms == 0) return;
    if (zone.gone.size() < limits_.gone) {
        zone.gone.push_back(gone);
    } else {  // nobody's: coming back does not make it shorter
        zone.gone.back() = {core::DeviceCode(), std::max(zone.gone.back().audible_until_ms, gone.audible_until_ms), 0, true};
    }
}

void VoiceZones::enter(Board& board, Zone& zone) {
    if (board.zone == &zone) return;
    board.zone = &zone;
    zone.boards.push_back(&board);
}

// It knows that it is no longer to speak there, or can say nothing more; what it began is heard as long as that.
void VoiceZones::leave_zone(Board& board, std::int64_t audible_until_ms, bool stays_connected) {
    Zone& zone = *board.zone;
    std::erase(zone.boards, &board);
    if (board.has_turn) zone.last_speaker = board.device;
    if (board.word) board.word->yours = false;
    board.zone = nullptr;
    board.has_turn = false;
    board.able = false;
    board.awaited.reset();
    still_heard(zone, {board.device, audible_until_ms, board.order, stays_connected});
}

void VoiceZones::reported(VoiceMember& member, const VoiceReport& report, const core::Office& office, core::Seq seq, std::int64_t now_ms) {
    const auto found = boards_.find(&member);
    if (found == boards_.end()) return;
    Board& board = found->second;
    const std::int64_t lasts_ms = std::min<std::int64_t>(report.ends_within_ms, limits_.announcement.count());
    const std::int64_t audible_until_ms = lasts_ms == 0 ? 0 : now_ms + lasts_ms;
    if (report.zone != (board.zone == nullptr ? board.stands_by_in : board.zone->code)) {  // it moved, and knows nothing of any turn
        board.told.reset();
        board.word.reset();
    }
    const bool to_come = std::max({report.speaking, report.said_through, report.said_notice}) > seq;
    const bool counts = !to_come && counts_instead_of_older(board, now_ms);
    if (!counts) ++ignored_;
    if (!to_come && !counts) keep(board, report, office, audible_until_ms);
    if (!counts) return;
    board.stands_by_in.clear();
    Zone* zone = zone_of(report.zone, office);
    if (zone != nullptr && board.zone != zone && zone->boards.size() >= limits_.members) zone = nullptr;
    if (zone == nullptr && !report.zone.empty()) ++ignored_;
    if (board.zone != nullptr && board.zone != zone) {
        Zone& left = *board.zone;
        leave_zone(board, audible_until_ms);
        arrange(left, now_ms);
    }
    if (zone == nullptr) return;
    enter(board, *zone);
    // It says itself how it is. Where two are there of its name, or a later one of it was, the other may be another machine.
    std::erase_if(zone->gone, [&](const Gone& gone) { return gone.device == board.device && gone.order <= board.order && !gone.stays; });
    board.able = report.able;
    board.audible_until_ms = audible_until_ms;
    zone->longest_ms = std::max(zone->longest_ms, lasts_ms);
    raise(zone->said_through, report.said_through);
    raise(zone->said_notice, report.said_notice);
    if (board.has_turn && !board.able) {
        board.has_turn = false;
        const bool knows_of_it = board.told && board.told->yours;
        if (knows_of_it) board.awaited = own_stamps | ++last_stamp_;
        board.pinged = false;
        zone->last_speaker = board.device;
    }
    arrange(*zone, now_ms);
}

void VoiceZones::ponged(VoiceMember& member, std::uint64_t stamp, std::int64_t now_ms) {
    const auto found = boards_.find(&member);
    if (found == boards_.end() || found->second.awaited != stamp) return;
    found->second.awaited.reset();
    if (found->second.zone != nullptr) arrange(*found->second.zone, now_ms);
}

void VoiceZones::left(VoiceMember& member, Ending ending, std::int64_t heard_ms, std::int64_t now_ms) {
    const auto found = boards_.find(&member);
    if (found == boards_.end()) return;
    Board& board = found->second;
    const core::DeviceCode device = board.device;
    const auto counting = by_device_.find(device);
    const bool counted = counting != by_device_.end() && counting->second == &board;
    if (counted) by_device_.erase(counting);
    if (Zone* zone = board.zone) {
        std::int64_t audible_until_ms = board.audible_until_ms;
        if (ending == Ending::lost && (board.has_turn || board.awaited)) {
            audible_until_ms = std::max(audible_until_ms, unheard_until(*zone, heard_ms));
        }
        leave_zone(board, audible_until_ms);
        arrange(*zone, now_ms);
    }
    boards_.erase(found);
    if (counted) take_over(device, now_ms);
}

void VoiceZones::time(std::int64_t now_ms) {
    if (!due_ms_ || now_ms < *due_ms_) return;
    for (auto& [code, zone] : zones_) {
        if (zone.due_ms && now_ms >= *zone.due_ms) arrange(zone, now_ms);
    }
}

bool VoiceZones::may_speak(const Zone& zone, const Board& board, std::int64_t now_ms) const {
    if (!board.able) return false;
    const bool spoke_last = board.audible_until_ms > now_ms;
    if (now_ms < zone.others_until_ms && !spoke_last) return false;
    return std::none_of(zone.boards.begin(), zone.boards.end(), [&](const Board* other) {
        return other != &board && (other->has_turn || other->awaited || other->audible_until_ms > now_ms);
    });
}

// Whoever is heard, else the last speaker, else who came first.
VoiceZones::Board* VoiceZones::next_speaker(const Zone& zone, std::int64_t now_ms) const {
    const auto waits = [&](const Board& board) {
        return std::any_of(zone.gone.begin(), zone.gone.end(),
                           [&](const Gone& gone) { return !gone.only_perhaps || gone.device != board.device; });
    };
    Board* best = nullptr;
    const auto rank = [&](const Board& board) {
        if (board.audible_until_ms > now_ms) return 0;
        return board.device == zone.last_speaker ? 1 : 2;
    };
    for (Board* board : zone.boards) {
        if (waits(*board) || !may_speak(zone, *board, now_ms)) continue;
        if (best == nullptr || rank(*board) < rank(*best)) best = board;
    }
    return best;
}

void VoiceZones::arrange(Zone& zone, std::int64_t now_ms) {
    std::erase_if(zone.gone, [now_ms](const Gone& gone) { return gone.audible_until_ms <= now_ms; });
    const bool has_speaker = std::any_of(zone.boards.begin(), zone.boards.end(), [](const Board* board) { return board->has_turn; });
    if (!has_speaker) {
        if (Board* next = next_speaker(zone, now_ms)) {
            next->has_turn = true;
            next->awaited.reset();
            zone.others_until_ms = 0;
        }
    }
    tell(zone);
    look_again(zone, now_ms);
}

void VoiceZones::tell(Zone& zone) {
    for (Board* board : zone.boards) {
        board->word = VoiceTurn{zone.code, board->has_turn, zone.said_through, zone.said_notice};
        if (board->word != board->told) board->member->on_voice_turn();
    }
}

// When somebody may speak who may not now.
void VoiceZones::look_again(Zone& zone, std::int64_t now_ms) {
    zone.due_ms.reset();
    const auto at = [&](std::int64_t at_ms) {
        if (at_ms > now_ms && (!zone.due_ms || at_ms < *zone.due_ms)) zone.due_ms = at_ms;
    };
    const bool has_speaker = std::any_of(zone.boards.begin(), zone.boards.end(), [](const Board* board) { return board->has_turn; });
    if (!has_speaker && !zone.boards.empty()) {
        at(zone.others_until_ms);
        for (const Board* board : zone.boards) at(board->audible_until_ms);
        for (const Gone& gone : zone.gone) at(gone.audible_until_ms);
    }
    due_ms_.reset();
    for (const auto& [code, each] : zones_) {
        if (each.due_ms && (!due_ms_ || *each.due_ms < *due_ms_)) due_ms_ = each.due_ms;
    }
}

std::optional<VoiceZones::Word> VoiceZones::take_word(VoiceMember& member) {
    const auto found = boards_.find(&member);
    if (found == boards_.end() || !found->second.word || found->second.word == found->second.told) return std::nullopt;
    Board& board = found->second;
    board.told = board.word;
    Word word{*board.word, std::nullopt};
    if (board.awaited && !board.pinged) word.ping = board.awaited;
    board.pinged = board.pinged || word.ping.has_value();
    return word;
}

VoiceCounts VoiceZones::counts(const core::Office& office) const {
    VoiceCounts counts;
    counts.ignored = ignored_;
    const auto count = [&](const Zone* zone) {
        ++counts.zones;
        const bool able =
            zone != nullptr && std::any_of(zone->boards.begin(), zone->boards.end(), [](const Board* board) { return board->able; });
        if (!able) ++counts.without_able;
    };
    for (const core::VoiceZone& named : office.voice.zones) {
        const auto found = zones_.find(named.code);
        count(found == zones_.end() ? nullptr : &found->second);
    }
    const auto hall = zones_.find(core::only_voice_zone);
    if (office.voice.zones.empty() && hall != zones_.end()) count(&hall->second);
    return counts;
}

}  // namespace luot::net
