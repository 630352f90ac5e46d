#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <iostream>

#include "counter/resolve.hpp"
#include "counter_app/answer_json.hpp"
#include "counter_app/office_time.hpp"
#include "counter_app/run.hpp"
#include "wire/client_link.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::counter_app {
namespace {

// One clerk at one counter without a window: one verb at a time, each answered before the next line is read.
class Headless : public wire::LinkHandler {
  public:
    Headless(boost::asio::io_context& context, const Options& options)
        : context_(context),
          options_(options),
          note_timer_(context),
          lines_(
              context.get_executor(), [this](const std::string& line) { do_line(line); }, [this] { input_ended(); }),
          link_(context.get_executor(), link_options(options), *this) {}

    void start() {
        if (!options_.pin.empty()) sign_in();
        link_.start();
    }
    int exit_code() const { return exit_code_; }

    void on_welcome(const v1::Welcome& welcome) override { time_.welcome(welcome); }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        time_.snapshot(snapshot);
        office_.apply(snapshot);
        link_.ping();
    }
    // The office is known as it is now.
    void on_pong() override {
        if (told_) link_.tell(*told_);
        if (opening_ || !office_.ready()) return;
        opening_ = true;
        counter::Verb open;
        open.kind = counter::VerbKind::open;
        open.name = "open";
        open.take_over = options_.take_over;
        send(open, [this, open](const v1::Reply& reply) { opened(open, reply); });
    }
    void on_event(const v1::Event& event) override {
        time_.event(event);
        office_.apply(event);
    }
    void on_signed_in(const v1::SignedIn& answer) override {
        if (answer.outcome() == v1::SIGN_IN_OUTCOME_DONE) return;
        counter::Verb open;
        open.name = "open";
        const auto [code, params] = refusal_of(answer);
        const boost::json::object refusal = refused(open, code, params, office_, *options_.words);
        print(refusal);
        end(exit_refused, refusal_line(refusal));
    }
    // What was told comes back to everybody when it is kept, and to the writer alone, empty, when it is not.
    void on_ticket_note(const v1::TicketNote& note) override {
        if (!told_ || note.ticket() != told_->ticket() || note.clerk() != told_->clerk()) return;
        if (note.text() == told_->text()) return note_settled(noted(note_verb(), note));
        if (note.text().empty()) note_settled(refused(note_verb(), "note_not_kept", {}, office_, *options_.words));
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (state == wire::LinkState::refused) end(exit_refused, "the server refused: " + why);
    }

  private:
    void sign_in() {
        v1::SignIn who;
        who.set_clerk(options_.clerk);
        who.set_pin(options_.pin);
        link_.sign_in(who);
    }

    static counter::Verb note_verb() {
        counter::Verb verb;
        verb.kind = counter::VerbKind::note;
        verb.name = "note";
        return verb;
    }
    void tell(const v1::TicketNote& note) {
        told_ = note;
        link_.tell(note);
        note_timer_.expires_after(options_.timeout);
        note_timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error && told_) note_settled(refused(note_verb(), "no_answer", {}, office_, *options_.words));
        });
    }
    void note_settled(const boost::json::object& answer) {
        told_.reset();
        note_timer_.cancel();
        answer_and_go_on(answer);
    }

    void opened(const counter::Verb& open, const v1::Reply& reply) {
        const boost::json::object answer = answer_of(open, reply, office_, *options_.words);
        print(answer);
        // It is this clerk's already: another connection of theirs, or this program before it was started anew.
        const bool mine = !reply.has_error() || reply.error().code() == "already_so";
        if (!mine) return end(exit_refused, refusal_line(answer));
        lines_.next();
    }

    void do_line(const std::string& line) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) return lines_.next();
        const counter::ParsedVerb parsed = counter::parse_verb_line(line);
        if (const auto* error = std::get_if<counter::UsageError>(&parsed)) return answer_and_go_on(misused(error->message));
        const auto& verb = std::get<counter::Verb>(parsed);
        if (counter::only_looks(verb.kind)) return answer_and_go_on(look(verb, office_, options_.counter, *options_.words));
        send(verb, [this, verb](const v1::Reply& reply) { answer_and_go_on(answer_of(verb, reply, office_, *options_.words)); });
    }

    void send(const counter::Verb& verb, wire::ClientLink::OnReply on_reply) {
        const auto resolved = counter::resolve(verb, office_, options_.counter, options_.clerk, time_.moment());
        if (const auto* unresolved = std::get_if<counter::Unresolved>(&resolved)) {
            return answer_and_go_on(refused(verb, unresolved->code, unresolved->params, office_, *options_.words));
        }
        if (const auto* note = std::get_if<v1::TicketNote>(&resolved)) return tell(*note);
        const bool taken = link_.send(std::get<v1::Command>(resolved), std::move(on_reply));
        if (!taken) answer_and_go_on(refused(verb, "no_connection", {}, office_, *options_.words));
    }

    void answer_and_go_on(const boost::json::object& answer) {
        print(answer);
        lines_.next();
    }

    void input_ended() {
        if (!options_.stay) end(exit_done, "");
    }

    void end(int code, const std::string& why) {
        exit_code_ = code;
        if (!why.empty()) std::cerr << "counter-client: " << why << '\n';
        context_.stop();
    }

    static void print(const boost::json::object& answer) { std::cout << boost::json::serialize(answer) << std::endl; }

    boost::asio::io_context& context_;
    const Options& options_;
    counter::OfficeView office_;
    OfficeTime time_;
    std::optional<v1::TicketNote> told_;  // and not come back yet
    bool opening_ = false;
    int exit_code_ = exit_done;
    boost::asio::steady_timer note_timer_;
    wire::StdinLines lines_;
    wire::ClientLink link_;
};

}  // namespace

int run_headless(const Options& options) {
    boost::asio::io_context context(1);
    Headless headless(context, options);
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&context](const boost::system::error_code& error, int) {
        if (!error) context.stop();
    });
    headless.start();
    context.run();
    return headless.exit_code();
}

}  // namespace luot::counter_app
