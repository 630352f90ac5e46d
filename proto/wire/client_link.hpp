// The client's end of a session over TCP, shared by every program: connects and reconnects with jittered back-off, resumes from the last
// seq, numbers commands and repeats those without an answer until there is one, answers and sends pings. The protocol's logic is in
// client_fsm.hpp; this is its Asio shell. One thread: all calls and callbacks on the executor's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "luot/v1/envelope.pb.h"
#include "tls/context.hpp"
#include "wire/link_state.hpp"

namespace luot::wire {

struct LinkOptions {
    std::string host;
    std::string port;
    v1::Role role = v1::ROLE_UNSPECIFIED;
    std::string device;
    std::string credential;                     // what on_enrolled once brought, or "code:" and the code of an enrolment; empty: none
    std::uint64_t jitter_seed = 0;              // for the back-off: 250 ms doubling to 8 s, each times 0.5 to 1.5; 0: drawn at random
    std::string logo_digest{};                  // of the office's logo that is kept from an earlier run
    std::shared_ptr<const tls::Context> tls{};  // whom to trust; null: the line is not TLS
    bool no_pushes = false;                     // neither snapshots nor events: for those who only command
    // The code was taken, and this is the device's credential from now on: to be on disk before anything else, for the code is used up.
    // Before on_welcome(). The link itself knows it.
    std::function<void(const std::string& credential)> on_enrolled{};
};

class LinkHandler {
  public:
    virtual ~LinkHandler() = default;
    virtual void on_welcome(const v1::Welcome&) {}
    virtual void on_snapshot(const v1::Snapshot&) {}
    virtual void on_event(const v1::Event&) {}
    // The business day's key for hashes of cards, where it is another one than the Welcome's; empty: no card is asked for now.
    virtual void on_person_key(const std::string& key) { (void)key; }
    // To supervisors and administrators: how a kiosk or a board is. Of one device the last one counts.
    virtual void on_device_status(const v1::DeviceStatus&) {}
    // To boards that said VoiceReport: who speaks in their zone, and how far it has come.
    virtual void on_voice_turn(const v1::VoiceTurn&) {}
    // The answer to sign_in().
    virtual void on_signed_in(const v1::SignedIn&) {}
    // Who the clerks are.
    virtual void on_staff(const v1::Staff&) {}
    // Of a ticket the last one counts; an empty text takes it away.
    virtual void on_ticket_note(const v1::TicketNote&) {}
    // The server lives, and has answered a ping. A snapshot may be some seconds old with the events since right behind it: the first pong
    // after it says that these have come too, so that what the handler knows is the present.
    virtual void on_pong() {}
    // `why` is English, for a log. refused is final: protocol_version, bad_hello, not_enrolled. Every other refusal may pass (busy,
    // unavailable, shutting_down), and is tried again after a back-off.
    virtual void on_state(LinkState, const std::string& why) { (void)why; }
};

class ClientLink {
  public:
    // Called once: with the answer, however many reconnects later. After stop() outstanding ones get an Error "stopped", and where the
    // session was lost with the outcome unknown "session_expired".
    using OnReply = std::function<void(const v1::Reply&)>;

    // `handler` outlives the link. Destroying a link that was not stopped closes it and calls nothing back.
    ClientLink(boost::asio::any_io_executor executor, LinkOptions options, LinkHandler& handler);
    ~ClientLink();
    ClientLink(const ClientLink&) = delete;
    ClientLink& operator=(const ClientLink&) = delete;

    void start();
    // Closes at once; on_reply of what was outstanding is called from within, and nothing after that. What the executor still holds ends by
    // itself, promptly; a look-up of a host's name cannot be interrupted.
    void stop();

    // Queues a command; sent when connected, at most limits.unacknowledged under way, the rest waits its turn (bounded: limits.hpp). The
    // answer never comes from within send(). False, and no answer: too many wait already, it is longer than any command may be, or the link
    // is stopped or refused for good.
    // not_after_us: by office time; decided later it is refused, for it no longer makes sense. 0: whenever.
    bool send(const v1::Command& command, OnReply on_reply, std::int64_t not_after_us = 0);

    // How the device is; see ClientFsm::report(). When it changes, and every minute.
    void report(const v1::DeviceReport& report);
    // See ClientFsm::report().
    void report(const v1::VoiceReport& report);

    // See ClientFsm.
    void sign_in(std::optional<v1::SignIn> sign_in);
    void tell(const v1::TicketNote& note);

    // Pings now and not only every few seconds; nothing unless live.
    void ping();

    LinkState state() const;
    // Since something of the server was heard; no more than the time since start() where nothing was.
    std::chrono::milliseconds silent_for() const;
    // Since something was sent that the server is known to have heard; see ClientFsm::confirmed(). Whoever speaks while it has not been
    // told otherwise goes by this, and not by what is heard.
    std::chrono::milliseconds unconfirmed_for() const;
    std::uint64_t session() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::wire
