#include "simulation/network.hpp"

#include <algorithm>
#include <utility>

namespace luot::simulation {

namespace {

// One way, in a building's network with a bad switch.
Time one_way(Dice& dice) {
    return dice.once_in(20) ? dice.between(20 * millisecond, 120 * millisecond) : dice.between(200, 4 * millisecond);
}

}  // namespace

void Line::say(Side from, std::string_view bytes) {
    if (way(from).finished || bytes.empty()) return;
    // Now and then in pieces, cut anywhere.
    while (bytes.size() > 1 && dice_.once_in(8)) {
        const std::size_t first = 1 + dice_.below(bytes.size() - 1);
        put(from, std::string(bytes.substr(0, first)), false, 0);
        bytes.remove_prefix(first);
    }
    put(from, std::string(bytes), false, 0);
}

void Line::finish(Side from, Time late) {
    if (way(from).finished) return;
    for (Piece& piece : way(from).pieces) piece.at += late;
    way(from).last_at += late;
    put(from, {}, true, late);
    way(from).finished = true;
}

void Line::put(Side from, std::string bytes, bool last, Time late) {
    Way& to = way(from);
    to.last_at = std::max(to.last_at, world_.now() + one_way(dice_) + late);
    to.bytes += bytes.size();
    to.pieces.push_back(Piece{to.last_at, std::move(bytes), last});
    world_.at(to.last_at, [weak = weak_from_this(), from] {
        if (const auto self = weak.lock()) self->deliver(from);
    });
}

void Line::deliver(Side from) {
    const auto self = shared_from_this();  // who hears something may let the line go
    Way& to = way(from);
    while (!to.pieces.empty() && to.pieces.front().at <= world_.now() && !network_.held_up(device_)) {
        Ear* ear = end(other(from)).ear;
        if (ear != nullptr && !ear->listens()) return;
        const Piece piece = std::move(to.pieces.front());
        to.pieces.pop_front();
        to.bytes -= piece.bytes.size();
        if (ear == nullptr) continue;
        if (piece.last) {
            ear->ended();
        } else {
            ear->heard(piece.bytes);
        }
        if (end(from).ear != nullptr) end(from).ear->drained();
    }
}

void Line::cut() {
    for (const Side side : {Side::device, Side::office}) {
        Way& to = way(side);
        to.pieces.clear();
        to.bytes = 0;
        to.finished = false;
        finish(side);
    }
}

void Network::dial(const std::string& device, std::function<void(std::shared_ptr<Line>)> answered) {
    if (held_up(device)) return;
    Dice dice = world_.dice_of(device + " dials " + std::to_string(++dialled_[device]));
    const Time answered_after = 2 * one_way(dice);
    world_.after(answered_after, [this, device, dice, answered = std::move(answered)] {
        if (held_up(device)) return;
        if (!door) return answered(nullptr);
        auto line = std::make_shared<Line>(world_, *this, device, dice);
        std::erase_if(lines_, [](const std::weak_ptr<Line>& old) { return old.expired() || old.lock()->is_over(); });
        lines_.push_back(line);
        door(line);
        answered(std::move(line));
    });
}

template <class Do>
void Network::each_line(const std::string& device, Do what) {
    const std::vector<std::weak_ptr<Line>> all = lines_;
    for (const auto& weak : all) {
        const auto line = weak.lock();
        if (line && (device.empty() || line->device() == device)) what(*line);
    }
}

void Network::cut(const std::string& device) {
    each_line(device, [](Line& line) { line.cut(); });
}

void Network::cut_all() {
    cut({});
}

void Network::hold_up(const std::string& device, Time until) {
    held_up_.insert(device);
    world_.at(until, [this, device] {
        if (const auto found = held_up_.find(device); found != held_up_.end()) held_up_.erase(found);
        release(device);
    });
}

void Network::release(const std::string& device) {
    if (held_up(device)) return;
    each_line(device, [](Line& line) {
        line.listen_again(Side::device);
        line.listen_again(Side::office);
    });
}

void Network::heal() {
    held_up_.clear();
    each_line({}, [](Line& line) {
        line.listen_again(Side::device);
        line.listen_again(Side::office);
    });
}

}  // namespace luot::simulation
