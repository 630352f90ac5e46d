// The office's machine: a disk that may lose what was not synced, the real journal on it, the real service and conversations, a clock that
// jumps. Switched on and off, cut off, upgraded, restored from a backup.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "engine/service.hpp"
#include "fault_vfs/fault_vfs.hpp"
#include "map/codec.hpp"
#include "map/wire_translator.hpp"
#include "net/admission.hpp"
#include "server/office_moments.hpp"
#include "simulation/disk_worker.hpp"
#include "simulation/played_hall.hpp"
#include "store/sqlite_journal.hpp"

namespace luot::simulation {

struct SiteSettings {
    core::Office office;
    std::string office_digest = "simulated";
    double speed = 60;
    core::TimeUs begins_at_us = 0;  // office time
    std::size_t commands_in_batch = 8;
    std::size_t events_between_checkpoints = 60;
};

class Site final : public engine::Listener {
  public:
    // `folder` is empty. All references outlive it.
    Site(World& world, Network& network, SiteSettings settings, std::filesystem::path folder);
    ~Site() override;

    // Switched on: opens the door once the start is done. Tries again by itself where the disk did not let it.
    void start();
    bool is_open() const { return hall_ != nullptr; }
    bool is_running() const { return service_ != nullptr; }
    // The power goes: what was not synced is lost, but for a part of it that chance leaves.
    void lose_power();
    // Says goodbye, writes what is to be written and starts again, as for an upgrade.
    void upgrade();
    void back_up();
    // Puts the last backup in place of the journal, and starts with it. Nothing without a backup.
    void restore();

    luot::test::FaultVfs& disk();
    void jump_clock(Time by) { wall_offset_ += by; }
    // The disk is well and stays so.
    void heal();

    // Lets the executor do whatever is ready.
    void settle();

    engine::Service& service() { return *service_; }
    core::TimeUs now_us();
    const std::filesystem::path& folder() const { return folder_; }
    const map::ProtobufCodec& codec() const { return codec_; }
    const SiteSettings& settings() const { return settings_; }
    std::size_t starts() const { return starts_; }

    // The journal was opened and read: the state, and whether it was restored since the last time.
    std::function<void(const core::State&, bool restored)> on_opened;
    std::function<void(const core::State& after, const core::Event& event)> on_event;

  private:
    class Ringing;
    class Tokens;

    bool open();
    void began(const std::optional<std::string>& failure);
    void die(bool power_cut);
    void try_later();
    void on_told(const core::State& after, const core::Event& event) override;

    World& world_;
    Network& network_;
    SiteSettings settings_;
    std::filesystem::path folder_;
    const map::ProtobufCodec codec_;
    const map::WireTranslator translator_;
    net::TrustedNetwork admission_;
    net::Limits limits_;
    std::unique_ptr<luot::test::FaultVfs> disk_;
    std::size_t disks_ = 0;
    Time wall_offset_ = 0;
    bool restored_ = false;
    bool wanted_ = false;  // to be running
    std::size_t starts_ = 0;
    std::optional<std::filesystem::path> last_backup_;
    std::size_t backups_ = 0;

    // Of the running process.
    std::uint64_t life_ = 0;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<store::SqliteJournal> journal_;
    std::optional<server::OfficeMoments> moments_;
    std::unique_ptr<Tokens> tokens_;
    std::optional<std::uint64_t> pending_epoch_;
    net::SessionDirectory directory_;
    DiskWorker* worker_ = nullptr;  // the service's
    std::unique_ptr<engine::Service> service_;
    std::unique_ptr<PlayedHall> hall_;
};

}  // namespace luot::simulation
