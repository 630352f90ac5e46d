// All that is in a clerk's window, as words and figures: two equal pages look the same. Made by DeskFsm, drawn by view/. A target is what a
// click is about, by its name: "step", "action:recall", "hold:1234", "dialog:cancel".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::desk {

enum class Screen : std::uint8_t {
    connecting,  // nothing is known of the office yet
    sign_in,     // who, and at which counter
    desk,
};

// How the same page is laid out. The small ones stay on top of the office's other software.
enum class Mode : std::uint8_t {
    window,
    strip,   // one line: number, next step, how many wait
    keypad,  // the display of a number pad: number, next step, what is being typed
};

enum class Tone : std::uint8_t { calm, good, warn, bad };

// A line of text of which some words are stronger: "Đã chờ " "14 phút" " · Đang phục vụ " "03:20".
struct Piece {
    std::string text;
    bool strong = false;
    Tone tone = Tone::calm;
    bool operator==(const Piece&) const = default;
};
using Line = std::vector<Piece>;

// A field's colour: "#0A4DB0", or empty: the theme's by its place in the office's list; none: a neutral one.
struct Swatch {
    std::string colour;
    std::optional<std::size_t> place;
    bool operator==(const Swatch&) const = default;
};

struct Chip {
    std::string text{};
    enum class Kind : std::uint8_t { field, ticket_class, urgent, mark } kind = Kind::field;  // mark: "gọi lại 2 lần"
    Swatch swatch{};
    bool operator==(const Chip&) const = default;
};

// Who is at the counter, or why nobody is.
struct Citizen {
    std::string number;    // very large; empty: nobody
    std::string headline;  // where nobody is: "Chưa có ai", "Tạm nghỉ: đi họp"
    std::string detail;    // below it
    std::vector<Chip> chips;
    std::vector<Line> facts;  // waited, in service; step, where and when the number was taken; legs so far; what they came for
    std::string reason;       // why this one and not another
    std::string note;         // what a colleague wrote
    Tone tone = Tone::calm;
    bool operator==(const Citizen&) const = default;
};

// Something to press. The keys are as they are written on it, "Enter".
struct Button {
    std::string target{};
    std::string label{};
    std::string key{};
    std::string detail{};  // below the label
    bool enabled = true;   // one that is not says why when it is pressed
    bool on = false;       // of a switch
    bool main = false;     // the one next step
    bool operator==(const Button&) const = default;
};

struct FieldRow {
    std::string name;
    Swatch swatch;
    std::string detail;  // "lâu nhất 22 phút, quá mục tiêu 15"
    Tone tone = Tone::calm;
    std::uint32_t waiting = 0;
    bool helps = false;  // not one that is served first
    bool operator==(const FieldRow&) const = default;
};

struct HoldRow {
    std::string target;  // "hold:1234": resumes it
    std::string number;
    std::string detail;  // "đang điền tờ khai · 8 phút"
    std::string key;     // "1"
    Tone tone = Tone::calm;
    bool returned = false;  // the citizen is back
    bool operator==(const HoldRow&) const = default;
};

struct CounterRow {
    std::string name;    // "Quầy 2 · H011"
    std::string detail;  // "đang phục vụ 06:10"
    enum class Light : std::uint8_t { closed, open, serving, paused, help } light = Light::closed;
    bool operator==(const CounterRow&) const = default;
};

// Numbers alone, never names.
struct WaitingRow {
    std::string target{};  // "waiting:1234": calls this one, with a reason
    std::string number{};
    std::string detail{};  // field, class, waited
    Swatch swatch{};
    Tone tone = Tone::calm;
    bool on = false;  // where the arrows stand
    bool operator==(const WaitingRow&) const = default;
};

// Something that has to be said or chosen first; over the rest, which does not take keys meanwhile.
struct Dialog {
    enum class Kind : std::uint8_t {
        choice,  // items, one is chosen
        number,  // a ticket's number is typed, `rows` are those that fit
        text,    // a note
        ask,     // words and buttons: "Số H012 còn đang làm?"
    } kind = Kind::choice;
    std::string title;
    std::string detail;
    std::vector<Button> items;     // with keys 1 to 9; `on` is where the arrows stand
    std::vector<WaitingRow> rows;  // kind number
    std::size_t first = 0;         // of the rows or items, the first that is seen where not all have room
    std::string typed;
    std::string typed_hint;
    std::string error;
    std::vector<Button> buttons;  // the main one first
    bool operator==(const Dialog&) const = default;
};

// A line over the desk that does not take the keys away: refusals, a lost line, an alert, a reminder.
struct Banner {
    std::string text{};
    Tone tone = Tone::calm;
    std::optional<Button> button{};
    bool operator==(const Banner&) const = default;
};

struct SignInPage {
    std::string title;
    std::string office;
    std::vector<Button> counters;  // to choose from; `on`: chosen
    std::string clerk_label, clerk, clerk_hint;
    std::vector<Button> clerks;  // of the office that fit what is typed
    std::string pin_label;       // empty: the office asks for none
    std::size_t pin_digits = 0;  // typed
    enum class Focus : std::uint8_t { counter, clerk, pin } focus = Focus::clerk;
    std::string error;
    Button go;
    bool busy = false;
    bool operator==(const SignInPage&) const = default;
};

struct Page {
    Screen screen = Screen::connecting;
    Mode mode = Mode::window;
    std::string language;  // the code: "vi"
    std::string badge;     // "Quầy 3"
    std::string fields;    // "Hộ tịch, Chứng thực"
    std::string status;    // "Trần Thị B · 09:42 · đã kết nối"
    Tone status_tone = Tone::calm;
    std::string colour;  // the office's, of the header; empty: the theme's
    Citizen citizen;
    Button step;
    std::vector<Button> actions;  // in the design's order, eight of them at most on the window itself
    Button more;                  // the rest, as a dialog
    Button back;                  // of the small modes: to the large window
    std::string my_fields_title, holds_title, others_title;
    std::vector<FieldRow> my_fields;
    std::vector<HoldRow> holds;
    std::vector<CounterRow> others;
    Line day;                // "Hôm nay" "18 lượt" …
    std::string connecting;  // words, and below them `detail`
    std::string connecting_detail;
    std::vector<Banner> banners;  // the most urgent first, at most three
    std::optional<Dialog> dialog;
    SignInPage sign_in;
    std::vector<Button> footer;  // settings: mode, size, language, sound
    std::string typed;           // on a number pad, outside a dialog
    bool busy = false;           // a command is under way
    bool stale = false;          // the server is away: what is seen is as of `status`
    std::uint32_t arrivals = 0;  // rises with each arrival that is brought to mind
    bool operator==(const Page&) const = default;
};

}  // namespace luot::desk
