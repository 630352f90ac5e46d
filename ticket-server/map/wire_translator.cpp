#include "map/wire_translator.hpp"

#include <algorithm>

#include "core/expected_wait.hpp"
#include "core/limits.hpp"
#include "core/outlook.hpp"
#include "frame/version.hpp"
#include "luot/v1/envelope.pb.h"
#include "map/bytes.hpp"
#include "map/commands.hpp"
#include "map/device_report_map.hpp"
#include "map/enums.hpp"
#include "map/limits.hpp"
#include "map/push.hpp"
#include "map/text.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

net::Bytes shared_bytes(const v1::Envelope& envelope) {
    return std::make_shared<const std::string>(to_bytes(envelope));
}

net::Hello read(const v1::Hello& hello) {
    net::Hello out;
    out.major = hello.major();
    out.minor = hello.minor();
    out.session = core::SessionId(hello.session());
    out.resume_from = hello.resume_from();
    out.epoch = hello.epoch();
    out.no_pushes = hello.no_pushes();
    if (hello.logo_digest().size() <= limits::digest_bytes) out.logo_digest = hello.logo_digest();
    Faults faults;
    const core::Role role = from_wire<core::Role>(hello.role(), faults);
    const bool sound = faults.none() && role != core::Role::system && is_plain_text(hello.device(), core::limits::code_bytes) &&
                       hello.credential().size() <= limits::credential_bytes;
    if (!sound) return out;
    out.role = role;
    out.device = core::DeviceCode(hello.device());
    out.credential = hello.credential();
    return out;
}

net::Request read(const v1::Request& request) {
    net::Request out;
    out.no = request.no();
    out.acked_through = request.acked_through();
    out.command = command_from_wire(request.command());
    out.not_after_us = request.not_after_us();
    return out;
}

std::optional<net::SignIn> read(const v1::SignIn& sign_in) {
    const bool sound = is_plain_text(sign_in.clerk(), core::limits::code_bytes) && sign_in.pin().size() <= limits::pin_bytes;
    if (!sound) return std::nullopt;
    return net::SignIn{core::ClerkCode(sign_in.clerk()), sign_in.pin()};
}

std::optional<net::TicketNote> read(const v1::TicketNote& note) {
    const bool sound = is_plain_text(note.text(), limits::note_bytes) && is_plain_text(note.clerk(), core::limits::code_bytes);
    if (!sound) return std::nullopt;
    return net::TicketNote{core::TicketId(note.ticket()), note.text(), core::CounterId(note.counter()), core::ClerkCode(note.clerk()), 0};
}

void write(const core::Answer& answer, v1::Result& to) {
    if (answer.issued) {
        v1::IssuedResult& issued = *to.mutable_issued();
        issued.set_ticket(answer.issued->ticket.value);
        issued.set_number(answer.issued->number);
        issued.set_token(answer.issued->token);
        issued.set_service(answer.issued->service.value);
        issued.set_ticket_class(answer.issued->ticket_class.value);
        map::write(answer.issued->promise, *issued.mutable_promise());
        issued.set_issued_us(answer.issued->issued_us);
        issued.set_procedure(answer.issued->procedure.value);
    }
    if (answer.called) {
        v1::CalledResult& called = *to.mutable_called();
        called.set_ticket(answer.called->ticket.value);
        called.set_number(answer.called->number);
        called.set_counter(answer.called->counter.value);
        called.set_service(answer.called->service.value);
        called.set_ticket_class(answer.called->ticket_class.value);
        called.set_reason(to_wire(answer.called->reason));
        called.set_waited_us(answer.called->waited_us);
        called.set_calls(answer.called->calls);
    }
    if (answer.checked_in) {
        v1::CheckedInResult& checked_in = *to.mutable_checked_in();
        checked_in.set_ticket(answer.checked_in->ticket.value);
        checked_in.set_number(answer.checked_in->number);
        checked_in.set_service(answer.checked_in->service.value);
        checked_in.set_state(to_wire(answer.checked_in->state));
        checked_in.set_outcome(to_wire(answer.checked_in->outcome));
        checked_in.set_counter(answer.checked_in->counter.value);
        checked_in.set_ahead(answer.checked_in->ahead);
        if (answer.checked_in->wait) map::write(*answer.checked_in->wait, *checked_in.mutable_wait());
    }
    if (answer.finished) to.set_finished(answer.finished->value);
    if (answer.ticket) to.set_ticket(answer.ticket->value);
}

void write(const core::Refusal& refusal, v1::Error& to) {
    to.set_code(core::to_string(refusal.code));
    for (const auto& [name, value] : refusal.params) {
        v1::Param& param = *to.add_params();
        param.set_name(name);
        param.set_value(value);
    }
}

template <class Message>
std::optional<net::Inbound> as_inbound(std::optional<Message> message) {
    if (!message) return std::nullopt;
    return std::move(*message);
}

static_assert(static_cast<int>(net::SignInOutcome::busy) == v1::SIGN_IN_OUTCOME_BUSY && v1::SignInOutcome_MAX == v1::SIGN_IN_OUTCOME_BUSY,
              "the outcomes are the wire's");

class Writing {
  public:
    explicit Writing(v1::Envelope& to) : to_(to) {}

    void operator()(const net::Welcome& welcome) {
        v1::Welcome& out = *to_.mutable_welcome();
        out.set_office(welcome.office);
        out.set_epoch(welcome.epoch);
        out.set_seq(welcome.seq);
        out.set_session(welcome.session.value);
        out.mutable_limits()->set_frame_bytes(welcome.frame_bytes);
        out.mutable_limits()->set_unacknowledged(welcome.unacknowledged);
        out.mutable_limits()->set_ping_ms(welcome.ping_ms);
        out.mutable_limits()->set_dead_ms(welcome.dead_ms);
        out.set_major(frame::protocol_major);
        out.set_minor(frame::protocol_minor);
        out.set_at_us(welcome.at_us);
        out.set_speed(welcome.speed);
        out.set_logo_digest(welcome.logo_digest);
        out.set_logo(welcome.logo);
        out.set_person_key(welcome.person_key);
        out.set_credential(welcome.credential);
    }
    void operator()(const net::Refused& refused) {
        v1::Refused& out = *to_.mutable_refused();
        out.set_code(refused.code);
        out.set_message(refused.message);
        out.set_major(frame::protocol_major);
        out.set_minor(frame::protocol_minor);
    }
    void operator()(const net::Reply& reply) {
        v1::Reply& out = *to_.mutable_reply();
        out.set_no(reply.no);
        out.set_seq(reply.seq);
        out.set_at_us(reply.at_us);
        if (const auto* answer = std::get_if<core::Answer>(&reply.outcome)) write(*answer, *out.mutable_result());
        if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) write(*refusal, *out.mutable_error());
        if (const auto* error = std::get_if<net::ErrorReply>(&reply.outcome)) out.mutable_error()->set_code(error->code);
    }
    void operator()(const net::Ping& ping) { to_.mutable_ping()->set_stamp(ping.stamp); }
    void operator()(const net::Pong& pong) { to_.mutable_pong()->set_stamp(pong.stamp); }
    void operator()(const net::OutGoodbye& goodbye) {
        to_.mutable_goodbye()->set_code(goodbye.code);
        to_.mutable_goodbye()->set_message(goodbye.message);
    }
    void operator()(const net::PersonKey& person_key) { to_.mutable_person_key()->set_key(person_key.key); }
    void operator()(const net::DeviceStatus& status) {
        v1::DeviceStatus& out = *to_.mutable_device_status();
        out.set_device(status.device.value);
        out.set_role(to_wire(status.role));
        out.set_connected(status.connected);
        out.set_since_us(status.since_us);
        if (status.report) write(*status.report, *out.mutable_report());
        out.set_reported_us(status.reported_us);
    }
    void operator()(const net::SignedIn& answer) {
        v1::SignedIn& out = *to_.mutable_signed_in();
        out.set_clerk(answer.clerk.value);
        out.set_outcome(static_cast<v1::SignInOutcome>(answer.outcome));
        out.set_tries_left(answer.tries_left);
        out.set_locked_ms(answer.locked_ms);
    }
    void operator()(const net::Staff& staff) {
        v1::Staff& out = *to_.mutable_staff();
        for (const net::ClerkName& clerk : staff.clerks) {
            v1::ClerkName& entry = *out.add_clerks();
            entry.set_clerk(clerk.clerk.value);
            entry.set_name(clerk.name);
            entry.set_badge(clerk.badge);
        }
    }
    void operator()(const net::TicketNote& note) {
        v1::TicketNote& out = *to_.mutable_ticket_note();
        out.set_ticket(note.ticket.value);
        out.set_text(note.text);
        out.set_counter(note.counter.value);
        out.set_clerk(note.clerk.value);
        out.set_at_us(note.at_us);
    }
    void operator()(const net::VoiceTurn& turn) { write(turn, *to_.mutable_voice_turn()); }

  private:
    v1::Envelope& to_;
};

}  // namespace

std::optional<net::Inbound> WireTranslator::parse(std::string_view envelope) const {
    v1::Envelope message;
    if (!from_bytes(envelope, message)) return std::nullopt;
    switch (message.message_case()) {
        case v1::Envelope::kHello:
            return read(message.hello());
        case v1::Envelope::kRequest:
            return read(message.request());
        case v1::Envelope::kPing:
            return net::Ping{message.ping().stamp()};
        case v1::Envelope::kPong:
            return net::Pong{message.pong().stamp()};
        case v1::Envelope::kGoodbye:
            return net::Goodbye{};
        case v1::Envelope::kDeviceReport:
            return read(*message.mutable_device_report());
        case v1::Envelope::kVoiceReport:
            return read(message.voice_report());
        case v1::Envelope::kSignIn:
            return as_inbound(read(message.sign_in()));
        case v1::Envelope::kTicketNote:
            return as_inbound(read(message.ticket_note()));
        case v1::Envelope::kWelcome:
        case v1::Envelope::kRefused:
        case v1::Envelope::kReply:
        case v1::Envelope::kSnapshot:
        case v1::Envelope::kEvent:
        case v1::Envelope::kPersonKey:
        case v1::Envelope::kDeviceStatus:
        case v1::Envelope::kVoiceTurn:
        case v1::Envelope::kSignedIn:
        case v1::Envelope::kStaff:
        case v1::Envelope::MESSAGE_NOT_SET:
            break;
    }
    return std::nullopt;
}

net::Bytes WireTranslator::encode(const net::Outbound& message) const {
    v1::Envelope envelope;
    std::visit(Writing(envelope), message);
    return shared_bytes(envelope);
}

std::optional<core::Moment> WireTranslator::moment(core::TimeUs at_us) const {
    if (!moment_of_) return std::nullopt;
    return moment_of_(at_us);
}

bool WireTranslator::changed_by_clock(const core::State& told, core::TimeUs from_us, core::TimeUs until_us) const {
    const auto from = moment(from_us), until = moment(until_us);
    if (!from || !until) return false;
    return std::ranges::any_of(told.office.services, [&](const core::Service& service) {
        const auto before = core::expected_wait_now(told, service.code, from_us),
                   after = core::expected_wait_now(told, service.code, until_us);
        return before != after ||
               core::runs_past_closing(told.office, service, before, *from) != core::runs_past_closing(told.office, service, after, *until);
    });
}

net::Bytes WireTranslator::snapshot(const core::State& told, core::Role role, core::TimeUs now_us) const {
    v1::Envelope envelope;
    write_snapshot(told, shown_to(role), now_us, *envelope.mutable_snapshot(), moment(now_us));
    return shared_bytes(envelope);
}

net::Bytes WireTranslator::push(const core::State& after, const core::Event& event, core::Role role) const {
    v1::Envelope envelope;
    if (!write_push(after, event, shown_to(role), *envelope.mutable_event(), moment(event.at_us))) return nullptr;
    return shared_bytes(envelope);
}

}  // namespace luot::map
