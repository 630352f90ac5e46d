// Visits all members one after the other, a few at a time, round after round: a walk over two thousand in one go is one that others wait
// for. Who comes during a round is visited from the next one on; who has gone is passed over. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

namespace luot::net {

template <class Member>
class Rounds {
  public:
    void add(std::weak_ptr<Member> member) { members_.push_back(std::move(member)); }

    // The round before is over.
    void begin() { left_ = members_.size(); }
    // At most `count` of those who are left in this round; `visit` may add members, and may end others. True: some are left.
    template <class Visit>
    bool go_on(std::size_t count, Visit visit) {
        for (; count > 0 && left_ > 0; --count) {
            --left_;
            auto member = std::move(members_.front());
            members_.pop_front();
            const auto present = member.lock();
            if (!present) continue;
            members_.push_back(std::move(member));
            visit(*present);
        }
        return left_ > 0;
    }

  private:
    std::deque<std::weak_ptr<Member>> members_;  // who was visited last stands last
    std::size_t left_ = 0;                       // in this round, from the front on
};

}  // namespace luot::net
