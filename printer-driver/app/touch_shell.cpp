#include "printer_app/touch_shell.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cmath>
#include <utility>

#include "kiosk/local_time.hpp"
#include "printer_app/steady.hpp"
#include "printer_app/voice.hpp"
#include "screen/theme.hpp"
#include "shown/office_clock.hpp"
#include "touch/touch_fsm.hpp"
#include "touch_view/view.hpp"
#include "window/window.hpp"

namespace luot::printer_app {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// How often a window's events are taken: less than a hand notices. Without a window nobody's hand is there.
constexpr auto look_every = 15ms;
constexpr auto look_every_headless = 50ms;
// How often the office's minute is looked at.
constexpr auto clock_every = 250ms;
constexpr auto screenshot_every = 500ms;
// What others do in the office is shown so often at most; a replay at 600 times the speed changes it without end. A hand is answered at
// once.
constexpr auto draw_every = 200ms;
// Requests of the screen's are apart from those of standard input.
constexpr std::uint64_t requests_from = std::uint64_t{1} << 48U;
constexpr const char* fallback_zone = "Asia/Ho_Chi_Minh";
constexpr std::int64_t second_us = 1'000'000;

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

}  // namespace

struct TouchShell::Impl : ShellWatcher {
    Impl(boost::asio::io_context& io, KioskShell& with, const words::Words& all_words, ScreenOptions given, Ends ends_with)
        : shell(with),
          options(std::move(given)),
          ends(std::move(ends_with)),
          fsm(with_voice(options), all_words, [this](std::string_view digits) { return shell.person_hash(digits); }),
          timer(io) {
        if (options.window) {
            window.emplace(window::Options{"Lượt – " + options.touch.kiosk, options.width, options.height, !options.windowed});
            options.width = window->width();
            options.height = window->height();
        }
        canvas.emplace(fonts, options.width, options.height, screen::Theme{}.paper);
    }

    // Where nothing can speak, reading out is not offered.
    touch::TouchOptions with_voice(const ScreenOptions& with) {
        touch::TouchOptions made = with.touch;
        made.technician = with.pin.has_value();
        made.speech = false;
        if (!with.speech) return made;
        auto created = Voice::create();
        if (created) {
            voice = std::move(*created);
            made.speech = true;
        } else {
            spdlog::warn("spoken prompts are off: {}", created.error().reason);
        }
        return made;
    }

    // --- From the shell

    void on_welcome(const v1::Welcome& welcome) override {
        clock.welcome(welcome.at_us(), welcome.speed(), steady_us());
        if (welcome.logo_digest().empty()) logo.reset();
        if (!welcome.logo().empty()) take_logo(welcome.logo());
        tick();
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        clock.at_least(snapshot.at_us(), steady_us());
        zone = snapshot.office().zone();
        fsm.snapshot(snapshot, steady_now());
        tick();
    }
    void on_event(const v1::Event& event) override {
        clock.at_least(event.at_us(), steady_us());
        fsm.event(event, steady_now());
        for (const auto& change : event.changes()) {
            if (change.has_office()) zone = change.office().zone();
        }
        news = true;
    }
    void on_link(bool live) override {
        fsm.link_changed(live, steady_now());
        changed = true;
    }
    void on_printer(const v1::PrinterReport& report) override {
        touch::PrinterShown printer;
        printer.state = report.state();
        if (report.has_paper_left_mm()) printer.paper_left_mm = report.paper_left_mm();
        printer.slips_printed = report.slips_printed();
        fsm.printer(printer, steady_now());
        changed = true;
    }

    void take_logo(const std::string& png) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(png.data());
        auto read = screen::Canvas::read_png(fonts, {bytes, png.size()});
        if (!read) {
            spdlog::warn("the screen has no logo: {}", read.error().reason);
            return;
        }
        logo = std::move(*read);
        fit_logo();
    }

    touch_view::Size size() const {
        const double px_per_mm = options.diagonal_mm > 0 ? std::hypot(options.width, options.height) / options.diagonal_mm : 0;
        return {options.width, options.height, px_per_mm};
    }

    // As high as the header lets it be, and not wider than a third of it.
    void fit_logo() {
        fitted.reset();
        if (!logo) return;
        const bool upright = options.height > options.width;
        const double scale = touch_view::lay_out({}, size()).scale;
        const double height = (upright ? 120 : 60) * scale;
        const double factor = std::min(height / logo->height(), options.width / 3.0 / logo->width());
        fitted =
            logo->scaled(std::max(1, static_cast<int>(logo->width() * factor)), std::max(1, static_cast<int>(logo->height() * factor)));
    }

    // --- Time

    void tick() {
        take_events();  // the machine judges pauses: it hears first what was written while this thread was busy
        clock_at = Clock::now();
        std::optional<kiosk::LocalTime> local;
        if (clock.known()) local = kiosk::local_time(clock.now_us(steady_us()), zone.empty() ? fallback_zone : zone);
        if (!local && clock.known()) local = kiosk::utc_time(clock.now_us(steady_us()));
        if (local) {
            local_second = local->second;
            now_local = {static_cast<std::int32_t>(local->day_number), local->hour * 60 + local->minute};
        }
        fsm.wake(now_local, steady_now());
        news = true;
    }

    // A moment of the office's, where its zone does not change its clocks in between.
    std::int64_t moment_us(const touch::Local& at) const {
        const std::int64_t minutes = std::int64_t{at.day - now_local.day} * touch::minutes_a_day + at.minute - now_local.minute;
        const std::int64_t whole_minute = clock.now_us(steady_us()) / second_us - local_second;
        return (whole_minute + minutes * 60) / 60 * 60 * second_us;
    }

    void look() {
        timer.expires_after(options.window ? look_every : look_every_headless);
        timer.async_wait([this](const boost::system::error_code& cancelled) {
            if (cancelled) return;
            look();  // first: whatever comes below may end everything
            take_events();
            const auto at = fsm.deadline();
            if (Clock::now() - clock_at >= clock_every || (at && *at <= steady_now())) tick();
            settle();
        });
    }

    // --- Hands

    void take_events() {
        if (!window) return;
        for (auto& event : window->take_events()) std::visit([this](auto& happened) { take(happened); }, event);
    }
    std::string under(const screen::Point& at) const { return shown && layout ? touch_view::hit(*layout, *shown, at) : std::string(); }
    void take(const window::Pressed& event) {
        pressed = under(event.at);
        changed = true;
    }
    // What counts is the target that the finger came down on and left from.
    void take(const window::Lifted& event) {
        const std::string target = std::exchange(pressed, {});
        fsm.touch(target == under(event.at) ? target : std::string(), steady_now());
        changed = true;
    }
    void take(window::Typed& event) {
        fsm.typed(event.text, steady_now());
        touch::wipe(event.text.data(), event.text.size());  // it may be a piece of somebody's card
        changed = true;
    }
    void take(const window::KeyDown& event) {
        if (event.key == window::Key::enter) fsm.key("enter", steady_now());
        if (event.key == window::Key::backspace) fsm.key("erase", steady_now());
        changed = true;
    }
    void take(const window::Resized& event) {
        options.width = event.width;
        options.height = event.height;
        canvas.emplace(fonts, options.width, options.height, screen::Theme{}.paper);
        fit_logo();
        shown.reset();
        changed = true;
    }
    void take(const window::Closed&) { ends.closed(); }

    // --- What it wants

    void settle() {
        while (auto action = fsm.next()) {
            std::visit([this](auto& todo) { carry_out(todo); }, *action);
            changed = true;
        }
        draw_if_changed();
    }

    void no_room(std::uint64_t request) {
        spool::Answer answer;
        answer.request = request;
        answer.error = "printer_busy";
        fsm.answered(answer, steady_now());
    }
    void carry_out(touch::TakeNumber& todo) {
        NumberWish wish{todo.wanted.service, todo.wanted.ticket_class, todo.wanted.procedure, std::move(todo.person), {}};
        if (todo.wanted.appointment) wish.appointment_us = moment_us(*todo.wanted.appointment);
        if (!shell.issue(requests_from + todo.request, wish)) no_room(todo.request);
    }
    void carry_out(const touch::CheckIn& todo) {
        if (!shell.check_in(requests_from + todo.request, todo.token)) no_room(todo.request);
    }
    void carry_out(const touch::Copy& todo) {
        if (!shell.reprint(requests_from + todo.request, todo.ticket)) no_room(todo.request);
    }
    void carry_out(const touch::Speak& todo) {
        if (voice && !voice->say(todo.voice, todo.text)) spdlog::warn("nothing speaks the language {}", todo.voice);
    }
    void carry_out(const touch::Hush&) {
        if (voice) voice->hush();
    }
    void carry_out(touch::CheckPin& todo) {
        const bool right = options.pin && options.pin->is(todo.pin);
        touch::wipe(todo.pin.data(), todo.pin.size());
        if (!right) spdlog::warn("a wrong PIN at the technician's corner");
        fsm.pin_checked(right, steady_now());
    }
    void carry_out(const touch::TestPrint&) {
        const bool begun = shell.print_test(clock.now_us(steady_us()), [this](transport::Result result) {
            const char* word = result == transport::Result::printed  ? "test_printed"
                               : result == transport::Result::failed ? "test_failed"
                                                                     : "test_unknown";
            fsm.technician_told(word, steady_now());
            changed = true;
        });
        if (!begun) fsm.technician_told("printer_busy", steady_now());
    }
    void carry_out(const touch::RollChanged&) { shell.roll_changed(); }
    void carry_out(const touch::Restart&) {
        spdlog::info("a technician restarts the kiosk");
        ends.restart();
    }

    // --- The picture

    void draw_if_changed() {
        news = news || changed;
        if (changed || (news && Clock::now() - drawn_at >= draw_every)) {
            changed = false;
            news = false;
            touch::Page page = fsm.page();
            page.pressed = pressed;
            if (!shown || *shown != page) draw(std::move(page));
        }
        if (unsaved && Clock::now() - saved_at >= screenshot_every) save();
    }
    void draw(touch::Page page) {
        if (!shown || shown->screen != page.screen) shell.shows(touch::to_string(page.screen));
        shown = std::move(page);
        layout = touch_view::lay_out(*shown, size());
        touch_view::draw(*canvas, *shown, *layout, fitted ? &*fitted : nullptr);
        if (window) window->show(*canvas);
        unsaved = !options.screenshot.empty();
        drawn_at = Clock::now();
    }
    void save() {
        unsaved = false;
        saved_at = Clock::now();
        if (const auto saved = canvas->save_png(options.screenshot); !saved) spdlog::error("{}", saved.error().reason);
    }

    KioskShell& shell;
    ScreenOptions options;
    Ends ends;
    std::unique_ptr<Voice> voice;
    touch::TouchFsm fsm;
    screen::Fonts fonts;
    std::optional<window::Window> window;
    std::optional<screen::Canvas> canvas;
    std::optional<screen::Canvas> logo;    // as it came
    std::optional<screen::Canvas> fitted;  // as the header has it
    shown::OfficeClock clock;
    std::string zone;
    touch::Local now_local;
    int local_second = 0;
    Clock::time_point clock_at;
    Clock::time_point saved_at;
    bool unsaved = false;
    Clock::time_point drawn_at;
    bool news = false;    // of the office, or of time
    bool changed = true;  // by somebody's hand, or in what it is able to do
    std::string pressed;
    std::optional<touch::Page> shown;
    std::optional<touch_view::Layout> layout;
    boost::asio::steady_timer timer;
};

TouchShell::TouchShell(boost::asio::io_context& io, KioskShell& shell, const words::Words& words, ScreenOptions options, Ends ends)
    : impl_(std::make_unique<Impl>(io, shell, words, std::move(options), std::move(ends))) {}

TouchShell::~TouchShell() {
    if (impl_->unsaved) impl_->save();  // what the last half second brought
}

void TouchShell::start() {
    impl_->shell.watch(*impl_);
    impl_->on_printer(impl_->shell.printer_report());
    impl_->fsm.link_changed(false, steady_now());
    impl_->tick();
    impl_->settle();
    impl_->look();
}

bool TouchShell::touch(const std::string& target) {
    const bool known = impl_->fsm.touch(target, steady_now());
    impl_->changed = true;
    impl_->settle();
    return known;
}

void TouchShell::scan(std::string_view line) {
    impl_->fsm.scanned(line, steady_now());
    impl_->changed = true;
    impl_->settle();
}

const touch::Page& TouchShell::page() const {
    return impl_->shown.value();
}

bool TouchShell::answered(const spool::Answer& answer) {
    if (answer.request < requests_from) return false;
    spool::Answer own = answer;
    own.request -= requests_from;
    impl_->fsm.answered(own, steady_now());
    impl_->changed = true;
    impl_->settle();
    return true;
}

}  // namespace luot::printer_app
