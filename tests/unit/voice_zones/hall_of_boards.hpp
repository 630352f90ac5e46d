// A zone of boards and their server over a network that delays, stalls, cuts and loses, in simulated time. The machines are the real ones:
// net::VoiceZones, board::VoiceTurn, board::Announcements. What people in the hall would hear is watched at every step.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "board/announcements.hpp"
#include "board/voice_turn.hpp"
#include "net/voice_zones.hpp"

namespace luot::test {

// One thing that goes wrong with one board, or with the server.
enum class Trouble : std::uint8_t {
    process_dies,
    power_fails,
    up_dies,
    down_dies,
    line_dies,
    line_wilts,
    reset,
    sound_fails,
    server_restarts,
    sound_taken,   // a new office file takes the board's zone, until heal()
    journal_anew,  // the server begins with an empty data folder
};
constexpr int plain_troubles = 9, troubles = 11;

enum class Listed : std::uint8_t { none, some, all };

class HallOfBoards {
  public:
    // `listed`: which boards the office file names. `busy`: more is called than can be said one by one. `twins`: the first two are machines
    // of one name.
    HallOfBoards(std::uint64_t seed, std::size_t boards, Listed listed, bool busy, bool twins = false);

    void run_until(std::int64_t ms);
    void happen(Trouble trouble);  // to the board that has the turn, or any other
    void heal();                   // lines, power, sound; who was dead begins anew
    std::int64_t now_ms() const { return now_ms_; }

    // What was heard.
    std::size_t overlaps = 0;        // moments in which two were heard that are not of one name
    std::size_t overlaps_twins = 0;  // and of one name
    std::string first_overlap;
    std::int64_t longest_wait_ms = 0;          // that somebody was there, able and reached, and none such had the turn
    std::set<std::uint64_t> calls, said;       // by their tickets, of which each is called once
    std::map<std::uint64_t, int> begun;        // how often each call was begun
    std::set<std::uint64_t> may_come_again;    // calls begun that the server had no word of as ended when the board was lost
    std::size_t announcements = 0, words = 0;  // that were said, and VoiceTurns

  private:
    struct Hello {};
    struct Welcome {
        std::uint64_t seq = 0;
    };
    struct Ping {
        std::uint64_t stamp = 0;
    };
    struct Pong {
        std::uint64_t stamp = 0;
    };
    struct Calls {
        std::vector<board::Call> calls;
        bool live = false;
        std::string zone;  // in which the board stands
        std::uint64_t seq = 0;
    };
    struct End {
        bool by_itself = false;  // else a reset
    };
    using Message = std::variant<Hello, Welcome, Ping, Pong, Calls, End, v1::VoiceReport, v1::VoiceTurn>;
    struct Way {
        std::deque<std::pair<std::int64_t, Message>> under_way;
        bool dead = false;
    };
    struct Line {
        std::size_t board = 0;
        Way up, down;
        bool server_has = false, board_has = true;
    };
    struct Guest final : net::VoiceMember {
        std::shared_ptr<Line> line;
        bool welcomed = false, wanted = false;
        std::int64_t heard_ms = 0, pinged_ms = 0;
        void on_voice_turn() override { wanted = true; }
    };
    struct Server {
        net::VoiceZones zones;
        std::vector<std::unique_ptr<Guest>> guests;
        explicit Server(const net::VoiceLimits& limits) : zones(limits) {}
    };
    struct Board {
        std::string name;
        bool powered = true, net_up = true, net_down = true, sound = true;
        std::string zone = "hall";  // as the office file says
        std::int64_t zone_taken_ms = 0;
        bool zone_back = true;
        std::uint64_t seq = 0, journal = 1;
        board::VoiceTurn turn;
        board::Announcements queue;
        std::shared_ptr<Line> line;
        bool live = false;
        std::int64_t connect_at_ms = 0, pause_ms = 250, heard_ms = 0, ping_at_ms = 0;
        std::optional<board::Announcement> saying;
        std::int64_t over_at_ms = 0, gap_until_ms = 0;
        std::optional<std::int64_t> deaf_at_ms;
        std::map<std::uint64_t, std::uint64_t> unheard;  // calls begun whose end the server has not been told: seqs by ticket
        std::optional<bool> told_turn;                   // as the server last said on this line
    };

    std::int64_t draw(std::int64_t from, std::int64_t to);
    void send(Way& way, Message message);
    void step();
    void step_server();
    void step_board(std::size_t index);
    void hear(Guest& guest, Message& message);
    void hear(Board& board, Message& message);
    void speak(Board& board);
    void report(Board& board);
    void drop_guest(std::size_t at, net::VoiceZones::Ending ending);
    void lose_line(Board& board);
    void make_call();
    void tell_zone(std::size_t index);
    void fear_repeats(const Board& board);
    void watch();
    void begin_process(std::size_t index);

    std::mt19937_64 random_;
    bool busy_;
    net::VoiceLimits limits_;
    core::Office office_;
    std::vector<Board> boards_;
    std::unique_ptr<Server> server_;
    std::int64_t server_up_at_ms_ = 0;
    std::vector<board::Call> journal_;
    std::int64_t now_ms_ = 1'000'000, next_call_ms_ = 0, nobody_since_ms_ = 0;
    std::uint64_t seq_ = 100, ticket_ = 0;
};

}  // namespace luot::test
