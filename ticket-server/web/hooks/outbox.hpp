// What webhooks have yet to hear: in order for each hook, one at a time, tried again with pauses that grow, given up after a day or
// where the receiver refuses it. Pure: time and chance are handed in. What it decides the caller keeps (store/hooks).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hooks/hook_records.hpp"
#include "web/hooks/limits.hpp"

namespace luot::web::hooks {

using luot::hooks::Delivery;
using luot::hooks::Hook;
using luot::hooks::Settled;

// How one hook does.
struct HookStanding {
    Hook hook;
    std::size_t waiting = 0;
    std::string last_error;                         // empty: the last try arrived, or there was none
    std::optional<std::int64_t> failing_since_s{};  // the first failed try since the last one that arrived
};

// One try that did not arrive.
struct Failed {
    std::string why;
    unsigned status = 0;  // of HTTP; 0: nothing was answered
};
// The receiver does not want this delivery, and will not want it later: 4xx, but for what is about the moment (408, 425, 429).
bool is_refused_for_good(unsigned status);

class Outbox {
  public:
    explicit Outbox(const Limits& limits = {}) : limits_(limits) {}

    // False: there are so many already.
    bool add_hook(Hook hook);
    // With what waits for it. False: there is none such.
    bool remove_hook(const std::string& id);
    // No hook waits for events beyond this one.
    void begin_anew(std::uint64_t seq);
    bool full() const { return hooks_.size() >= limits_.hooks; }
    bool empty() const { return hooks_.empty(); }

    // Deliveries that are in the store, in the order of their ids. Those of hooks that are gone are passed over. What has to go to make
    // room is returned: to be settled in the store.
    std::vector<Settled> add(std::vector<Delivery> deliveries);

    // The next delivery that is due, whose hook has none under way; it is under way from then on.
    struct Outgoing {
        Delivery delivery;
        std::string url, secret;
    };
    std::optional<Outgoing> next(std::int64_t now_s);

    // What came of a delivery under way; nothing where its hook or it are gone. `chance`: 0 to below 1.
    std::optional<Settled> arrived(const std::string& hook, std::int64_t id);
    std::optional<Settled> failed(const std::string& hook, std::int64_t id, const Failed& how, std::int64_t now_s, double chance);

    // Seconds until next() may have something that it has not now, by time alone; nothing: never.
    std::optional<std::int64_t> seconds_to_next(std::int64_t now_s) const;

    // In the order in which they were made.
    std::vector<HookStanding> standings() const;
    const Hook* hook(const std::string& id) const;
    // Good until one comes or goes.
    std::vector<const Hook*> hooks() const;
    std::size_t waiting() const;

  private:
    struct Line {
        Hook hook;
        std::deque<Delivery> waiting;
        bool under_way = false;  // the first one
        std::string last_error;
        std::optional<std::int64_t> failing_since_s{};
    };

    Line* find(const std::string& hook);
    Line* with_under_way(const std::string& hook, std::int64_t id);
    std::int64_t seconds_to(const Delivery& delivery, std::int64_t now_s) const;
    std::int64_t pause_s(std::uint32_t tries, double chance) const;

    Limits limits_;
    std::vector<Line> hooks_;
};

}  // namespace luot::web::hooks
