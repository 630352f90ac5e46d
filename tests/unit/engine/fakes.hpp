// What stands around an engine in tests: a small office, a clock that is set by hand, a codec that remembers, a journal that does as told.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/limits.hpp"
#include "engine/service.hpp"

namespace luot::fakes {

using namespace std::chrono_literals;

constexpr core::TimeUs morning_us = 1'772'409'600 * core::second_us;  // a Monday, 2026-03-02 00:00 UTC, 07:00 in Hà Nội
constexpr std::int32_t monday = 20'514;

inline core::Office office() {
    core::Office office;
    office.code = "phuong";
    core::Service land;
    land.code = core::ServiceCode{"land"};
    land.range.prefix = "H";
    office.services.push_back(land);
    core::PriorityClass ordinary;
    ordinary.code = core::ClassCode{"ordinary"};
    office.classes.push_back(ordinary);
    core::CounterConfig counter;
    counter.id = core::CounterId{1};
    counter.serves.push_back(land.code);
    office.counters.push_back(counter);
    return office;
}

// So many seconds after Monday morning's opening; days end at 04:00 in Hà Nội.
inline core::Moment moment_at(core::TimeUs at_us) {
    const core::TimeUs first_end_us = morning_us + 21 * core::hour_us;
    const core::TimeUs days = at_us < first_end_us ? 0 : 1 + (at_us - first_end_us) / core::day_us;
    core::Moment moment;
    moment.at_us = at_us;
    moment.business_day = core::BusinessDay{monday + static_cast<std::int32_t>(days)};
    moment.local_minute = static_cast<std::int32_t>((at_us - morning_us - days * core::day_us) / core::minute_us) + 7 * 60;
    moment.weekday = static_cast<std::int32_t>(days % 7);
    moment.day_ends_at_us = first_end_us + days * core::day_us;
    return moment;
}
inline core::Moment at(core::TimeUs seconds) {
    return moment_at(morning_us + seconds * core::second_us);
}

inline core::Issue issue(core::SlipWish slip = core::SlipWish::none) {
    core::Issue command;
    command.service = core::ServiceCode{"land"};
    command.slip = slip;
    return command;
}
inline core::AtCounter desk() {
    return core::AtCounter{core::CounterId{1}, core::ClerkCode{"lan"}};
}
inline core::OpenSession open_session(core::Role role = core::Role::kiosk, const std::string& device = "kiosk-1") {
    core::OpenSession command;
    command.device = core::DeviceCode{device};
    command.role = role;
    return command;
}
inline core::Origin origin(core::SessionId session, std::uint64_t no, std::uint64_t acked_through = 0) {
    core::Origin from;
    from.session = session;
    from.no = no;
    from.acked_through = acked_through;
    from.role = core::Role::kiosk;
    from.device = core::DeviceCode{"kiosk-1"};
    return from;
}

// Payloads are the events' places in its memory. Any thread, as the contract says.
class Codec final : public journal::Codec {
  public:
    journal::EncodedEvent encode(const core::Event& event) const override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        return {static_cast<std::uint16_t>(event.body.index() + 1), std::to_string(events_.size() - 1)};
    }
    journal::Result<core::Event> decode(const journal::Row& row) const override {
        if (row.payload == "garbled") return journal::Failure{"row " + std::to_string(row.seq) + " cannot be read", false};
        const std::lock_guard lock(mutex_);
        return events_.at(std::stoul(row.payload));
    }
    std::uint32_t state_format() const override { return 7; }
    bool reads_state_of(std::uint32_t format) const override { return format == 7; }
    std::string encode(const core::State& state) const override { return "state at " + std::to_string(state.seq); }
    journal::Result<core::State> decode_state(const journal::Checkpoint&) const override {
        return journal::Failure{"not needed here", false};
    }

  private:
    mutable std::mutex mutex_;
    mutable std::vector<core::Event> events_;
};

// Keeps what was appended. Each append and each reopen does the next thing of its script; with nothing left, it succeeds.
class Journal final : public journal::Journal {
  public:
    enum class Step { succeed, fail, fail_but_keep };

    journal::Result<void> append(const journal::Batch& batch) override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !held_; });
        ++appends_;
        const Step step = next(append_script_);
        if (step != Step::fail) {
            rows_.insert(rows_.end(), batch.rows.begin(), batch.rows.end());
            if (batch.checkpoint) checkpoints_.push_back(batch.checkpoint->seq);
        }
        if (step != Step::succeed) return journal::Failure{"the disk said no", true};
        return {};
    }
    journal::Result<std::vector<journal::Row>> reopen(core::Seq after) override {
        const std::lock_guard lock(mutex_);
        ++reopens_;
        if (next(reopen_script_) != Step::succeed) return journal::Failure{"still no", true};
        std::vector<journal::Row> beyond;
        for (const journal::Row& row : rows_) {
            if (row.seq > after) beyond.push_back(row);
        }
        if (garble_once_ && !beyond.empty()) {
            garble_once_ = false;
            beyond.front().payload = "garbled";
        }
        if (skip_once_ && !beyond.empty()) {
            skip_once_ = false;
            beyond.erase(beyond.begin());
            if (beyond.empty()) {
                journal::Row stray;
                stray.seq = after + 2;
                beyond.push_back(stray);
            }
        }
        return beyond;
    }

    void script_appends(std::deque<Step> steps) {
        const std::lock_guard lock(mutex_);
        append_script_ = std::move(steps);
    }
    void script_reopens(std::deque<Step> steps) {
        const std::lock_guard lock(mutex_);
        reopen_script_ = std::move(steps);
    }
    void garble_once() {
        const std::lock_guard lock(mutex_);
        garble_once_ = true;
    }
    void skip_once() {
        const std::lock_guard lock(mutex_);
        skip_once_ = true;
    }
    // Appends wait until let go.
    void hold() {
        const std::lock_guard lock(mutex_);
        held_ = true;
    }
    void let_go() {
        {
            const std::lock_guard lock(mutex_);
            held_ = false;
        }
        changed_.notify_all();
    }
    std::vector<journal::Row> rows() const {
        const std::lock_guard lock(mutex_);
        return rows_;
    }
    std::vector<core::Seq> checkpoints() const {
        const std::lock_guard lock(mutex_);
        return checkpoints_;
    }
    int appends() const {
        const std::lock_guard lock(mutex_);
        return appends_;
    }
    int reopens() const {
        const std::lock_guard lock(mutex_);
        return reopens_;
    }

  private:
    static Step next(std::deque<Step>& script) {
        if (script.empty()) return Step::succeed;
        const Step step = script.front();
        script.pop_front();
        return step;
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Step> append_script_, reopen_script_;
    std::vector<journal::Row> rows_;
    std::vector<core::Seq> checkpoints_;
    bool held_ = false;
    bool garble_once_ = false;
    bool skip_once_ = false;
    int appends_ = 0;
    int reopens_ = 0;
};

// Stands still until set. With `jump`, whoever sleeps until a time finds it come.
class Moments final : public engine::MomentSource {
  public:
    core::Moment now() override { return moment_at(now_us); }
    std::chrono::microseconds real_time_until(core::TimeUs office_us) override {
        if (office_us > jump_until_us) return 60s;
        now_us = office_us;
        return 0us;
    }
    core::TimeUs now_us = morning_us;
    core::TimeUs jump_until_us = 0;
};

class Entropy final : public engine::EntropySource {
  public:
    core::Entropy next() override { return core::Entropy{"token-" + std::to_string(++count_)}; }

  private:
    int count_ = 0;
};

}  // namespace luot::fakes
