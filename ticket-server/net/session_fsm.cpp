#include "net/session_fsm.hpp"

#include <algorithm>
#include <utility>

#include "core/decide.hpp"
#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "engine/check.hpp"
#include "frame/version.hpp"

namespace luot::net {

namespace {

bool is_device_code(const std::string& text) {
    const auto is_control = [](char character) { return static_cast<unsigned char>(character) < 0x20 || character == 0x7f; };
    return !text.empty() && text.size() <= core::limits::code_bytes && std::none_of(text.begin(), text.end(), is_control);
}

void answer(std::uint64_t no, core::Seq seq, core::TimeUs at_us, std::variant<core::Answer, core::Refusal, ErrorReply> outcome,
            Actions& out) {
    Reply reply;
    reply.no = no;
    reply.seq = seq;
    reply.at_us = at_us;
    reply.outcome = std::move(outcome);
    out.push_back(Send{std::move(reply)});
}

// Who was not welcomed yet is refused: what ended the connection may pass.
const char* as_refusal(std::string_view code) {
    if (code == code::protocol_version) return code::protocol_version;
    if (code == code::bad_hello) return code::bad_hello;
    return code::unavailable;
}

core::Refusal refusal(core::RefusalCode code, std::vector<std::pair<std::string, std::string>> params = {}) {
    core::Refusal refused;
    refused.code = code;
    refused.params = std::move(params);
    return refused;
}

}  // namespace

SessionFsm::SessionFsm(const Limits& limits, std::int64_t now_ms)
    : limits_(limits), begun_ms_(now_ms), heard_ms_(now_ms), pinged_ms_(now_ms) {}

void SessionFsm::received(std::optional<Inbound> message, core::Seq seq, core::TimeUs at_us, std::int64_t now_ms, Actions& out) {
    if (state_ == State::ended) return;
    heard_ms_ = now_ms;
    if (!message) {
        bad_frame("not an envelope that a client may send", out);
    } else if (auto* said_hello = std::get_if<Hello>(&*message)) {
        greet(std::move(*said_hello), out);
    } else if (std::holds_alternative<Goodbye>(*message)) {
        state_ = State::ended;
        out.push_back(Close{});
    } else if (state_ == State::hello_awaited) {
        bad_frame("the first frame has to be a Hello", out);
    } else if (const auto* ping = std::get_if<Ping>(&*message)) {
        out.push_back(Send{Pong{ping->stamp}});
    } else if (auto* asked = std::get_if<Request>(&*message)) {
        request(std::move(*asked), seq, at_us, out);
    } else if (auto* said = std::get_if<DeviceReport>(&*message)) {
        if (state_ == State::live) out.push_back(Note{std::move(*said)});
        if (state_ == State::admitting) bad_frame("a report before the Welcome", out);
    } else if (auto* voice = std::get_if<VoiceReport>(&*message)) {
        speak(std::move(*voice), out);
    } else if (auto* clerk = std::get_if<SignIn>(&*message)) {
        sign_in(std::move(*clerk), out);
    } else if (auto* written = std::get_if<TicketNote>(&*message)) {
        note(std::move(*written), out);
    } else if (const auto* pong = std::get_if<Pong>(&*message)) {
        if (state_ == State::live && hello_.role == core::Role::board) out.push_back(NotePong{pong->stamp});
    }
}

void SessionFsm::speak(VoiceReport report, Actions& out) {
    if (state_ == State::admitting) {
        bad_frame("a report before the Welcome", out);
    } else if (hello_.role != core::Role::board) {
        bad_frame("only boards speak", out);
    } else {
        out.push_back(NoteVoice{std::move(report)});
    }
}

void SessionFsm::sign_in(SignIn sign_in, Actions& out) {
    if (state_ == State::admitting) {
        bad_frame("a sign-in before the Welcome", out);
    } else if (hello_.role != core::Role::counter) {
        bad_frame("only counters sign clerks in", out);
    } else {
        signing_in_ = true;
        out.push_back(CheckPin{std::move(sign_in)});
    }
}

void SessionFsm::signed_in(SignedIn answer, Actions& out) {
    signing_in_ = false;
    if (state_ != State::live) return;
    if (answer.outcome == SignInOutcome::done) signed_in_as_ = answer.clerk;
    out.push_back(Send{std::move(answer)});
}

// Whoever writes a note says it again until it comes back, so that one of a clerk who has yet to sign in is not lost.
void SessionFsm::note(TicketNote note, Actions& out) {
    const bool may_write = core::is_at_desk(hello_.role);
    if (state_ == State::admitting) return bad_frame("a note before the Welcome", out);
    if (!may_write) return bad_frame("only counters and supervisors write notes", out);
    if (speaks_for(note.clerk)) out.push_back(NoteTicket{std::move(note)});
}

bool SessionFsm::speaks_for(const core::ClerkCode& clerk) const {
    return !asks_for_pins_ || hello_.role != core::Role::counter || (!clerk.value.empty() && clerk == signed_in_as_);
}

void SessionFsm::bad_frame(const std::string& why, Actions& out) {
    end(state_ == State::live ? code::bad_frame : code::bad_hello, why, out);
}

void SessionFsm::greet(Hello hello, Actions& out) {
    if (state_ != State::hello_awaited) {
        bad_frame("a second Hello", out);
    } else if (hello.major != frame::protocol_major) {
        end(code::protocol_version,
            "this server speaks version " + std::to_string(frame::protocol_major) + ", not " + std::to_string(hello.major), out);
    } else if (!core::is_device(hello.role)) {
        end(code::bad_hello, "the role, the device or the credential is missing, unknown or out of bounds", out);
    } else if (!is_device_code(hello.device.value)) {
        end(code::bad_hello, "the device needs a name of 1 to " + std::to_string(core::limits::code_bytes) + " bytes", out);
    } else if (draining_) {
        end(code::shutting_down, "the server stops", out);
    } else {
        state_ = State::admitting;
        hello_ = hello;
        out.push_back(Admit{std::move(hello)});
    }
}

void SessionFsm::welcome(Welcome welcome, std::int64_t now_ms, Actions& out) {
    engine::check(state_ == State::admitting, "only a Hello is welcomed");
    state_ = State::live;
    session_ = welcome.session;
    pinged_ms_ = now_ms;
    out.push_back(Send{std::move(welcome)});
    if (!hello_.no_pushes) out.push_back(Subscribe{hello_.role, hello_.resume_from, hello_.epoch});
}

void SessionFsm::refuse(Refused refused, Actions& out) {
    engine::check(state_ == State::admitting, "only a Hello is refused");
    state_ = State::ended;
    out.push_back(Send{std::move(refused)});
    out.push_back(Close{});
}

void SessionFsm::request(Request request, core::Seq seq, core::TimeUs at_us, Actions& out) {
    if (state_ == State::admitting) {
        bad_frame("a Request before the Welcome", out);
        return;
    }
    if (!takes_number(request.no)) {
        bad_frame("request numbers rise from 1, and only what was answered unavailable is asked again", out);
        return;
    }
    if (!session_) {
        answer(request.no, seq, at_us, refusal(core::RefusalCode::session_expired), out);
    } else if (draining_) {
        may_repeat(request.no);
        answer(request.no, seq, at_us, ErrorReply{code::unavailable}, out);
    } else if (under_way_ >= limits_.under_way) {
        answer(request.no, seq, at_us, refusal(core::RefusalCode::too_many_unacknowledged), out);
    } else if (auto refused = refusal_of(request.command)) {
        answer(request.no, seq, at_us, std::move(*refused), out);
    } else {
        ++under_way_;
        Submit submit;
        submit.command = std::move(*request.command);
        submit.origin.session = session_;
        submit.origin.no = request.no;
        submit.origin.acked_through = request.acked_through;
        submit.origin.role = hello_.role;
        submit.origin.device = hello_.device;
        submit.origin.not_after_us = request.not_after_us;
        submit.origin.only_repeats = !is_signed_in_for(submit.command);
        submit.origin.clerk = who_acts(submit.command);
        out.push_back(std::move(submit));
    }
}

// Who signed in, where that is asked for; else whoever the last command at a counter was from. After a hand-over it may be either of the
// two.
core::ClerkCode SessionFsm::who_acts(const core::Command& command) {
    if (asks_for_pins_) return signed_in_as_;
    const core::ClerkCode acts = core::acting_clerk(command);
    if (!acts.empty()) acts_as_ = acts;
    if (std::holds_alternative<core::HandOver>(command)) acts_as_ = {};
    return acts_as_;
}

// Before the engine hears of it.
std::optional<core::Refusal> SessionFsm::refusal_of(const std::optional<core::Command>& command) const {
    if (!command) return refusal(core::RefusalCode::bad_value, {{"field", "command"}});
    if (!core::may(hello_.role, *command)) return refusal(core::RefusalCode::not_allowed, {{"role", core::to_string(hello_.role)}});
    return std::nullopt;
}

// Else only the engine knows whether it has accepted the command before, from whoever did sign in: its repeat is answered in any case.
bool SessionFsm::is_signed_in_for(const core::Command& command) const {
    return !asks_for_pins_ || hello_.role != core::Role::counter || core::may_as(signed_in_as_, command);
}

bool SessionFsm::takes_number(std::uint64_t no) {
    if (repeatable_.erase(no) != 0) return true;
    if (no <= last_no_) return false;
    last_no_ = no;
    return true;
}

void SessionFsm::may_repeat(std::uint64_t no) {
    repeatable_.insert(no);
    // The client gave up the oldest ones: it has no more than this under way.
    if (repeatable_.size() > limits_.under_way) repeatable_.erase(repeatable_.begin());
}

void SessionFsm::reply(Reply reply, Actions& out) {
    engine::check(under_way_ > 0, "one reply for each request");
    --under_way_;
    if (state_ != State::live) return;
    if (std::holds_alternative<ErrorReply>(reply.outcome)) may_repeat(reply.no);
    out.push_back(Send{std::move(reply)});
}

void SessionFsm::time(std::int64_t now_ms, bool reading, Actions& out) {
    if (state_ == State::ended) return;
    if (!reading) heard_ms_ = now_ms;
    if (state_ == State::hello_awaited && now_ms - begun_ms_ >= limits_.hello.count()) {
        end(code::silent, "no Hello in time", out);  // of a slow line, or a device that hung: it may come again
    } else if (now_ms - heard_ms_ >= limits_.dead.count()) {
        end(code::silent, "nothing heard for " + std::to_string(limits_.dead.count()) + " ms", out);
    } else if (state_ == State::live && now_ms - pinged_ms_ >= limits_.ping.count()) {
        pinged_ms_ = now_ms;
        out.push_back(Send{Ping{static_cast<std::uint64_t>(now_ms)}});
    }
}

void SessionFsm::end(const char* code, const std::string& message, Actions& out) {
    if (state_ == State::ended) return;
    if (state_ == State::live) {
        out.push_back(Send{OutGoodbye{code, message}});
    } else {
        out.push_back(Send{Refused{as_refusal(code), message}});
    }
    state_ = State::ended;
    out.push_back(Close{});
}

}  // namespace luot::net
