// The client's end of a session, told anything by its server and its network at any time, against what it promises: one answer for every
// command, never more than 64 under way, one number for one command, and, once the server behaves, answers for all.
#include <map>
#include <optional>
#include <set>
#include <string>

#include "frame/frame.hpp"
#include "fuzz.hpp"
#include "wire/client_fsm.hpp"

using namespace luot;
using wire::ClientFsm;
using wire::Instant;

namespace {

std::string framed(const v1::Envelope& envelope) {
    std::string bytes;
    const auto content = envelope.SerializeAsString();
    if (!content.empty()) frame::append(bytes, content);
    return bytes;
}

class Client {
  public:
    explicit Client(fuzz::Choices& choices) : choices_(choices) { do_all(); }

    void step() {
        now_ += Instant(choices_.flag() ? choices_.below(8) : choices_.below(15'000));
        switch (choices_.below(16)) {
            case 0:
                fsm_.start(now_);
                break;
            case 1:
                if (connecting_) connected();
                break;
            case 2:
                if (connecting_ || connected_) lose();
                break;
            case 3:
                if (choices_.below(32) == 0) stop();
                break;
            case 4:
                fsm_.ping(now_);
                break;
            case 5:
            case 6:
                wake(now_);
                break;
            case 7:
                if (timer_) wake(std::max(now_, *timer_));
                break;
            case 8:
                if (connected_) fsm_.received(choices_.take(choices_.below(24)), now_);
                break;
            case 9:
            case 10:
                submit();
                break;
            default:
                if (connected_) fsm_.received(framed(anything_of_a_server()), now_);
        }
        do_all();
    }

    // A server that behaves: everything is answered within bounds, or was refused for good.
    void heal(bool knows_session) {
        fsm_.start(now_);
        do_all();
        if (connected_) lose();
        do_all();
        constexpr int steps_max = 5'000;
        for (int steps = 0; !unanswered_.empty() && !stopped_; ++steps) {
            fuzz::require(steps < steps_max, "once the server behaves, every command is answered");
            if (connecting_) {
                connected();
            } else if (connected_ && welcome_owed_) {
                v1::Envelope welcome;
                welcome.mutable_welcome()->set_session(knows_session && wanted_session_ != 0 ? wanted_session_ : ++sessions_);
                welcome.mutable_welcome()->set_epoch(knows_session ? epoch_ : 7);
                hear(welcome);
            } else if (connected_ && !asked_.empty()) {
                v1::Envelope reply;
                reply.mutable_reply()->set_no(*asked_.begin());
                reply.mutable_reply()->mutable_result()->set_ticket(1);
                hear(reply);
            } else {
                fuzz::require(timer_.has_value(), "who waits has a timer");
                wake(std::max(now_, *timer_));
            }
            do_all();
        }
    }

    void stop() {
        stopped_ = true;
        fsm_.stop();
        do_all();
        fuzz::require(unanswered_.empty(), "after a stop every command has its answer");
        fuzz::require(fsm_.submit(v1::Command(), 0) == ClientFsm::Submitted::over, "after a stop nothing is taken");
        fuzz::require(!connected_ && !connecting_ && !timer_, "after a stop nothing is left to do");
    }

  private:
    void connected() {
        connecting_ = false;
        connected_ = welcome_owed_ = hello_owed_ = true;
        decoder_ = frame::Decoder(frame::from_device_bytes_max);
        asked_.clear();
        fsm_.connected(now_);
    }
    void lose() {
        connecting_ = connected_ = false;
        fsm_.disconnected(now_, "lost");
    }
    void wake(Instant at) {
        now_ = at;
        const bool was_due = timer_ && *timer_ <= now_;
        timer_.reset();
        fsm_.wake(now_);
        do_all();
        fuzz::require(!was_due || !timer_ || *timer_ > now_, "who was woken in time waits for a later time");
    }
    void hear(const v1::Envelope& envelope) { fsm_.received(framed(envelope), now_); }
    void submit() {
        v1::Command command;
        command.mutable_issue()->set_service(std::to_string(next_token_));
        if (choices_.below(64) == 1) command.mutable_issue()->set_ticket_class(std::string(wire::limits::command_bytes_max, 'x'));
        const auto outcome = fsm_.submit(command, next_token_);
        if (outcome == ClientFsm::Submitted::queued) unanswered_.insert(next_token_);
        fuzz::require(unanswered_.size() <= wire::limits::waiting_max + wire::limits::unacknowledged_max, "what waits is bounded");
        ++next_token_;
    }

    v1::Envelope anything_of_a_server() {
        constexpr const char* codes[] = {"unavailable", "session_expired", "busy", "replaced", "bad_hello", "nobody_waiting", "unheard_of"};
        v1::Envelope said;
        const char* code = codes[choices_.below(7)];
        switch (choices_.below(12)) {
            case 0:
            case 1: {
                auto& welcome = *said.mutable_welcome();
                const auto which = choices_.below(4);
                if (which < 2) ++sessions_;
                welcome.set_session(which == 0 ? 0 : sessions_);
                welcome.set_epoch(choices_.below(2));
                if (choices_.flag()) welcome.mutable_limits()->set_unacknowledged(choices_.below(70));
                if (choices_.flag()) welcome.mutable_limits()->set_ping_ms(choices_.below(60'000));
                if (choices_.flag()) welcome.mutable_limits()->set_dead_ms(choices_.below(60'000));
                break;
            }
            case 2:
                said.mutable_refused()->set_code(code);
                ++sessions_;
                break;
            case 3:
                said.mutable_goodbye()->set_code(code);
                break;
            case 4:
                said.mutable_snapshot()->set_seq(choices_.byte());
                break;
            case 5:
                said.mutable_event()->set_seq(choices_.byte());
                break;
            case 6:
                said.mutable_ping()->set_stamp(choices_.byte());
                break;
            case 7:
                said.mutable_pong()->set_stamp(choices_.byte());
                break;
            case 8:
                said.mutable_hello()->set_major(1);
                break;
            case 9:
                said.mutable_reply()->set_no(choices_.byte());
                said.mutable_reply()->mutable_error()->set_code(code);
                ++sessions_;
                break;
            default:
                said.mutable_reply()->set_no(choices_.flag() && !asked_.empty() ? *asked_.begin() : choices_.byte());
                said.mutable_reply()->mutable_result()->set_ticket(1);
        }
        return said;
    }

    void do_all() {
        while (auto action = fsm_.next()) std::visit([this](const auto& what) { take(what); }, *action);
        fuzz::require(!connected_ || stopped_ || timer_.has_value(), "a connection has a timer");
    }
    void take(const wire::Connect&) {
        fuzz::require(!connecting_ && !connected_ && !stopped_, "one connection at a time");
        connecting_ = true;
    }
    void take(const wire::Send& send) {
        fuzz::require(connected_, "what is sent goes over a connection");
        decoder_.feed(send.bytes);
        while (const auto frame = decoder_.next()) {
            v1::Envelope envelope;
            fuzz::require(envelope.ParseFromArray(frame->data(), static_cast<int>(frame->size())), "what is sent can be read");
            fuzz::require(envelope.has_hello() == hello_owed_, "the first frame is a Hello, and no other");
            hello_owed_ = false;
            if (envelope.has_hello()) wanted_session_ = envelope.hello().session();
            if (envelope.has_request()) asked(envelope.request());
        }
        fuzz::require(decoder_.error() == frame::Error::none, "what is sent is whole frames");
    }
    void asked(const v1::Request& request) {
        fuzz::require(!welcome_owed_ && session_ != 0, "who has no session commands nothing");
        const auto& service = request.command().issue().service();
        const auto [numbered, is_new] = commands_.try_emplace({session_, request.no()}, service);
        fuzz::require(numbered->second == service, "a number stands for one command");
        fuzz::require(unanswered_.contains(std::stoull(service)), "what was answered is not asked again");
        fuzz::require(request.no() > request.acked_through(), "nothing is acknowledged before its answer");
        const auto first_epoch = asked_in_epoch_.try_emplace(service, epoch_).first->second;
        fuzz::require(first_epoch == epoch_, "what was asked before a restore is not asked again");
        if (is_new) fuzz::require(request.no() - request.acked_through() <= unacknowledged_, "no more is under way than the server allows");
        asked_.insert(request.no());
        fuzz::require(asked_.size() <= wire::limits::unacknowledged_max, "never more than 64 under way");
    }
    void take(const wire::Close&) {
        fuzz::require(connecting_ || connected_ || stopped_, "what is closed was open");
        connecting_ = connected_ = false;
    }
    void take(const wire::ArmTimer& arm) { timer_ = arm.at; }
    void take(const wire::WelcomeCame& came) {
        fuzz::require(connected_ && welcome_owed_, "one welcome for a connection");
        welcome_owed_ = false;
        const auto told = came.welcome.limits().unacknowledged();
        unacknowledged_ = told == 0 ? wire::limits::unacknowledged_max : std::min<std::uint64_t>(told, wire::limits::unacknowledged_max);
        session_ = came.welcome.session();
        if (epoch_ != came.welcome.epoch()) shown_ = 0;
        epoch_ = came.welcome.epoch();
    }
    void take(const wire::SnapshotCame& came) {
        fuzz::require(!welcome_owed_, "nothing is shown before the welcome");
        shown_ = came.snapshot.seq();
    }
    void take(const wire::EventCame& came) {
        fuzz::require(!welcome_owed_ && came.event.seq() > shown_, "events rise");
        shown_ = came.event.seq();
    }
    void take(const wire::ReplyCame& came) {
        fuzz::require(unanswered_.erase(came.token) == 1, "one answer for every command");
        if (came.reply.no() != 0) asked_.erase(came.reply.no());
    }
    void take(const wire::StateChanged& changed) {
        fuzz::require(changed.state != wire::LinkState::live || (connected_ && !welcome_owed_), "live is who was welcomed");
        if (changed.state == wire::LinkState::refused) stopped_ = true;
    }
    void take(const wire::PersonKeyCame&) { fuzz::require(connected_ && !welcome_owed_, "a key comes over a session"); }
    void take(const wire::DeviceStatusCame&) { fuzz::require(connected_ && !welcome_owed_, "a device's state comes over a session"); }
    void take(const wire::VoiceTurnCame&) { fuzz::require(connected_ && !welcome_owed_, "who speaks is told over a session"); }
    void take(const wire::SignedInCame&) { fuzz::require(connected_ && !welcome_owed_, "who signed in is told over a session"); }
    void take(const wire::StaffCame&) { fuzz::require(connected_ && !welcome_owed_, "who works here is told over a session"); }
    void take(const wire::TicketNoteCame&) { fuzz::require(connected_ && !welcome_owed_, "notes are told over a session"); }
    void take(const wire::PongCame&) { fuzz::require(connected_ && !welcome_owed_, "a pong comes over a session"); }

    fuzz::Choices& choices_;
    ClientFsm fsm_{wire::Identity{v1::ROLE_KIOSK, "kiosk-1", "secret", false}, 7};
    Instant now_{1'000};
    frame::Decoder decoder_{frame::from_device_bytes_max};
    bool connecting_ = false, connected_ = false, hello_owed_ = false, welcome_owed_ = false;
    bool stopped_ = false;  // by us, or refused for good
    std::optional<Instant> timer_;
    std::uint64_t wanted_session_ = 0, session_ = 0, epoch_ = 0, shown_ = 0, unacknowledged_ = 0;
    std::uint64_t sessions_ = std::uint64_t{1} << 40;  // an ended session never comes again; garbled frames do not hit upon one
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> commands_;  // by session and number
    std::map<std::string, std::uint64_t> asked_in_epoch_;
    std::set<std::uint64_t> asked_;  // on this connection, unanswered
    std::set<wire::Token> unanswered_;
    wire::Token next_token_ = 1;
};

}  // namespace

void fuzz::try_one(std::string_view input) {
    Choices choices(input);
    const auto end = choices.below(3);
    Client client(choices);
    while (!choices.over()) client.step();
    if (end != 0) client.heal(end == 2);
    client.stop();
}
