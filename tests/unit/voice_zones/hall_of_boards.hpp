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
    server_restarts
};
constexpr int troubles = 9;

class HallOfBoards {
  public:
    // `listed`: the office file names the boards. `busy`: more is called than can be said one by one.
    HallOfBoards(std::uint64_t seed, std::size_t boards, bool listed, bool busy);

    void run_until(std::int64_t ms);
    void happen(Trouble trouble);  // to the board that has the turn, or any other
    void heal();                   // lines, power, sound; who was dead begins anew
    std::int64_t now_ms() const { return now_ms_; }

    // What was heard.
    std::size_t overlaps = 0;
    std::string first_overlap;
    std::int64_t longest_wait_ms = 0;  // that somebody was there, able and reached, and none such had the turn
    std::set<std::uint64_t> calls, said;
    std::map<std::uint64_t, int> begun;        // how often each call was begun
    std::set<std::uint64_t> may_come_again;    // calls begun that the server had no word of as ended when the board was lost
    std::size_t announcements = 0, words = 0;  // that were said, and VoiceTurns

  private:
    struct Hello {};
    struct Welcome {};
    struct Ping {
        std::uint64_t stamp = 0;
    };
    struct Pong {
        std::uint64_t stamp = 0;
    };
    struct Calls {
        std::vector<board::Call> calls;
        bool live = false;
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
        board::VoiceTurn turn;
        board::Announcements queue;
        std::shared_ptr<Line> line;
        bool live = false;
        std::int64_t connect_at_ms = 0, pause_ms = 250, heard_ms = 0, ping_at_ms = 0;
        std::optional<board::Announcement> saying;
        std::int64_t over_at_ms = 0, gap_until_ms = 0;
        std::optional<std::int64_t> deaf_at_ms;
        std::set<std::uint64_t> unheard;  // calls begun whose end the server has not been told
        std::optional<bool> told_turn;    // as the server last said on this line
    };

    std::int64_t draw(std::int64_t from, std::int64_t to);
    void send(Way& way, Message message);
    void step();
    void step_server();
    void step_board(std::size_t index);
    void hear(Guest& guest, Message& message);
    void hear(Board& board, Message& message);
    void speak(Board& board);
    void drop_guest(std::size_t at, net::VoiceZones::Ending ending);
    void lose_line(Board& board);
    void make_call();
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
    std::uint64_t seq_ = 100;
};

}  // namespace luot::test
