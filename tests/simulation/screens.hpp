// Devices that show the office: what they have been shown in all, and a hall's board that also speaks.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "board/board_model.hpp"
#include "shown/office_shown.hpp"
#include "simulation/device.hpp"

namespace luot::simulation {

// Keeps everything that it is shown, as a clerk's terminal or a supervisor's page does.
class Screen : public Device {
  public:
    using Device::Device;

    void switch_on() override;

    const luot::shown::OfficeShown& office() const { return office_; }
    const std::map<std::uint64_t, v1::TicketStatus>& tickets() const { return tickets_; }
    std::uint64_t seq() const { return seq_; }
    // All of it as text: two equal ones show the same.
    std::string picture() const;
    // What a snapshot of this would show.
    static std::string picture_of(const v1::Snapshot& snapshot);

  protected:
    void shown(const v1::Snapshot& snapshot) override;
    void happened(const v1::Event& event) override;

  private:
    luot::shown::OfficeShown office_;
    std::map<std::uint64_t, v1::TicketStatus> tickets_;  // open ones, and no-shows
    std::map<std::string, v1::ClerkDay> clerk_days_;
    std::uint64_t seq_ = 0;
};

// Whoever comes when a counter asks for help, sooner or later.
class Supervisor final : public Screen {
  public:
    Supervisor(World& world, Network& network, std::string name) : Screen(world, network, v1::ROLE_SUPERVISOR, std::move(name)) {}

    // Looks around every so often, until the doors close.
    void begin_shift(Time round);
    void go_home() { gone_home_ = true; }

  private:
    void look_around(Time round);

    bool gone_home_ = false;
};

// What a board has spoken, of the program that ran then.
struct Spoken {
    std::uint64_t program = 0;
    board::Call call;
    std::int64_t office_us = 0;  // when, by the board's clock
};
// What came to its ears: with a snapshot, or while it followed.
struct CallHeard {
    std::uint64_t program = 0;
    std::uint64_t epoch = 0;
    board::Call call;
    bool live = false;
    std::int64_t office_us = 0;  // by the server's word where it came with a snapshot
};

// A snapshot as it came, and the calls that it carried.
struct SnapshotHeard {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::int64_t at_us = 0;
    std::set<std::uint64_t> calls;
};

class HallBoard final : public Screen {
  public:
    HallBoard(World& world, Network& network, std::string name) : Screen(world, network, v1::ROLE_BOARD, std::move(name)) {}

    void switch_on() override;
    const std::vector<Spoken>& spoken() const { return spoken_; }
    const std::vector<CallHeard>& heard_calls() const { return heard_; }
    const std::vector<SnapshotHeard>& snapshots() const { return snapshots_; }
    bool has_spoken_all() const { return !model_ || (model_->announcements().waiting() == 0 && !model_->announcements().speaking()); }
    std::uint64_t program() const { return program_; }

  protected:
    void welcomed(const v1::Welcome& welcome) override;
    void shown(const v1::Snapshot& snapshot) override;
    void happened(const v1::Event& event) override;
    void link(bool live) override;

  private:
    void speak();

    std::unique_ptr<board::BoardModel> model_;
    std::uint64_t program_ = 0;
    std::uint64_t welcome_seq_ = 0;
    std::vector<Spoken> spoken_;
    std::vector<CallHeard> heard_;
    std::vector<SnapshotHeard> snapshots_;
};

}  // namespace luot::simulation
