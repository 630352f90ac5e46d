// Carries batches to the journal in made-up time: a write takes a while, and so does hearing that it is done; in between, the power may go.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>

#include "engine/journal_runner.hpp"
#include "simulation/world.hpp"

namespace luot::simulation {

class DiskWorker final : public engine::JournalWorker {
  public:
    // All references outlive it.
    DiskWorker(World& world, boost::asio::any_io_executor executor, journal::Journal& journal, const journal::Codec& codec);
    ~DiskWorker() override;

    void append(journal::Batch batch, OnAppended on_appended) override;
    void recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered) override;
    void stop() override;

    // The process is dead: what was handed over and not begun never happens.
    void die();

  private:
    struct Appending {
        journal::Batch batch;
        OnAppended on_appended;
    };
    void write();
    void try_again(core::Seq after, Time pause, OnStillFailing on_still_failing, OnRecovered on_recovered);
    template <class Callback>
    void post(Time delay, Callback callback);

    World& world_;
    Dice dice_;
    boost::asio::any_io_executor executor_;
    journal::Journal& journal_;
    const journal::Codec& codec_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::optional<Appending> appending_;  // handed over, not begun
    bool stopped_ = false;
};

}  // namespace luot::simulation
