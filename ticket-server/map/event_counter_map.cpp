// Events of counters, and what supervisors change of them and of fields.
#include "map/enums.hpp"
#include "map/event_bodies.hpp"
#include "map/values.hpp"

namespace luot::map {

void write(const core::CounterOpened& body, v1::CounterOpened& to) {
    to.set_counter(body.counter.value);
    to.set_clerk(body.clerk.value);
    to.set_taken_from(body.taken_from.value);
    to.set_handed_over(body.handed_over);
}

core::CounterOpened read(const v1::CounterOpened& body, Faults&) {
    core::CounterOpened out;
    out.counter = core::CounterId(body.counter());
    out.clerk = core::ClerkCode(body.clerk());
    out.taken_from = core::ClerkCode(body.taken_from());
    out.handed_over = body.handed_over();
    return out;
}

void write(const core::CounterClosed& body, v1::CounterClosed& to) {
    to.set_counter(body.counter.value);
    to.set_clerk(body.clerk.value);
}

core::CounterClosed read(const v1::CounterClosed& body, Faults&) {
    core::CounterClosed out;
    out.counter = core::CounterId(body.counter());
    out.clerk = core::ClerkCode(body.clerk());
    return out;
}

void write(const core::CounterPaused& body, v1::CounterPaused& to) {
    to.set_counter(body.counter.value);
    to.set_reason(body.reason.value);
}

core::CounterPaused read(const v1::CounterPaused& body, Faults&) {
    core::CounterPaused out;
    out.counter = core::CounterId(body.counter());
    out.reason = core::ReasonCode(body.reason());
    return out;
}

void write(const core::CounterResumed& body, v1::CounterResumed& to) {
    to.set_counter(body.counter.value);
}

core::CounterResumed read(const v1::CounterResumed& body, Faults&) {
    core::CounterResumed out;
    out.counter = core::CounterId(body.counter());
    return out;
}

void write(const core::CounterAutoCall& body, v1::CounterAutoCall& to) {
    to.set_counter(body.counter.value);
    to.set_on(body.on);
}

core::CounterAutoCall read(const v1::CounterAutoCall& body, Faults&) {
    core::CounterAutoCall out;
    out.counter = core::CounterId(body.counter());
    out.on = body.on();
    return out;
}

void write(const core::CounterHelp& body, v1::CounterHelp& to) {
    to.set_counter(body.counter.value);
    to.set_state(to_wire(body.state));
}

core::CounterHelp read(const v1::CounterHelp& body, Faults& faults) {
    core::CounterHelp out;
    out.counter = core::CounterId(body.counter());
    out.state = from_wire<core::HelpState>(body.state(), faults);
    return out;
}

void write(const core::CounterAssigned& body, v1::CounterAssigned& to) {
    to.set_counter(body.counter.value);
    write(body.serves, *to.mutable_serves());
    write(body.helps, *to.mutable_helps());
}

core::CounterAssigned read(const v1::CounterAssigned& body, Faults&) {
    core::CounterAssigned out;
    out.counter = core::CounterId(body.counter());
    out.serves = read_codes<core::ServiceCode>(body.serves());
    out.helps = read_codes<core::ServiceCode>(body.helps());
    return out;
}

void write(const core::ServiceLimited& body, v1::ServiceLimited& to) {
    to.set_service(body.service.value);
    to.set_closed(body.closed);
    if (body.quota) to.set_quota(*body.quota);
}

core::ServiceLimited read(const v1::ServiceLimited& body, Faults&) {
    core::ServiceLimited out;
    out.service = core::ServiceCode(body.service());
    out.closed = body.closed();
    if (body.has_quota()) out.quota = body.quota();
    return out;
}

}  // namespace luot::map
