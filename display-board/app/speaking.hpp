// The board's voice at work: who speaks (VoiceTurn), what (Announcements), how (voice::plan), and through which speaker. It has no timers
// and no thread: everything happens in run(), which says when it wants to be called next. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "board/board_model.hpp"
#include "board/voice_turn.hpp"
#include "board_app/speaker.hpp"
#include "voice/studio.hpp"
#include "words/catalogue.hpp"

namespace luot::board_app {

class Speaking {
  public:
    struct Outputs {
        std::function<void(const std::string& line)> said;          // a JSON line for every end of a call (voice_lines.hpp)
        std::function<void(const v1::VoiceReport& report)> report;  // to be sent to the server
    };

    // All of these outlive it. `board`: this board's name in the office.
    Speaking(board::BoardModel& model, const words::Words& words, std::string board, Speaker& speaker, voice::Studio& studio,
             Outputs outputs);
    ~Speaking();
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;

    // To be told after the model was; then run().
    void on_welcome(std::int64_t steady_us);
    // A pong came: what was missed is known, also where it was nothing.
    void on_caught_up();
    void on_link(bool live);
    void on_turn(const v1::VoiceTurn& turn);
    // The machine was suspended until now (two_clocks.hpp): what is being said breaks off, and nothing begins before the link has spoken
    // since.
    void stood_still(std::int64_t steady_us);

    // Does what is due. When it is to be called again at the latest (steady time): also after every push, and when the studio has a take.
    // `unconfirmed_for_us`: as ClientLink says it.
    std::int64_t run(std::int64_t steady_us, std::int64_t unconfirmed_for_us);

    // For the board's report and its picture: this board's loudspeaker is the zone's now; how many announcements wait; what is wrong with
    // the voice, one line of English each. Which call is being spoken: model.announcements().speaking().
    bool has_turn() const;
    std::size_t waiting() const;
    std::vector<std::string> troubles() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_app
