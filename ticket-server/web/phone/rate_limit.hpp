// How often one address, and one token, may ask. Pure: real time comes in. Bounded by Limits::counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "web/phone/limits.hpp"

namespace luot::web::phone {

// Whole seconds to wait, at least 1; nothing: go on.
using RetryAfter = std::optional<std::int64_t>;

// An allowance for each key: the generic cell rate algorithm (ITU-T I.371), which needs one moment a key.
class Allowances {
  public:
    Allowances(Allowance allowance, std::size_t keys_max) : allowance_(allowance), keys_max_(keys_max) {}

    // Takes one of the key's, if there is one left. Moments never go back.
    RetryAfter take(const std::string& key, std::int64_t now_us);

    std::size_t keys() const { return full_again_us_.size(); }

  private:
    void set(const std::string& key, std::int64_t full_again_us);
    void forget(std::set<std::pair<std::int64_t, std::string>>::iterator entry);

    Allowance allowance_;
    std::size_t keys_max_;
    std::map<std::string, std::int64_t> full_again_us_;  // when nothing of it will have been used; in the past: it need not be kept
    std::set<std::pair<std::int64_t, std::string>> by_time_;
};

class RateLimit {
  public:
    explicit RateLimit(const Limits& limits);

    // Anything about visits. First of all, before a token is looked for.
    RetryAfter ask(const std::string& peer, std::int64_t now_us) { return peers_.take(peer_key(peer), now_us); }
    // The token was found; or was not.
    RetryAfter read(const std::string& token, std::int64_t now_us) { return tokens_.take(token, now_us); }
    RetryAfter act(const std::string& token, std::int64_t now_us) { return deeds_.take(token, now_us); }
    RetryAfter guess(const std::string& peer, std::int64_t now_us) { return guesses_.take(peer_key(peer), now_us); }

    std::size_t counted() const { return peers_.keys() + tokens_.keys() + deeds_.keys() + guesses_.keys(); }

  private:
    static std::string peer_key(const std::string& peer);

    Allowances peers_, tokens_, deeds_, guesses_;
};

}  // namespace luot::web::phone
