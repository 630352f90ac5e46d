// The client's end of a session as a machine without I/O: bytes and moments in, actions out. Its shell (client_link.cpp) feeds it what
// happened and then does what next() says until it says nothing more. Reads no clock; its randomness is the seed. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "frame/frame.hpp"
#include "luot/v1/envelope.pb.h"
#include "wire/back_off.hpp"
#include "wire/link_state.hpp"
#include "wire/outbox.hpp"

namespace luot::wire {

// Of a steady clock, since any beginning that stays the same.
using Instant = std::chrono::milliseconds;

// What the shell is to do, in this order. At most one connection, and one timer, exist at a time.
struct Connect {};  // answer with connected() or disconnected()
struct Send {
    std::string bytes;
};                // whole frames, on the present connection
struct Close {};  // the present connection, or the attempt at one; say nothing about it afterwards
struct ArmTimer {
    std::optional<Instant> at;
};  // replaces the one before; nothing: none. Answer with wake(); waking for nothing does no harm.
struct WelcomeCame {
    v1::Welcome welcome;
};
struct SnapshotCame {
    v1::Snapshot snapshot;
};
struct EventCame {
    v1::Event event;
};
struct ReplyCame {
    Token token = 0;
    v1::Reply reply;
};  // once for every submitted command
struct PersonKeyCame {
    std::string key;  // empty: no card is asked for
};
struct DeviceStatusCame {
    v1::DeviceStatus status;
};
struct VoiceTurnCame {
    v1::VoiceTurn turn;
};
struct SignedInCame {
    v1::SignedIn answer;
};
struct StaffCame {
    v1::Staff staff;
};
struct TicketNoteCame {
    v1::TicketNote note;
};
struct PongCame {};  // all that the server had said before it read the ping has come
struct StateChanged {
    LinkState state = LinkState::connecting;
    std::string why;
};
using Action = std::variant<Connect, Send, Close, ArmTimer, WelcomeCame, SnapshotCame, EventCame, ReplyCame, StateChanged, PongCame,
                            PersonKeyCame, DeviceStatusCame, VoiceTurnCame, SignedInCame, StaffCame, TicketNoteCame>;

// Who says hello.
struct Identity {
    v1::Role role = v1::ROLE_UNSPECIFIED;
    std::string device;
    std::string credential;  // or "code:" and a code: from the Welcome on it is what that brings
    bool no_pushes = false;
    std::string logo_digest{};  // of the office's logo that is kept from an earlier run; empty: none
};

class ClientFsm {
  public:
    ClientFsm(Identity identity, std::uint64_t jitter_seed);

    // What happened.
    void start(Instant now);
    void connected(Instant now);
    void disconnected(Instant now, const std::string& why);  // or could not connect
    void received(std::string_view bytes, Instant now);
    void wake(Instant now);
    void ping(Instant now);  // now, unless not connected
    void stop();             // every command without an answer gets the Error "stopped"; nothing follows

    // over: after stop(), or refused for good. Only what is queued gets an answer.
    enum class Submitted : std::uint8_t { queued, full, too_long, over };
    // not_after_us: by office time; decided later it is refused. 0: whenever.
    Submitted submit(const v1::Command& command, Token token, std::int64_t not_after_us = 0);
    // How the device is: said at once where it is connected, and again with every connection. The last one counts.
    void report(const v1::DeviceReport& report);
    // Of a board with a loudspeaker, about this moment: said at once, and lost where it is not connected.
    void report(const v1::VoiceReport& report);
    // Whose commands these are: said at once, and with every connection, until another or nothing is given, or the server says that it is
    // wrong. Commands wait until it is settled: before, they would be refused, also those that were carried out before the line was lost.
    // A server that is busy is asked again.
    void sign_in(std::optional<v1::SignIn> sign_in);
    // At once, and lost where it is not connected: whoever says it waits for it to come back (TicketNoteCame).
    void tell(const v1::TicketNote& note);

    // The next thing to do; nothing: all is done until something happens.
    std::optional<Action> next();

    LinkState state() const { return link_state_; }
    Instant heard() const { return heard_; }  // something of the server, last
    // What was sent up to here has been heard by the server: the sending of the last ping that it answered. What it says may still come
    // where nothing of ours arrives any more; this does not move then, and the server ends such a connection `dead_ms` after it at the
    // earliest.
    Instant confirmed() const { return confirmed_; }
    std::uint64_t session() const { return session_; }

  private:
    enum class Stage : std::uint8_t { idle, connecting, greeting, live, waiting, refused, stopped };

    void say(LinkState state, const std::string& why);
    void send(const v1::Envelope& envelope);
    void send_commands();
    void send_report();
    void send_sign_in();
    void signed_in(v1::SignedIn& answer, Instant now);
    void answer_error(const std::vector<Token>& tokens, const std::string& code, const std::string& because);
    void lose_session();
    void try_again_later(Instant now, const std::string& why);
    void hang_up(Instant now, const std::string& why);

    void handle(v1::Envelope& envelope, Instant now);
    void greeted(v1::Envelope& envelope, Instant now);
    void welcomed(v1::Welcome& welcome, Instant now);
    void refused(const v1::Refused& refused, Instant now);
    void replied(v1::Reply& reply, Instant now);
    void dismissed(const v1::Goodbye& goodbye, Instant now);
    void keep_alive(Instant now);
    void confirm(Instant sent, Instant now);
    std::optional<Instant> deadline() const;

    Identity identity_;
    Stage stage_ = Stage::idle;
    LinkState link_state_ = LinkState::connecting;
    std::deque<Action> actions_;
    std::optional<Instant> armed_;

    // Of the present connection, or the attempt at one.
    frame::Decoder decoder_{frame::from_server_bytes_max};
    Instant since_{0};  // that the stage began
    Instant heard_{0};
    Instant confirmed_{0};
    Instant ping_at_{0};
    Instant ping_every_{limits::ping_every};
    Instant dead_after_{limits::dead_after};
    std::uint64_t unacknowledged_ = limits::unacknowledged_max;
    std::size_t sign_ins_unsettled_ = 0;
    std::optional<Instant> sign_in_at_;  // again

    // What outlives connections.
    std::uint64_t session_ = 0;
    std::uint64_t epoch_ = 0;
    std::uint64_t last_seq_ = 0;
    std::optional<v1::DeviceReport> report_;
    std::optional<v1::SignIn> sign_in_;
    Outbox outbox_;
    BackOff connect_back_off_;
    BackOff repeat_back_off_;
    BackOff sign_in_back_off_;
    Instant connect_at_{0};
    Instant repeat_at_{0};
};

}  // namespace luot::wire
