#include "board_app/board_program.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "board/board_model.hpp"
#include "board_app/board_report.hpp"
#include "board_app/hall_screen.hpp"
#include "board_app/heartbeat.hpp"
#include "board_app/limits.hpp"
#include "board_app/lines.hpp"
#include "board_app/speaking.hpp"
#include "board_app/thumbnail.hpp"
#include "board_app/two_clocks.hpp"
#include "board_view/office_zone.hpp"
#include "board_view/themes.hpp"
#include "outputs/outputs.hpp"
#include "outputs/steady.hpp"
#include "sound/studio.hpp"
#include "wire/client_link.hpp"

namespace luot::board_app {
namespace {

using Clock = std::chrono::steady_clock;
using outputs::steady_us;

constexpr const char* fallback_zone = "Asia/Ho_Chi_Minh";

std::int64_t wall_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

wire::LinkOptions link_options(const Options& options) {
    wire::LinkOptions link;
    link.host = options.host;
    link.port = options.port;
    link.role = v1::ROLE_BOARD;
    link.device = options.board;
    link.tls = options.tls;
    enrolment::show(options.identity, link);
    return link;
}

ScreenOptions screen_options(const Options& options) {
    ScreenOptions screen;
    screen.headless = options.headless;
    screen.title = "Lượt – " + options.board;
    screen.width = options.width;
    screen.height = options.height;
    screen.full_screen = options.full_screen;
    screen.display = options.display;
    screen.slides = options.slides;
    screen.screenshot = options.screenshot;
    screen.headless_frame_us = options.headless_frame_us;
    return screen;
}

}  // namespace

struct BoardProgram::Impl : wire::LinkHandler {
    Impl(boost::asio::io_context& context, Options given, screen::Fonts& with_fonts, const words::Words& all_words,
         const board_view::Layouts& all_layouts, std::unique_ptr<Speaker> with_speaker, Sinks to,
         std::function<void(const std::string&)> when_done)
        : options(std::move(given)),
          fonts(with_fonts),
          words(all_words),
          layouts(all_layouts),
          sinks(std::move(to)),
          done(std::move(when_done)),
          model(options.board),
          screen(context, fonts, layouts, screen_options(options), watcher()),
          beside(context.get_executor(), options.outputs, [this] { say_how_it_is(); }),
          speaker(std::move(with_speaker)),
          studio(sound::make_studio(sound::voices_folder(options.voices), on_take(context))),
          speaking(model, words, options.board, *speaker, *studio, {sinks.said, [this](const auto& report) { link.report(report); }}),
          speak_timer(context),
          heartbeat_timer(context),
          end_timer(context),
          link(context.get_executor(), link_options(options), *this) {}

    HallScreen::Watcher watcher() {
        HallScreen::Watcher watching;
        watching.picture = [this](std::int64_t at_us) { return picture(at_us); };
        watching.drawn = [this](const screen::Canvas& canvas, const board::Picture& drawn) {
            beside.show(drawn);
            if (sinks.shown) sinks.shown(canvas, model.seq());
        };
        watching.closed = [this] { finish(""); };
        return watching;
    }

    // --- From the server

    void on_welcome(const v1::Welcome& welcome) override {
        spdlog::info("following {} from seq {}, speed {}", welcome.office(), welcome.seq(), welcome.speed());
        model.on_welcome(welcome, steady_us());
        if (welcome.logo_digest().empty()) screen.set_logo(std::nullopt);
        if (!welcome.logo().empty()) take_logo(welcome.logo());
        speaking.on_welcome(steady_us());
        if (!options.once) link.ping();  // its pong says that nothing was missed any more
        speak();
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
    void on_staff(const v1::Staff& staff) override {
        model.on_staff(staff);
        screen.news();
    }
    void on_voice_turn(const v1::VoiceTurn& turn) override {
        speaking.on_turn(turn);
        speak();
    }
    void on_pong() override {
        speaking.on_caught_up();
        speak();
        if (!options.once || !model.ready()) return;
        finish(screen.draw_at_rest());
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        const bool live = state == wire::LinkState::live;
        // A line that went silent is noticed some seconds later: what it told is old since then.
        model.on_link(live, steady_us() - (live ? 0 : std::chrono::microseconds(link.silent_for()).count()));
        speaking.on_link(live);
        speak();
        screen.news();
        if (live) return heartbeat.connected();
        spdlog::info("link: {}", why);
        if (state == wire::LinkState::refused) finish("the server refused this board: " + why);
    }

    void take_logo(const std::string& png) {
        auto read = screen::Canvas::read_png(fonts, {reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
        if (read) return screen.set_logo(std::move(*read));
        spdlog::warn("the board has no logo: {}", read.error().reason);
    }

    void after_push() {
        for (const board::Call& call : model.take_seen()) {
            if (sinks.call_seen) sinks.call_seen(call_line(call));
        }
        follow_office();
        speak();
        screen.news();
    }

    // --- The voice

    // The call that is being said; 0: none.
    std::uint64_t spoken() const {
        const auto& call = model.announcements().speaking();
        return call ? call->seq : 0;
    }

    // What the studio's thread says comes here, as long as there is a here.
    std::function<void()> on_take(boost::asio::io_context& context) {
        return [this, &context, living = std::weak_ptr(life)] {
            boost::asio::post(context, [this, living] {
                if (!living.expired()) speak();
            });
        };
    }

    void speak() {
        if (ended || options.once) return;
        const std::int64_t now_us = steady_us();
        if (clocks.parted(now_us, wall_us())) {
            spdlog::warn("this machine stood still, or its clock was put right");
            speaking.stood_still(now_us);
        }
        const std::uint64_t before = spoken();
        const std::int64_t next_us = speaking.run(now_us, std::chrono::microseconds(link.unconfirmed_for()).count());
        if (before != spoken()) screen.news();
        speak_timer.expires_after(std::chrono::microseconds(std::clamp<std::int64_t>(next_us - now_us, 0, limits::report_every_us)));
        speak_timer.async_wait([this, living = std::weak_ptr(life)](const boost::system::error_code& error) {
            if (!error && !living.expired()) speak();
        });
    }

    // --- As the office says

    void follow_office() {
        follow_zone();
        const v1::BoardConfig config = model.config();
        const v1::Office& office = model.office();
        std::string wanted =
            config.layout() + '\n' + config.theme() + '\n' + office.colour() + '\n' + office.accent() + '\n' + config.language();
        if (wanted == dressed_as) return;
        dressed_as = std::move(wanted);
        layout = options.layout.empty() ? config.layout() : options.layout;
        auto dots = DotsTheme::of(config.theme());
        const board_view::BoardTheme theme = board_view::theme_of(office, dots ? std::string() : config.theme());
        look_troubles.clear();
        if (!layouts.has(layout)) look_troubles.push_back("there is no layout '" + layout + "'; showing the hall's");
        if (!theme.trouble.empty()) look_troubles.push_back(theme.trouble);
        if (!config.language().empty() && !words.has(config.language()))
            look_troubles.push_back("there is no catalogue of words in '" + config.language() + "'; showing those in '" +
                                    words.first().language().code + "'");
        for (const auto& trouble : look_troubles) spdlog::warn("{}", trouble);
        screen.look_like(layout, theme.theme, std::move(dots));
    }

    void follow_zone() {
        const std::string& wanted = model.office().zone();
        if (zone && wanted_zone == wanted) return;
        wanted_zone = wanted;
        zone_trouble.clear();
        try {
            zone.emplace(wanted.empty() ? fallback_zone : wanted);
        } catch (const std::runtime_error& error) {
            zone_trouble = "the office's zone '" + wanted + "' is not known here (" + error.what() + "); using " + fallback_zone;
            spdlog::error("{}", zone_trouble);
            zone.emplace(fallback_zone);
        }
    }

    board::Picture picture(std::int64_t at_us) {
        const board::LocalTime local = zone ? zone->at(model.clock().now_us(at_us)) : board::LocalTime{};
        return model.picture(local, at_us, words);
    }

    // --- How it is

    void beat() {
        heartbeat_timer.expires_after(std::chrono::microseconds(limits::look_every_us));
        heartbeat_timer.async_wait([this, living = std::weak_ptr(life)](const boost::system::error_code& error) {
            if (error || living.expired() || ended) return;
            beat();
            say_how_it_is();
        });
    }

    void say_how_it_is() {
        if (!screen.shown() || !model.ready()) return;
        const std::int64_t now_us = steady_us();
        if (screen.take_at_rest()) heartbeat.picture_changed();
        if (heartbeat.wants_thumbnail(now_us)) heartbeat.thumbnail(thumbnail_of(screen.canvas()), now_us);
        BoardState state;
        state.layout = layout;
        state.width = screen.canvas().width();
        state.height = screen.canvas().height();
        state.seq = model.seq();
        state.drawn_at_us = model.clock().now_us(now_us);
        state.speaks = speaking.has_turn();
        state.announcements_waiting = speaking.waiting();
        for (const auto& status : beside.statuses()) {
            auto& output = state.outputs.emplace_back();
            output.set_address(status.address);
            output.set_working(status.working);
            output.set_detail(status.detail);
        }
        state.troubles = troubles();
        const auto report = heartbeat.due(report_of(*screen.shown(), state), now_us);
        if (!report) return;
        v1::DeviceReport device;
        device.set_version(options.version);
        device.set_shows(word_of(*screen.shown()));
        *device.mutable_board() = *report;
        link.report(device);
    }

    std::vector<std::string> troubles() const {
        std::vector<std::string> found = screen.troubles();
        found.insert(found.end(), look_troubles.begin(), look_troubles.end());
        if (!zone_trouble.empty()) found.push_back(zone_trouble);
        const auto of_voice = speaking.troubles();
        found.insert(found.end(), of_voice.begin(), of_voice.end());
        return found;
    }

    // --- Life

    void start() {
        model.on_link(false, steady_us());
        link.start();
        if (options.once) {
            end_timer.expires_after(options.timeout);
            end_timer.async_wait([this, living = std::weak_ptr(life)](const boost::system::error_code& error) {
                if (!error && !living.expired())
                    finish("no picture of the office within " + std::to_string(options.timeout.count()) + " ms");
            });
            return;
        }
        screen.start();
        beside.start();
        beat();
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
        screen.stop();  // with what came last
        beside.stop();
        speak_timer.cancel();
        heartbeat_timer.cancel();
        end_timer.cancel();
        link.stop();
    }

    std::shared_ptr<bool> life = std::make_shared<bool>(true);  // gone with this: a timer that has run out can be cancelled no more
    Options options;
    screen::Fonts& fonts;
    const words::Words& words;
    const board_view::Layouts& layouts;
    Sinks sinks;
    std::function<void(const std::string&)> done;
    board::BoardModel model;
    std::optional<board_view::OfficeZone> zone;
    std::string wanted_zone;
    std::string zone_trouble;
    std::string dressed_as;  // what the office says of this board's looks
    std::string layout;
    std::vector<std::string> look_troubles;
    HallScreen screen;
    outputs::Outputs beside;  // the screen
    std::unique_ptr<Speaker> speaker;
    std::unique_ptr<voice::Studio> studio;
    Speaking speaking;
    TwoClocks clocks;
    Heartbeat heartbeat;
    bool ended = false;
    boost::asio::steady_timer speak_timer;
    boost::asio::steady_timer heartbeat_timer;
    boost::asio::steady_timer end_timer;
    wire::ClientLink link;
};

BoardProgram::BoardProgram(boost::asio::io_context& context, Options options, screen::Fonts& fonts, const words::Words& words,
                           const board_view::Layouts& layouts, std::unique_ptr<Speaker> speaker, Sinks sinks,
                           std::function<void(const std::string&)> done)
    : impl_(std::make_unique<Impl>(context, std::move(options), fonts, words, layouts, std::move(speaker), std::move(sinks),
                                   std::move(done))) {}

BoardProgram::~BoardProgram() {
    impl_->stop();
}

void BoardProgram::start() {
    impl_->start();
}

void BoardProgram::stop() {
    impl_->stop();
}

bool BoardProgram::going_dark() const {
    return impl_->beside.going_dark();
}

}  // namespace luot::board_app
