#include "engine/service.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "engine/check.hpp"

namespace luot::engine {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// A wake-up is looked at again after a minute at the latest: a suspended machine's timers run late.
constexpr auto longest_sleep = std::chrono::microseconds(60s);
constexpr auto shortest_sleep = std::chrono::microseconds(1ms);
// When a due tick found nothing to do, so that it cannot spin.
constexpr auto sleep_after_idle_tick = std::chrono::microseconds(1s);

}  // namespace

struct Service::Impl : std::enable_shared_from_this<Service::Impl> {
    // Who submitted a command. Steady time is for the metrics alone: nothing is decided by it.
    struct Waiter {
        OnReply on_reply;
        std::chrono::steady_clock::time_point since;
    };

    asio::any_io_executor executor;
    MomentSource& moments;
    EntropySource& entropy;
    std::vector<Listener*> listeners;  // nullptr: unsubscribed during a round
    Health health;
    Metrics metrics;
    Engine engine;
    std::unique_ptr<JournalWorker> worker;
    std::unique_ptr<Alarm> alarm;
    core::TimeUs armed_for = core::never;
    std::unordered_map<std::uint64_t, Waiter> waiting;  // bounded by the engine's limits
    std::uint64_t last_token = 0;
    bool started = false;
    bool flush_posted = false;
    bool in_flight = false;
    bool was_accepting = true;
    bool stopping = false;
    std::function<void()> on_stopped;

    Impl(asio::any_io_executor the_executor, core::State state, std::unique_ptr<JournalWorker> the_worker, std::unique_ptr<Alarm> the_alarm,
         const journal::Codec& codec, MomentSource& the_moments, EntropySource& the_entropy, const ServiceOptions& options)
        : executor(std::move(the_executor)),
          moments(the_moments),
          entropy(the_entropy),
          engine(
              std::move(state), codec, [this](const core::State& after, const core::Event& event) { tell(after, event); }, options.limits,
              options.since_checkpoint),
          worker(std::move(the_worker)),
          alarm(std::move(the_alarm)) {
        health.since_us = moments.now().at_us;
    }

    template <class Call>
    void each_listener(Call call) {
        // By index: a callback may subscribe or unsubscribe.
        for (std::size_t i = 0; i < listeners.size(); ++i) {
            if (listeners[i] != nullptr) call(*listeners[i]);
        }
    }

    void tell(const core::State& after, const core::Event& event) {
        ++metrics.events;
        each_listener([&](Listener& listener) { listener.on_told(after, event); });
    }

    void set_health(Health::State state, std::string reason, bool disk_full) {
        if (state != health.state) health.since_us = moments.now().at_us;
        health.state = state;
        health.reason = std::move(reason);
        health.disk_full = disk_full;
        each_listener([&](Listener& listener) { listener.on_health(health); });
    }

    bool answers_at_once() const { return stopping || engine.recovering(); }
    bool accepting() const { return answers_at_once() || engine.accepting(); }

    void submit(const core::Command& command, const core::Origin& origin, OnReply on_reply) {
        check(accepting(), "nothing is submitted while the service does not accept");
        ++metrics.commands;
        if (answers_at_once()) {
            post_unavailable(origin, std::move(on_reply));
            return;
        }
        const std::uint64_t token = ++last_token;
        waiting.emplace(token, Waiter{std::move(on_reply), std::chrono::steady_clock::now()});
        const core::Moment moment = moments.now();
        const core::Entropy random = entropy.next();
        engine.submit(command, origin, token, moment, random);
        announce_accepting();
        post_flush();
    }

    void post_unavailable(const core::Origin& origin, OnReply on_reply) {
        ++metrics.unavailable;
        Reply reply;
        reply.session = origin.session;
        reply.no = origin.no;
        reply.seq = engine.told().seq;
        reply.at_us = moments.now().at_us;
        reply.outcome = Unavailable{};
        asio::post(executor, [on_reply = std::move(on_reply), reply = std::move(reply)] { on_reply(reply); });
    }

    // Behind whatever the executor has ready: commands that came together are committed together.
    void post_flush() {
        if (flush_posted) return;
        flush_posted = true;
        asio::post(executor, [weak = weak_from_this()] {
            auto self = weak.lock();
            if (!self) return;
            self->flush_posted = false;
            self->flush();
        });
    }

    void flush() {
        decide_what_is_due();
        deliver(engine.take_ready());
        hand_batch_over();
        arm_timer();
        announce_accepting();
        if (stopping && !in_flight) hand_checkpoint_over();
        if (stopping && !in_flight) finish_stopping();
    }

    void decide_what_is_due() {
        if (!started || answers_at_once() || !engine.accepting()) return;
        const core::Moment moment = moments.now();
        if (core::next_wakeup(engine.decided()) <= moment.at_us) engine.tick(moment);
    }

    void hand_batch_over() { hand_over(engine.take_batch()); }
    void hand_checkpoint_over() {
        if (on_stopped) hand_over(engine.take_checkpoint());
    }

    void hand_over(std::optional<journal::Batch> batch) {
        if (!batch) return;
        in_flight = true;
        worker->append(std::move(*batch), [weak = weak_from_this()](const Appended& appended) {
            if (auto self = weak.lock()) self->on_appended(appended);
        });
    }

    void on_appended(const Appended& appended) {
        in_flight = false;
        if (appended.result) {
            ++metrics.batches;
            metrics.commits.observe(appended.took);
            deliver(engine.committed());
        } else {
            ++metrics.commit_failures;
            begin_recovery(appended.result.error());
        }
        flush();
    }

    void begin_recovery(const journal::Failure& failure) {
        Replies dropped = engine.failed();
        if (!stopping) {
            set_health(Health::State::recovering, failure.what, failure.disk_full);
            worker->recover(
                engine.told().seq,
                [weak = weak_from_this()](const journal::Failure& still) {
                    auto self = weak.lock();
                    if (self && !self->stopping) self->set_health(Health::State::recovering, still.what, still.disk_full);
                },
                [weak = weak_from_this()](const std::vector<core::Event>& on_disk) {
                    if (auto self = weak.lock()) self->on_recovered(on_disk);
                });
        }
        deliver(std::move(dropped));
    }

    void on_recovered(const std::vector<core::Event>& on_disk) {
        ++metrics.recoveries;
        deliver(engine.recovered(on_disk));
        if (!stopping) set_health(Health::State::serving, {}, false);
        flush();
    }

    void deliver(Replies replies) {
        if (replies.empty()) return;
        const auto now = std::chrono::steady_clock::now();
        for (const Reply& reply : replies) {
            if (std::holds_alternative<core::Refusal>(reply.outcome)) ++metrics.refusals;
            if (std::holds_alternative<Unavailable>(reply.outcome)) ++metrics.unavailable;
            auto waiter = waiting.extract(reply.reply_to);
            check(!waiter.empty(), "every reply has one who waits for it");
            metrics.replies.observe(std::chrono::duration_cast<std::chrono::microseconds>(now - waiter.mapped().since));
            waiter.mapped().on_reply(reply);
        }
    }

    void announce_accepting() {
        const bool is_accepting = accepting();
        if (is_accepting == was_accepting) return;
        was_accepting = is_accepting;
        each_listener([is_accepting](Listener& listener) { is_accepting ? listener.on_resumed() : listener.on_paused(); });
    }

    void arm_timer() {
        const bool sleeps = started && !answers_at_once();
        const core::TimeUs due = sleeps ? core::next_wakeup(engine.decided()) : core::never;
        if (due == armed_for) return;
        armed_for = due;
        if (due == core::never) {
            alarm->cancel();
            return;
        }
        const bool tick_found_nothing = due <= moments.now().at_us;
        auto sleep = tick_found_nothing ? sleep_after_idle_tick : moments.real_time_until(due);
        sleep = std::clamp(sleep, shortest_sleep, longest_sleep);
        alarm->set(sleep, [weak = weak_from_this()] {
            auto self = weak.lock();
            if (!self) return;
            self->armed_for = core::never;
            self->flush();
        });
    }

    void stop(std::function<void()> when_stopped) {
        check(!stopping, "stopped once");
        stopping = true;
        on_stopped = std::move(when_stopped);
        set_health(Health::State::stopping, {}, false);
        post_flush();
    }

    void finish_stopping() {
        if (!on_stopped) return;
        worker->stop();
        set_health(Health::State::stopped, {}, false);
        const auto callback = std::exchange(on_stopped, nullptr);
        callback();
    }
};

Service::Service(asio::any_io_executor executor, core::State state, journal::Journal& journal, const journal::Codec& codec,
                 MomentSource& moments, EntropySource& entropy, ServiceOptions options)
    : Service(executor, std::move(state), std::make_unique<JournalRunner>(executor, journal, codec, options.back_off), make_alarm(executor),
              codec, moments, entropy, options) {}

Service::Service(asio::any_io_executor executor, core::State state, std::unique_ptr<JournalWorker> worker, std::unique_ptr<Alarm> alarm,
                 const journal::Codec& codec, MomentSource& moments, EntropySource& entropy, ServiceOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(state), std::move(worker), std::move(alarm), codec, moments, entropy,
                                   options)) {}

Service::~Service() {
    impl_->alarm->cancel();
    impl_->worker->stop();
}

void Service::start() {
    impl_->started = true;
    impl_->post_flush();
}

bool Service::accepting() const {
    return impl_->accepting();
}

void Service::submit(const core::Command& command, const core::Origin& origin, OnReply on_reply) {
    impl_->submit(command, origin, std::move(on_reply));
}

const core::State& Service::told() const {
    return impl_->engine.told();
}

core::Moment Service::now() {
    return impl_->moments.now();
}

const Health& Service::health() const {
    return impl_->health;
}

const Metrics& Service::metrics() const {
    return impl_->metrics;
}

void Service::subscribe(Listener& listener) {
    auto& listeners = impl_->listeners;
    const auto free = std::find(listeners.begin(), listeners.end(), nullptr);
    if (free != listeners.end()) {
        *free = &listener;
    } else {
        listeners.push_back(&listener);
    }
}

void Service::unsubscribe(Listener& listener) {
    std::replace(impl_->listeners.begin(), impl_->listeners.end(), &listener, static_cast<Listener*>(nullptr));
}

void Service::stop(std::function<void()> on_stopped) {
    impl_->stop(std::move(on_stopped));
}

}  // namespace luot::engine
