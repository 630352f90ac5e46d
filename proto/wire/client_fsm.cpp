#include "wire/client_fsm.hpp"

#include <algorithm>
#include <utility>

#include "frame/version.hpp"

namespace luot::wire {
namespace {

v1::Reply error_reply(const std::string& code, const std::string& because) {
    v1::Reply reply;
    reply.mutable_error()->set_code(code);
    if (because.empty()) return reply;
    auto* param = reply.mutable_error()->add_params();
    param->set_name("because");
    param->set_value(because);
    return reply;
}

std::string spelled(Instant time) {
    const auto ms = time.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

// Nothing but a change of this program or its enrolment helps. Other refusals pass, those of newer servers too, as far as we know.
bool is_final(const std::string& refusal) {
    return refusal == "protocol_version" || refusal == "bad_hello" || refusal == "not_enrolled";
}

Instant told_or(std::uint32_t told_ms, Instant otherwise) {
    return told_ms == 0 ? otherwise : Instant(told_ms);
}

}  // namespace

ClientFsm::ClientFsm(Identity identity, std::uint64_t jitter_seed)
    : identity_(std::move(identity)),
      connect_back_off_(jitter_seed),
      repeat_back_off_(~jitter_seed),
      sign_in_back_off_(jitter_seed ^ 0x5a5a) {}

// --- What happened

void ClientFsm::start(Instant now) {
    if (stage_ != Stage::idle) return;
    stage_ = Stage::connecting;
    since_ = now;
    say(LinkState::connecting, "starting");
    actions_.emplace_back(Connect{});
}

void ClientFsm::connected(Instant now) {
    if (stage_ != Stage::connecting) return;
    stage_ = Stage::greeting;
    since_ = now;
    decoder_ = frame::Decoder(frame::from_server_bytes_max);
    v1::Envelope envelope;
    auto& hello = *envelope.mutable_hello();
    hello.set_major(frame::protocol_major);
    hello.set_minor(frame::protocol_minor);
    hello.set_role(identity_.role);
    hello.set_device(identity_.device);
    hello.set_credential(identity_.credential);
    hello.set_session(session_);
    hello.set_resume_from(last_seq_);
    hello.set_epoch(epoch_);
    hello.set_no_pushes(identity_.no_pushes);
    hello.set_logo_digest(identity_.logo_digest);
    send(envelope);
}

void ClientFsm::disconnected(Instant now, const std::string& why) {
    if (stage_ == Stage::connecting || stage_ == Stage::greeting || stage_ == Stage::live) try_again_later(now, why);
}

void ClientFsm::received(std::string_view bytes, Instant now) {
    if (stage_ != Stage::greeting && stage_ != Stage::live) return;
    heard_ = now;
    decoder_.feed(bytes);
    while (stage_ == Stage::greeting || stage_ == Stage::live) {
        const auto frame = decoder_.next();
        if (!frame) break;
        v1::Envelope envelope;
        if (envelope.ParseFromArray(frame->data(), static_cast<int>(frame->size()))) {
            handle(envelope, now);
        } else {
            hang_up(now, "the server sent a garbled frame");
        }
    }
    if (decoder_.error() != frame::Error::none) hang_up(now, std::string("the server sent ") + frame::to_string(decoder_.error()));
}

void ClientFsm::wake(Instant now) {
    const auto due = deadline();
    armed_.reset();  // it fired: if nothing was due it has to be armed anew
    if (!due || now < *due) return;
    switch (stage_) {
        case Stage::connecting:
            return hang_up(now, "no connection within " + spelled(limits::connect_within));
        case Stage::greeting:
            return hang_up(now, "no welcome within " + spelled(limits::welcome_within));
        case Stage::live:
            return keep_alive(now);
        case Stage::waiting:
            stage_ = Stage::connecting;
            since_ = now;
            actions_.emplace_back(Connect{});
            return;
        case Stage::idle:
        case Stage::refused:
        case Stage::stopped:
            return;
    }
}

void ClientFsm::stop() {
    if (stage_ == Stage::stopped) return;
    stage_ = Stage::stopped;
    // Answers that are on their way to the caller still arrive; nothing else does.
    std::erase_if(actions_, [](const Action& action) { return !std::holds_alternative<ReplyCame>(action); });
    actions_.emplace_back(Close{});
    answer_error(outbox_.take_sent(), "stopped", {});
    answer_error(outbox_.take_waiting(), "stopped", {});
}

ClientFsm::Submitted ClientFsm::submit(const v1::Command& command, Token token, std::int64_t not_after_us) {
    if (stage_ == Stage::stopped || stage_ == Stage::refused) return Submitted::over;
    switch (outbox_.add(command, token, not_after_us)) {
        case Outbox::Added::full:
            return Submitted::full;
        case Outbox::Added::too_long:
            return Submitted::too_long;
        case Outbox::Added::queued:
            break;
    }
    send_commands();
    return Submitted::queued;
}

void ClientFsm::report(const v1::DeviceReport& report) {
    report_ = report;
    send_report();
}

void ClientFsm::report(const v1::VoiceReport& report) {
    if (stage_ != Stage::live) return;
    v1::Envelope envelope;
    *envelope.mutable_voice_report() = report;
    send(envelope);
}

void ClientFsm::send_report() {
    if (stage_ != Stage::live || !report_) return;
    v1::Envelope envelope;
    *envelope.mutable_device_report() = *report_;
    send(envelope);
}

void ClientFsm::sign_in(std::optional<v1::SignIn> sign_in) {
    sign_in_ = std::move(sign_in);
    send_sign_in();
}

void ClientFsm::send_sign_in() {
    if (stage_ != Stage::live || !sign_in_) return;
    v1::Envelope envelope;
    *envelope.mutable_sign_in() = *sign_in_;
    ++sign_ins_unsettled_;
    sign_in_at_.reset();
    send(envelope);
}

// Answers come in the order of what was said; that of the last one is for the present sign-in.
void ClientFsm::signed_in(v1::SignedIn& answer, Instant now) {
    if (sign_ins_unsettled_ == 0) return;
    const bool present = --sign_ins_unsettled_ == 0;
    if (present && sign_in_ && answer.outcome() == v1::SIGN_IN_OUTCOME_BUSY) {
        ++sign_ins_unsettled_;
        sign_in_at_ = now + sign_in_back_off_.next();
        return;
    }
    if (present) {
        sign_in_back_off_.reset();
        if (answer.outcome() != v1::SIGN_IN_OUTCOME_DONE) sign_in_.reset();
    }
    actions_.emplace_back(SignedInCame{std::move(answer)});
    send_commands();
}

void ClientFsm::tell(const v1::TicketNote& note) {
    if (stage_ != Stage::live) return;
    v1::Envelope envelope;
    *envelope.mutable_ticket_note() = note;
    send(envelope);
}

std::optional<Action> ClientFsm::next() {
    if (!actions_.empty()) {
        auto action = std::move(actions_.front());
        actions_.pop_front();
        return action;
    }
    const auto due = deadline();
    if (due == armed_) return std::nullopt;
    armed_ = due;
    return ArmTimer{due};
}

// --- Connections

void ClientFsm::say(LinkState state, const std::string& why) {
    link_state_ = state;
    actions_.emplace_back(StateChanged{state, why});
}

void ClientFsm::try_again_later(Instant now, const std::string& why) {
    if (stage_ == Stage::live && now - since_ >= limits::healthy_after) connect_back_off_.reset();
    stage_ = Stage::waiting;
    connect_at_ = now + connect_back_off_.next();
    say(link_state_ == LinkState::connecting ? LinkState::connecting : LinkState::lost, why);
}

void ClientFsm::hang_up(Instant now, const std::string& why) {
    actions_.emplace_back(Close{});
    try_again_later(now, why);
}

void ClientFsm::keep_alive(Instant now) {
    if (now - heard_ >= dead_after_) return hang_up(now, "nothing heard for " + spelled(dead_after_));
    if (now >= ping_at_) ping(now);
    if (sign_in_at_ && now >= *sign_in_at_) {
        sign_in_at_.reset();
        --sign_ins_unsettled_;
        send_sign_in();
        send_commands();
    }
    if (outbox_.held() && now >= repeat_at_) {
        outbox_.release();
        send_commands();
    }
}

void ClientFsm::ping(Instant now) {
    if (stage_ != Stage::live) return;
    v1::Envelope envelope;
    envelope.mutable_ping()->set_stamp(static_cast<std::uint64_t>(now.count()));
    send(envelope);
    ping_at_ = now + ping_every_;
}

// `sent` is the server's word for it.
void ClientFsm::confirm(Instant sent, Instant now) {
    if (sent <= now) confirmed_ = std::max(confirmed_, sent);
}

std::optional<Instant> ClientFsm::deadline() const {
    switch (stage_) {
        case Stage::connecting:
            return since_ + limits::connect_within;
        case Stage::greeting:
            return since_ + limits::welcome_within;
        case Stage::live: {
            auto due = std::min(ping_at_, heard_ + dead_after_);
            if (outbox_.held()) due = std::min(due, repeat_at_);
            if (sign_in_at_) due = std::min(due, *sign_in_at_);
            return due;
        }
        case Stage::waiting:
            return connect_at_;
        case Stage::idle:
        case Stage::refused:
        case Stage::stopped:
            break;
    }
    return std::nullopt;
}

void ClientFsm::send(const v1::Envelope& envelope) {
    if (actions_.empty() || !std::holds_alternative<Send>(actions_.back())) actions_.emplace_back(Send{});
    frame::append(std::get<Send>(actions_.back()).bytes, envelope.SerializeAsString());
}

// --- What the server says

void ClientFsm::handle(v1::Envelope& envelope, Instant now) {
    if (stage_ == Stage::greeting) return greeted(envelope, now);
    switch (envelope.message_case()) {
        case v1::Envelope::kReply:
            return replied(*envelope.mutable_reply(), now);
        case v1::Envelope::kSnapshot:
            last_seq_ = envelope.snapshot().seq();
            actions_.emplace_back(SnapshotCame{std::move(*envelope.mutable_snapshot())});
            return;
        case v1::Envelope::kEvent:
            if (envelope.event().seq() <= last_seq_) return;  // known before the reconnect
            last_seq_ = envelope.event().seq();
            actions_.emplace_back(EventCame{std::move(*envelope.mutable_event())});
            return;
        case v1::Envelope::kPing: {
            v1::Envelope pong;
            pong.mutable_pong()->set_stamp(envelope.ping().stamp());
            return send(pong);
        }
        case v1::Envelope::kPong:
            confirm(Instant(static_cast<std::int64_t>(envelope.pong().stamp())), now);
            actions_.emplace_back(PongCame{});
            return;
        case v1::Envelope::kPersonKey:
            actions_.emplace_back(PersonKeyCame{std::move(*envelope.mutable_person_key()->mutable_key())});
            return;
        case v1::Envelope::kDeviceStatus:
            actions_.emplace_back(DeviceStatusCame{std::move(*envelope.mutable_device_status())});
            return;
        case v1::Envelope::kVoiceTurn:
            actions_.emplace_back(VoiceTurnCame{std::move(*envelope.mutable_voice_turn())});
            return;
        case v1::Envelope::kSignedIn:
            return signed_in(*envelope.mutable_signed_in(), now);
        case v1::Envelope::kStaff:
            actions_.emplace_back(StaffCame{std::move(*envelope.mutable_staff())});
            return;
        case v1::Envelope::kTicketNote:
            actions_.emplace_back(TicketNoteCame{std::move(*envelope.mutable_ticket_note())});
            return;
        case v1::Envelope::kGoodbye:
            return dismissed(envelope.goodbye(), now);
        case v1::Envelope::MESSAGE_NOT_SET:
            return;  // of a newer minor version
        case v1::Envelope::kHello:
        case v1::Envelope::kWelcome:
        case v1::Envelope::kRefused:
        case v1::Envelope::kRequest:
        case v1::Envelope::kDeviceReport:
        case v1::Envelope::kVoiceReport:
        case v1::Envelope::kSignIn:
            return hang_up(now, "the server sent what only belongs elsewhere");
    }
}

void ClientFsm::greeted(v1::Envelope& envelope, Instant now) {
    switch (envelope.message_case()) {
        case v1::Envelope::kWelcome:
            return welcomed(*envelope.mutable_welcome(), now);
        case v1::Envelope::kRefused:
            return refused(envelope.refused(), now);
        case v1::Envelope::kGoodbye:
            return dismissed(envelope.goodbye(), now);
        default:
            return hang_up(now, "the server's first frame is no welcome");
    }
}

void ClientFsm::welcomed(v1::Welcome& welcome, Instant now) {
    if (welcome.session() != session_) {
        lose_session();
        session_ = welcome.session();
    }
    if (welcome.epoch() != epoch_) {
        // Restored from a backup: what was told may not be in it, so nobody can say what became of commands that were under way.
        answer_error(outbox_.take_sent(), "session_expired", "epoch");
        epoch_ = welcome.epoch();
        last_seq_ = 0;
    }
    const auto& told = welcome.limits();
    dead_after_ = std::max(told_or(told.dead_ms(), limits::dead_after), 2 * limits::ping_every_min);
    ping_every_ = std::clamp(told_or(told.ping_ms(), limits::ping_every), limits::ping_every_min, dead_after_ / 2);
    unacknowledged_ = told.unacknowledged() == 0 ? limits::unacknowledged_max
                                                 : std::min<std::uint64_t>(told.unacknowledged(), limits::unacknowledged_max);
    stage_ = Stage::live;
    confirmed_ = since_;  // the Hello
    since_ = now;
    ping_at_ = now + ping_every_;
    // Not sent again while this program runs: whoever was given it keeps it.
    if (welcome.logo_digest().empty() || !welcome.logo().empty()) identity_.logo_digest = welcome.logo_digest();
    if (!welcome.credential().empty()) identity_.credential = welcome.credential();
    actions_.emplace_back(WelcomeCame{std::move(welcome)});
    say(LinkState::live, "welcome");
    sign_ins_unsettled_ = 0;
    sign_in_at_.reset();
    send_sign_in();
    send_report();
    outbox_.repeat_all();
    send_commands();
}

void ClientFsm::refused(const v1::Refused& refused, Instant now) {
    const auto why = "refused: " + refused.code() + (refused.message().empty() ? "" : ": " + refused.message());
    if (refused.code() == "session_expired") {
        lose_session();
        return hang_up(now, why);
    }
    if (!is_final(refused.code())) return hang_up(now, why);
    stage_ = Stage::refused;
    actions_.emplace_back(Close{});
    say(LinkState::refused, why);
    // What was sent on an earlier connection may have been carried out; what was not sent was not.
    answer_error(outbox_.take_sent(), "session_expired", refused.code());
    answer_error(outbox_.take_waiting(), "refused", refused.code());
}

void ClientFsm::dismissed(const v1::Goodbye& goodbye, Instant now) {
    // Somebody else has our session: coming back at once would only take it from them in turn.
    if (goodbye.code() == "replaced") connect_back_off_.to_longest();
    hang_up(now, "goodbye: " + goodbye.code() + (goodbye.message().empty() ? "" : ": " + goodbye.message()));
}

// --- Commands

void ClientFsm::send_commands() {
    if (stage_ != Stage::live || sign_ins_unsettled_ > 0) return;
    // Without a session there are no numbers, so no exactly-once: boards and pages do not command.
    if (session_ == 0) return answer_error(outbox_.take_waiting(), "not_allowed", "no session");
    while (auto request = outbox_.next(unacknowledged_)) {
        v1::Envelope envelope;
        *envelope.mutable_request() = std::move(*request);
        send(envelope);
    }
}

void ClientFsm::replied(v1::Reply& reply, Instant now) {
    if (reply.has_error() && reply.error().code() == "unavailable") {
        const bool first = !outbox_.held();
        if (outbox_.hold(reply.no()) && first) repeat_at_ = now + repeat_back_off_.next();
        return;
    }
    const auto token = outbox_.answered(reply.no());
    if (!token) return;  // answered before
    const bool expired = reply.has_error() && reply.error().code() == "session_expired";
    actions_.emplace_back(ReplyCame{*token, std::move(reply)});
    if (expired) {
        lose_session();
        return hang_up(now, "the session expired");
    }
    repeat_back_off_.reset();
    send_commands();
}

// Commands that wait go on under the next session; those that were sent never do, because nobody knows what became of them.
void ClientFsm::lose_session() {
    session_ = 0;
    answer_error(outbox_.take_sent(), "session_expired", {});
    outbox_.begin_session();
}

void ClientFsm::answer_error(const std::vector<Token>& tokens, const std::string& code, const std::string& because) {
    for (const auto token : tokens) actions_.emplace_back(ReplyCame{token, error_reply(code, because)});
}

}  // namespace luot::wire
