// Connections between devices and the office as a network makes them: late, in pieces, cut in the middle, half gone, held up. Bytes keep
// their order and come once, as TCP has it.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "simulation/world.hpp"

namespace luot::simulation {

enum class Side : std::uint8_t { device = 0, office = 1 };
inline Side other(Side side) {
    return side == Side::device ? Side::office : Side::device;
}

// Whoever is at one end.
class Ear {
  public:
    virtual void heard(std::string_view bytes) = 0;
    // No more comes: the other side has closed, or the line is cut.
    virtual void ended() = 0;
    // There is room again for what this side says.
    virtual void drained() {}
    // False: the bytes stay where they are until Line::listen_again().
    virtual bool listens() const { return true; }

  protected:
    ~Ear() = default;
};

class Network;

class Line : public std::enable_shared_from_this<Line> {
  public:
    Line(World& world, const Network& network, std::string device, Dice dice)
        : world_(world), network_(network), device_(std::move(device)), dice_(dice) {}

    void connect(Side side, Ear& ear) { end(side).ear = &ear; }

    void say(Side from, std::string_view bytes);
    // How much has been said and not been heard.
    std::size_t under_way(Side from) const { return way(from).bytes; }
    // Closes: what was said still arrives, then the other side hears the end. With `late`, all of that comes so much later.
    void finish(Side from, Time late = 0);
    // This side is no longer there: it hears nothing more.
    void leave(Side side) { end(side).ear = nullptr; }
    // What is under way is lost, and both sides hear the end, soon.
    void cut();

    void listen_again(Side side) { deliver(other(side)); }
    const std::string& device() const { return device_; }
    bool is_over() const { return !end(Side::device).ear && !end(Side::office).ear; }

  private:
    struct Piece {
        Time at = 0;
        std::string bytes;
        bool last = false;
    };
    struct End {
        Ear* ear = nullptr;
    };
    // From one side to the other.
    struct Way {
        std::deque<Piece> pieces;
        std::size_t bytes = 0;
        Time last_at = 0;
        bool finished = false;
    };
    End& end(Side side) { return ends_.at(static_cast<std::size_t>(side)); }
    const End& end(Side side) const { return ends_.at(static_cast<std::size_t>(side)); }
    Way& way(Side from) { return ways_.at(static_cast<std::size_t>(from)); }
    const Way& way(Side from) const { return ways_.at(static_cast<std::size_t>(from)); }
    void put(Side from, std::string bytes, bool last, Time late);
    void deliver(Side from);

    World& world_;
    const Network& network_;
    std::string device_;
    Dice dice_;
    std::array<End, 2> ends_;
    std::array<Way, 2> ways_;
};

// Every line there is, by device.
class Network {
  public:
    explicit Network(World& world) : world_(world) {}

    // Who answers at the office's door; nothing: nobody, the server is down.
    std::function<void(const std::shared_ptr<Line>&)> door;

    // Called back with the line once the door has answered, or with nothing. No answer at all while the device is held up.
    void dial(const std::string& device, std::function<void(std::shared_ptr<Line>)> answered);

    void cut(const std::string& device);
    void cut_all();
    // Nothing of this device gets through in either direction until then, and nothing is lost.
    void hold_up(const std::string& device, Time until);
    bool held_up(const std::string& device) const { return held_up_.contains(device); }
    void heal();

  private:
    template <class Do>
    void each_line(const std::string& device, Do what);
    void release(const std::string& device);

    World& world_;
    std::multiset<std::string> held_up_;
    std::vector<std::weak_ptr<Line>> lines_;
    std::map<std::string, std::uint64_t> dialled_;
};

}  // namespace luot::simulation
