#include "map/event_map.hpp"

#include "map/event_bodies.hpp"
#include "map/kinds.hpp"

namespace luot::map {

namespace {

// The version that is written, and the newest that is read.
constexpr std::uint32_t payload_version = 1;

using Payload = v1::JournalPayload;

// The field of the payload that holds this alternative.
v1::OfficeConfigured& field_of(const core::OfficeConfigured&, Payload& to) {
    return *to.mutable_office_configured();
}
v1::EpochBegan& field_of(const core::EpochBegan&, Payload& to) {
    return *to.mutable_epoch_began();
}
v1::DayOpened& field_of(const core::DayOpened&, Payload& to) {
    return *to.mutable_day_opened();
}
v1::DayClosed& field_of(const core::DayClosed&, Payload& to) {
    return *to.mutable_day_closed();
}
v1::ClockSuspected& field_of(const core::ClockSuspected&, Payload& to) {
    return *to.mutable_clock_suspected();
}
v1::ClockConfirmed& field_of(const core::ClockConfirmed&, Payload& to) {
    return *to.mutable_clock_confirmed();
}
v1::SessionOpened& field_of(const core::SessionOpened&, Payload& to) {
    return *to.mutable_session_opened();
}
v1::SessionClosed& field_of(const core::SessionClosed&, Payload& to) {
    return *to.mutable_session_closed();
}
v1::NoticeSet& field_of(const core::NoticeSet&, Payload& to) {
    return *to.mutable_notice_set();
}
v1::IssuingEnded& field_of(const core::IssuingEnded&, Payload& to) {
    return *to.mutable_issuing_ended();
}
v1::TicketIssued& field_of(const core::TicketIssued&, Payload& to) {
    return *to.mutable_ticket_issued();
}
v1::SlipSettled& field_of(const core::SlipSettled&, Payload& to) {
    return *to.mutable_slip_settled();
}
v1::SlipRetried& field_of(const core::SlipRetried&, Payload& to) {
    return *to.mutable_slip_retried();
}
v1::TicketCalled& field_of(const core::TicketCalled&, Payload& to) {
    return *to.mutable_ticket_called();
}
v1::TicketRecalled& field_of(const core::TicketRecalled&, Payload& to) {
    return *to.mutable_ticket_recalled();
}
v1::ServiceStarted& field_of(const core::ServiceStarted&, Payload& to) {
    return *to.mutable_service_started();
}
v1::TicketRequeued& field_of(const core::TicketRequeued&, Payload& to) {
    return *to.mutable_ticket_requeued();
}
v1::TicketNoShow& field_of(const core::TicketNoShow&, Payload& to) {
    return *to.mutable_ticket_no_show();
}
v1::TicketReinstated& field_of(const core::TicketReinstated&, Payload& to) {
    return *to.mutable_ticket_reinstated();
}
v1::TicketHeld& field_of(const core::TicketHeld&, Payload& to) {
    return *to.mutable_ticket_held();
}
v1::HoldReturned& field_of(const core::HoldReturned&, Payload& to) {
    return *to.mutable_hold_returned();
}
v1::HoldReleased& field_of(const core::HoldReleased&, Payload& to) {
    return *to.mutable_hold_released();
}
v1::TicketTransferred& field_of(const core::TicketTransferred&, Payload& to) {
    return *to.mutable_ticket_transferred();
}
v1::TicketUnbound& field_of(const core::TicketUnbound&, Payload& to) {
    return *to.mutable_ticket_unbound();
}
v1::TicketFinished& field_of(const core::TicketFinished&, Payload& to) {
    return *to.mutable_ticket_finished();
}
v1::TicketCancelled& field_of(const core::TicketCancelled&, Payload& to) {
    return *to.mutable_ticket_cancelled();
}
v1::TicketExpired& field_of(const core::TicketExpired&, Payload& to) {
    return *to.mutable_ticket_expired();
}
v1::TicketMadeUrgent& field_of(const core::TicketMadeUrgent&, Payload& to) {
    return *to.mutable_ticket_made_urgent();
}
v1::TicketRated& field_of(const core::TicketRated&, Payload& to) {
    return *to.mutable_ticket_rated();
}
v1::PresenceConfirmed& field_of(const core::PresenceConfirmed&, Payload& to) {
    return *to.mutable_presence_confirmed();
}
v1::CounterOpened& field_of(const core::CounterOpened&, Payload& to) {
    return *to.mutable_counter_opened();
}
v1::CounterClosed& field_of(const core::CounterClosed&, Payload& to) {
    return *to.mutable_counter_closed();
}
v1::CounterPaused& field_of(const core::CounterPaused&, Payload& to) {
    return *to.mutable_counter_paused();
}
v1::CounterResumed& field_of(const core::CounterResumed&, Payload& to) {
    return *to.mutable_counter_resumed();
}
v1::CounterAutoCall& field_of(const core::CounterAutoCall&, Payload& to) {
    return *to.mutable_counter_auto_call();
}
v1::CounterAssigned& field_of(const core::CounterAssigned&, Payload& to) {
    return *to.mutable_counter_assigned();
}
v1::ServiceLimited& field_of(const core::ServiceLimited&, Payload& to) {
    return *to.mutable_service_limited();
}
v1::CounterHelp& field_of(const core::CounterHelp&, Payload& to) {
    return *to.mutable_counter_help();
}

constexpr bool is_field(Kind kind, int field) {
    return static_cast<int>(kind) == field;
}
static_assert(is_field(Kind::office_configured, Payload::kOfficeConfiguredFieldNumber));
static_assert(is_field(Kind::epoch_began, Payload::kEpochBeganFieldNumber));
static_assert(is_field(Kind::day_opened, Payload::kDayOpenedFieldNumber));
static_assert(is_field(Kind::day_closed, Payload::kDayClosedFieldNumber));
static_assert(is_field(Kind::clock_suspected, Payload::kClockSuspectedFieldNumber));
static_assert(is_field(Kind::clock_confirmed, Payload::kClockConfirmedFieldNumber));
static_assert(is_field(Kind::session_opened, Payload::kSessionOpenedFieldNumber));
static_assert(is_field(Kind::session_closed, Payload::kSessionClosedFieldNumber));
static_assert(is_field(Kind::notice_set, Payload::kNoticeSetFieldNumber));
static_assert(is_field(Kind::issuing_ended, Payload::kIssuingEndedFieldNumber));
static_assert(is_field(Kind::ticket_issued, Payload::kTicketIssuedFieldNumber));
static_assert(is_field(Kind::slip_settled, Payload::kSlipSettledFieldNumber));
static_assert(is_field(Kind::slip_retried, Payload::kSlipRetriedFieldNumber));
static_assert(is_field(Kind::ticket_called, Payload::kTicketCalledFieldNumber));
static_assert(is_field(Kind::ticket_recalled, Payload::kTicketRecalledFieldNumber));
static_assert(is_field(Kind::service_started, Payload::kServiceStartedFieldNumber));
static_assert(is_field(Kind::ticket_requeued, Payload::kTicketRequeuedFieldNumber));
static_assert(is_field(Kind::ticket_no_show, Payload::kTicketNoShowFieldNumber));
static_assert(is_field(Kind::ticket_reinstated, Payload::kTicketReinstatedFieldNumber));
static_assert(is_field(Kind::ticket_held, Payload::kTicketHeldFieldNumber));
static_assert(is_field(Kind::hold_returned, Payload::kHoldReturnedFieldNumber));
static_assert(is_field(Kind::hold_released, Payload::kHoldReleasedFieldNumber));
static_assert(is_field(Kind::ticket_transferred, Payload::kTicketTransferredFieldNumber));
static_assert(is_field(Kind::ticket_unbound, Payload::kTicketUnboundFieldNumber));
static_assert(is_field(Kind::ticket_finished, Payload::kTicketFinishedFieldNumber));
static_assert(is_field(Kind::ticket_cancelled, Payload::kTicketCancelledFieldNumber));
static_assert(is_field(Kind::ticket_expired, Payload::kTicketExpiredFieldNumber));
static_assert(is_field(Kind::ticket_made_urgent, Payload::kTicketMadeUrgentFieldNumber));
static_assert(is_field(Kind::ticket_rated, Payload::kTicketRatedFieldNumber));
static_assert(is_field(Kind::presence_confirmed, Payload::kPresenceConfirmedFieldNumber));
static_assert(is_field(Kind::counter_opened, Payload::kCounterOpenedFieldNumber));
static_assert(is_field(Kind::counter_closed, Payload::kCounterClosedFieldNumber));
static_assert(is_field(Kind::counter_paused, Payload::kCounterPausedFieldNumber));
static_assert(is_field(Kind::counter_resumed, Payload::kCounterResumedFieldNumber));
static_assert(is_field(Kind::counter_auto_call, Payload::kCounterAutoCallFieldNumber));
static_assert(is_field(Kind::counter_assigned, Payload::kCounterAssignedFieldNumber));
static_assert(is_field(Kind::service_limited, Payload::kServiceLimitedFieldNumber));
static_assert(is_field(Kind::counter_help, Payload::kCounterHelpFieldNumber));

core::EventBody read_body(const Payload& payload, Faults& faults) {
    switch (payload.body_case()) {
        case Payload::kOfficeConfigured:
            return read(payload.office_configured(), faults);
        case Payload::kEpochBegan:
            return read(payload.epoch_began(), faults);
        case Payload::kDayOpened:
            return read(payload.day_opened(), faults);
        case Payload::kDayClosed:
            return read(payload.day_closed(), faults);
        case Payload::kClockSuspected:
            return read(payload.clock_suspected(), faults);
        case Payload::kClockConfirmed:
            return read(payload.clock_confirmed(), faults);
        case Payload::kSessionOpened:
            return read(payload.session_opened(), faults);
        case Payload::kSessionClosed:
            return read(payload.session_closed(), faults);
        case Payload::kNoticeSet:
            return read(payload.notice_set(), faults);
        case Payload::kIssuingEnded:
            return read(payload.issuing_ended(), faults);
        case Payload::kTicketIssued:
            return read(payload.ticket_issued(), faults);
        case Payload::kSlipSettled:
            return read(payload.slip_settled(), faults);
        case Payload::kSlipRetried:
            return read(payload.slip_retried(), faults);
        case Payload::kTicketCalled:
            return read(payload.ticket_called(), faults);
        case Payload::kTicketRecalled:
            return read(payload.ticket_recalled(), faults);
        case Payload::kServiceStarted:
            return read(payload.service_started(), faults);
        case Payload::kTicketRequeued:
            return read(payload.ticket_requeued(), faults);
        case Payload::kTicketNoShow:
            return read(payload.ticket_no_show(), faults);
        case Payload::kTicketReinstated:
            return read(payload.ticket_reinstated(), faults);
        case Payload::kTicketHeld:
            return read(payload.ticket_held(), faults);
        case Payload::kHoldReturned:
            return read(payload.hold_returned(), faults);
        case Payload::kHoldReleased:
            return read(payload.hold_released(), faults);
        case Payload::kTicketTransferred:
            return read(payload.ticket_transferred(), faults);
        case Payload::kTicketUnbound:
            return read(payload.ticket_unbound(), faults);
        case Payload::kTicketFinished:
            return read(payload.ticket_finished(), faults);
        case Payload::kTicketCancelled:
            return read(payload.ticket_cancelled(), faults);
        case Payload::kTicketExpired:
            return read(payload.ticket_expired(), faults);
        case Payload::kTicketMadeUrgent:
            return read(payload.ticket_made_urgent(), faults);
        case Payload::kTicketRated:
            return read(payload.ticket_rated(), faults);
        case Payload::kPresenceConfirmed:
            return read(payload.presence_confirmed(), faults);
        case Payload::kCounterOpened:
            return read(payload.counter_opened(), faults);
        case Payload::kCounterClosed:
            return read(payload.counter_closed(), faults);
        case Payload::kCounterPaused:
            return read(payload.counter_paused(), faults);
        case Payload::kCounterResumed:
            return read(payload.counter_resumed(), faults);
        case Payload::kCounterAutoCall:
            return read(payload.counter_auto_call(), faults);
        case Payload::kCounterAssigned:
            return read(payload.counter_assigned(), faults);
        case Payload::kServiceLimited:
            return read(payload.service_limited(), faults);
        case Payload::kCounterHelp:
            return read(payload.counter_help(), faults);
        case Payload::BODY_NOT_SET:
            break;
    }
    faults.add("no event of a kind that this version knows");
    return core::ClockConfirmed{};
}

}  // namespace

void write(const core::Event& event, v1::JournalPayload& to) {
    to.set_version(payload_version);
    to.set_session(event.session.value);
    to.set_no(event.no);
    to.set_acked_through(event.acked_through);
    std::visit([&](const auto& body) { write(body, field_of(body, to)); }, event.body);
}

void read(const v1::JournalPayload& payload, core::Event& to, Faults& faults) {
    faults.require(payload.version() == payload_version, "written by a version that this one does not know");
    to.session = core::SessionId(payload.session());
    to.no = payload.no();
    to.acked_through = payload.acked_through();
    to.body = read_body(payload, faults);
}

std::uint16_t kind_number(const core::Event& event) {
    return std::visit([](const auto& body) { return static_cast<std::uint16_t>(kind_of(body)); }, event.body);
}

}  // namespace luot::map
