// A small office for the tests of this folder.
#pragma once

#include <string>

#include "luot/v1/push.pb.h"

namespace luot::counter::fixture {

inline void add_text(v1::Texts* texts, const std::string& language, const std::string& text) {
    auto* entry = texts->add_texts();
    entry->set_language(language);
    entry->set_text(text);
}

inline v1::TicketStatus ticket(std::uint64_t id, const std::string& number, const std::string& service, v1::TicketState state,
                               std::int64_t arrived_us) {
    v1::TicketStatus status;
    status.set_ticket(id);
    status.set_number(number);
    status.set_service(service);
    status.set_state(state);
    status.set_arrived_us(arrived_us);
    return status;
}

// Fields civil-status and land; counter 3 serves the first and helps the second, has H011 called and H009 held; counter 4 has land.
inline v1::Snapshot snapshot() {
    v1::Snapshot office;
    office.set_seq(100);
    office.set_at_us(1'000'000);
    for (const char* code : {"civil-status", "land"}) {
        auto* service = office.mutable_office()->add_services();
        service->set_code(code);
        auto* field = office.add_fields();
        field->set_service(code);
    }
    add_text(office.mutable_office()->mutable_services(0)->mutable_name(), "vi", "Hộ tịch");
    add_text(office.mutable_office()->mutable_services(0)->mutable_name(), "en", "Civil status");
    add_text(office.mutable_office()->mutable_services(1)->mutable_name(), "vi", "Đất đai");
    office.mutable_fields(0)->set_waiting(2);
    office.mutable_fields(1)->set_waiting(1);
    auto* lunch = office.mutable_office()->add_pause_reasons();
    lunch->set_code("lunch");
    add_text(lunch->mutable_name(), "vi", "Ăn trưa");
    auto* form = office.mutable_office()->add_hold_reasons();
    form->set_code("form");
    add_text(form->mutable_name(), "vi", "Điền tờ khai");
    auto* accepted = office.mutable_office()->add_outcomes();
    accepted->set_code("accepted");
    add_text(accepted->mutable_name(), "vi", "Đã tiếp nhận");

    auto* mine = office.add_counters();
    mine->set_counter(3);
    mine->set_state(v1::COUNTER_STATE_OPEN);
    mine->set_clerk("an");
    mine->set_ticket(11);
    mine->set_number("H011");
    mine->set_ticket_state(v1::TICKET_STATE_CALLED);
    mine->add_serves("civil-status");
    mine->add_helps("land");
    mine->add_holds(9);
    mine->add_holds(10);
    auto* other = office.add_counters();
    other->set_counter(4);
    other->add_serves("land");

    *office.add_tickets() = ticket(9, "H009", "civil-status", v1::TICKET_STATE_HELD, 100);
    auto held = ticket(10, "H010", "civil-status", v1::TICKET_STATE_HELD, 110);
    held.set_hold_returned(true);
    *office.add_tickets() = held;
    *office.add_tickets() = ticket(11, "H011", "civil-status", v1::TICKET_STATE_CALLED, 120);
    *office.add_tickets() = ticket(12, "H012", "civil-status", v1::TICKET_STATE_WAITING, 140);
    *office.add_tickets() = ticket(13, "Đ041", "land", v1::TICKET_STATE_WAITING, 130);
    auto bound = ticket(14, "Đ042", "land", v1::TICKET_STATE_WAITING, 135);
    bound.set_counter(4);
    *office.add_tickets() = bound;
    auto urgent = ticket(15, "H013", "civil-status", v1::TICKET_STATE_WAITING, 150);
    urgent.set_urgent(true);
    *office.add_tickets() = urgent;
    *office.add_tickets() = ticket(16, "H008", "civil-status", v1::TICKET_STATE_NO_SHOW, 90);
    return office;
}

}  // namespace luot::counter::fixture
