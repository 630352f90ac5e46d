// The running office for those who face people: devices' sessions, HTTP, the program's start and stop. Wires the engine to the journal
// thread, to the clock and to whoever listens. One thread: every call and callback on the executor's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "engine/alarm.hpp"
#include "engine/engine.hpp"
#include "engine/journal_runner.hpp"
#include "engine/latencies.hpp"

namespace luot::engine {

// Office time. Never goes back, and is never before the journal's last event.
class MomentSource {
  public:
    virtual ~MomentSource() = default;
    virtual core::Moment now() = 0;
    // Real time from now until then; zero where it has passed.
    virtual std::chrono::microseconds real_time_until(core::TimeUs office_us) = 0;
};

class EntropySource {
  public:
    virtual ~EntropySource() = default;
    virtual core::Entropy next() = 0;
};

struct Health {
    enum class State : std::uint8_t { serving, recovering, stopping, stopped };
    State state = State::serving;
    core::TimeUs since_us = 0;  // office time
    std::string reason;         // of recovering: what the journal said last
    bool disk_full = false;
};

struct Metrics {
    std::uint64_t commands = 0;     // submitted, repeats and refusals included
    std::uint64_t refusals = 0;     // told
    std::uint64_t unavailable = 0;  // told
    std::uint64_t batches = 0;      // committed
    std::uint64_t events = 0;       // told
    std::uint64_t commit_failures = 0;
    std::uint64_t recoveries = 0;
    Latencies commits;  // of batches that were committed, real time
    Latencies replies;  // from submit() to the reply, real time; of commands that were decided
};

class Listener {
  public:
    virtual ~Listener() = default;
    // An event is durable; `after` is the state with it and nothing later. Must not call the service.
    virtual void on_told(const core::State& after, const core::Event& event) {
        (void)after;
        (void)event;
    }
    // accepting() became false, or true again: stop and go on reading sockets that bring commands.
    virtual void on_paused() {}
    virtual void on_resumed() {}
    virtual void on_health(const Health& health) { (void)health; }
};

struct ServiceOptions {
    Limits limits;
    BackOff back_off;
    std::size_t since_checkpoint = 0;  // events that the journal holds behind its last checkpoint
};

class Service {
  public:
    using OnReply = std::function<void(const Reply&)>;

    // All references outlive the service. `state` is the fold of the journal.
    Service(boost::asio::any_io_executor executor, core::State state, journal::Journal& journal, const journal::Codec& codec,
            MomentSource& moments, EntropySource& entropy, ServiceOptions options = {});
    // The same with a journal's worker and an alarm of the caller's: for whoever makes time and disks up. options.back_off is the worker's.
    Service(boost::asio::any_io_executor executor, core::State state, std::unique_ptr<JournalWorker> worker, std::unique_ptr<Alarm> alarm,
            const journal::Codec& codec, MomentSource& moments, EntropySource& entropy, ServiceOptions options = {});
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    // Begins to decide what falls due by itself. Commands may be submitted before: the office's configuration, for one.
    void start();

    // False while the forming batch is full: submit nothing, and wait for on_resumed(). True while the journal is being recovered and after
    // stop(): commands are answered Unavailable then, without being decided.
    bool accepting() const;

    // Precondition: accepting(). `on_reply` is called exactly once, never from within submit().
    void submit(const core::Command& command, const core::Origin& origin, OnReply on_reply);

    // What everybody may know.
    const core::State& told() const;
    core::Moment now();

    const Health& health() const;
    const Metrics& metrics() const;

    // Listeners outlive the service or unsubscribe; any callback but on_told() may do so.
    void subscribe(Listener& listener);
    void unsubscribe(Listener& listener);

    // No new work; what was decided is committed and told, with a checkpoint; then the journal thread ends, and `on_stopped` is called.
    // While the journal is being recovered there is nothing to commit, and stopping gives that up. Called once.
    void stop(std::function<void()> on_stopped);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::engine
