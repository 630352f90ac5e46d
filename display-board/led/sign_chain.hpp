// What is written on a chain of counter signs, and when: one telegram after the other with the pause that the signs need, what has changed
// first and in the order in which it changed, everything again after the profile's refresh. Pure: steady time is handed in, in
// microseconds.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "led/sign_profile.hpp"

namespace luot::led {

class SignChain {
  public:
    // `baud` is what the line runs at: a telegram takes its time on it (8N1, ten bits a byte).
    SignChain(SignProfile profile, unsigned baud) : profile_(std::move(profile)), baud_(baud) {}

    // The sign at this address shows this number from now on; empty: nothing. A sign that is new is written first of all. At most
    // limits::signs_most signs; false, and nothing happens, for more and for addresses that the profile has not.
    bool show(int address, const std::string& number);
    // Nobody knows what the signs show: all are written again, as soon as may be.
    void rewrite();
    // For the technician: every sign lights all it has, and then its own address, in turn with each time that it is written, which is no
    // less often than every limits::sign_test_turn.
    void test();
    // The end: every sign is told once to be dark, a test too. all_told() and line_free_in_us() 0: nothing more is on its way.
    void darken();
    // What changed is written, so far as it was told.
    bool all_told() const { return changed_.empty(); }
    std::int64_t line_free_in_us(std::int64_t now_us) const { return now_us < free_us_ ? free_us_ - now_us : 0; }

    struct Step {
        std::optional<Bytes> telegram;  // to be written now
        std::int64_t again_in_us = 0;   // where there is none: when to ask again, if nothing changes before
    };
    Step next(std::int64_t now_us);
    // The line has taken the telegram of the last step; the signs' pause begins now at the earliest.
    void written(std::int64_t now_us);

    std::size_t size() const { return signs_.size(); }

  private:
    struct Sign {
        std::string number;
        bool changed = false;
        bool address_next = false;  // of the two things that a test shows
        std::optional<std::int64_t> written_us;
    };
    Bytes telegram_of(int address, Sign& sign) const;

    SignProfile profile_;
    unsigned baud_;
    std::map<int, Sign> signs_;  // by address
    std::deque<int> changed_;    // addresses, the oldest change first; each once
    std::int64_t free_us_ = 0;   // the line, and the pause after what was written
    bool testing_ = false;
};

}  // namespace luot::led
