// All that is on the kiosk's screen, as words and figures: two equal pages look the same. Made by TouchFsm, laid out by layout.hpp, drawn
// by view/. A target is what a touch is about, by its name: "field:land", "home".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::touch {

enum class Screen : std::uint8_t {
    connecting,  // nothing is known of the office yet
    home,
    closed,   // nobody can take a number now
    away,     // the server is
    printer,  // nothing can be printed now
    classes,
    confirm,
    wait,         // locked: a number or a place is on its way
    slip,         // take your slip
    slip_failed,  // no whole slip came out
    told,         // why not, or what to do
    search,
    help,
    languages,
    checked_in,
    card,  // has been read
    card_needed,
    pin,
    technician,
};
// "take_slip": what is on the screen in a word, for the supervisor.
const char* to_string(Screen screen);

enum class Icon : std::uint8_t {
    none,
    search,
    help,
    back,
    home,
    card,
    slip,
    clock,
    paper,
    network,
    tick,
    warning,
    lock,
    pages,
    speech,
    language
};
enum class Tone : std::uint8_t { calm, good, warn, bad };

// One of several things to choose from.
struct Tile {
    std::string target;
    std::string title;
    std::string hint;
    std::string value;       // "12–18 phút"
    std::string value_hint;  // "7 người chờ"
    std::string scarce;      // "Còn 18 số"
    std::string note;        // "nhận đến 11:30"
    std::string colour;      // "#0A4DB0", or empty: the theme's by `place`
    std::optional<std::size_t> place;
    bool open = true;  // a closed one tells why when it is touched
    bool marked = false;
    bool operator==(const Tile&) const = default;
};

struct Button {
    std::string target;
    std::string label;
    Icon icon = Icon::none;
    std::string sign;   // in place of an icon: "EN"
    bool main = false;  // the one next step
    bool on = false;    // of a switch
    bool operator==(const Button&) const = default;
};

// "Lĩnh vực": "Hộ tịch"
struct Line {
    std::string label;
    std::string value;
    Tone tone = Tone::calm;
    bool operator==(const Line&) const = default;
};

enum class Body : std::uint8_t {
    tiles,
    message,  // an icon or a number, words, lines
    search,   // what was typed, what was found, keys
    pin,      // digits
    lines,    // of the technician
};

// How somebody wants to see it.
struct Look {
    bool large_text = false;
    bool high_contrast = false;
    bool low_reach = false;
    bool spoken = false;
    bool operator==(const Look&) const = default;
};

struct Page {
    Screen screen = Screen::connecting;
    Body body = Body::message;
    Look look;
    std::string office;  // empty while connecting
    std::string colour;  // the office's: of the header, and of the one next step; empty: the theme's
    std::string accent;
    std::string clock;  // "09:42"
    std::string title;
    std::string detail;
    std::string banner;  // a line that concerns everybody: a supervisor's notice, a card that was read
    Tone banner_tone = Tone::calm;
    Icon icon = Icon::none;
    Tone tone = Tone::calm;
    std::string number;  // very large
    std::vector<Line> lines;
    std::vector<Tile> tiles;
    std::vector<Button> actions;  // below a message: the next step first
    std::vector<Button> footer;   // always at the same place
    Button earlier, later;        // of tiles that have no room at once
    int turn = 0;                 // how many times `later`, less `earlier`
    std::string typed;            // into the search, or how many digits of a PIN as dots
    std::string typed_hint;       // while nothing is
    Button space, erase;          // on the keyboard
    std::string countdown;        // "Tự về trang đầu sau 12 giây"
    std::string spoken;           // what is read out
    std::string pressed;          // the target below the finger
    bool busy = false;            // something is on its way
    bool operator==(const Page&) const = default;
};

}  // namespace luot::touch
