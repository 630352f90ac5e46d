// A program at a device: the real client machine of proto/wire over the made-up network, and a memory of all that it was told. It may lose
// its line, freeze, and be switched off and on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "simulation/network.hpp"
#include "wire/client_fsm.hpp"

namespace luot::simulation {

// An answer that somebody has heard.
struct ToldReply {
    std::uint64_t epoch = 0;
    std::uint64_t session = 0;
    v1::Command command;
    std::int64_t not_after_us = 0;
    v1::Reply reply;
    Time heard_at = 0;
};

// A question as it left, at least once.
struct Asked {
    std::uint64_t epoch = 0;
    std::uint64_t session = 0;
    v1::Request request;
};

// What was shown, in the order in which it came. An event is kept as a digest of its bytes.
struct ToldPush {
    bool is_snapshot = false;
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::size_t digest = 0;
};

// Came back in the same epoch with the seq that it had, and was sent a snapshot instead of what it had missed.
struct ToldAnew {
    std::uint64_t epoch = 0;
    std::uint64_t had_seq = 0;
    std::uint64_t snapshot_seq = 0;
};

std::size_t digest_of(const std::string& envelope);

class Device : public Ear {
  public:
    using OnReply = std::function<void(const v1::Reply&)>;

    Device(World& world, Network& network, v1::Role role, std::string name, bool no_pushes = false);
    virtual ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    // Switched on; anew, where it is on: a program that starts knows nothing of the one before.
    virtual void switch_on();
    void switch_off();
    bool is_on() const { return fsm_ != nullptr; }
    // Its program does nothing until then, and hears nothing.
    void freeze(Time until);
    // Loses its line; with `late`, what it has said arrives at the office so much later, when it may be back on another one.
    void lose_line(Time late);
    // Says that it will say no more, and goes on listening.
    void close_half();

    // False: not on, or it has too much to say.
    // not_after_us: by office time; 0: whenever.
    bool submit(const v1::Command& command, OnReply on_reply, std::int64_t not_after_us = 0);
    // The office's time by what this device was last told of it; 0: it was told nothing yet.
    std::int64_t office_us() const;
    bool is_live() const { return fsm_ && fsm_->state() == wire::LinkState::live; }
    std::size_t unanswered() const { return waiting_.size(); }
    // Commands whose program was switched off before they were answered.
    std::size_t forgotten() const { return forgotten_; }

    const std::string& name() const { return name_; }
    v1::Role role() const { return role_; }
    const std::vector<ToldReply>& replies() const { return replies_; }
    const std::vector<Asked>& asked() const { return asked_; }
    const std::vector<ToldPush>& pushes() const { return pushes_; }
    const std::vector<ToldAnew>& told_anew() const { return told_anew_; }
    std::uint64_t epoch() const { return epoch_; }

    // Which run of the server it is: what it keeps for those who come back is gone with it.
    std::function<std::size_t()> server_run;

    // Hears of each answer first.
    std::function<void(const Device&, const ToldReply&)> on_told;

  protected:
    virtual void welcomed(const v1::Welcome&) {}
    virtual void shown(const v1::Snapshot&) {}
    virtual void happened(const v1::Event&) {}
    virtual void link(bool live) { (void)live; }

    World& world() const { return world_; }
    Dice& dice() { return dice_; }

  private:
    void heard(std::string_view bytes) override;
    void ended() override;
    bool listens() const override { return !frozen_; }
    void run();
    void carry_out(wire::Connect);
    void carry_out(const wire::Send& send);
    void carry_out(wire::Close);
    void carry_out(const wire::ArmTimer& timer);
    void carry_out(const wire::WelcomeCame& came);
    void carry_out(const wire::SnapshotCame& came);
    void carry_out(const wire::EventCame& came);
    void carry_out(const wire::ReplyCame& came);
    void carry_out(const wire::StateChanged& changed);
    void carry_out(wire::PongCame) {}
    void carry_out(const wire::PersonKeyCame&) {}
    void carry_out(const wire::DeviceStatusCame&) {}
    void carry_out(const wire::VoiceTurnCame&) {}
    void carry_out(const wire::SignedInCame&) {}
    void carry_out(const wire::StaffCame&) {}
    void carry_out(const wire::TicketNoteCame&) {}
    wire::Instant instant() const { return wire::Instant(world_.now() / millisecond); }
    void hang_up(Time late);
    void has(std::uint64_t seq);

    void note_asked(std::string_view frames);

    struct Waiting {
        v1::Command command;
        OnReply on_reply;
        std::int64_t not_after_us = 0;
    };

    World& world_;
    Network& network_;
    v1::Role role_;
    std::string name_;
    Dice dice_;
    bool no_pushes_;
    std::unique_ptr<wire::ClientFsm> fsm_;
    std::shared_ptr<Line> line_;
    std::shared_ptr<bool> life_;  // of the program: false when it is switched off
    std::uint64_t dialling_ = 0;  // which attempt to connect
    std::uint64_t timer_ = 0;     // which timer
    bool running_ = false;
    bool frozen_ = false;
    wire::Token last_token_ = 0;
    std::size_t forgotten_ = 0;
    std::uint64_t epoch_ = 0;
    std::map<wire::Token, Waiting> waiting_;
    std::vector<ToldReply> replies_;
    std::vector<Asked> asked_;
    std::int64_t welcomed_us_ = 0;  // by office time
    Time welcomed_at_ = 0;
    double speed_ = 1;
    std::vector<ToldPush> pushes_;
    std::vector<ToldAnew> told_anew_;
    // Of the program that runs: the last push, and what it came under.
    std::uint64_t had_seq_ = 0;
    std::uint64_t had_epoch_ = 0;
    std::size_t had_run_ = 0;
    std::size_t line_run_ = 0;  // of the present line
    bool just_welcomed_ = false;
};

}  // namespace luot::simulation
