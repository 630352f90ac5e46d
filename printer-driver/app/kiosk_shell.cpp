#include "printer_app/kiosk_shell.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "kiosk/slip_model.hpp"

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

spool::Instant steady_now() {
    return std::chrono::duration_cast<spool::Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

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
          grace_timer(executor) {
        if (options.printer) fonts.emplace();
    }

    // --- From the link

    void on_welcome(const v1::Welcome& welcome) override {
        fsm.welcomed(welcome.seq(), steady_now());
        pump();
    }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        fsm.snapshot(snapshot, steady_now());
        pump();
    }
    void on_event(const v1::Event& event) override {
        fsm.event(event, steady_now());
        pump();
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
            [&](const auto& ticket) { return kiosk::make_slip(ticket, fsm.office(), options.kiosk.device, print.reprint); }, print.ticket);
        transport::Job job{model.name, kiosk::draw_slip(model, options.paper, *fonts)};
        options.printer->print(std::move(job), [self = shared_from_this(), number = model.number](const transport::Outcome& outcome) {
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
        fsm.printed({report_of(outcome.result), trouble, outcome.detail}, steady_now());
        pump();
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
        if (options.printer) options.printer->stop();
        // Not from within a call of the link's.
        boost::asio::post(executor, [self = shared_from_this()] {
            self->link.stop();
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
    std::optional<screen::Fonts> fonts;
    std::optional<spool::Instant> armed;
    std::string refusal;
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
    if (impl_->options.printer) impl_->options.printer->stop();
    impl_->link.stop();
}

void KioskShell::start() {
    impl_->link.start();
}

bool KioskShell::issue(std::uint64_t request, const std::string& service, const std::string& ticket_class, const std::string& procedure) {
    const bool taken = impl_->fsm.issue(request, service, ticket_class, steady_now(), procedure);
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
