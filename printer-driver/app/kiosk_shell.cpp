#include "printer_app/kiosk_shell.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cassert>
#include <optional>

#include "kiosk/slip_model.hpp"
#include "printer_app/steady.hpp"
#include "spool/person_hash.hpp"

namespace luot::printer_app {

namespace {

v1::SlipReport report_of(transport::Result result) {
    switch (result) {
        case transport::Result::printed:
            return v1::SLIP_REPORT_PRINTED;
        case transport::Result::failed:
            return v1::SLIP_REPORT_FAILED;
        case transport::Result::unknown:
            return v1::SLIP_REPORT_UNKNOWN;
    }
    return v1::SLIP_REPORT_UNKNOWN;
}

v1::PrinterState state_of(transport::Condition condition) {
    switch (condition) {
        case transport::Condition::ready:
            return v1::PRINTER_STATE_READY;
        case transport::Condition::paper_low:
            return v1::PRINTER_STATE_PAPER_LOW;
        case transport::Condition::paper_end:
            return v1::PRINTER_STATE_PAPER_END;
        case transport::Condition::cover_open:
            return v1::PRINTER_STATE_COVER_OPEN;
        case transport::Condition::fault:
            return v1::PRINTER_STATE_FAULT;
        case transport::Condition::unreachable:
            return v1::PRINTER_STATE_UNREACHABLE;
        case transport::Condition::silent:
            return v1::PRINTER_STATE_SILENT;
    }
    return v1::PRINTER_STATE_UNSPECIFIED;
}

constexpr std::chrono::seconds report_every{60};

}  // namespace

struct KioskShell::Impl : wire::LinkHandler, std::enable_shared_from_this<KioskShell::Impl> {
    Impl(boost::asio::any_io_executor runs_on, ShellOptions with, OnAnswer answers, OnEnd ends)
        : executor(std::move(runs_on)),
          options(std::move(with)),
          on_answer(std::move(answers)),
          on_end(std::move(ends)),
          fsm(options.kiosk),
          link(executor, options.link, *this),
          timer(executor),
          grace_timer(executor),
          report_timer(executor) {
        assert(!options.printer || options.words != nullptr);
        if (options.printer) fonts.emplace();
    }

    // --- From the link

    void on_welcome(const v1::Welcome& welcome) override {
        take_logo(welcome);
        take_person_key(welcome.person_key());
        fsm.welcomed(welcome.seq(), steady_now());
        pump();
        if (watcher != nullptr) watcher->on_welcome(welcome);
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        fsm.snapshot(snapshot, steady_now());
        pump();
        if (watcher != nullptr) watcher->on_snapshot(snapshot);
    }
    void on_event(const v1::Event& event) override {
        fsm.event(event, steady_now());
        pump();
        if (watcher != nullptr) watcher->on_event(event);
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (state == wire::LinkState::live) spdlog::info("connected to the server");
        if (state == wire::LinkState::lost) spdlog::warn("no connection to the server: {}", why);
        fsm.link_changed(state == wire::LinkState::live, steady_now());
        if (state == wire::LinkState::refused) {
            refusal = "the server refuses this kiosk: " + why;
            fsm.stop(steady_now());
            finishing = true;
        }
        pump();
        if (watcher != nullptr) watcher->on_link(state == wire::LinkState::live);
    }

    void on_person_key(const std::string& key) override { take_person_key(key); }

    // The last day's key dies with its day.
    void take_person_key(const std::string& key) {
        sodium_memzero(person_key.data(), person_key.size());
        person_key = key;
    }

    // A logo that cannot be read is no reason for a slip without a number.
    void take_logo(const v1::Welcome& welcome) {
        if (welcome.logo_digest().empty()) logo.reset();
        if (welcome.logo().empty() || !fonts) return;
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(welcome.logo().data());
        auto read = kiosk::Logo::from_png(*fonts, {bytes, welcome.logo().size()});
        if (read) {
            logo = std::move(*read);
        } else {
            spdlog::warn("slips have no logo: {}", read.error().reason);
        }
    }

    // --- The machine's actions

    // Does what the machine wants until it wants nothing more. What it is told meanwhile is taken up by the same loop.
    void pump() {
        if (pumping || ended) return;
        pumping = true;
        while (const auto action = fsm.next()) std::visit([this](const auto& todo) { carry_out(todo); }, *action);
        pumping = false;
        arm_timer();
        if (finishing && fsm.idle()) end();
    }

    void carry_out(const spool::SendCommand& send) {
        const bool reports = send.command.has_report_slip();
        const auto replied = [self = shared_from_this(), token = send.token, reports](const v1::Reply& reply) {
            if (self->ended) return;
            if (reports && reply.has_error()) spdlog::warn("the server does not take a slip's report: {}", reply.error().code());
            self->fsm.replied(token, reply, steady_now());
            self->pump();
        };
        if (link.send(send.command, replied)) return;
        v1::Reply not_sent;
        not_sent.mutable_error()->set_code("server_away");
        fsm.replied(send.token, not_sent, steady_now());
    }

    void carry_out(const spool::PrintSlip& print) {
        const auto model = std::visit(
            [&](const auto& ticket) { return kiosk::make_slip(ticket, fsm.office(), *options.words, options.kiosk.device, print.reprint); },
            print.ticket);
        transport::Job job{model.name, kiosk::draw_slip(model, options.paper, *fonts, logo ? &*logo : nullptr)};
        if (testing) {
            after_test.emplace(std::move(job), model.number);
        } else {
            hand_over(std::move(job), model.number);
        }
    }

    void hand_over(transport::Job job, const std::string& number) {
        printing = true;
        options.printer->print(std::move(job), [self = shared_from_this(), number](const transport::Outcome& outcome) {
            self->printing = false;
            self->slip_done(number, outcome);
        });
    }

    void carry_out(const spool::Say& say) { on_answer(say.answer); }

    void slip_done(const std::string& number, const transport::Outcome& outcome) {
        const char* trouble = outcome.trouble == transport::Trouble::none ? "" : transport::to_string(outcome.trouble);
        if (outcome.result == transport::Result::printed) {
            spdlog::info("slip {} printed", number);
        } else {
            spdlog::warn("slip {} {}: {}", number, transport::to_string(outcome.result), outcome.detail);
        }
        if (outcome.paper_near_end) spdlog::warn("the printer's paper is near its end");
        tell_printer();
        fsm.printed({report_of(outcome.result), trouble, outcome.detail}, steady_now());
        pump();
    }

    bool print_test(std::int64_t at_us, std::function<void(transport::Result)> on_done) {
        if (!options.printer || ended || testing || printing || !fsm.idle()) return false;
        testing = true;
        const auto model =
            kiosk::make_test_slip(at_us, fsm.office(), *options.words, options.kiosk.device, {options.version, report().detail()});
        transport::Job job{model.name, kiosk::draw_slip(model, options.paper, *fonts, logo ? &*logo : nullptr)};
        options.printer->print(std::move(job), [self = shared_from_this(), told = std::move(on_done)](const transport::Outcome& outcome) {
            self->testing = false;
            spdlog::info("test print {} {}", transport::to_string(outcome.result), outcome.detail);
            if (self->ended) return;
            self->tell_printer();
            told(outcome.result);
            // A number that was taken meanwhile has waited.
            if (auto waiting = std::exchange(self->after_test, std::nullopt)) self->hand_over(std::move(waiting->first), waiting->second);
        });
        return true;
    }

    v1::PrinterReport report() const {
        v1::PrinterReport report;
        if (!options.printer) return report;
        if (const auto state = options.printer->state()) {
            report.set_state(state_of(state->condition));
            report.set_detail(state->detail);
        }
        if (options.counter) {
            if (const auto left = options.counter->left_mm()) report.set_paper_left_mm(*left);
            report.set_slips_printed(options.counter->slips());
        }
        return report;
    }

    void tell_printer() {
        if (ended) return;
        tell_server();
        if (watcher != nullptr) watcher->on_printer(report());
    }

    // For the supervisor: what the printer is like, and what is on the screen.
    void tell_server() {
        if (ended || !options.kiosk.follows) return;
        v1::DeviceReport device;
        if (options.printer) *device.mutable_printer() = report();
        device.set_version(options.version);
        device.set_shows(shown);
        link.report(device);
    }

    // Every minute, so that whoever looks sees that it still is so.
    void keep_telling() {
        report_timer.expires_after(report_every);
        report_timer.async_wait([self = weak_from_this()](const boost::system::error_code& cancelled) {
            const auto impl = self.lock();
            if (cancelled || !impl) return;
            impl->tell_server();
            impl->keep_telling();
        });
    }

    void watch_printer() {
        if (!options.printer) return;
        options.printer->watch([self = weak_from_this()](const transport::State& state) {
            const auto impl = self.lock();
            if (!impl || impl->ended) return;
            spdlog::info("printer: {} {}", transport::to_string(state.condition), state.detail);
            impl->tell_printer();
        });
    }

    void arm_timer() {
        const auto at = fsm.deadline();
        if (at == armed) return;
        armed = at;
        timer.cancel();
        if (!at) return;
        timer.expires_at(std::chrono::steady_clock::time_point(*at));
        timer.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
            if (cancelled) return;
            self->armed.reset();
            self->fsm.wake(steady_now());
            self->pump();
        });
    }

    // --- The end

    void end() {
        if (ended) return;
        ended = true;
        timer.cancel();
        grace_timer.cancel();
        report_timer.cancel();
        if (options.printer) options.printer->stop();
        // Not from within a call of the link's.
        boost::asio::post(executor, [self = shared_from_this()] {
            self->link.stop();
            self->options.printer.reset();  // what works for it beside us ends while there is somebody to tell
            self->on_end(self->refusal);
        });
    }

    boost::asio::any_io_executor executor;
    ShellOptions options;
    OnAnswer on_answer;
    OnEnd on_end;
    spool::KioskFsm fsm;
    wire::ClientLink link;
    boost::asio::steady_timer timer;
    boost::asio::steady_timer grace_timer;
    boost::asio::steady_timer report_timer;
    std::optional<screen::Fonts> fonts;
    std::optional<kiosk::Logo> logo;  // the office's
    std::optional<spool::Instant> armed;
    std::string refusal;
    std::string person_key;
    std::string shown;
    ShellWatcher* watcher = nullptr;
    std::optional<std::pair<transport::Job, std::string>> after_test;
    bool printing = false;
    bool testing = false;
    bool pumping = false;
    bool finishing = false;
    bool ended = false;
};

KioskShell::KioskShell(boost::asio::any_io_executor executor, ShellOptions options, OnAnswer on_answer, OnEnd on_end)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options), std::move(on_answer), std::move(on_end))) {}

KioskShell::~KioskShell() {
    if (impl_->ended) return;
    impl_->ended = true;  // nothing more is said
    impl_->timer.cancel();
    impl_->grace_timer.cancel();
    impl_->report_timer.cancel();
    if (impl_->options.printer) impl_->options.printer->stop();
    impl_->link.stop();
}

void KioskShell::watch(ShellWatcher& watcher) {
    impl_->watcher = &watcher;
}

void KioskShell::start() {
    if (impl_->options.kiosk.follows) impl_->watch_printer();
    impl_->tell_server();
    impl_->keep_telling();
    impl_->link.start();
}

bool KioskShell::issue(std::uint64_t request, const NumberWish& wish) {
    const bool taken =
        impl_->fsm.issue(request, wish.service, wish.ticket_class, steady_now(), wish.procedure, wish.person, wish.appointment_us);
    impl_->pump();
    return taken;
}

bool KioskShell::check_in(std::uint64_t request, const std::string& token) {
    const bool taken = impl_->fsm.check_in(request, token, steady_now());
    impl_->pump();
    return taken;
}

bool KioskShell::reprint(std::uint64_t request, std::uint64_t ticket) {
    const bool taken = impl_->fsm.reprint(request, ticket, steady_now());
    impl_->pump();
    return taken;
}

bool KioskShell::has_room() const {
    return impl_->fsm.has_room();
}

void KioskShell::shows(const std::string& word) {
    impl_->shown = word;
    impl_->tell_server();
}

std::optional<std::string> KioskShell::person_hash(std::string_view digits) const {
    return spool::person_hash(digits, impl_->person_key);
}

bool KioskShell::print_test(std::int64_t at_us, std::function<void(transport::Result)> on_done) {
    return impl_->print_test(at_us, std::move(on_done));
}

void KioskShell::roll_changed() {
    if (!impl_->options.counter) return;
    if (const auto trouble = impl_->options.counter->roll_changed()) spdlog::error("{}", *trouble);
    impl_->tell_printer();
}

v1::PrinterReport KioskShell::printer_report() const {
    return impl_->report();
}

void KioskShell::finish() {
    impl_->finishing = true;
    impl_->pump();
}

void KioskShell::stop(std::chrono::milliseconds grace) {
    impl_->fsm.stop(steady_now());
    impl_->finishing = true;
    impl_->grace_timer.expires_after(grace);
    impl_->grace_timer.async_wait([impl = impl_](const boost::system::error_code& cancelled) {
        if (!cancelled) impl->end();
    });
    impl_->pump();
}

}  // namespace luot::printer_app
