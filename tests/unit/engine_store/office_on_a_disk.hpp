// An office that really runs, on a disk that fails when told to: engine, service, journal thread, SQLite and codec are the program's own;
// the clock is set by hand. May be stopped, or cut off in the middle, and started again on what the disk holds.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "../store/journal_support.hpp"
#include "engine/service.hpp"
#include "fault_vfs/fault_vfs.hpp"
#include "map/codec.hpp"
#include "store/sqlite_journal.hpp"
#include "support/office_driver.hpp"

namespace luot::test {

// Hears what everybody hears: events as the journal would write them, and how the service is.
class Board final : public engine::Listener {
  public:
    explicit Board(const map::ProtobufCodec& codec) : codec_(codec) {}
    void on_told(const core::State& after, const core::Event& event) override;
    void on_health(const engine::Health& health) override { healths.push_back(health); }

    // A snapshot at a start.
    void shown(core::Seq seq) { last = seq; }

    std::vector<journal::Row> told;
    std::vector<engine::Health> healths;
    core::Seq last = 0;
    bool in_order = true;  // each event followed the last one, and came with the state just after it

  private:
    const map::ProtobufCodec& codec_;
};

// What is left of an office that was killed: its files, and what its surroundings go on with.
struct Remains {
    std::map<std::string, std::string> files;  // by name
    core::TimeUs now_us = 0;
    int tokens = 0;
};

class OfficeOnADisk {
  public:
    // In memory where the system has a place for such files: nothing here waits for a real disk.
    explicit OfficeOnADisk(FaultVfs& disk) : folder(memory_or_temporary()), board(codec), disk_(disk) {}
    OfficeOnADisk(FaultVfs& disk, const Remains& remains);
    ~OfficeOnADisk() { cut_off(); }
    OfficeOnADisk(const OfficeOnADisk&) = delete;
    OfficeOnADisk& operator=(const OfficeOnADisk&) = delete;

    // Opens the journal, reads the state, configures the office where that is new, and begins. False: the disk does not let it.
    bool start();
    bool running() const { return service_ != nullptr; }
    // As a killed process: who waits for an answer hears nothing.
    void cut_off();
    // Likewise, at a moment when nobody waits; the files are as they were then, with the log as long as it was.
    Remains kill();

    engine::Service& service() { return *service_; }
    const core::State& told() const { return service_->told(); }

    // Runs until `done`, at most 20 s; false where it was not done then.
    template <class Done>
    bool until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(180);
        while (!done()) {
            if (std::chrono::steady_clock::now() > give_up) return false;
            context_->restart();
            context_->run_one_for(std::chrono::milliseconds(100));
        }
        return true;
    }
    engine::Reply ask(const core::Command& command, const core::Origin& origin);
    // False: after some attempts the journal still did not open.
    bool wait_until_serving(std::size_t attempts = 4);

    const TemporaryFolder folder;
    const map::ProtobufCodec codec;
    core::Office configured = small_office();
    core::TimeUs now_us = monday_at(8, 0);
    Board board;

  private:
    static std::filesystem::path memory_or_temporary();

    class Moments final : public engine::MomentSource {
      public:
        explicit Moments(const OfficeOnADisk& office) : office_(office) {}
        core::Moment now() override { return moment_of(office_.now_us); }
        std::chrono::microseconds real_time_until(core::TimeUs) override { return std::chrono::seconds(60); }

      private:
        const OfficeOnADisk& office_;
    };
    class Entropy final : public engine::EntropySource {
      public:
        core::Entropy next() override { return core::Entropy{"token-" + std::to_string(++count)}; }

        int count = 0;
    };

    FaultVfs& disk_;
    Moments moments_{*this};
    Entropy entropy_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<store::SqliteJournal> journal_;
    std::unique_ptr<engine::Service> service_;
};

}  // namespace luot::test
