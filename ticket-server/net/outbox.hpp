// What waits to be written to one peer, limited in bytes and in count. A peer that does not keep up loses its pushes, not its replies: it
// is behind, and is brought up by a snapshot once it has read what it was sent. No I/O.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

class Outbox {
  public:
    explicit Outbox(const Limits& limits) : limits_(limits) {}

    // A change. Dropped while behind; the one that does not fit drops all that wait, and the peer is behind.
    void add_push(Bytes bytes);
    // Whatever was pushed before is in it: the peer is no longer behind.
    void add_snapshot(Bytes bytes);
    // Replies and the connection's own words, which are never dropped. False: too many wait, the peer has to be cut off.
    bool add_control(Bytes bytes);

    // Takes out what is to be written next, in order, at most limits.gathered.
    std::vector<Bytes> take();

    bool empty() const { return entries_.empty(); }
    std::size_t size() const { return entries_.size(); }
    bool behind() const { return behind_; }
    bool has_controls() const { return controls_ > 0; }
    bool has_pushes() const { return pushes_ > 0; }
    // Pushes are dropped and none of them is wanted any more.
    void stop_pushes();

  private:
    enum class Kind : std::uint8_t { control, push, snapshot };
    struct Entry {
        Bytes bytes;
        Kind kind = Kind::control;
    };
    void drop_pushes();

    const Limits& limits_;
    std::deque<Entry> entries_;
    std::size_t pushes_ = 0;
    std::size_t push_bytes_ = 0;
    std::size_t controls_ = 0;
    bool behind_ = false;
    bool wants_pushes_ = true;
};

}  // namespace luot::net
