#include "counter_app/errand.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "counter/resolve.hpp"
#include "counter_app/answer_json.hpp"
#include "counter_app/office_time.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {
namespace {

class Errand : public wire::LinkHandler {
  public:
    Errand(boost::asio::io_context& context, const Options& options, const counter::Verb& verb)
        : options_(options), verb_(verb), timer_(context), link_(context.get_executor(), link_options(options), *this) {}

    void start() {
        timer_.expires_after(options_.timeout);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) give_up("no answer within " + std::to_string(options_.timeout.count()) + " ms (" + last_ + ")");
        });
        if (!options_.pin.empty()) sign_in();
        link_.start();
    }
    ErrandResult take_result() { return std::move(result_); }

    void on_welcome(const v1::Welcome& welcome) override { time_.welcome(welcome); }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        time_.snapshot(snapshot);
        office_.apply(snapshot);
        link_.ping();
    }
    void on_event(const v1::Event& event) override {
        time_.event(event);
        office_.apply(event);
    }
    // The office is known as it is now.
    void on_pong() override {
        present_ = office_.ready();
        if (told_) link_.tell(*told_);
        ask_when_ready();
    }
    void on_signed_in(const v1::SignedIn& answer) override {
        if (ended_) return;
        signed_in_ = answer.outcome() == v1::SIGN_IN_OUTCOME_DONE;
        if (signed_in_) return ask_when_ready();
        const auto [code, params] = refusal_of(answer);
        end(refused(verb_, code, params, office_, *options_.words));
    }
    // What was told comes back to everybody when it is kept, and to the writer alone, empty, when it is not.
    void on_ticket_note(const v1::TicketNote& note) override {
        if (!told_ || ended_ || note.ticket() != told_->ticket() || note.clerk() != told_->clerk()) return;
        if (note.text() == told_->text()) return end(noted(verb_, note));
        if (note.text().empty()) end(refused(verb_, "note_not_kept", {}, office_, *options_.words));
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        last_ = why;
        if (state == wire::LinkState::refused) give_up(why);
    }

  private:
    void sign_in() {
        v1::SignIn who;
        who.set_clerk(options_.clerk);
        who.set_pin(options_.pin);
        link_.sign_in(who);
    }

    void ask_when_ready() {
        if (asked_ || ended_ || !present_ || (!options_.pin.empty() && !signed_in_)) return;
        asked_ = true;
        ask();
    }

    void ask() {
        if (counter::only_looks(verb_.kind)) return end(look(verb_, office_, options_.counter, *options_.words));
        const auto resolved = counter::resolve(verb_, office_, options_.counter, options_.clerk, time_.moment());
        if (const auto* unresolved = std::get_if<counter::Unresolved>(&resolved)) {
            return end(refused(verb_, unresolved->code, unresolved->params, office_, *options_.words));
        }
        if (const auto* note = std::get_if<v1::TicketNote>(&resolved)) {
            told_ = *note;
            sent_ = true;
            return link_.tell(*note);
        }
        const auto answered = [this](const v1::Reply& reply) {
            if (!ended_) end(answer_of(verb_, reply, office_, *options_.words));
        };
        // Whoever waits for the answer goes when the time is up: nothing is to be done after that.
        sent_ = link_.send(std::get<v1::Command>(resolved), answered, time_.after(options_.timeout));
        if (!sent_) give_up("the command cannot be sent");
    }

    void give_up(const std::string& why) {
        if (ended_) return;
        result_.failure = options_.host + ':' + options_.port + ": " + why;
        end(refused(verb_, sent_ ? "no_answer" : "no_connection", {}, office_, *options_.words));
    }

    void end(boost::json::object answer) {
        if (ended_) return;
        ended_ = true;
        result_.answer = std::move(answer);
        timer_.cancel();
        link_.stop();
    }

    const Options& options_;
    const counter::Verb& verb_;
    counter::OfficeView office_;
    OfficeTime time_;
    ErrandResult result_;
    std::string last_ = "starting";
    bool present_ = false;
    bool signed_in_ = false;
    bool asked_ = false;
    std::optional<v1::TicketNote> told_;
    bool sent_ = false;  // it may have been carried out
    bool ended_ = false;
    boost::asio::steady_timer timer_;
    wire::ClientLink link_;
};

}  // namespace

ErrandResult run_errand(const Options& options, const counter::Verb& verb) {
    boost::asio::io_context context(1);
    Errand errand(context, options, verb);
    errand.start();
    context.run();
    return errand.take_result();
}

}  // namespace luot::counter_app
