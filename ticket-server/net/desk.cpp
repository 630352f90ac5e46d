#include "net/desk.hpp"

#include <algorithm>
#include <utility>

#include "engine/check.hpp"

namespace luot::net {

void Desk::set_staff(Staff staff) {
    badges_ = staff;
    for (ClerkName& clerk : badges_.clerks) clerk.name.clear();
    staff_ = std::move(staff);
}

Desk::Written Desk::write(const TicketNote& note, std::weak_ptr<DeskMember> writer) {
    const bool has_room =
        changes_.contains(note.ticket) || is_under_way(note.ticket) || changes_.size() + under_way_.size() < limits_.notes;
    if (keeper_ == nullptr || !has_room) return Written::no_room;
    const auto on_kept = [this, note, writer = std::move(writer)](bool durable) { kept(note, writer, durable); };
    if (!keeper_->keep(note, on_kept)) return Written::busy;
    ++under_way_[note.ticket];
    return Written::under_way;
}

void Desk::kept(const TicketNote& note, const std::weak_ptr<DeskMember>& writer, bool durable) {
    const auto under_way = under_way_.find(note.ticket);
    engine::check(under_way != under_way_.end(), "each note is kept or not, once");
    if (--under_way->second == 0) under_way_.erase(under_way);
    const std::shared_ptr<DeskMember> by = writer.lock();
    if (durable) noted(note, by.get());
    if (by) by->on_written(note, durable);
}

void Desk::noted(const TicketNote& note, const DeskMember* writer) {
    std::uint64_t& change = changes_[note.ticket];
    by_change_.erase(change);
    change = ++last_change_;
    by_change_.emplace(change, note);
    const std::vector<DeskMember*> all = members_;  // they may leave while they are told
    for (DeskMember* member : all) {
        const bool is_there = std::find(members_.begin(), members_.end(), member) != members_.end();
        if (is_there && member != writer) member->on_notes();
    }
}

// Nobody is told of each: the day's end is told, and takes the tickets with it.
void Desk::day_over() {
    by_change_.clear();
    changes_.clear();
}

const TicketNote* Desk::note_of(core::TicketId ticket) const {
    const auto change = changes_.find(ticket);
    if (change == changes_.end()) return nullptr;
    const TicketNote& note = by_change_.at(change->second);
    return note.text.empty() ? nullptr : &note;
}

std::size_t Desk::notes() const {
    return static_cast<std::size_t>(
        std::count_if(by_change_.begin(), by_change_.end(), [](const auto& entry) { return !entry.second.text.empty(); }));
}

void Desk::joined(DeskMember& member) {
    if (std::find(members_.begin(), members_.end(), &member) != members_.end()) return;
    members_.push_back(&member);
    if (!by_change_.empty()) member.on_notes();
}

void Desk::left(DeskMember& member) {
    std::erase(members_, &member);
}

std::optional<Desk::Changed> Desk::note_after(std::uint64_t change, std::uint64_t gone_through) const {
    const auto next = std::find_if(by_change_.upper_bound(change), by_change_.end(),
                                   [gone_through](const auto& entry) { return entry.first > gone_through || !entry.second.text.empty(); });
    if (next == by_change_.end()) return std::nullopt;
    return Changed{next->first, next->second};
}

}  // namespace luot::net
