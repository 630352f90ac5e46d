// Every bound of the clerk's window at work, with its reason.
#pragma once

#include <chrono>

namespace luot::counter_app::limits {

using namespace std::chrono_literals;

// A window's hands are taken so often: less than a hand notices, and little enough to be nothing while nobody touches anything.
constexpr auto look_at_hands_every = 12ms;
// What time alone changes (minutes waited, seconds of a service) is looked at so often.
constexpr std::chrono::milliseconds wake_every{1'000};
// A deadline that is due already is not due without end.
constexpr std::chrono::milliseconds wake_apart{5};
// What is shown because of others is drawn so often at most: a replay at 600 times the speed changes the office without end.
constexpr auto draw_apart = 200ms;
// So soon after a press whatever comes is its answer, and drawn as a display shows it.
constexpr auto hand_is_answered_within = 1s;
constexpr auto draw_apart_by_hand = 15ms;
// What comes in one go (an answer, and the events behind it) makes one picture.
constexpr std::chrono::milliseconds draw_after{2};
// That a command is under way is shown when it takes longer than commands take.
constexpr std::chrono::milliseconds busy_is_shown_after{40};
constexpr auto screenshot_every = 500ms;

}  // namespace luot::counter_app::limits
