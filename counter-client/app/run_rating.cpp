#include "counter_app/run_rating.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <cmath>
#include <csignal>
#include <iostream>
#include <stdexcept>

#include "counter_app/rating_file.hpp"
#include "counter_app/steady.hpp"
#include "rating/rating_fsm.hpp"
#include "rating_view/view.hpp"
#include "screen/theme.hpp"
#include "window/window.hpp"
#include "wire/client_link.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::counter_app {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using rating::Instant;

// How often a window's hands are taken: less than a hand notices.
constexpr auto look_every = 15ms;
// The machine's deadlines are looked at so often at most.
constexpr Instant wake_apart{5};
constexpr auto screenshot_every = 500ms;

class RatingProgram : public wire::LinkHandler {
  public:
    RatingProgram(boost::asio::io_context& context, const Options& options, const RatingOptions& with, const std::filesystem::path& file,
                  std::vector<rating::KeptRating> kept)
        : context_(context),
          with_(with),
          file_(file),
          fsm_(options.counter, std::move(kept), *options.words),
          hands_timer_(context),
          wake_timer_(context),
          save_timer_(context),
          lines_(
              context.get_executor(), [this](const std::string& line) { take_line(line); }, [] {}),
          link_(context.get_executor(), link_of(options), *this) {
        if (!with_.offscreen) {
            window::Options of_window{"Lượt", with_.width, with_.height, !with_.windowed};
            of_window.display = with_.display;
            window_.emplace(of_window);
            with_.width = window_->width();
            with_.height = window_->height();
        }
        canvas_.emplace(fonts_, with_.width, with_.height, screen::Theme{}.paper);
    }

    void start() {
        lines_.next();
        settle();
        link_.start();
        if (window_) look_at_hands();
    }
    // What is not told yet is in the file, or goes there now.
    void end(int code, const std::string& why = {}) {
        exit_code_ = code;
        if (!why.empty()) std::cerr << "counter-client: " << why << '\n';
        if (unsaved_) save();
        if (unwritten_ && !write_ratings_file(file_, unwritten_->ratings)) {
            spdlog::error("{} opinions could not be kept and are lost", unwritten_->ratings.size());
        }
        context_.stop();
    }
    int exit_code() const { return exit_code_; }

    void on_welcome(const v1::Welcome& welcome) override {
        fsm_.welcome(welcome, steady_now());
        settle();
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        fsm_.snapshot(snapshot, steady_now());
        settle();
    }
    void on_event(const v1::Event& event) override {
        fsm_.event(event, steady_now());
        settle();
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (state == wire::LinkState::refused) return end(exit_refused, "the server refused: " + why);
        if (state == wire::LinkState::lost) spdlog::warn("the server is away: {}", why);
        fsm_.link_changed(state, steady_now());
        settle();
    }

  private:
    // A device of its own, beside the clerk's: no clerk is behind it.
    static wire::LinkOptions link_of(const Options& options) {
        wire::LinkOptions link = link_options(options);
        link.device = "rating-" + std::to_string(options.counter);
        return link;
    }

    static void print(const boost::json::object& line) { std::cout << boost::json::serialize(line) << std::endl; }

    // --- Hands

    void look_at_hands() {
        hands_timer_.expires_after(look_every);
        hands_timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            look_at_hands();
            auto events = window_->take_events();
            for (auto& event : events) std::visit([this](auto& happened) { take(happened); }, event);
            if (!events.empty()) settle();
            tell_trouble();
        });
    }
    std::string under(const screen::Point& at) const { return shown_ ? rating_view::hit(*layout_, *shown_, at) : std::string(); }
    void take(const window::Pressed& event) { pressed_ = under(event.at); }
    // What counts is the target that the finger came down on and left from.
    void take(const window::Lifted& event) {
        const std::string target = std::exchange(pressed_, {});
        fsm_.touch(target == under(event.at) ? target : std::string(), steady_now());
    }
    void take(const window::Typed&) {}
    void take(const window::KeyDown&) {}
    void take(const window::Resized& event) {
        with_.width = event.width;
        with_.height = event.height;
        canvas_.emplace(fonts_, event.width, event.height, screen::Theme{}.paper);
        shown_.reset();
    }
    void take(const window::Closed&) { end(exit_done); }

    void take_line(const std::string& line) {
        constexpr std::string_view touch = "touch ";
        lines_.next();
        if (line == "quit") return end(exit_done);
        if (!line.starts_with(touch)) return print({{"error", "bad_line"}, {"params", {{"expected", "touch TARGET | quit"}}}});
        const std::string target = line.substr(touch.size());
        const bool touched = fsm_.touch(target, steady_now());
        if (!touched) print({{"error", "not_on_page"}, {"params", {{"target", target}, {"page", rating::to_string(fsm_.page().screen)}}}});
        settle();
    }

    void tell_trouble() {
        const std::string now = window_->trouble();
        if (now == trouble_) return;
        trouble_ = now;
        if (trouble_.empty()) {
            spdlog::info("the screen is there again");
        } else {
            spdlog::warn("{}", trouble_);
        }
    }

    // --- What it wants

    // Everything that is to be done is done before anybody sees the page of it.
    void settle() {
        while (auto action = fsm_.next()) std::visit([this](auto& todo) { carry_out(todo); }, *action);
        show();
        wake_timer_.cancel();
        const auto at = fsm_.deadline();
        if (!at) return;
        wake_timer_.expires_after(std::max(*at - steady_now(), wake_apart));
        wake_timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            fsm_.wake(steady_now());
            settle();
        });
    }
    // Where it cannot be kept it is told all the same.
    void carry_out(rating::Keep& todo) {
        const auto written = write_ratings_file(file_, todo.ratings);
        if (!written && !unwritten_) spdlog::error("{}; trying again", written.error().reason);
        if (written && unwritten_) spdlog::info("opinions are kept in {} again", file_.string());
        unwritten_.reset();
        if (!written) unwritten_ = std::move(todo);
        fsm_.written(written.has_value(), steady_now());
    }
    void carry_out(const rating::SendRating& todo) {
        const auto request = todo.request;
        const bool taken = link_.send(todo.command, [this, request](const v1::Reply& reply) {
            fsm_.answered(request, reply, steady_now());
            settle();
        });
        if (!taken) fsm_.not_sent(request, steady_now());
    }
    void carry_out(const rating::Settled& todo) {
        const auto& rating = todo.rating;
        const bool itself = todo.outcome == "already_rated" && todo.sent_before;
        if (itself) {
            spdlog::info("the server has an opinion of {} already: most likely this one, whose answer was lost", rating.number);
        } else if (todo.outcome != "accepted") {
            spdlog::warn("the opinion of {} does not count: {}", rating.number, todo.outcome);
        }
        boost::json::object line{{"rated", rating.number}, {"ticket", rating.ticket}, {"grade", rating.grade}, {"outcome", todo.outcome}};
        if (itself) line["sent_before"] = true;
        print(line);
    }

    // --- The picture

    void show() {
        rating::RatingPage page = fsm_.page();
        const bool another = !shown_ || shown_->screen != page.screen || shown_->ticket != page.ticket;
        if (another) pressed_.clear();  // a finger that came down before this page was there is about another one
        page.pressed = pressed_;
        if (shown_ && *shown_ == page) return;
        if (another) tell_page(page);
        layout_ = rating_view::lay_out(page, size());
        rating_view::draw(*canvas_, page, *layout_);
        shown_ = std::move(page);
        if (window_) {
            window_->rest(shown_->screen == rating::Screen::dark);
            window_->show(*canvas_);
        }
        if (!with_.screenshot.empty()) save_soon();
    }
    static void tell_page(const rating::RatingPage& page) {
        boost::json::object line{{"page", rating::to_string(page.screen)}};
        if (page.ticket != 0) line["ticket"] = page.ticket;
        print(line);
    }
    rating_view::Size size() const {
        const double px_per_mm = with_.diagonal_mm > 0 ? std::hypot(with_.width, with_.height) / with_.diagonal_mm : 0;
        return {with_.width, with_.height, px_per_mm};
    }
    void save_soon() {
        if (std::exchange(unsaved_, true)) return;
        save_timer_.expires_at(std::max(Clock::now(), saved_at_ + screenshot_every));
        save_timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) save();
        });
    }
    void save() {
        unsaved_ = false;
        saved_at_ = Clock::now();
        if (const auto saved = canvas_->save_png(with_.screenshot); !saved) spdlog::error("{}", saved.error().reason);
    }

    boost::asio::io_context& context_;
    RatingOptions with_;
    std::filesystem::path file_;
    rating::RatingFsm fsm_;
    std::optional<rating::Keep> unwritten_;  // what the disk did not take when it was last tried
    screen::Fonts fonts_;
    std::optional<window::Window> window_;
    std::optional<screen::Canvas> canvas_;
    std::optional<rating::RatingPage> shown_;
    std::optional<rating_view::Layout> layout_;
    std::string pressed_;
    std::string trouble_;
    bool unsaved_ = false;
    Clock::time_point saved_at_;
    int exit_code_ = exit_done;
    boost::asio::steady_timer hands_timer_, wake_timer_, save_timer_;
    wire::StdinLines lines_;
    wire::ClientLink link_;
};

}  // namespace

int run_rating(const Options& options, const RatingOptions& rating) {
    const std::filesystem::path folder = rating.keep.empty() ? default_ratings_folder() : rating.keep;
    if (folder.empty()) throw std::runtime_error("this system has no folder for a program's own files: say one with --state");
    const auto file = ratings_file(folder, options.counter);
    const RatingsLock lock = lock_ratings_file(file).value();
    RatingsRead read = read_ratings_file(file).value();
    if (!read.warning.empty()) spdlog::warn("{}", read.warning);
    write_ratings_file(file, read.ratings).value();  // said now, and not when somebody has been thanked
    if (!read.ratings.empty()) spdlog::info("{} opinions wait for the server", read.ratings.size());

    boost::asio::io_context context(1);
    RatingProgram program(context, options, rating, file, std::move(read.ratings));
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&program](const boost::system::error_code& failed, int) {
        if (!failed) program.end(exit_done);
    });
    program.start();
    context.run();
    return program.exit_code();
}

}  // namespace luot::counter_app
