// All that is on the screen before the citizen, as words: two equal pages look the same. Made by RatingFsm, drawn by rating_view/. A target
// is what a touch is about, by its name: "grade:4", "language:en".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace luot::rating {

enum class Screen : std::uint8_t {
    connecting,  // nothing is known of the office yet
    idle,        // who is being served, or a welcome
    ask,
    thanks,
    closed,   // the counter is
    away,     // the server is
    off,      // the office does not ask
    unknown,  // the office has no such counter
    dark,     // nobody is here
};
// "ask", for a log.
const char* to_string(Screen screen);

// The faces go from 1, the worst, to `of`.
struct Face {
    unsigned place = 0;
    unsigned of = 0;
    bool operator==(const Face&) const = default;
};

struct Grade {
    std::string target;
    Face face;
    std::string words;
    bool operator==(const Grade&) const = default;
};

struct Button {
    std::string target;
    std::string label;
    bool operator==(const Button&) const = default;
};

struct RatingPage {
    Screen screen = Screen::connecting;
    std::string office;   // empty while connecting
    std::string colour;   // the office's, of the header; empty: the theme's
    std::string counter;  // "Quầy 3"
    std::string title;
    std::string number;  // very large where idle: whom the title is about, or the counter's
    std::string detail;
    bool tick = false;              // thanks for what cannot be lost any more
    std::string note;               // small, for the clerk: what waits for the server, or cannot be kept
    std::string countdown;          // "Tự đóng sau 8 giây"
    std::vector<Grade> grades;      // from the worst to the best
    std::vector<Button> languages;  // those that it is not in
    std::uint64_t ticket = 0;       // asked about; not seen
    std::string pressed;            // the target below the finger
    bool operator==(const RatingPage&) const = default;
};

}  // namespace luot::rating
