// The server's end of a session, told anything in any order at any time, against what a connection may do: refuse or welcome once, answer
// each request once, never have more under way than agreed, and say nothing after it closed.
#include <optional>
#include <set>

#include "fuzz.hpp"
#include "net/session_fsm.hpp"

using namespace luot;
using State = net::SessionFsm::State;

namespace {

net::Limits limits_with(std::size_t under_way) {
    net::Limits limits;
    limits.under_way = under_way;
    return limits;
}

class Connection {
  public:
    explicit Connection(fuzz::Choices& choices)
        : choices_(choices), limits_(limits_with(choices.flag() ? net::Limits().under_way : 1 + choices.below(8))), fsm_(limits_, 0) {
        asks_for_pins_ = limits_.under_way % 2 == 0;
        fsm_.ask_for_pins(asks_for_pins_);
    }

    void step() {
        const State before = fsm_.state();
        net::Actions actions;
        switch (choices_.below(16)) {
            case 0:
                return hear(hello(), actions);
            case 1:
                return admit(actions);
            case 2:
                return hear(net::Ping{choices_.byte()}, actions);
            case 3:
                return hear(beside(), actions);
            case 4:
                return choices_.below(16) == 0 ? hear(net::Goodbye{}, actions) : pass_time(actions);
            case 5:
                return choices_.below(16) == 0 ? hear(std::nullopt, actions) : pass_time(actions);
            case 6:
                if (choices_.below(16) == 0) fsm_.bad_frame("garbled", actions);
                break;
            case 7:
                if (choices_.below(8) == 0) draining_ = true;
                if (draining_) fsm_.drain();
                break;
            case 8:
                if (choices_.below(16) == 0) fsm_.end(net::code::too_slow, "read faster", actions);
                break;
            case 9:
            case 10:
            case 11:
                return reply(actions);
            default:
                return hear(request(), actions);
        }
        check(before, actions);
    }

    void finish() {
        while (!under_way_.empty()) {
            net::Actions actions;
            reply(actions);
        }
        fuzz::require(fsm_.under_way() == 0, "nothing is under way once everything is answered");
        for (int waits = 0; waits < 4; ++waits) {
            net::Actions actions;
            const State before = fsm_.state();
            now_ms_ += limits_.dead.count();
            fsm_.time(now_ms_, true, actions);
            check(before, actions);
        }
        fuzz::require(fsm_.state() == State::ended, "who is never heard again is let go");
    }

  private:
    net::Hello hello() {
        net::Hello said;
        said.major = choices_.below(16) == 0 ? choices_.byte() : 1;
        said.role = static_cast<core::Role>(choices_.below(8));
        said.device = core::DeviceCode(std::string(choices_.take(choices_.below(80))));
        if (said.device.empty()) said.device = core::DeviceCode("kiosk-1");
        said.session = core::SessionId(choices_.below(3));
        said.no_pushes = choices_.flag();
        return said;
    }
    // What is said beside commands.
    net::Inbound beside() {
        const auto what = choices_.below(8);
        if (what == 0) return net::DeviceReport{};
        if (what == 2) return net::SignIn{clerk(), "1234"};
        if (what == 3) return net::TicketNote{core::TicketId(1), "words", core::CounterId(1), clerk(), 0};
        if (what == 1) return net::VoiceReport{"hall", choices_.flag(), 0, choices_.below(10'000), choices_.below(50), 0};
        return net::Pong{choices_.byte()};
    }
    core::ClerkCode clerk() { return core::ClerkCode(choices_.flag() ? "an" : choices_.flag() ? "binh" : ""); }
    net::Request request() {
        net::Request asked;
        asked.no = choices_.flag() ? highest_no_ + 1 : choices_.below(256);
        asked.acked_through = choices_.byte();
        if (choices_.below(8) != 0) asked.command = core::Issue{};
        const auto other = choices_.below(8);
        if (other == 1) asked.command = core::EndDay{};
        if (other == 2) asked.command = core::Recall{{core::CounterId(1), clerk()}};
        return asked;
    }

    void hear(std::optional<net::Inbound> message, net::Actions& actions) {
        if (fsm_.signing_in()) return signed_in(actions);  // nothing is read meanwhile
        const State before = fsm_.state();
        const auto asked =
            message && std::holds_alternative<net::Request>(*message) ? std::optional(std::get<net::Request>(*message)) : std::nullopt;
        heard_ms_ = now_ms_;
        fsm_.received(std::move(message), 40, 4'000, now_ms_, actions);
        check(before, actions);
        if (asked && before == State::live) {
            fuzz::require(actions.size() == 1 || fsm_.state() == State::ended, "a request leads to one thing, or to the end");
            const auto* submit = std::get_if<net::Submit>(&actions.front());
            fuzz::require(submit == nullptr || submit->origin.no == asked->no, "what is submitted is what was asked");
            const auto* send = std::get_if<net::Send>(&actions.front());
            const auto* answer = send == nullptr ? nullptr : std::get_if<net::Reply>(&send->message);
            fuzz::require(fsm_.state() == State::ended || submit != nullptr || (answer != nullptr && answer->no == asked->no),
                          "a request is answered");
            if (answer != nullptr && !std::holds_alternative<net::ErrorReply>(answer->outcome)) settled_.insert(answer->no);
            if (fsm_.state() != State::ended) highest_no_ = std::max(highest_no_, asked->no);
        }
    }
    void signed_in(net::Actions& actions) {
        const State before = fsm_.state();
        net::SignedIn answer{asked_as_, static_cast<net::SignInOutcome>(1 + choices_.below(5))};
        if (answer.outcome == net::SignInOutcome::done) signed_in_as_ = asked_as_;
        fsm_.signed_in(answer, actions);
        fuzz::require(actions.size() == (before == State::live ? 1 : 0) && !fsm_.signing_in(),
                      "a sign-in is answered to who still listens");
        check(before, actions);
    }
    void admit(net::Actions& actions) {
        if (fsm_.state() != State::admitting) return;
        if (choices_.below(8) == 0) {
            fsm_.refuse(net::Refused{net::code::busy, "later"}, actions);
        } else {
            net::Welcome welcome;
            welcome.session = core::SessionId(choices_.below(4));
            session_ = welcome.session;
            fsm_.welcome(welcome, now_ms_, actions);
        }
        check(State::admitting, actions);
    }
    void reply(net::Actions& actions) {
        if (under_way_.empty()) return;
        const auto which = std::next(under_way_.begin(), choices_.below(static_cast<std::uint32_t>(under_way_.size())));
        net::Reply answer;
        answer.no = *which;
        under_way_.erase(which);
        const auto kind = choices_.below(3);
        if (kind == 0) answer.outcome = net::ErrorReply{net::code::unavailable};
        if (kind == 1) answer.outcome = core::Refusal{};
        if (kind != 0) settled_.insert(answer.no);
        const State before = fsm_.state();
        fsm_.reply(answer, actions);
        fuzz::require(actions.size() == (before == State::live ? 1 : 0), "an answer goes to who still listens");
        check(before, actions);
    }
    void pass_time(net::Actions& actions) {
        const State before = fsm_.state();
        now_ms_ += choices_.below(7'000);
        const bool reading = choices_.below(8) != 0;
        if (!reading) heard_ms_ = now_ms_;
        fsm_.time(now_ms_, reading, actions);
        fuzz::require(now_ms_ - heard_ms_ < limits_.dead.count() || fsm_.state() == State::ended, "who is silent too long is let go");
        fuzz::require(now_ms_ < limits_.hello.count() || fsm_.state() != State::hello_awaited, "who says no Hello is let go");
        check(before, actions);
    }

    void check(State before, const net::Actions& actions) {
        fuzz::require(before != State::ended || actions.empty(), "nothing is done after the end");
        for (std::size_t i = 0; i < actions.size(); ++i) {
            const bool last = i + 1 == actions.size();
            if (std::holds_alternative<net::Close>(actions[i]))
                fuzz::require(last && fsm_.state() == State::ended, "closing is the last thing");
            if (std::holds_alternative<net::Admit>(actions[i]))
                fuzz::require(++admits_ == 1 && fsm_.state() == State::admitting, "one Hello is let in");
            if (std::holds_alternative<net::Subscribe>(actions[i])) {
                fuzz::require(++subscribes_ == 1 && fsm_.state() == State::live && !fsm_.hello().no_pushes,
                              "who wants to be shown is shown, once");
            }
            const bool of_voice = std::holds_alternative<net::NoteVoice>(actions[i]) || std::holds_alternative<net::NotePong>(actions[i]);
            fuzz::require(!of_voice || (fsm_.state() == State::live && fsm_.hello().role == core::Role::board),
                          "boards alone have a voice");
            if (const auto* pin = std::get_if<net::CheckPin>(&actions[i])) asked_as_ = pin->sign_in.clerk;
            const bool of_pins = std::holds_alternative<net::CheckPin>(actions[i]);
            fuzz::require(!of_pins || (fsm_.state() == State::live && fsm_.hello().role == core::Role::counter), "counters alone sign in");
            if (const auto* note = std::get_if<net::NoteTicket>(&actions[i]))
                fuzz::require(speaks_for(note->note.clerk), "a note is of a clerk who signed in");
            if (const auto* submit = std::get_if<net::Submit>(&actions[i])) submitted(*submit);
        }
        const bool ends = before != State::ended && fsm_.state() == State::ended;
        fuzz::require(!ends || (!actions.empty() && std::holds_alternative<net::Close>(actions.back())), "an end closes the connection");
        fuzz::require(fsm_.under_way() == under_way_.size() && under_way_.size() <= limits_.under_way, "no more is under way than agreed");
    }
    void submitted(const net::Submit& submit) {
        fuzz::require(fsm_.state() == State::live && !draining_, "nothing new is begun outside of a session, or while stopping");
        fuzz::require(submit.origin.session == session_ && session_ && submit.origin.device == fsm_.hello().device &&
                          submit.origin.role == fsm_.hello().role,
                      "a command says whose it is");
        const auto* recall = std::get_if<core::Recall>(&submit.command);
        fuzz::require(recall == nullptr || submit.origin.only_repeats != speaks_for(recall->at.clerk),
                      "a command at a counter is of a clerk who signed in, or may only be a repeat");
        fuzz::require(!settled_.contains(submit.origin.no), "what was answered is not submitted again");
        fuzz::require(under_way_.insert(submit.origin.no).second, "nothing is under way twice");
    }

    bool speaks_for(const core::ClerkCode& clerk) const {
        return !asks_for_pins_ || fsm_.hello().role != core::Role::counter || (!clerk.empty() && clerk == signed_in_as_);
    }

    fuzz::Choices& choices_;
    net::Limits limits_;
    net::SessionFsm fsm_;
    std::int64_t now_ms_ = 0, heard_ms_ = 0;
    core::SessionId session_;
    std::uint64_t highest_no_ = 0;
    std::set<std::uint64_t> under_way_, settled_;
    int admits_ = 0, subscribes_ = 0;
    bool draining_ = false;
    bool asks_for_pins_ = false;
    core::ClerkCode asked_as_, signed_in_as_;
};

}  // namespace

void fuzz::try_one(std::string_view input) {
    Choices choices(input);
    Connection connection(choices);
    while (!choices.over()) connection.step();
    connection.finish();
}
