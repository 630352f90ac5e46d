#include "counter_app/verb_link.hpp"

#include <utility>

#include "counter/resolve.hpp"
#include "counter_app/answer_json.hpp"

namespace luot::counter_app {

VerbLink::VerbLink(boost::asio::io_context& context, const Options& options, Watcher watcher)
    : options_(options),
      watcher_(std::move(watcher)),
      signed_in_(options.pin.empty()),
      note_timer_(context),
      link_(context.get_executor(), link_options(options), *this) {}

void VerbLink::start() {
    if (!options_.pin.empty()) {
        v1::SignIn who;
        who.set_clerk(options_.clerk);
        who.set_pin(options_.pin);
        link_.sign_in(who);
    }
    link_.start();
}

void VerbLink::stop() {
    stopped_ = true;
    note_timer_.cancel();
    link_.stop();
}

void VerbLink::carry_out(const counter::Verb& verb, OnAnswer on_answer) {
    verb_ = verb;
    on_answer_ = std::move(on_answer);
    asked_ = sent_ = false;
    if (link_.state() != wire::LinkState::live) return end(refusal(verb, "no_connection"));
    ask();
}

boost::json::object VerbLink::refusal(const counter::Verb& verb, std::string_view code, const counter::Params& params) const {
    return refused(verb, code, params, office_, *options_.words);
}

// --- From the server

void VerbLink::on_welcome(const v1::Welcome& welcome) {
    time_.welcome(welcome);
}
void VerbLink::on_snapshot(const v1::Snapshot& snapshot) {
    time_.snapshot(snapshot);
    office_.apply(snapshot);
    link_.ping();
}
void VerbLink::on_event(const v1::Event& event) {
    time_.event(event);
    office_.apply(event);
}
// The office is known as it is now.
void VerbLink::on_pong() {
    if (stopped_ || !office_.ready() || std::exchange(present_, true)) return;
    tell();
    ask();
    if (!stopped_) watcher_.present();
}
void VerbLink::on_signed_in(const v1::SignedIn& answer) {
    if (stopped_) return;
    if (answer.outcome() != v1::SIGN_IN_OUTCOME_DONE) {
        const auto [code, params] = refusal_of(answer);
        return watcher_.not_signed_in(code, params);
    }
    signed_in_ = true;
    tell();
}
// What was told comes back to everybody when it is kept, and to the writer alone, empty, when it is not.
void VerbLink::on_ticket_note(const v1::TicketNote& note) {
    if (!told_ || note.ticket() != told_->ticket() || note.clerk() != told_->clerk()) return;
    if (note.text() == told_->text()) return end(noted(*verb_, note));
    if (note.text().empty()) end(refusal(*verb_, "note_not_kept"));
}
void VerbLink::on_state(wire::LinkState state, const std::string& why) {
    if (stopped_) return;
    present_ = false;
    signed_in_ = options_.pin.empty();
    if (state == wire::LinkState::live) {
        link_.ping();
    } else if (verb_ && !asked_) {
        end(refusal(*verb_, "no_connection"));
    }
    if (!stopped_) watcher_.state(state, why);
}

// --- To the server

void VerbLink::ask() {
    if (!verb_ || asked_ || !present_) return;
    asked_ = true;
    const counter::Verb& verb = *verb_;
    if (counter::only_looks(verb.kind)) return end(look(verb, office_, options_.counter, *options_.words));
    const auto resolved = counter::resolve(verb, office_, options_.counter, options_.clerk, time_.moment());
    if (const auto* unresolved = std::get_if<counter::Unresolved>(&resolved))
        return end(refusal(verb, unresolved->code, unresolved->params));
    if (const auto* note = std::get_if<v1::TicketNote>(&resolved)) {
        told_ = *note;
        note_timer_.expires_after(options_.timeout);
        note_timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error && told_) end(refusal(*verb_, "no_answer"));
        });
        return tell();
    }
    const auto answered = [this](const v1::Reply& reply) {
        if (!stopped_) end(answer_of(*verb_, reply, office_, *options_.words));
    };
    // Whoever waits for the answer goes when the time is up: nothing is to be done after that.
    sent_ = link_.send(std::get<v1::Command>(resolved), answered, time_.after(options_.timeout));
    if (!sent_) end(refusal(verb, "no_connection"));
}

// Unlike a command, a note does not wait by itself until the sign-in is settled: from somebody unknown it would come back refused.
void VerbLink::tell() {
    if (!told_ || !present_ || !signed_in_) return;
    sent_ = true;
    link_.tell(*told_);
}

void VerbLink::end(const boost::json::object& answer) {
    told_.reset();
    note_timer_.cancel();
    verb_.reset();
    std::exchange(on_answer_, nullptr)(answer);
}

}  // namespace luot::counter_app
