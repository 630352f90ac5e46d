// A small office as the server shows it, and what happens there, for the tests of the board's model.
#pragma once

#include <cstdint>
#include <string>

#include "board/board_model.hpp"
#include "words_of/shipped.hpp"

namespace luot::board {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;
constexpr std::int32_t monday = 20514;  // 2026-03-02
constexpr std::int64_t noon_us = 1'000'000 * second_us;

inline const words::Words& words() {
    return testing::shipped_words();
}

inline LocalTime at(int hour, int minute) {
    return {monday, hour * 60 + minute};
}

inline void add_text(v1::Texts* texts, const std::string& text) {
    auto* entry = texts->add_texts();
    entry->set_language("vi");
    entry->set_text(text);
}

inline void add_hours(v1::Office* office, const std::string& code, int from, int until) {
    auto* hours = office->add_sessions();
    hours->set_code(code);
    hours->set_weekdays(0x1f);
    hours->set_from_minute(from);
    hours->set_until_minute(until);
}

inline v1::CallMade made(std::uint64_t seq, std::int64_t at_us, const std::string& number, std::uint64_t counter,
                         std::uint64_t ticket = 0) {
    v1::CallMade call;
    call.set_seq(seq);
    call.set_at_us(at_us);
    call.set_ticket(ticket != 0 ? ticket : seq);
    call.set_number(number);
    call.set_service("civil-status");
    call.set_counter(counter);
    call.set_calls(1);
    return call;
}

inline v1::Snapshot snapshot(std::uint64_t seq, std::int64_t at_us) {
    v1::Snapshot office;
    office.set_seq(seq);
    office.set_at_us(at_us);
    add_text(office.mutable_office()->mutable_name(), "UBND phường Thử");
    add_hours(office.mutable_office(), "morning", 450, 690);
    add_hours(office.mutable_office(), "afternoon", 810, 1020);
    auto* service = office.mutable_office()->add_services();
    service->set_code("civil-status");
    add_text(service->mutable_name(), "Hộ tịch");
    auto* field = office.add_fields();
    field->set_service("civil-status");
    field->set_waiting(7);
    field->mutable_expected()->set_low_us(12 * minute_us + 1);
    field->mutable_expected()->set_high_us(17 * minute_us + 1);
    office.mutable_day()->set_business_day(monday);
    office.mutable_day()->set_open(true);
    return office;
}

inline v1::Welcome welcome(std::uint64_t seq, std::int64_t at_us, double speed = 1, std::uint64_t epoch = 1) {
    v1::Welcome greeting;
    greeting.set_seq(seq);
    greeting.set_at_us(at_us);
    greeting.set_speed(speed);
    greeting.set_epoch(epoch);
    return greeting;
}

inline v1::Event call_event(const v1::CallMade& call) {
    v1::Event event;
    event.set_seq(call.seq());
    event.set_at_us(call.at_us());
    *event.add_changes()->mutable_call() = call;
    return event;
}

}  // namespace luot::board
