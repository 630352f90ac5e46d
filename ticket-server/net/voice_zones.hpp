// Who speaks in each zone of the hall, and how far it has come. Of a zone's boards one has the turn. Two are never audible at once, no call
// is left unsaid while one is able, and what a speaker did not confirm before it was gone is said once more by the next.
//
// The turn stays where it is while its board is there and able. Before another one gets it,
// - what anybody is saying has certainly ended: reported, at the time of the report and what it said will be the latest end;
// - a board that lives and is no longer to speak has said that it knows (it answered the ping behind its VoiceTurn);
// - a board that was lost can no longer begin. It begins only while the server is known to have heard it within 8 s
// (ClientFsm::confirmed()),
//   and of what it began in that time nobody may have heard: as long as the zone's longest announcement so far, 15 s to 48 s. A board that
//   ended its connection itself, as a dying process does, begins nothing more;
// - a server that was started anew in the middle of calls has heard from one that says that it is speaking, or all have had the time to
// come
//   back. That all boards of the office file are back says nothing: a board that it does not list speaks too.
// So the turn is with somebody who is able, within 250 ms (one look at the clock) of: the end of what the last one was saying, where it
// said goodbye or its process died; 56.5 s after the last one was heard, where it was lost in silence (8.5 s and the longest
// announcement: 23.5 s where none was longer than 15 s); 23.5 s after a start.
//
// Two connections of one device's name are one board: the newer counts while it is there, then the other again. They may be two machines:
// what the older was saying ends before anybody has the turn. A report without a zone leaves the one in which the board stood. Pure: times
// are milliseconds of any clock that never goes back. Network thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/office.hpp"
#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

class VoiceMember {
  public:
    // VoiceZones::take_word() has something for it. Not to be taken from within.
    virtual void on_voice_turn() = 0;

  protected:
    ~VoiceMember() = default;
};

struct VoiceCounts {
    std::size_t zones = 0;         // in which a board stands or stood, or that the office names
    std::size_t without_able = 0;  // of them, those in which no board is able to speak
    std::uint64_t ignored = 0;     // reports of zones that there are not, of seqs that are to come, or beyond the bounds
};

class VoiceZones {
  public:
    explicit VoiceZones(const VoiceLimits& limits) : limits_(limits) {}

    // A server before this one gave turns that may not be over: nobody speaks before `until_ms`, but who says that it is speaking.
    void others_may_speak_until(std::int64_t until_ms) { others_until_ms_ = until_ms; }

    // A board was welcomed; its reports count from here until left(). Precondition: it is not in.
    void joined(VoiceMember& member, const core::DeviceCode& device);
    // What it said. `seq`: of the last event that anybody was told.
    void reported(VoiceMember& member, const VoiceReport& report, const core::Office& office, core::Seq seq, std::int64_t now_ms);
    // Answered a ping; whether it was one of ours is seen from the stamp.
    void ponged(VoiceMember& member, std::uint64_t stamp, std::int64_t now_ms);
    enum class Ending : std::uint8_t { closed_by_itself, lost };
    // `heard_ms`: when it last said anything. No-op for who did not join.
    void left(VoiceMember& member, Ending ending, std::int64_t heard_ms, std::int64_t now_ms);

    // To be called at the latest when the deadline is there; earlier does no harm.
    void time(std::int64_t now_ms);
    std::optional<std::int64_t> deadline() const { return due_ms_; }

    struct Word {
        VoiceTurn turn;
        std::optional<std::uint64_t> ping;  // the stamp of a ping that is to stand behind it
    };
    // What is to be said to it now; nothing: it knows all. Of what changed several times only the last is said.
    std::optional<Word> take_word(VoiceMember& member);

    VoiceCounts counts(const core::Office& office) const;

  private:
    struct Zone;
    struct Board {
        VoiceMember* member = nullptr;
        core::DeviceCode device;
        std::uint64_t order = 0;  // of its coming
        Zone* zone = nullptr;
        std::string stands_by_in;  // the zone in which it would stand, did a newer connection of its name not count
        bool able = false;
        bool has_turn = false;
        std::int64_t audible_until_ms = 0;
        std::optional<std::uint64_t> awaited;  // the stamp of the pong that says that it knows
        bool pinged = false;
        std::optional<VoiceTurn> word, told;  // since it last moved: a board forgets the turn when it does
    };
    // Who is not there any more and may still be heard.
    struct Gone {
        core::DeviceCode device;
        std::int64_t audible_until_ms = 0;
        std::uint64_t order = 0;    // of the connection's coming
        bool stays = false;         // it gave way to a newer one of its name
        bool only_perhaps = false;  // it may have begun one: others wait, and its own name does not
    };
    struct Zone {
        std::string code;
        std::vector<Board*> boards;  // in the order of their coming into it
        std::vector<Gone> gone;
        core::DeviceCode last_speaker;
        core::Seq said_through = 0, said_notice = 0;
        std::int64_t longest_ms = 0;
        std::int64_t others_until_ms = 0;
        std::optional<std::int64_t> due_ms;
    };

    Zone* zone_of(const std::string& code, const core::Office& office);
    bool counts_instead_of_older(Board& board, std::int64_t now_ms);
    std::int64_t unheard_until(const Zone& zone, std::int64_t heard_ms) const;
    void enter(Board& board, Zone& zone);
    void leave_zone(Board& board, std::int64_t audible_until_ms, bool stays_connected = false);
    void still_heard(Zone& zone, const Gone& gone);
    void keep(Board& board, const VoiceReport& report, const core::Office& office, std::int64_t audible_until_ms);
    void take_over(const core::DeviceCode& device, std::int64_t now_ms);
    void arrange(Zone& zone, std::int64_t now_ms);
    Board* next_speaker(const Zone& zone, std::int64_t now_ms) const;
    bool may_speak(const Zone& zone, const Board& board, std::int64_t now_ms) const;
    void tell(Zone& zone);
    void look_again(Zone& zone, std::int64_t now_ms);

    const VoiceLimits& limits_;
    std::int64_t others_until_ms_ = 0;
    std::uint64_t last_order_ = 0, last_stamp_ = 0, ignored_ = 0;
    std::map<const VoiceMember*, Board> boards_;  // in no order that means anything
    std::map<core::DeviceCode, Board*> by_device_;
    std::map<std::string, Zone> zones_;
    std::optional<std::int64_t> due_ms_;
};

}  // namespace luot::net
