// What a citizen meets at the counter, as a machine without a screen, a clock, a line or a disk: touches, what the server says and moments
// in; what to do, and the page that is to be seen, out. Knows nothing of pixels: a touch is the name of a target of the present page.
//
// What it keeps to: after a visit that ended served at this counter its citizen is asked once, for as long as they may still be there. One
// tap is one opinion of that ticket and of no other; it is kept before the citizen is thanked, and told until the server has settled it.
// What could not be kept is kept later, and nobody reads meanwhile that it was.
//
// Nobody is asked after a step that leads on to another counter: a visit has one opinion, and its last counter asks for it.
//
// Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "rating/limits.hpp"
#include "rating/page.hpp"
#include "rating/rating_outbox.hpp"
#include "rating/rating_state.hpp"
#include "shown/office_clock.hpp"
#include "wire/link_state.hpp"
#include "words/catalogue.hpp"

namespace luot::rating {

class RatingFsm {
  public:
    // `words` outlives it. `kept`: what the one before had not told.
    RatingFsm(std::uint64_t counter, std::vector<KeptRating> kept, const words::Words& words);

    // --- People
    // `target` as in the page; an empty one only shows that somebody is there. False: it was not on it, or too new to have been meant.
    bool touch(const std::string& target, Instant now);

    // --- The server
    void link_changed(wire::LinkState state, Instant now);
    void welcome(const v1::Welcome& welcome, Instant now);
    void snapshot(const v1::Snapshot& snapshot, Instant now);
    void event(const v1::Event& event, Instant now);
    void answered(std::uint64_t request, const v1::Reply& reply, Instant now);
    void not_sent(std::uint64_t request, Instant now);  // the link did not take it

    // --- The disk
    void written(bool done, Instant now);  // the outcome of a Keep, at once

    // --- Time
    void wake(Instant now);  // at deadline()
    std::optional<Instant> deadline() const;

    std::optional<Action> next();
    // As of the last call.
    RatingPage page() const;
    std::size_t kept() const { return outbox_.size(); }

  private:
    void settle(Instant now);
    bool on_page(const std::string& target) const;
    void rate(unsigned place);
    void ended(const v1::TicketStatus& ticket, std::int64_t event_us);
    void follow_counter();
    void stop_asking();
    bool somebody_is_here() const;
    Place here() const;

    const words::Words& words_;
    RatingState state_;
    shown::OfficeClock clock_;
    std::uint64_t epoch_ = 0;
    bool here_known_ = false;  // that the server is where here() says
    RatingOutbox outbox_;
    std::deque<Action> actions_;
    std::deque<std::uint64_t> asked_;  // tickets, the newest last
};

}  // namespace luot::rating
