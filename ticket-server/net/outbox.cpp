#include "net/outbox.hpp"

#include <algorithm>
#include <utility>

namespace luot::net {

void Outbox::add_push(Bytes bytes) {
    if (behind_ || !wants_pushes_) return;
    if (pushes_ + 1 > limits_.outbox_pushes || push_bytes_ + bytes->size() > limits_.outbox_push_bytes) {
        drop_pushes();
        behind_ = true;
        return;
    }
    ++pushes_;
    push_bytes_ += bytes->size();
    entries_.push_back(Entry{std::move(bytes), Kind::push});
}

void Outbox::add_snapshot(Bytes bytes) {
    if (!wants_pushes_) return;
    drop_pushes();
    behind_ = false;
    entries_.push_back(Entry{std::move(bytes), Kind::snapshot});
}

bool Outbox::add_control(Bytes bytes) {
    if (controls_ + 1 > limits_.outbox_controls) return false;
    ++controls_;
    entries_.push_back(Entry{std::move(bytes), Kind::control});
    return true;
}

std::vector<Bytes> Outbox::take() {
    std::vector<Bytes> taken;
    taken.reserve(std::min(entries_.size(), limits_.gathered));
    while (!entries_.empty() && taken.size() < limits_.gathered) {
        Entry& entry = entries_.front();
        if (entry.kind == Kind::control) --controls_;
        if (entry.kind == Kind::push) {
            --pushes_;
            push_bytes_ -= entry.bytes->size();
        }
        taken.push_back(std::move(entry.bytes));
        entries_.pop_front();
    }
    return taken;
}

void Outbox::stop_pushes() {
    drop_pushes();
    wants_pushes_ = false;
    behind_ = false;
}

// Snapshots that wait go too: a later one replaces them.
void Outbox::drop_pushes() {
    std::erase_if(entries_, [](const Entry& entry) { return entry.kind != Kind::control; });
    pushes_ = 0;
    push_bytes_ = 0;
}

}  // namespace luot::net
