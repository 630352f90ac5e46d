#include "server/hooks.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <sodium.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "server/hook_secrets.hpp"
#include "store/hooks/missed.hpp"

namespace luot::server {

namespace {

using luot::hooks::Delivery;
using luot::hooks::Hook;
using luot::hooks::Progress;
using luot::hooks::Settled;
using web::hooks::Kind;

constexpr auto again_after = std::chrono::seconds(5);
constexpr auto alerts_every = std::chrono::seconds(5);
constexpr auto file_look_every = std::chrono::seconds(1);

std::int64_t machine_now_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

double chance() {
    return static_cast<double>(randombytes_uniform(1'000'000)) / 1e6;
}

}  // namespace

Hooks::Hooks(Needs needs)
    : needs_(std::move(needs)),
      due_(needs_.executor),
      again_(needs_.executor),
      alerts_look_(needs_.executor),
      file_look_(needs_.executor),
      sender_(needs_.executor, limits_.answer_bytes) {}

Hooks::~Hooks() = default;

// Off this thread. The file is opened where it is not, or not any more: after a failure it is let go. `on_done` goes there and back, and is
// let go on this thread: what waits for it may be a connection.
template <class Value, class Job, class OnDone>
void Hooks::on_disk(Job job, OnDone on_done) {
    const bool taken = worker_.add(
        [this, job = std::move(job), on_done]() mutable {
            journal::Result<Value> result = journal::Failure{};
            if (database_ == nullptr) {
                auto opened = Database::open(needs_.data);
                if (opened) {
                    database_ = std::make_unique<Database>(std::move(*opened));
                } else {
                    result = opened.error();
                }
            }
            if (database_ != nullptr) result = job(*database_);
            if (!result) database_.reset();
            boost::asio::post(needs_.executor,
                              [on_done = std::move(on_done), result = std::move(result)]() mutable { on_done(std::move(result)); });
        },
        jobs_max);
    if (taken) return;
    boost::asio::post(needs_.executor, [on_done] { on_done(journal::Result<Value>(journal::Failure{"the disk is too slow", false})); });
}

void Hooks::begin() {
    using luot::hooks::Kept;
    on_disk<Kept>([](const Database& database) { return database.kept(); },
                  [this](journal::Result<Kept> kept) {
                      if (!kept) {
                          if (!std::exchange(failing_, true))
                              spdlog::error("webhooks: {}: nobody is told until that is put right", kept.error().what);
                          again_.expires_after(again_after);
                          again_.async_wait([this](const boost::system::error_code& cancelled) {
                              if (!cancelled) begin();
                          });
                          return;
                      }
                      for (Hook& hook : kept->hooks) outbox_.add_hook(std::move(hook));
                      settle(outbox_.add(std::move(kept->deliveries)));
                      begun_ = true;
                      failing_ = false;
                      const core::State& told = needs_.service.told();
                      reach_ = kept->progress.value_or(Progress{told.epoch, told.seq});
                      if (is_of_another_journal(told)) begin_anew(Progress{told.epoch, told.seq});
                      make_up();
                      send_what_is_due();
                      look_at_alerts();
                      look_at_file();
                  });
}

// A restore has taken away what hooks heard of last, or were to hear of next.
bool Hooks::is_of_another_journal(const core::State& told) const {
    const auto hooks = outbox_.hooks();
    const bool wait_for_it = std::any_of(hooks.begin(), hooks.end(), [&](const Hook* hook) { return hook->since_seq > told.seq; });
    return reach_.epoch != told.epoch || reach_.seq > told.seq || wait_for_it;
}

// What was taken away is not told again, and what stands in its place begins here.
void Hooks::begin_anew(const Progress& reach) {
    reach_ = reach;
    outbox_.begin_anew(reach.seq);
    on_disk<bool>(
        [reach](Database& database) -> journal::Result<bool> {
            const auto done = database.begin_anew(reach);
            if (!done) return done.error();
            return true;
        },
        [](const journal::Result<bool>& done) {
            if (!done) spdlog::error("webhooks: {}: after the next start they may not hear of everything", done.error().what);
        });
}

void Hooks::on_told(const core::State& after, const core::Event& event) {
    if (behind_ || event.seq <= seen_) return;
    seen_ = event.seq;
    if (outbox_.empty()) return;
    if (const auto news = web::hooks::news_of(after, event)) take(*news, event.seq);
    if (!pending_.empty() || seen_ - reach_.seq >= noted_every) write_soon();
}

void Hooks::take(const web::hooks::News& news, core::Seq seq) {
    const std::int64_t now_s = machine_now_s();
    for (const Hook* hook : outbox_.hooks()) {
        if (!web::hooks::wants(*hook, news.kind) || seq <= hook->since_seq) continue;
        Delivery delivery;
        delivery.hook = hook->id;
        delivery.name = news.name;
        delivery.body = web::hooks::body_of(news, *hook, needs_.service.told().office);
        delivery.made_s = now_s;
        delivery.due_s = now_s;
        pending_.push_back(std::move(delivery));
    }
}

// Behind whatever the executor has ready: what is told together is written together.
void Hooks::write_soon() {
    if (std::exchange(write_posted_, true)) return;
    boost::asio::post(needs_.executor, [this] {
        write_posted_ = false;
        write();
    });
}

// While it is behind, what is pending goes with what is read from the journal.
void Hooks::write() {
    if (pending_.size() > pending_max) fall_behind();
    if (busy_) return;
    if (behind_) return make_up();
    if (!pending_.empty() || seen_ > reach_.seq) append(seen_);
}

void Hooks::append(core::Seq through) {
    busy_ = true;
    const Progress progress{needs_.service.told().epoch, through};
    on_disk<std::vector<Delivery>>(
        [progress, deliveries = std::exchange(pending_, {})](Database& database) { return database.append(progress, deliveries); },
        [this, progress](journal::Result<std::vector<Delivery>> added) { appended(progress, std::move(added)); });
}

void Hooks::appended(const Progress& progress, journal::Result<std::vector<Delivery>> added) {
    busy_ = false;
    if (!added) return failed(added.error().what);
    failing_ = false;
    reach_ = progress;
    settle(outbox_.add(std::move(*added)));
    send_what_is_due();
    if (behind_ || !pending_.empty()) write();
}

void Hooks::failed(const std::string& what) {
    busy_ = false;
    if (!std::exchange(failing_, true)) spdlog::error("webhooks: {}: tried again until it works", what);
    fall_behind();
    again_.expires_after(again_after);
    again_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) write();
    });
}

// What is pending is let go: events are in the journal, and alerts that still stand are found again.
void Hooks::fall_behind() {
    behind_ = true;
    pending_.clear();
    alerts_.clear();
}

// From the journal, until nothing is missing.
void Hooks::make_up() {
    const core::State& told = needs_.service.told();
    if (outbox_.empty()) reach_ = Progress{told.epoch, std::max(reach_.seq, told.seq)};
    if (reach_.seq >= told.seq) {
        seen_ = reach_.seq;
        behind_ = false;
        if (!pending_.empty()) write_soon();
        return;
    }
    busy_ = true;
    const auto after = reach_.seq;
    on_disk<store::MissedStretch>(
        [this, after](const Database&) { return store::missed_events(needs_.data, needs_.codec, after, read_at_once); },
        [this](journal::Result<store::MissedStretch> missed) {
            if (!missed) return failed(missed.error().what);
            for (const store::Missed& each : missed->events) {
                const auto news = web::hooks::news_of(needs_.service.told(), each.event, each.issued ? &*each.issued : nullptr);
                if (news) take(*news, each.event.seq);
            }
            if (!missed->events.empty()) spdlog::info("webhooks: {} events made up from the journal", missed->events.size());
            append(missed->through);
        });
}

void Hooks::settle(std::vector<Settled> settled) {
    if (settled.empty()) return;
    for (const Settled& each : settled) ++settled_[each.how];
    on_disk<bool>(
        [settled = std::move(settled)](Database& database) -> journal::Result<bool> {
            const auto done = database.settle(settled);
            if (!done) return done.error();
            return true;
        },
        [](const journal::Result<bool>& done) {
            if (!done) spdlog::error("webhooks: {}: what was taken is sent again after a restart", done.error().what);
        });
}

void Hooks::send_what_is_due() {
    while (auto outgoing = outbox_.next(machine_now_s())) {
        const Delivery& delivery = outgoing->delivery;
        auto target = web::hooks::target_of(outgoing->url);
        if (!target) {  // of a file that somebody else wrote
            boost::asio::post(needs_.executor, [this, hook = delivery.hook, id = delivery.id] {
                sent(hook, id, HookOutcome{"its address cannot be read"});
            });
            continue;
        }
        HookRequest request;
        request.target = std::move(*target);
        request.signature = hook_signature(outgoing->secret, delivery.body, machine_now_s());
        request.delivery = delivery.name;
        request.body = delivery.body;
        sender_.send(std::move(request),
                     [this, hook = delivery.hook, id = delivery.id](const HookOutcome& outcome) { sent(hook, id, outcome); });
    }
    const auto next_s = outbox_.seconds_to_next(machine_now_s());
    if (!next_s) return;
    due_.expires_after(std::chrono::seconds(*next_s));
    due_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) send_what_is_due();
    });
}

void Hooks::sent(const std::string& hook, std::int64_t id, const HookOutcome& outcome) {
    const std::string& why_not = outcome.why_not;
    const auto settled =
        why_not.empty() ? outbox_.arrived(hook, id) : outbox_.failed(hook, id, {why_not, outcome.status}, machine_now_s(), chance());
    if (!settled) return send_what_is_due();
    if (settled->how == Settled::How::given_up) spdlog::warn("webhook {}: a delivery is given up: {}", hook, why_not);
    if (settled->how == Settled::How::later && settled->tries == 1) spdlog::warn("webhook {}: {}: tried again", hook, why_not);
    settle({*settled});
    send_what_is_due();
}

bool Hooks::alerts_are_wanted() const {
    const auto hooks = outbox_.hooks();
    return std::any_of(hooks.begin(), hooks.end(), [](const Hook* hook) { return web::hooks::wants(*hook, Kind::alert); });
}

// Alerts are of now and not in the journal: each that is there and was not at the last look is told.
void Hooks::look_at_alerts() {
    alerts_look_.expires_after(alerts_every);
    alerts_look_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) look_at_alerts();
    });
    if (!alerts_are_wanted()) return;
    std::set<std::string> standing;
    for (const web::hooks::News& news : web::hooks::news_of_alerts(needs_.live_document())) {
        if (!alerts_.contains(news.name)) take(news, core::Seq{UINT64_MAX});
        standing.insert(news.name);
    }
    alerts_ = std::move(standing);
    if (!pending_.empty()) write_soon();
}

std::string Hooks::unguessable(std::size_t bytes) {
    return unguessable_digits(bytes);
}

void Hooks::add(Hook hook, Done done) {
    if (!begun_) return boost::asio::post(needs_.executor, [done] { done(Outcome::failed); });
    if (outbox_.hooks().size() + coming_ >= limits_.hooks) return boost::asio::post(needs_.executor, [done] { done(Outcome::too_many); });
    const core::State& told = needs_.service.told();
    hook.created_us = needs_.service.now().at_us;
    hook.since_seq = told.seq;
    // While there was none, nobody noted how far the journal had been looked at.
    std::optional<Progress> from;
    if (outbox_.empty()) from = Progress{told.epoch, told.seq};
    ++coming_;
    on_disk<bool>([hook, from, most = limits_.hooks](Database& database) { return database.add_hook(hook, most, from); },
                  [this, hook, done](const journal::Result<bool>& added) {
                      --coming_;
                      if (!added) {
                          spdlog::error("webhooks: {}: none was added", added.error().what);
                          return done(Outcome::failed);
                      }
                      if (!*added) return done(Outcome::too_many);
                      begin_to_tell(hook);
                      done(Outcome::done);
                  });
}

// From now on: of what was told before nobody had been promised anything.
void Hooks::begin_to_tell(Hook hook) {
    hook.since_seq = needs_.service.told().seq;
    const std::string id = hook.id;
    if (!outbox_.add_hook(std::move(hook))) spdlog::warn("webhook {} is not told: there are too many", id);
}

void Hooks::remove(const std::string& id, Done done) {
    if (!begun_) return boost::asio::post(needs_.executor, [done] { done(Outcome::failed); });
    if (outbox_.hook(id) == nullptr) return boost::asio::post(needs_.executor, [done] { done(Outcome::unknown); });
    on_disk<bool>([id](Database& database) { return database.remove_hook(id); },
                  [this, id, done](const journal::Result<bool>& removed) {
                      if (!removed) {
                          spdlog::error("webhooks: {}: it was not removed", removed.error().what);
                          return done(Outcome::failed);
                      }
                      outbox_.remove_hook(id);
                      done(*removed ? Outcome::done : Outcome::unknown);
                  });
}

// The next one is in a second from when this one is done: they do not pile up. What cannot be read is told by whoever has to write.
void Hooks::look_at_file() {
    file_look_.expires_after(file_look_every);
    file_look_.async_wait([this](const boost::system::error_code& cancelled) {
        if (cancelled) return;
        on_disk<std::optional<std::vector<Hook>>>([](Database& database) { return database.changed_hooks(); },
                                                  [this](journal::Result<std::optional<std::vector<Hook>>> changed) {
                                                      if (changed && *changed) take_up(std::move(**changed));
                                                      look_at_file();
                                                  });
    });
}

// What the command line has added and removed. What this server does itself comes back in the order in which the worker did it, so that
// what the file has is never older than what is known here.
void Hooks::take_up(std::vector<Hook> kept) {
    std::vector<std::string> gone;
    for (const Hook* hook : outbox_.hooks()) {
        const bool is_kept = std::any_of(kept.begin(), kept.end(), [&](const Hook& other) { return other.id == hook->id; });
        if (!is_kept) gone.push_back(hook->id);
    }
    for (const std::string& id : gone) {
        outbox_.remove_hook(id);
        spdlog::info("webhook {} is removed", id);
    }
    for (Hook& hook : kept) {
        if (outbox_.hook(hook.id) != nullptr) continue;
        spdlog::info("webhook {} is told from now on", hook.id);
        begin_to_tell(std::move(hook));
        write_soon();  // how far the journal has been looked at, which nobody noted while there was none
    }
}

void Hooks::add_figures(std::vector<web::Figure>& to) const {
    std::size_t failing = 0;
    const auto standings = outbox_.standings();
    for (const auto& standing : standings) {
        if (standing.failing_since_s) ++failing;
    }
    to.push_back(web::Figure{"webhooks", "Webhooks that the office has.", static_cast<double>(standings.size()), false});
    to.push_back(web::Figure{"webhooks_failing", "Webhooks whose last delivery was not taken.", static_cast<double>(failing), false});
    to.push_back(web::Figure{"webhook_deliveries_waiting", "Deliveries that no webhook has taken yet.",
                             static_cast<double>(outbox_.waiting()), false});
    const auto settled = [&](const char* word, Settled::How how) {
        const auto count = settled_.find(how);
        const double value = count == settled_.end() ? 0 : static_cast<double>(count->second);
        to.push_back(web::Figure{"webhook_deliveries_total", "Deliveries, by what came of them.", value, true, {{"how", word}}});
    };
    settled("delivered", Settled::How::arrived);
    settled("given_up", Settled::How::given_up);
    settled("dropped", Settled::How::dropped);
}

}  // namespace luot::server
