#include "run.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <memory>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "log_watch.hpp"
#include "staff.hpp"

namespace luot::crash {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

const char* to_string(Moment moment) {
    switch (moment) {
        case Moment::starting:
            return "starting";
        case Moment::recovering:
            return "recovering";
        case Moment::loaded:
            return "loaded";
        case Moment::answered:
            return "answered";
        case Moment::log_moving:
            return "log moving";
        case Moment::day_closing:
            return "day closing";
        case Moment::stopping:
            return "stopping";
    }
    return "?";
}

namespace {

// Whatever ought to happen does so within this, on a busy machine under a sanitizer.
constexpr auto patience = 300s;
// A life under load.
constexpr auto load_at_most = 250ms;
constexpr std::uint64_t answers_at_most = 150;
constexpr auto answers_within = 1'500ms;
// The log is moved after some hundred commits; who waits longer for it dies anyhow.
constexpr auto log_moves_within = 8s;
constexpr auto moving_at_most = 3ms;
// Whoever lives that near to the end of the day dies with it, so long before or behind it.
constexpr auto day_ends_within = 700ms;
constexpr auto day_ends_about = 12ms;

class Run {
  public:
    explicit Run(const RunOptions& options)
        : options_(options),
          random_(options.seed),
          people_(everybody(context_, door_, hall_, options.seed)),
          moment_timer_(context_),
          patience_timer_(context_),
          log_watch_(context_, [this] { log_is_moving(); }) {}

    RunResult go() {
        std::ofstream(options_.files.office()) << office_text();
        for (const auto& person : people_) {
            person->client.on_answer = [this] { answered(); };
            person->start();
        }
        begin_life();
        context_.run();
        for (const auto& person : people_) {
            result_.told.push_back(person->client.told());
            if (!person->client.problem().empty()) result_.problems.push_back(person->client.problem());
        }
        return std::move(result_);
    }

  private:
    microseconds some(microseconds most) { return microseconds(below(random_, static_cast<std::uint64_t>(most.count()) + 1)); }

    // --- One life

    void begin_life() {
        ++door_.life;
        killing_ = false;
        terminated_ = false;
        listened_ = false;
        log_moved_ = false;
        last_life_ = killed_ >= options_.kills;
        moment_ = drawn_moment();
        answers_left_ = 0;
        life_begun_ = Clock::now();
        server_.emplace(context_, options_.files, options_.speed,
                        ServerProcess::Events{[this](std::uint16_t port) { listening(port); }, [this] { ended(); }});
        wait_at_most();
        if (!last_life_ && moment_ == Moment::recovering) log_watch_.watch(options_.files.journal());
        if (!last_life_ && moment_ == Moment::starting) kill_after(some(typical_start_ * 5 / 4));
    }

    Moment drawn_moment() {
        const std::uint64_t what = below(random_, 100);
        if (what < 20) return Moment::starting;
        if (what < 30) return Moment::recovering;
        if (what < 53) return Moment::loaded;
        if (what < 78) return Moment::answered;
        if (what < 80) return Moment::log_moving;
        return Moment::stopping;
    }

    void listening(std::uint16_t port) {
        listened_ = true;
        const auto took = std::chrono::duration_cast<microseconds>(Clock::now() - life_begun_);
        result_.starts.push_back(std::chrono::duration_cast<milliseconds>(took));
        typical_start_ = (typical_start_ * 3 + took) / 4;
        if (killing_) return;
        door_.port = port;
        for (const auto& person : people_) person->client.door_opened();
        if (last_life_) return drain();
        const auto day_ends = hall_.clock.until_day_ends();
        if (moment_ == Moment::recovering && !log_moved_) moment_ = Moment::loaded;  // the last life left no log
        const bool may_live = moment_ != Moment::starting && moment_ != Moment::recovering;
        if (may_live && day_ends > day_ends_about && day_ends < day_ends_within) moment_ = Moment::day_closing;
        choose_end(day_ends);
    }

    void choose_end(microseconds day_ends) {
        switch (moment_) {
            case Moment::starting:
            case Moment::recovering:
                return;
            case Moment::loaded:
                return kill_after(some(load_at_most));
            case Moment::answered:
                answers_left_ = 1 + below(random_, answers_at_most);
                return kill_after(answers_within);
            case Moment::log_moving:
                log_watch_.watch(options_.files.journal());
                return kill_after(log_moves_within);
            case Moment::day_closing:
                return kill_after(day_ends - day_ends_about + some(2 * day_ends_about));
            case Moment::stopping:
                return after(some(load_at_most), [this] { terminate(); });
        }
    }

    void answered() {
        if (answers_left_ != 0 && --answers_left_ == 0) kill();
    }

    void log_is_moving() {
        if (last_life_ || (moment_ != Moment::log_moving && moment_ != Moment::recovering)) return;
        log_moved_ = true;
        kill_after(some(moving_at_most));
    }

    void terminate() {
        terminated_ = true;
        terminated_at_ = Clock::now();
        server_->terminate();
        kill_after(some(typical_stop_ * 5 / 4));
    }

    void after(microseconds delay, std::function<void()> what) {
        moment_timer_.expires_after(delay);
        moment_timer_.async_wait([what = std::move(what)](const boost::system::error_code& error) {
            if (!error) what();
        });
    }
    void kill_after(microseconds delay) {
        after(delay, [this] { kill(); });
    }

    void kill() {
        if (killing_ || !server_) return;
        killing_ = true;
        door_.port = 0;
        server_->kill();
        if (moment_ == Moment::log_moving && !log_moved_) moment_ = Moment::loaded;  // it never came to that
    }

    // --- Its end

    void ended() {
        moment_timer_.cancel();
        patience_timer_.cancel();
        log_watch_.forget();
        door_.port = 0;
        const ServerProcess::End end = server_->wait();
        server_.reset();
        const bool was_killed = killing_ && end.signal == SIGKILL;
        const bool was_stopped = terminated_ && end.signal == 0 && end.status == 0;
        result_.lives.push_back({moment_, listened_, was_killed, std::chrono::duration_cast<milliseconds>(Clock::now() - begun_)});
        if (was_killed) {
            ++killed_;
            ++result_.kills[static_cast<std::size_t>(moment_)];
        } else if (was_stopped) {
            if (!last_life_) ++result_.stops;
            const auto took = std::chrono::duration_cast<microseconds>(Clock::now() - terminated_at_);
            typical_stop_ = (typical_stop_ * 3 + took) / 4;
        } else {
            return give_up("the server ended by itself in life " + std::to_string(door_.life) +
                           (end.signal != 0 ? " by signal " + std::to_string(end.signal) : " with " + std::to_string(end.status)));
        }
        if (last_life_) return finish();
        begin_life();
    }

    void wait_at_most() {
        patience_timer_.expires_after(patience);
        patience_timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) give_up("life " + std::to_string(door_.life) + " lasts too long: " + what_is_missing());
        });
    }

    std::string what_is_missing() const {
        if (!listened_) return "it never listens";
        std::string who;
        for (const auto& person : people_) {
            if (person->client.under_way() > 0)
                who += " " + person->client.told().device + " waits for " + std::to_string(person->client.under_way()) + " answers;";
            else if (last_life_ && !person->client.heard_all())
                who += " " + person->client.told().device + " hears no pong;";
        }
        return who.empty() ? "it does not end" : who;
    }

    // --- The last life

    void drain() {
        for (const auto& person : people_) person->rest();
        look_whether_quiet();
    }

    // Everybody has been answered; then everybody has heard what came of the last answers.
    void look_whether_quiet() {
        const auto is_idle = [](const auto& person) { return person->client.under_way() == 0; };
        const auto has_heard = [](const auto& person) { return person->client.heard_all(); };
        if (!fenced_ && std::all_of(people_.begin(), people_.end(), is_idle)) {
            fenced_ = true;
            for (const auto& person : people_) result_.settled_seq = std::max(result_.settled_seq, person->client.highest_seq());
            for (const auto& person : people_) person->client.ask_for_all();
        } else if (fenced_ && std::all_of(people_.begin(), people_.end(), has_heard)) {
            terminated_ = true;
            terminated_at_ = Clock::now();
            for (const auto& person : people_) person->client.stop();
            return server_->terminate();
        }
        after(5ms, [this] { look_whether_quiet(); });
    }

    void finish() {
        for (const auto& person : people_) {
            person->rest();
            person->client.stop();
        }
        context_.stop();
    }

    void give_up(const std::string& why) {
        result_.problems.push_back(why);
        server_.reset();
        finish();
    }

    const RunOptions& options_;
    const Clock::time_point begun_ = Clock::now();
    asio::io_context context_{1};
    Random random_;
    Door door_;
    Hall hall_;
    std::vector<std::unique_ptr<Person>> people_;
    std::optional<ServerProcess> server_;
    asio::steady_timer moment_timer_, patience_timer_;
    LogWatch log_watch_;
    RunResult result_;

    // Of the present life.
    Moment moment_ = Moment::loaded;
    Clock::time_point life_begun_, terminated_at_;
    bool listened_ = false, killing_ = false, terminated_ = false, log_moved_ = false, last_life_ = false, fenced_ = false;
    std::uint64_t answers_left_ = 0;

    unsigned killed_ = 0;
    microseconds typical_start_ = 60ms, typical_stop_ = 30ms;
};

}  // namespace

RunResult run(const RunOptions& options) {
    return Run(options).go();
}

}  // namespace luot::crash
