// A clerk's work at a counter, as a machine without a screen, a clock or a line: keys, clicks, what the server says and moments in; what to
// do, and the page that is to be seen, out. Knows nothing of pixels: a click is the name of a target of the present page.
//
// What it keeps to: one press is one command, and while a command is under way no other leaves. Every command names whom the clerk saw at
// the counter, and until when it makes sense. While the server is away nothing is sent and nothing is kept for later. Pure; one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "desk/key_map.hpp"
#include "desk/page.hpp"
#include "luot/v1/envelope.pb.h"
#include "wire/link_state.hpp"
#include "words/catalogue.hpp"

namespace luot::desk {

// Of a steady clock, since any beginning that stays the same.
using Instant = std::chrono::milliseconds;

// What is remembered from one day to the next.
struct Settings {
    std::uint64_t counter = 0;
    std::string clerk;
    std::string language;  // empty: the office's first
    Mode mode = Mode::window;
    int scale_percent = 100;  // 100 to 250
    bool sound = true;
    bool operator==(const Settings&) const = default;
};

struct DeskOptions {
    Settings settings;
    KeyMap keys;
    bool sign_in_given = false;  // counter and clerk were said on the command line: goes straight there where no PIN is asked for
    std::string pin;             // likewise; empty: none
    bool take_over = false;
};

// To do, in this order.
struct SendCommand {
    std::uint64_t request = 0;  // answer with answered()
    v1::Command command;
    std::int64_t not_after_us = 0;
};
struct SignIn {
    std::optional<v1::SignIn> sign_in;  // nothing: nobody is signed in any more
};
struct TellNote {
    v1::TicketNote note;
};
enum class Sound : std::uint8_t { arrival, refusal, reminder };
struct Play {
    Sound sound = Sound::arrival;
};
struct Remember {
    Settings settings;  // mode, size and language of the window follow it
};
struct Leave {};  // the window may close
using Action = std::variant<SendCommand, SignIn, TellNote, Play, Remember, Leave>;

class DeskFsm {
  public:
    // `words` outlives it.
    DeskFsm(DeskOptions options, const words::Words& words);
    ~DeskFsm();
    DeskFsm(const DeskFsm&) = delete;
    DeskFsm& operator=(const DeskFsm&) = delete;

    // --- The clerk
    // `target` as in the page. False: it is not on it. A click within 400 ms of the last one, or of what came up by itself, is the same
    // click and does nothing; likewise a key that comes again so soon, and one about a citizen who has only just come up or gone.
    bool click(const std::string& target, Instant now);
    void key(const KeyPress& press, Instant now);
    void typed(std::string_view text, Instant now);  // what a keyboard wrote, for whatever takes text at present
    void scroll(int rows, Instant now);
    void wants_to_close(Instant now);  // the window's cross

    // --- The server
    void link_changed(wire::LinkState state, const std::string& why, Instant now);
    void welcome(const v1::Welcome& welcome, Instant now);
    void snapshot(const v1::Snapshot& snapshot, Instant now);
    void event(const v1::Event& event, Instant now);
    void present(Instant now);  // what is known is the present: LinkHandler::on_pong
    void signed_in(const v1::SignedIn& answer, Instant now);
    void staff(const v1::Staff& staff, Instant now);
    void note(const v1::TicketNote& note, Instant now);
    void answered(std::uint64_t request, const v1::Reply& reply, Instant now);
    void not_sent(std::uint64_t request, Instant now);  // the link did not take it

    // --- Time
    // At deadline(), and as often as figures on the page move (once a second). `zone_offset_us`: of the office's zone from UTC, now.
    void wake(Instant now, std::int64_t zone_offset_us);
    std::optional<Instant> deadline() const;

    std::optional<Action> next();
    // As of the last call.
    Page page() const;
    bool busy() const;  // as the page has it: a command is under way
    const Settings& settings() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::desk
