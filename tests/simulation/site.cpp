#include "simulation/site.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "server/start_up.hpp"
#include "store/backup.hpp"
#include "store/epochs.hpp"
#include "store/load.hpp"
#include "store/restore.hpp"

namespace luot::simulation {

namespace {

// Small bounds, so that an ordinary day meets them.
net::Limits small_limits() {
    net::Limits limits;
    limits.outbox_pushes = 12;
    limits.ring_pushes = 48;
    limits.pushes_behind_snapshot = 4;
    return limits;
}

constexpr int wal_pages = 120;
// Whoever looks after the machine starts the program again where it ended by itself.
constexpr Time try_again_after = second;

}  // namespace

// Rings in the simulated time.
class Site::Ringing final : public engine::Alarm {
  public:
    Ringing(World& world, boost::asio::any_io_executor executor) : world_(world), executor_(std::move(executor)) {}
    ~Ringing() override { *alive_ = false; }
    void set(std::chrono::microseconds after, std::function<void()> ring) override {
        world_.after(after.count(), [alive = alive_, this, which = ++set_, ring = std::move(ring)] {
            if (*alive && which == set_) boost::asio::post(executor_, ring);
        });
    }
    void cancel() override { ++set_; }

  private:
    World& world_;
    boost::asio::any_io_executor executor_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::uint64_t set_ = 0;
};

class Site::Tokens final : public engine::EntropySource {
  public:
    explicit Tokens(Dice dice) : dice_(dice) {}
    core::Entropy next() override { return core::Entropy{std::to_string(dice_.next())}; }

  private:
    Dice dice_;
};

Site::Site(World& world, Network& network, SiteSettings settings, std::filesystem::path folder)
    : world_(world), network_(network), settings_(std::move(settings)), folder_(std::move(folder)), limits_(small_limits()) {
    disk_ = std::make_unique<luot::test::FaultVfs>("simulated-disk-0");
}

Site::~Site() {
    wanted_ = false;
    die(true);
}

luot::test::FaultVfs& Site::disk() {
    return *disk_;
}

core::TimeUs Site::now_us() {
    return moments_ ? moments_->clock().now_us() : settings_.begins_at_us;
}

void Site::start() {
    wanted_ = true;
    if (is_running()) return;
    if (!open()) {
        die(false);
        try_later();
    }
}

bool Site::open() {
    ++starts_;
    ++life_;
    auto journal = store::SqliteJournal::open(folder_, store::DatabaseOptions{disk_->name(), wal_pages});
    if (!journal) {
        world_.note("server", "cannot start: " + journal.error().what);
        return false;
    }
    journal_ = std::move(*journal);
    auto loaded = store::load(folder_, codec_);
    if (!loaded) throw Violation("recovery", "the journal opened and cannot be read: " + loaded.error().what);
    const auto pending = store::pending_epoch(folder_);
    if (!pending) throw Violation("recovery", pending.error().what);
    pending_epoch_.reset();
    if (*pending) pending_epoch_ = (*pending)->epoch;

    app::ClockOptions clock_options;
    clock_options.speed = settings_.speed;
    clock_options.start_us = settings_.begins_at_us;
    app::ClockSources sources;
    sources.steady_us = [this] { return world_.now(); };
    sources.wall_us = [this] { return settings_.begins_at_us + world_.now() + wall_offset_; };
    auto clock = app::OfficeClock::open(folder_, clock_options, loaded->state.at_us, std::move(sources));
    auto time = app::BusinessTime::make(settings_.office.zone, settings_.office.boundary_minute);
    if (!clock || !time) throw Violation("recovery", "the clock does not start");
    moments_.emplace(std::move(*clock), *time);
    tokens_ = std::make_unique<Tokens>(world_.dice_of("tokens " + std::to_string(world_.now())));
    if (on_opened) on_opened(loaded->state, std::exchange(restored_, false));

    context_ = std::make_unique<boost::asio::io_context>();
    const auto executor = context_->get_executor();
    auto worker = std::make_unique<DiskWorker>(world_, executor, *journal_, codec_);
    worker_ = worker.get();
    engine::ServiceOptions options;
    options.limits.commands_in_batch = settings_.commands_in_batch;
    options.limits.events_between_checkpoints = settings_.events_between_checkpoints;
    options.since_checkpoint = static_cast<std::size_t>(loaded->events_applied);
    app::OfficeFile office;
    office.office = settings_.office;
    office.digest = settings_.office_digest;
    auto commands = server::start_up_commands(loaded->state, office, moments_->clock().suspicion(), pending_epoch_);
    service_ = std::make_unique<engine::Service>(executor, std::move(loaded->state), std::move(worker),
                                                 std::make_unique<Ringing>(world_, executor), codec_, *moments_, *tokens_, options);
    service_->subscribe(*this);
    server::run_start_up(*service_, std::move(commands), [this](const std::optional<std::string>& failure) { began(failure); });
    world_.note("server", "starts at event " + std::to_string(service_->told().seq));
    return true;
}

void Site::began(const std::optional<std::string>& failure) {
    if (failure || (pending_epoch_ && !store::epoch_begun(folder_, *pending_epoch_))) {
        world_.note("server", "gives up its start: " + failure.value_or("the epoch cannot be remembered"));
        world_.after(0, [this, life = life_] {
            if (life != life_) return;
            die(false);
            try_later();
        });
        return;
    }
    hall_ = std::make_unique<PlayedHall>(world_, context_->get_executor(), *service_, translator_, admission_, directory_, limits_,
                                         settings_.speed);
    network_.door = [this](const std::shared_ptr<Line>& line) { hall_->answer(line); };
    service_->start();
}

void Site::try_later() {
    world_.after(try_again_after, [this, life = life_] {
        if (wanted_ && life == life_ && !is_running()) start();
    });
}

void Site::die(bool power_cut) {
    network_.door = nullptr;
    if (power_cut) disk_->cut_power();
    if (worker_ != nullptr) worker_->die();
    worker_ = nullptr;
    hall_.reset();
    directory_ = {};
    service_.reset();
    context_.reset();
    journal_.reset();
    ++life_;
}

void Site::lose_power() {
    world_.note("server", "the power goes");
    die(true);
    disk_->restore_power(static_cast<std::uint32_t>(world_.dice_of("power " + std::to_string(world_.now())).next()));
    try_later();
}

void Site::upgrade() {
    if (!is_open()) return;
    world_.note("server", "stops for an upgrade");
    network_.door = nullptr;
    hall_->say_goodbye();
    service_->stop([this, life = life_] {
        world_.after(0, [this, life] {
            if (life != life_) return;
            die(false);
            start();
        });
    });
}

void Site::back_up() {
    if (!is_running()) return;
    const auto to = folder_ / ("backup-" + std::to_string(++backups_) + ".db");
    const auto done = store::backup(folder_, to);
    if (!done) return world_.note("server", "cannot be backed up: " + done.error().what);
    last_backup_ = to;
    world_.note("server", "backed up to event " + std::to_string(done->last_seq));
}

void Site::restore() {
    if (!last_backup_) return;
    die(true);
    disk_->restore_power();
    const auto restored = store::restore(folder_, *last_backup_, codec_, "day-" + std::to_string(world_.now()));
    if (!restored) throw Violation("restore", "a backup cannot be restored: " + restored.error().what);
    world_.note("server", "restored to event " + std::to_string(restored->last_seq));
    restored_ = true;
    // The disk is another one now: what the old one had not synced is nobody's any more.
    disk_.reset();
    disk_ = std::make_unique<luot::test::FaultVfs>("simulated-disk-" + std::to_string(++disks_));
    try_later();
}

void Site::heal() {
    disk_->heal();
}

void Site::settle() {
    while (context_) {
        context_->restart();
        if (context_->poll() == 0) return;
    }
}

void Site::on_told(const core::State& after, const core::Event& event) {
    if (std::holds_alternative<core::ClockConfirmed>(event.body)) moments_->clock().confirm();
    if (on_event) on_event(after, event);
}

}  // namespace luot::simulation
