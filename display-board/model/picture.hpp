// All that is on the board, as words and figures: two equal pictures look the same. Made by BoardModel, drawn by view/ (and by LED themes).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::board {

struct CallLine {
    std::string number;
    std::uint64_t counter = 0;
    std::uint64_t ticket = 0;  // what a line is known by while it moves down
    bool fresh = false;        // as CurrentCall's
    bool operator==(const CallLine&) const = default;
};

struct CurrentCall {
    std::uint64_t ticket = 0;
    std::string number;
    std::uint64_t counter = 0;
    std::string field;                       // name; empty: the office no longer has it
    std::optional<std::size_t> field_place;  // in the office's list
    std::string field_colour;                // "#0A4DB0", or empty: the theme's
    std::uint64_t seq = 0;                   // of the call: a recall is another one
    bool fresh = false;                      // draws attention: it is being spoken, or came as news a moment ago
    bool operator==(const CurrentCall&) const = default;
};

struct FieldCard {
    std::string name;
    std::string colour;       // the office's own, or empty: the theme's
    std::string last_called;  // number; empty: none yet
    std::uint32_t waiting = 0;
    std::string wait_words;  // "khoảng 12–18 phút", "mời vào ngay", "tạm ngừng phát số"
    bool closed = false;
    bool operator==(const FieldCard&) const = default;
};

// What stands over a counter.
enum class CounterPhase : std::uint8_t { closed, paused, idle, calling, serving };

struct CounterCard {
    std::uint64_t counter = 0;
    std::string name;  // where it has one beside its number
    CounterPhase phase = CounterPhase::closed;
    std::string number;      // of the ticket that is called or served there; empty: none
    std::string words;       // "Mời vào", "Đang phục vụ", "Quầy tạm nghỉ"
    std::string detail;      // why it is paused; empty: nobody said
    std::uint64_t call = 0;  // seq of the ticket's last call there; 0: not known
    bool fresh = false;      // as CurrentCall's
    std::string badge{};     // of the clerk who is there, where the office shows it
    bool operator==(const CounterCard&) const = default;
};

// The words beside the numbers, in the board's language.
struct Labels {
    std::string call;           // "MỜI SỐ"
    std::string go;             // "ĐẾN QUẦY"
    std::string last_calls;     // "Vừa gọi"
    std::string last_counters;  // "Quầy"
    std::string no_last_calls;
    std::string waiting;        // "người chờ"
    std::string waiting_short;  // "chờ"
    std::string serving;        // "đang gọi"
    std::string serving_short;  // "gọi"
    std::string counter;        // "QUẦY"
    bool operator==(const Labels&) const = default;
};

// Fields that are shown at once; more take turns, for smaller cards could not be read from a bench.
constexpr std::size_t fields_at_once = 12;

// What the large panel tells.
enum class Phase : std::uint8_t {
    connecting,  // nothing is known yet
    closed,      // outside the hours, and nobody waits
    empty,       // open, and nobody was called yet
    calling,
};

struct Picture {
    Phase phase = Phase::connecting;
    Labels labels;
    std::string office;   // empty while connecting
    std::string clock;    // "09:42"
    std::string date;     // "Thứ Hai, 02/03/2026"
    std::string session;  // "Buổi sáng"; empty: none now
    std::string title;    // of connecting, closed and empty
    std::string detail;
    std::optional<CurrentCall> current;
    std::vector<CallLine> last_calls;  // newest first, without the current one
    std::vector<FieldCard> fields;     // in the office's order
    std::vector<std::string> running;  // the office's lines
    std::size_t turn = 0;              // counts up where there is more to show than there is room: whose turn it is
    std::string notice;                // a supervisor's
    std::string notice_title;          // "Thông báo"; empty without a notice
    bool notice_urgent = false;
    std::string stale;                  // words for visitors that this may be old; empty: it is not
    std::vector<CounterCard> counters;  // those that the board shows, in the office's order
    int brightness = 100;               // percent of the full light (luminance) that the screen gives off
    bool dark = false;                  // nobody is there: black, whatever else is said here
    bool operator==(const Picture&) const = default;
};

}  // namespace luot::board
