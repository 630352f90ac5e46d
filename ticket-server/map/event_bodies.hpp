// Bodies of events ⇄ messages of journal.proto: one pair for each alternative of core::EventBody. For event_map.cpp.
#pragma once

#include "core/event.hpp"
#include "luot/v1/journal.pb.h"
#include "map/faults.hpp"

namespace luot::map {

void write(const core::OfficeConfigured& body, v1::OfficeConfigured& to);
void write(const core::EpochBegan& body, v1::EpochBegan& to);
void write(const core::DayOpened& body, v1::DayOpened& to);
void write(const core::DayClosed& body, v1::DayClosed& to);
void write(const core::ClockSuspected& body, v1::ClockSuspected& to);
void write(const core::ClockConfirmed& body, v1::ClockConfirmed& to);
void write(const core::SessionOpened& body, v1::SessionOpened& to);
void write(const core::SessionClosed& body, v1::SessionClosed& to);
void write(const core::NoticeSet& body, v1::NoticeSet& to);
void write(const core::IssuingEnded& body, v1::IssuingEnded& to);
void write(const core::TicketIssued& body, v1::TicketIssued& to);
void write(const core::SlipSettled& body, v1::SlipSettled& to);
void write(const core::SlipRetried& body, v1::SlipRetried& to);
void write(const core::TicketCalled& body, v1::TicketCalled& to);
void write(const core::TicketRecalled& body, v1::TicketRecalled& to);
void write(const core::ServiceStarted& body, v1::ServiceStarted& to);
void write(const core::TicketRequeued& body, v1::TicketRequeued& to);
void write(const core::TicketNoShow& body, v1::TicketNoShow& to);
void write(const core::TicketReinstated& body, v1::TicketReinstated& to);
void write(const core::TicketHeld& body, v1::TicketHeld& to);
void write(const core::HoldReturned& body, v1::HoldReturned& to);
void write(const core::HoldReleased& body, v1::HoldReleased& to);
void write(const core::TicketTransferred& body, v1::TicketTransferred& to);
void write(const core::TicketUnbound& body, v1::TicketUnbound& to);
void write(const core::TicketFinished& body, v1::TicketFinished& to);
void write(const core::TicketCancelled& body, v1::TicketCancelled& to);
void write(const core::TicketExpired& body, v1::TicketExpired& to);
void write(const core::TicketMadeUrgent& body, v1::TicketMadeUrgent& to);
void write(const core::TicketRated& body, v1::TicketRated& to);
void write(const core::PresenceConfirmed& body, v1::PresenceConfirmed& to);
void write(const core::CounterOpened& body, v1::CounterOpened& to);
void write(const core::CounterClosed& body, v1::CounterClosed& to);
void write(const core::CounterPaused& body, v1::CounterPaused& to);
void write(const core::CounterResumed& body, v1::CounterResumed& to);
void write(const core::CounterAutoCall& body, v1::CounterAutoCall& to);
void write(const core::CounterAssigned& body, v1::CounterAssigned& to);
void write(const core::ServiceLimited& body, v1::ServiceLimited& to);
void write(const core::CounterHelp& body, v1::CounterHelp& to);

core::OfficeConfigured read(const v1::OfficeConfigured& body, Faults& faults);
core::EpochBegan read(const v1::EpochBegan& body, Faults& faults);
core::DayOpened read(const v1::DayOpened& body, Faults& faults);
core::DayClosed read(const v1::DayClosed& body, Faults& faults);
core::ClockSuspected read(const v1::ClockSuspected& body, Faults& faults);
core::ClockConfirmed read(const v1::ClockConfirmed& body, Faults& faults);
core::SessionOpened read(const v1::SessionOpened& body, Faults& faults);
core::SessionClosed read(const v1::SessionClosed& body, Faults& faults);
core::NoticeSet read(const v1::NoticeSet& body, Faults& faults);
core::IssuingEnded read(const v1::IssuingEnded& body, Faults& faults);
core::TicketIssued read(const v1::TicketIssued& body, Faults& faults);
core::SlipSettled read(const v1::SlipSettled& body, Faults& faults);
core::SlipRetried read(const v1::SlipRetried& body, Faults& faults);
core::TicketCalled read(const v1::TicketCalled& body, Faults& faults);
core::TicketRecalled read(const v1::TicketRecalled& body, Faults& faults);
core::ServiceStarted read(const v1::ServiceStarted& body, Faults& faults);
core::TicketRequeued read(const v1::TicketRequeued& body, Faults& faults);
core::TicketNoShow read(const v1::TicketNoShow& body, Faults& faults);
core::TicketReinstated read(const v1::TicketReinstated& body, Faults& faults);
core::TicketHeld read(const v1::TicketHeld& body, Faults& faults);
core::HoldReturned read(const v1::HoldReturned& body, Faults& faults);
core::HoldReleased read(const v1::HoldReleased& body, Faults& faults);
core::TicketTransferred read(const v1::TicketTransferred& body, Faults& faults);
core::TicketUnbound read(const v1::TicketUnbound& body, Faults& faults);
core::TicketFinished read(const v1::TicketFinished& body, Faults& faults);
core::TicketCancelled read(const v1::TicketCancelled& body, Faults& faults);
core::TicketExpired read(const v1::TicketExpired& body, Faults& faults);
core::TicketMadeUrgent read(const v1::TicketMadeUrgent& body, Faults& faults);
core::TicketRated read(const v1::TicketRated& body, Faults& faults);
core::PresenceConfirmed read(const v1::PresenceConfirmed& body, Faults& faults);
core::CounterOpened read(const v1::CounterOpened& body, Faults& faults);
core::CounterClosed read(const v1::CounterClosed& body, Faults& faults);
core::CounterPaused read(const v1::CounterPaused& body, Faults& faults);
core::CounterResumed read(const v1::CounterResumed& body, Faults& faults);
core::CounterAutoCall read(const v1::CounterAutoCall& body, Faults& faults);
core::CounterAssigned read(const v1::CounterAssigned& body, Faults& faults);
core::ServiceLimited read(const v1::ServiceLimited& body, Faults& faults);
core::CounterHelp read(const v1::CounterHelp& body, Faults& faults);

}  // namespace luot::map
