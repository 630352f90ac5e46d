#include "counter_app/desk_program.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "counter_app/desk_screen.hpp"
#include "counter_app/limits.hpp"
#include "counter_app/loudspeaker.hpp"
#include "counter_app/office_time.hpp"
#include "counter_app/settings_file.hpp"
#include "counter_app/steady.hpp"
#include "desk/limits.hpp"
#include "keypad/display_lines.hpp"
#include "keypad/keypad.hpp"

namespace luot::counter_app {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

struct DeskProgram::Impl : wire::LinkHandler {
    Impl(boost::asio::io_context& context, DeskProgramOptions given, screen::Fonts& fonts, const words::Words& all_words, DeskSinks to,
         std::function<void()> when_done)
        : options(std::move(given)),
          words(all_words),
          sinks(std::move(to)),
          done(std::move(when_done)),
          fsm(at_first(options), words),
          screen(options.offscreen ? make_picture_screen(fonts)
                                   : make_window_screen(words.first().text("counter.title"), options.display, fonts)),
          hands_timer(context),
          wake_timer(context),
          draw_timer(context),
          save_timer(context),
          link(context.get_executor(), options.link, *this) {
        if (!options.keypad) return;
        pad.emplace(context.get_executor(), *options.keypad,
                    keypad::Keypad::Watcher{[this](const desk::KeyPress& press) { key(press); },
                                            [this](bool there, const std::string& why) { keypad_plugged(there, why); },
                                            [](const std::string& what) { spdlog::warn("keypad: {}", what); }});
    }

    static desk::DeskOptions at_first(const DeskProgramOptions& options) {
        desk::DeskOptions first = options.desk;
        if (options.silent_this_run) first.settings.sound = false;
        return first;
    }

    // --- Life

    void start() {
        wake();
        if (pad) pad->start();
        link.start();
        if (screen->has_hands()) look_at_hands();
    }

    void stop() {
        if (ended) return;
        if (unsaved) save();
        ended = true;
        done = nullptr;
        pad.reset();
        hands_timer.cancel();
        wake_timer.cancel();
        draw_timer.cancel();
        save_timer.cancel();
        link.stop();
    }

    template <class Timer, class Then>
    void after(Timer& timer, Clock::duration passed, Then then) {
        timer.expires_after(passed);
        timer.async_wait([this, living = std::weak_ptr(life), then = std::move(then)](const boost::system::error_code& error) {
            if (!error && !living.expired() && !ended) then();
        });
    }

    // --- From the server

    void on_welcome(const v1::Welcome& welcome) override {
        time.welcome(welcome);
        fsm.welcome(welcome, steady_now());
        settle();
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        time.snapshot(snapshot);
        fsm.snapshot(snapshot, steady_now());
        fsm.wake(steady_now(), time.zone_offset_us());  // in the zone that came with it
        link.ping();
        settle();
    }
    void on_event(const v1::Event& event) override {
        time.event(event);
        fsm.event(event, steady_now());
        settle();
    }
    void on_pong() override {
        fsm.present(steady_now());
        settle();
    }
    void on_signed_in(const v1::SignedIn& answer) override {
        fsm.signed_in(answer, steady_now());
        settle();
    }
    void on_staff(const v1::Staff& staff) override {
        fsm.staff(staff, steady_now());
        settle();
    }
    void on_ticket_note(const v1::TicketNote& note) override {
        fsm.note(note, steady_now());
        settle();
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (ended) return;
        if (state == wire::LinkState::lost) spdlog::warn("the server is away: {}", why);
        if (state == wire::LinkState::refused) spdlog::error("the server refused: {}", why);
        fsm.link_changed(state, why, steady_now());
        settle();
    }

    // --- Hands

    void key(const desk::KeyPress& press) {
        by_hand();
        fsm.key(press, steady_now());
        settle();
    }
    void take(const desk_view::Event& event) {
        by_hand();
        const auto now = steady_now();
        if (const auto* press = std::get_if<desk::KeyPress>(&event)) fsm.key(*press, now);
        if (const auto* typed = std::get_if<desk_view::Typed>(&event)) fsm.typed(typed->text, now);
        if (const auto* clicked = std::get_if<desk_view::Clicked>(&event)) fsm.click(clicked->target, now);
        if (const auto* scrolled = std::get_if<desk_view::Scrolled>(&event)) fsm.scroll(scrolled->rows, now);
        if (std::holds_alternative<desk_view::Closed>(event)) fsm.wants_to_close(now);
    }
    void look_at_hands() {
        after(hands_timer, limits::look_at_hands_every, [this] {
            look_at_hands();  // first: whatever comes below may end everything
            const auto events = screen->take_events();
            for (const auto& event : events) take(event);
            if (!events.empty()) settle();
            tell_trouble();
        });
    }
    void by_hand() { hand_at = Clock::now(); }

    void tell_trouble() {
        const std::string now = screen->trouble();
        if (now == trouble) return;
        trouble = now;
        if (trouble.empty()) {
            spdlog::info("the window is shown again");
        } else {
            spdlog::warn("{}", trouble);
        }
    }

    void keypad_plugged(bool there, const std::string& why) {
        if (there) {
            spdlog::info("the keypad is there: {}", options.keypad->device);
        } else {
            spdlog::warn("the keypad is away: {}", why);
        }
        pad_away = !there;
        if (sinks.keypad) sinks.keypad(there, why);
        settle();
    }

    // --- Time

    void wake() {
        fsm.wake(steady_now(), time.zone_offset_us());
        settle();
        if (ended) return;
        auto next = limits::wake_every;
        if (const auto deadline = fsm.deadline())
            next = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(*deadline - steady_now()), limits::wake_apart, next);
        after(wake_timer, next, [this] { wake(); });
    }

    // --- What it wants

    void settle() {
        if (ended) return;
        while (auto action = fsm.next()) {
            std::visit([this](auto& wanted) { carry_out(wanted); }, *action);
            if (ended) return;
        }
        show_soon();
    }

    void carry_out(desk::SendCommand& wanted) {
        const std::uint64_t request = wanted.request;
        const auto answered = [this, request](const v1::Reply& reply) {
            if (ended) return;
            fsm.answered(request, reply, steady_now());
            settle();
        };
        if (!link.send(wanted.command, answered, wanted.not_after_us)) fsm.not_sent(request, steady_now());
    }
    void carry_out(desk::SignIn& wanted) { link.sign_in(std::move(wanted.sign_in)); }
    void carry_out(const desk::TellNote& wanted) { link.tell(wanted.note); }
    void carry_out(const desk::Play& wanted) {
        if (wanted.sound == desk::Sound::arrival) screen->attract();
        if (fsm.settings().sound) play(wanted.sound);
    }
    void carry_out(const desk::Remember& wanted) {
        if (wanted.settings.sound && !std::exchange(sounds, wanted.settings.sound)) turned_on();
        sounds = wanted.settings.sound;
        if (options.settings_file.empty()) return;
        desk::Settings settings = wanted.settings;
        if (options.silent_this_run) settings.sound = true;
        const auto written = write_settings(options.settings_file, settings);
        if (!written && !std::exchange(told_unwritten, true)) spdlog::warn("{}", written.error().reason);
        if (written) told_unwritten = false;
    }
    void carry_out(const desk::Leave&) {
        const auto tell = std::move(done);
        stop();
        if (tell) tell();
    }

    // Whoever turns the sound on hears it, or is told why not.
    void turned_on() {
        options.silent_this_run = false;
        sound_tried_at = Clock::now();
        play(desk::Sound::arrival);
    }
    void play(desk::Sound sound) {
        if (!options.loudspeaker) return;
        if (!loudspeaker) loudspeaker.emplace();
        loudspeaker->play(sound);
    }

    // --- The picture

    // A hand is answered at once; what others do is shown a few times a second, however much of it there is. An answer and what came of it
    // are shown together, and that one is waited for only where it keeps somebody waiting.
    void show_soon() {
        const auto now = Clock::now();
        const auto apart = now - hand_at < limits::hand_is_answered_within ? limits::draw_apart_by_hand : limits::draw_apart;
        const bool waits = fsm.busy() && !(shown && shown->busy);
        const auto at = std::max(drawn_at + apart, now + (waits ? limits::busy_is_shown_after : limits::draw_after));
        if (drawing_at && *drawing_at <= at) return;
        drawing_at = at;
        after(draw_timer, at - now, [this] { show(); });
    }

    void show() {
        drawing_at.reset();
        desk::Page page = page_now();
        const int scale_percent = fsm.settings().scale_percent;
        if (shown && *shown == page && scale_percent == shown_scale) return;
        const bool other = !shown || *shown != page;
        shown = std::move(page);
        shown_scale = scale_percent;
        drawn_at = Clock::now();
        const bool drawn = screen->show(*shown, scale_percent);
        tell_trouble();
        if (pad) pad->show(keypad::display_lines(*shown));
        if (drawn && sinks.drawn) sinks.drawn(options.offscreen ? &screen->picture() : nullptr, *shown);
        if (other && sinks.changed) sinks.changed(*shown);
        if (!drawn || options.screenshot.empty() || std::exchange(unsaved, true)) return;
        after(save_timer, std::max(saved_at + limits::screenshot_every - Clock::now(), Clock::duration::zero()), [this] { save(); });
    }

    desk::Page page_now() const {
        desk::Page page = fsm.page();
        add_banners(page);
        return page;
    }

    // What the machine has to say of this computer.
    void add_banners(desk::Page& page) const {
        const bool silent = !loudspeaker || loudspeaker->silent();
        const bool tried = sound_tried_at && Clock::now() - *sound_tried_at < desk::limits::banner_stays;
        if (pad_away) add_banner(page, "counter.keypad_away");
        if (sounds && silent && tried) add_banner(page, "counter.no_loudspeaker");
    }
    void add_banner(desk::Page& page, std::string_view key) const {
        constexpr std::size_t room = desk::limits::banners_shown;
        desk::Banner banner;
        banner.text = words.in(page.language).text(key);
        banner.tone = desk::Tone::warn;
        if (page.banners.size() >= room) page.banners.resize(room - 1);
        page.banners.push_back(std::move(banner));
    }

    void save() {
        unsaved = false;
        saved_at = Clock::now();
        const auto saved = screen->picture().save_png(options.screenshot);
        if (!saved && !std::exchange(told_unsaved, true)) spdlog::error("{}", saved.error().reason);
    }

    std::shared_ptr<bool> life = std::make_shared<bool>(true);  // gone with this: a timer that has run out can be cancelled no more
    DeskProgramOptions options;
    const words::Words& words;
    DeskSinks sinks;
    std::function<void()> done;
    desk::DeskFsm fsm;
    OfficeTime time;
    bool sounds = fsm.settings().sound;
    std::optional<Clock::time_point> sound_tried_at;  // by a hand that turned it on
    std::optional<Loudspeaker> loudspeaker;
    std::unique_ptr<DeskScreen> screen;
    std::optional<desk::Page> shown;
    int shown_scale = 0;
    std::optional<Clock::time_point> drawing_at;
    Clock::time_point drawn_at;
    Clock::time_point hand_at;
    Clock::time_point saved_at;
    bool unsaved = false;
    bool told_unsaved = false;
    bool told_unwritten = false;
    bool pad_away = false;
    bool ended = false;
    std::string trouble;
    boost::asio::steady_timer hands_timer;
    boost::asio::steady_timer wake_timer;
    boost::asio::steady_timer draw_timer;
    boost::asio::steady_timer save_timer;
    std::optional<keypad::Keypad> pad;
    wire::ClientLink link;
};

DeskProgram::DeskProgram(boost::asio::io_context& context, DeskProgramOptions options, screen::Fonts& fonts, const words::Words& words,
                         DeskSinks sinks, std::function<void()> done)
    : impl_(std::make_unique<Impl>(context, std::move(options), fonts, words, std::move(sinks), std::move(done))) {}

DeskProgram::~DeskProgram() {
    impl_->stop();
}

void DeskProgram::start() {
    impl_->start();
}
void DeskProgram::stop() {
    impl_->stop();
}
void DeskProgram::key(const desk::KeyPress& press) {
    impl_->key(press);
}
bool DeskProgram::click(const std::string& target) {
    std::vector<desk_view::Event> events;
    if (!impl_->screen->click(target, events)) return false;
    for (const auto& event : events) impl_->take(event);
    impl_->settle();
    return true;
}
void DeskProgram::type(const std::string& text) {
    impl_->take(desk_view::Typed{text});
    impl_->settle();
}
void DeskProgram::scroll(int rows) {
    impl_->take(desk_view::Scrolled{rows});
    impl_->settle();
}
void DeskProgram::wants_to_close() {
    impl_->take(desk_view::Closed{});
    impl_->settle();
}
desk::Page DeskProgram::page() {
    impl_->show();
    return *impl_->shown;
}

}  // namespace luot::counter_app
