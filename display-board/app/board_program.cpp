#include "board_app/board_program.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "board/board_model.hpp"
#include "board_app/lines.hpp"
#include "board_view/board_view.hpp"
#include "board_view/office_zone.hpp"
#include "wire/client_link.hpp"

namespace luot::board_app {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// How often the picture is looked at for what time alone changes (clock, stale words), and how often at most it is drawn anew: a picture is
// some tens of milliseconds of work, and a replay at 600 times the speed changes it without end.
constexpr auto look_every = 250ms;
constexpr auto draw_every_headless = 500ms;
constexpr auto draw_every_window = 100ms;
// Shorter than any plan at any speed; so that an accelerated office never makes a timer of nothing.
constexpr auto speak_at_least = 1ms;
constexpr const char* fallback_zone = "Asia/Ho_Chi_Minh";

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

}  // namespace

struct BoardProgram::Impl : wire::LinkHandler {
    Impl(boost::asio::io_context& context, Options given, screen::Fonts& fonts, const words::Words& all_words, Outputs to,
         std::function<void(const std::string&)> when_done)
        : options(std::move(given)),
          words(all_words),
          outputs(std::move(to)),
          done(std::move(when_done)),
          canvas(fonts, options.width, options.height, screen::Theme{}.ink),
          speak_timer(context),
          look_timer(context),
          end_timer(context),
          link(context.get_executor(), link_options(options), *this) {}

    static wire::LinkOptions link_options(const Options& options) {
        wire::LinkOptions link;
        link.host = options.host;
        link.port = options.port;
        link.role = v1::ROLE_BOARD;
        link.device = options.board;
        return link;
    }

    void on_welcome(const v1::Welcome& welcome) override {
        spdlog::info("following {} from seq {}, speed {}", welcome.office(), welcome.seq(), welcome.speed());
        model.on_welcome(welcome, steady_us());
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        model.on_snapshot(snapshot, steady_us());
        after_push();
        if (options.once) link.ping();
    }
    void on_event(const v1::Event& event) override {
        model.on_event(event, steady_us());
        after_push();
    }
    void on_pong() override {
        up_to_date = model.ready();
        refresh();
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        model.on_link(state == wire::LinkState::live, steady_us());
        if (state == wire::LinkState::live) return;
        spdlog::info("link: {}", why);
        if (state == wire::LinkState::refused) finish("the server refused this board: " + why);
    }

    void after_push() {
        for (const board::Call& call : model.take_seen()) {
            if (outputs.call_seen) outputs.call_seen(call_line(call));
        }
        for (const board::Skipped& skipped : model.announcements().take_skipped()) {
            spdlog::info("{} (seq {}) is not announced: {}", skipped.call.number, skipped.call.seq, to_string(skipped.why));
        }
        follow_zone();
        speak_next();
        refresh();
    }

    void follow_zone() {
        const std::string& wanted = model.office().zone();
        if (zone && wanted_zone == wanted) return;
        wanted_zone = wanted;
        try {
            zone.emplace(wanted.empty() ? fallback_zone : wanted);
        } catch (const std::runtime_error& error) {
            spdlog::error("the office's zone '{}' is not known here ({}); using {}", wanted, error.what(), fallback_zone);
            zone.emplace(fallback_zone);
        }
    }

    // The voice itself comes later; here an announcement takes the time that speaking it would, at the office's speed.
    void speak_next() {
        const auto call = model.announcements().next();
        if (!call) return;
        const voice::Plan plan = voice::plan(voice::manner_of(model.office(), words), {voice::Errand{call->number, call->counter}},
                                             board::limits::announcement_longest_ms);
        if (outputs.announce) outputs.announce(announce_line(*call, plan, model.clock().now_us(steady_us())));
        const std::chrono::duration<double, std::milli> takes(static_cast<double>(plan.duration_ms) / model.clock().speed());
        speak_timer.expires_after(std::max<Clock::duration>(std::chrono::duration_cast<Clock::duration>(takes), speak_at_least));
        speak_timer.async_wait([this](const boost::system::error_code& error) {
            if (error || ended) return;
            model.announcements().finished();
            speak_next();
            refresh();
        });
    }

    // Draws if something changed and the last drawing is long enough ago; otherwise the next look does.
    void refresh() {
        if (ended || (options.once && !up_to_date)) return;
        const auto every = options.headless ? draw_every_headless : draw_every_window;
        if (drawn && Clock::now() - drawn_at < every) return;
        draw_if_changed();
        if (options.once) finish("");
    }

    void draw_if_changed() {
        const std::int64_t steady = steady_us();
        const board::LocalTime local = zone ? zone->at(model.clock().now_us(steady)) : board::LocalTime{};
        board::Picture picture = model.picture(local, steady, words);
        if (drawn && picture == *drawn) return;
        board_view::draw(canvas, picture);
        drawn = std::move(picture);
        drawn_at = Clock::now();
        if (outputs.shown) outputs.shown(canvas);
    }

    void look() {
        look_timer.expires_after(look_every);
        look_timer.async_wait([this](const boost::system::error_code& error) {
            if (error || ended) return;
            refresh();
            look();
        });
    }

    void start() {
        model.on_link(false, steady_us());
        link.start();
        if (options.once) {
            end_timer.expires_after(options.timeout);
            end_timer.async_wait([this](const boost::system::error_code& error) {
                if (!error) finish("no picture of the office within " + std::to_string(options.timeout.count()) + " ms");
            });
        }
        refresh();
        look();
    }

    void finish(const std::string& failure) {
        if (ended) return;
        const auto tell = std::move(done);
        stop();
        if (tell) tell(failure);
    }

    void stop() {
        if (ended) return;
        ended = true;
        done = nullptr;
        if (!options.once) draw_if_changed();  // what the last half second brought
        speak_timer.cancel();
        look_timer.cancel();
        end_timer.cancel();
        link.stop();
    }

    Options options;
    const words::Words& words;
    Outputs outputs;
    std::function<void(const std::string&)> done;
    board::BoardModel model;
    std::optional<board_view::OfficeZone> zone;
    std::string wanted_zone;
    screen::Canvas canvas;
    std::optional<board::Picture> drawn;
    Clock::time_point drawn_at;
    bool up_to_date = false;  // what followed the snapshot has come too
    bool ended = false;
    boost::asio::steady_timer speak_timer;
    boost::asio::steady_timer look_timer;
    boost::asio::steady_timer end_timer;
    wire::ClientLink link;
};

BoardProgram::BoardProgram(boost::asio::io_context& context, Options options, screen::Fonts& fonts, const words::Words& words,
                           Outputs outputs, std::function<void(const std::string&)> done)
    : impl_(std::make_unique<Impl>(context, std::move(options), fonts, words, std::move(outputs), std::move(done))) {}

BoardProgram::~BoardProgram() {
    impl_->stop();
}

void BoardProgram::start() {
    impl_->start();
}

void BoardProgram::stop() {
    impl_->stop();
}

}  // namespace luot::board_app
