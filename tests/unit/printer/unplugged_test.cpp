// A kiosk that loses its power, or its line, at any moment, in front of the real core: one slip or none, and the journal agrees with the
// paper as far as anybody can tell.
#include <doctest/doctest.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "map/commands.hpp"
#include "map/wire_translator.hpp"
#include "spool/kiosk_fsm.hpp"
#include "spool/limits.hpp"
#include "support/office_driver.hpp"

using namespace luot;
using namespace std::chrono_literals;

namespace {

// One kiosk, one citizen, one printer. Everything happens step by step, in the order in which it would.
class Entrance {
  public:
    Entrance() {
        office_.set_time(test::monday_at(8, 0));
        plug_in();
        REQUIRE(fsm_->issue(1, "civil-status", "", now()));
        take_actions();
    }

    // The next thing that happens; false: nothing is left to happen.
    bool step() {
        if (steps_.empty()) return false;
        const auto next = std::move(steps_.front());
        steps_.pop_front();
        next();
        take_actions();
        return true;
    }
    void unplug() {
        fsm_.reset();
        steps_.clear();  // what was on the line, and in the printer's cable
    }
    void plug_in() {
        fsm_ = std::make_unique<spool::KioskFsm>(spool::KioskOptions{.device = "kiosk-1"});
        connect();
        pass(spool::limits::caught_up_after);
    }
    // Commands wait and answers that were under way come when the line is back: exactly once, as the link has it.
    void cut_line() {
        is_cut_ = true;
        fsm_->link_changed(false, now());
        take_actions();
    }
    void mend_line() {
        is_cut_ = false;
        connect();
        for (auto& waiting : std::exchange(waiting_, {})) steps_.push_back(std::move(waiting));
    }
    void pass(spool::Instant time) {
        office_.pass(std::chrono::microseconds(time).count());
        if (fsm_) fsm_->wake(now());
        take_actions();
    }
    void finish() {
        while (step()) {}
    }

    const core::Ticket* ticket() const { return office_.state.tickets.empty() ? nullptr : &office_.state.tickets.begin()->second; }
    std::size_t tickets() const { return office_.state.tickets.size(); }
    std::size_t papers = 0;
    std::vector<spool::Answer> answers;

  private:
    spool::Instant now() const { return std::chrono::duration_cast<spool::Instant>(std::chrono::microseconds(office_.now_us)); }

    void connect() {
        fsm_->link_changed(true, now());
        fsm_->welcomed(office_.state.seq, now());
        v1::Envelope shown;
        REQUIRE(shown.ParseFromString(*translator_.snapshot(office_.state, core::Role::kiosk, office_.now_us)));
        fsm_->snapshot(shown.snapshot(), now());
        take_actions();
    }
    void take_actions() {
        if (!fsm_) return;
        while (const auto action = fsm_->next()) {
            if (const auto* send = std::get_if<spool::SendCommand>(&*action)) arrive(*send);
            if (std::holds_alternative<spool::PrintSlip>(*action)) print();
            if (const auto* say = std::get_if<spool::Say>(&*action)) answers.push_back(say->answer);
        }
    }
    // What goes over the line comes as a step of its own, or when the line is back.
    void over_the_line(std::function<void()> what) {
        steps_.push_back([this, what = std::move(what)] {
            if (is_cut_) {
                waiting_.push_back(what);
            } else {
                what();
            }
        });
    }
    // The command is carried out, and then its answer comes, with a moment between the two.
    void arrive(const spool::SendCommand& send) {
        over_the_line([this, send] { carry_out(send); });
    }
    void carry_out(const spool::SendCommand& send) {
        const auto command = map::command_from_wire(send.command);
        REQUIRE(command);
        const std::size_t before = office_.journal.size();
        const auto events = office_.run(*command, core::Role::kiosk, "kiosk-1");
        core::State state = office_.state;
        net::Reply reply;
        if (events) {
            core::Answer answer;
            for (const core::Event& event : *events) core::add_to_answer(answer, state, event);
            reply.outcome = answer;
        } else {
            reply.outcome = events.error();
        }
        v1::Envelope told;
        REQUIRE(told.ParseFromString(*translator_.encode(reply)));
        std::vector<v1::Event> shown;
        for (std::size_t index = before; index < office_.journal.size(); ++index) {
            v1::Envelope push;
            const net::Bytes bytes = translator_.push(office_.state, office_.journal[index], core::Role::kiosk);
            if (bytes && push.ParseFromString(*bytes)) shown.push_back(push.event());
        }
        over_the_line([this, token = send.token, told, shown] {
            for (const v1::Event& event : shown) fsm_->event(event, now());
            fsm_->replied(token, told.reply(), now());
        });
    }
    // Handed over; out; and then the printer says so.
    void print() {
        steps_.push_back([this] { ++papers; });
        steps_.push_back([this] { fsm_->printed({v1::SLIP_REPORT_PRINTED, "", ""}, now()); });
    }

    test::OfficeDriver office_;
    map::WireTranslator translator_;
    std::unique_ptr<spool::KioskFsm> fsm_;
    std::deque<std::function<void()>> steps_, waiting_;
    bool is_cut_ = false;
};

constexpr std::size_t whole_day = 1'000;

// How many steps a slip takes when nothing goes wrong.
std::size_t steps_of_a_slip() {
    Entrance entrance;
    std::size_t steps = 0;
    while (entrance.step()) REQUIRE(++steps < whole_day);
    REQUIRE(entrance.papers == 1);
    REQUIRE(entrance.ticket()->slip == core::SlipState::printed);
    return steps;
}

}  // namespace

TEST_CASE("unplugged at any moment there is one slip or none and the journal agrees with the paper") {
    const std::size_t steps = steps_of_a_slip();
    CHECK(steps >= 8);  // asked, answered, announced, answered, out, told, reported, answered
    for (std::size_t cut = 0; cut <= steps; ++cut) {
        for (const auto off : {2s, 20s, 90s}) {
            CAPTURE(cut);
            CAPTURE(off.count());
            Entrance entrance;
            for (std::size_t done = 0; done < cut; ++done) REQUIRE(entrance.step());
            const bool was_printing = entrance.ticket() && entrance.ticket()->slip == core::SlipState::printing;
            entrance.unplug();
            entrance.pass(off);
            entrance.plug_in();
            entrance.finish();
            entrance.pass(3min);  // whatever falls due has fallen due
            entrance.finish();

            CHECK(entrance.papers <= 1);
            CHECK(entrance.tickets() <= 1);
            const core::Ticket* ticket = entrance.ticket();
            if (!ticket) {
                CHECK(entrance.papers == 0);
                continue;
            }
            const bool callable = ticket->state == core::TicketState::waiting;
            if (entrance.papers == 1) {
                // Whoever has the slip is called: for certain, or once.
                CHECK(callable);
                CHECK((ticket->slip == core::SlipState::printed || ticket->slip == core::SlipState::unknown));
            } else if (was_printing) {
                CHECK(ticket->slip == core::SlipState::unknown);  // nobody can tell: one call
            } else if (off < 30s) {
                // Never handed to the printer, and the kiosk was back in time to say so: no ghost.
                CHECK(ticket->state == core::TicketState::cancelled);
                CHECK(ticket->cancel_kind == core::CancelKind::slip_failed);
            } else {
                CHECK(ticket->slip == core::SlipState::unknown);
            }
        }
    }
}

TEST_CASE("a line that is cut at any moment prints no number that was undone") {
    const std::size_t steps = steps_of_a_slip();
    for (std::size_t cut = 0; cut <= steps; ++cut) {
        for (const auto off : {1s, 4s, 8s, 20s, 90s}) {
            CAPTURE(cut);
            CAPTURE(off.count());
            Entrance entrance;
            for (std::size_t done = 0; done < cut; ++done) REQUIRE(entrance.step());
            entrance.cut_line();
            entrance.finish();  // what needs no line goes on
            entrance.pass(off);
            entrance.finish();
            entrance.mend_line();
            entrance.finish();
            entrance.pass(1s);
            entrance.finish();
            entrance.pass(3min);
            entrance.finish();

            CHECK(entrance.papers <= 1);
            REQUIRE(entrance.answers.size() == 1);  // they are told one thing
            const spool::Answer& told = entrance.answers.front();
            const core::Ticket* ticket = entrance.ticket();
            CHECK((entrance.papers == 1) == told.error.empty());
            if (entrance.papers == 1) {
                REQUIRE(ticket);
                CHECK(ticket->state == core::TicketState::waiting);
                CHECK((ticket->slip == core::SlipState::printed || ticket->slip == core::SlipState::unknown));
            } else if (ticket) {
                // Told that it did not work: never called, unless nobody could say so for longer than the office waits.
                CHECK((ticket->state == core::TicketState::cancelled || off > 30s));
            }
        }
    }
}
