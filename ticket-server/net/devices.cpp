#include "net/devices.hpp"

#include <algorithm>
#include <utility>

namespace luot::net {

namespace {

bool is_watched(core::Role role) {
    return role == core::Role::kiosk || role == core::Role::board;
}

bool watches(core::Role role) {
    return role == core::Role::supervisor || role == core::Role::administrator;
}

}  // namespace

void Devices::set_person_key(const std::string& key) {
    if (key == person_key_) return;
    person_key_ = key;
    const std::vector<DeviceListener*> all = kiosks_;  // they may leave while they are told
    for (DeviceListener* kiosk : all) {
        if (std::find(kiosks_.begin(), kiosks_.end(), kiosk) != kiosks_.end()) kiosk->on_person_key(key);
    }
}

void Devices::joined(DeviceListener& listener, core::Role role, const core::DeviceCode& device, core::TimeUs now_us) {
    if (role == core::Role::kiosk) kiosks_.push_back(&listener);
    if (watches(role)) {
        watchers_.push_back(&listener);
        if (last_change_ != 0) listener.on_device_changed();
    }
    const Key key(role, device);
    if (!is_watched(role) || (!known_.contains(key) && !make_room())) return;
    in_.emplace(&listener, key);
    Known& known = known_[key];
    if (known.connections++ > 0) return;
    known.only_looked = false;
    known.status.device = device;
    known.status.role = role;
    known.status.connected = true;
    known.status.since_us = now_us;
    changed(key, known);
}

void Devices::left(DeviceListener& listener, core::TimeUs now_us, bool by_itself) {
    std::erase(kiosks_, &listener);
    std::erase(watchers_, &listener);
    const auto found = in_.find(&listener);
    if (found == in_.end()) return;
    const Key key = found->second;
    in_.erase(found);
    Known& known = known_.at(key);
    if (--known.connections > 0) return;
    known.only_looked = by_itself && !known.status.report;
    known.status.connected = false;
    known.status.since_us = now_us;
    changed(key, known);
}

void Devices::reported(const DeviceListener& listener, DeviceReport report, core::TimeUs now_us) {
    const auto found = in_.find(&listener);
    if (found == in_.end()) return;
    Known& known = known_.at(found->second);
    const bool pictured = report.board && !report.board->thumbnail.empty();
    if (!report.board) known.thumbnail.clear();
    if (pictured) known.thumbnail = std::exchange(report.board->thumbnail, {});
    known.status.report = std::move(report);
    known.status.reported_us = now_us;
    changed(found->second, known, pictured);
}

std::optional<Devices::Changed> Devices::changed_after(std::uint64_t change) const {
    const auto next = by_change_.upper_bound(change);
    if (next == by_change_.end()) return std::nullopt;
    const Known& known = known_.at(next->second.key);
    Changed changed{next->first, known.status};
    if (next->second.thumbnail && changed.status.report && changed.status.report->board)
        changed.status.report->board->thumbnail = known.thumbnail;
    return changed;
}

void Devices::each(const std::function<void(const DeviceStatus&)>& see) const {
    for (const auto& [key, known] : known_) see(known.status);
}

const std::string* Devices::thumbnail(const core::DeviceCode& board) const {
    const auto found = known_.find({core::Role::board, board});
    return found == known_.end() || found->second.thumbnail.empty() ? nullptr : &found->second.thumbnail;
}

void Devices::count_board(const DeviceStatus& board, core::TimeUs now_us, DeviceCounts& counts) {
    const core::TimeUs since_us = std::max(board.since_us, board.reported_us);
    counts.oldest_board_report_us = std::max(counts.oldest_board_report_us, now_us - since_us);
    if (!board.report || !board.report->board) return;
    const BoardReport& said = *board.report->board;
    if (said.dark) ++counts.boards_dark;
    if (!said.troubles.empty()) ++counts.boards_troubled;
    counts.outputs_not_working += static_cast<std::size_t>(
        std::count_if(said.outputs.begin(), said.outputs.end(), [](const OutputReport& output) { return !output.working; }));
}

DeviceCounts Devices::counts(core::TimeUs now_us) const {
    DeviceCounts counts;
    for (const auto& [key, known] : known_) {
        const bool kiosk = key.first == core::Role::kiosk;
        if (known.status.connected) ++(kiosk ? counts.kiosks_connected : counts.boards_connected);
        if (!known.status.connected && !known.only_looked) ++(kiosk ? counts.kiosks_gone : counts.boards_gone);
        if (!kiosk && known.status.connected) count_board(known.status, now_us, counts);
        if (!kiosk || !known.status.connected) continue;
        const bool says = known.status.report && known.status.report->printer;
        const PrinterState state = says ? known.status.report->printer->state : PrinterState::unspecified;
        ++counts.printers.at(static_cast<std::size_t>(state));
    }
    return counts;
}

void Devices::changed(const Key& key, Known& known, bool thumbnail) {
    // The change that brings the thumbnail brings the rest too.
    if (known.change != known.pictured) by_change_.erase(known.change);
    known.change = ++last_change_;
    if (thumbnail) by_change_.erase(std::exchange(known.pictured, known.change));
    by_change_.emplace(known.change, Told{key, thumbnail});
    for (DeviceListener* watcher : watchers_) watcher->on_device_changed();
}

// Who has been gone longest is forgotten. False: everybody is in.
bool Devices::make_room() {
    if (known_.size() < known_max_) return true;
    const auto gone = std::find_if(by_change_.begin(), by_change_.end(), [this](const auto& entry) {
        const Known& known = known_.at(entry.second.key);
        return known.connections == 0 && known.change == entry.first;
    });
    if (gone == by_change_.end()) return false;
    const Key key = gone->second.key;
    by_change_.erase(known_.at(key).pictured);
    by_change_.erase(known_.at(key).change);
    known_.erase(key);
    return true;
}

}  // namespace luot::net
