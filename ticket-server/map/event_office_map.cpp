// Events of the office, its day and its sessions.
#include "map/enums.hpp"
#include "map/event_bodies.hpp"
#include "map/office_map.hpp"
#include "map/values.hpp"

namespace luot::map {

void write(const core::OfficeConfigured& body, v1::OfficeConfigured& to) {
    write(body.office, *to.mutable_office());
    to.set_digest(body.digest);
}

core::OfficeConfigured read(const v1::OfficeConfigured& body, Faults& faults) {
    core::OfficeConfigured out;
    out.office = read(body.office(), faults);
    out.digest = body.digest();
    return out;
}

void write(const core::EpochBegan& body, v1::EpochBegan& to) {
    to.set_epoch(body.epoch);
    to.set_marker(body.marker);
}

core::EpochBegan read(const v1::EpochBegan& body, Faults&) {
    core::EpochBegan out;
    out.epoch = body.epoch();
    out.marker = body.marker();
    return out;
}

void write(const core::DayOpened& body, v1::DayOpened& to) {
    to.set_day(body.day.days);
    to.set_ends_at_us(body.ends_at_us);
}

core::DayOpened read(const v1::DayOpened& body, Faults&) {
    core::DayOpened out;
    out.day = core::BusinessDay{body.day()};
    out.ends_at_us = body.ends_at_us();
    return out;
}

void write(const core::DayClosed& body, v1::DayClosed& to) {
    to.set_day(body.day.days);
    to.set_effective_at_us(body.effective_at_us);
    to.set_expired(body.expired);
}

core::DayClosed read(const v1::DayClosed& body, Faults&) {
    core::DayClosed out;
    out.day = core::BusinessDay{body.day()};
    out.effective_at_us = body.effective_at_us();
    out.expired = body.expired();
    return out;
}

void write(const core::ClockSuspected& body, v1::ClockSuspected& to) {
    to.set_last_event_us(body.last_event_us);
    to.set_clock_us(body.clock_us);
}

core::ClockSuspected read(const v1::ClockSuspected& body, Faults&) {
    core::ClockSuspected out;
    out.last_event_us = body.last_event_us();
    out.clock_us = body.clock_us();
    return out;
}

void write(const core::ClockConfirmed&, v1::ClockConfirmed&) {}

core::ClockConfirmed read(const v1::ClockConfirmed&, Faults&) {
    return {};
}

void write(const core::SessionOpened& body, v1::SessionOpened& to) {
    to.set_device(body.device.value);
    to.set_role(to_wire(body.role));
}

core::SessionOpened read(const v1::SessionOpened& body, Faults& faults) {
    core::SessionOpened out;
    out.device = core::DeviceCode(body.device());
    out.role = from_wire<core::Role>(body.role(), faults);
    return out;
}

void write(const core::SessionClosed& body, v1::SessionClosed& to) {
    to.set_session(body.session.value);
}

core::SessionClosed read(const v1::SessionClosed& body, Faults&) {
    core::SessionClosed out;
    out.session = core::SessionId(body.session());
    return out;
}

void write(const core::NoticeSet& body, v1::NoticeSet& to) {
    to.set_text(body.text);
    to.set_urgent(body.urgent);
}

core::NoticeSet read(const v1::NoticeSet& body, Faults&) {
    core::NoticeSet out;
    out.text = body.text();
    out.urgent = body.urgent();
    return out;
}

void write(const core::IssuingEnded&, v1::IssuingEnded&) {}

core::IssuingEnded read(const v1::IssuingEnded&, Faults&) {
    return {};
}

}  // namespace luot::map
