// The server's side of one connection: what is said when, without I/O and without a clock. Inputs append what is to be done to `out`, in
// order; times are milliseconds of any clock that never goes back.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "net/limits.hpp"
#include "net/translator.hpp"

namespace luot::net {

// Find or open a session for this Hello, or refuse it: answered with welcome() or refuse().
struct Admit {
    Hello hello;
};
struct Send {
    Outbound message;
};
// From here on the peer is shown what happens.
struct Subscribe {
    core::Role role = core::Role::unspecified;
    core::Seq resume_from = 0;
    std::uint64_t epoch = 0;
};
// Answered with reply(), once, unless the connection ended before.
struct Submit {
    core::Command command;
    core::Origin origin;
};
// Says how it is.
struct Note {
    DeviceReport report;
};
// A board says how its voice is.
struct NoteVoice {
    VoiceReport report;
};
// A board has answered the ping with this stamp.
struct NotePong {
    std::uint64_t stamp = 0;
};
// A clerk says who they are: answered with signed_in(), once, unless the connection ended before. Until then nothing more is to be handed
// in.
struct CheckPin {
    SignIn sign_in;
};
// What the next clerk should know of a visit.
struct NoteTicket {
    TicketNote note;
};
// Send what was said, then close.
struct Close {};
using Action = std::variant<Admit, Send, Subscribe, Submit, Note, NoteVoice, NotePong, CheckPin, NoteTicket, Close>;
using Actions = std::vector<Action>;

// Codes of Refused and Goodbye, as they stand on the wire.
namespace code {
constexpr const char* protocol_version = "protocol_version";
constexpr const char* bad_hello = "bad_hello";
constexpr const char* session_expired = "session_expired";
constexpr const char* not_enrolled = "not_enrolled";
constexpr const char* tls_required = "tls_required";  // a plain client on a TLS line; told plainly
constexpr const char* busy = "busy";
constexpr const char* unavailable = "unavailable";
constexpr const char* shutting_down = "shutting_down";
constexpr const char* replaced = "replaced";
constexpr const char* too_slow = "too_slow";
constexpr const char* bad_frame = "bad_frame";
constexpr const char* silent = "silent";
constexpr const char* revoked = "revoked";
}  // namespace code

class SessionFsm {
  public:
    enum class State : std::uint8_t { hello_awaited, admitting, live, ended };

    SessionFsm(const Limits& limits, std::int64_t now_ms);

    // A frame's content; nothing: it was no envelope. `seq` is what refusals made here are said to be computed on.
    void received(std::optional<Inbound> message, core::Seq seq, core::TimeUs at_us, std::int64_t now_ms, Actions& out);
    // The bytes make no frame.
    void bad_frame(const std::string& why, Actions& out);

    // Precondition of both: admitting.
    void welcome(Welcome welcome, std::int64_t now_ms, Actions& out);
    void refuse(Refused refused, Actions& out);

    void reply(Reply reply, Actions& out);
    void signed_in(SignedIn answer, Actions& out);
    // Whether commands at a counter are taken of a clerk alone who signed in here. To be said before received().
    void ask_for_pins(bool asks) { asks_for_pins_ = asks; }
    bool signing_in() const { return signing_in_; }

    // `reading`: false while we do not read from the peer, who then cannot be heard.
    void time(std::int64_t now_ms, bool reading, Actions& out);

    // No new work: requests are answered unavailable from now on. Replies under way still come.
    void drain() { draining_ = true; }

    // Last word and close. No-op when ended.
    void end(const char* code, const std::string& message, Actions& out);
    // The peer is gone: nothing more will be done.
    void gone() { state_ = State::ended; }

    State state() const { return state_; }
    std::size_t under_way() const { return under_way_; }
    core::SessionId session() const { return session_; }
    // When anything came, last.
    std::int64_t heard_ms() const { return heard_ms_; }
    // As it was said; empty before.
    const Hello& hello() const { return hello_; }

  private:
    void greet(Hello hello, Actions& out);
    void request(Request request, core::Seq seq, core::TimeUs at_us, Actions& out);
    void speak(VoiceReport report, Actions& out);
    void sign_in(SignIn sign_in, Actions& out);
    void note(TicketNote note, Actions& out);
    std::optional<core::Refusal> refusal_of(const std::optional<core::Command>& command) const;
    bool is_signed_in_for(const core::Command& command) const;
    core::ClerkCode who_acts(const core::Command& command);
    bool speaks_for(const core::ClerkCode& clerk) const;
    bool takes_number(std::uint64_t no);
    void may_repeat(std::uint64_t no);

    const Limits& limits_;
    State state_ = State::hello_awaited;
    Hello hello_;
    core::SessionId session_;
    std::int64_t begun_ms_;
    std::int64_t heard_ms_;
    std::int64_t pinged_ms_;
    std::uint64_t last_no_ = 0;
    std::set<std::uint64_t> repeatable_;  // answered unavailable on this connection, and not asked again yet
    std::size_t under_way_ = 0;
    bool draining_ = false;
    bool asks_for_pins_ = false;
    bool signing_in_ = false;
    core::ClerkCode signed_in_as_;  // empty: nobody
    core::ClerkCode acts_as_;       // likewise, where nobody signs in
};

}  // namespace luot::net
