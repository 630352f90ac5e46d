// A ward office as the screen at counter 3 meets it, that screen, and whoever stands before it.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "luot/v1/push.pb.h"
#include "rating/rating_fsm.hpp"
#include "words_of/shipped.hpp"

namespace luot::testing {

using rating::Instant;

constexpr std::int64_t noon_us = 1'772'427'600'000'000;
constexpr std::int32_t today = 20'514;
constexpr std::uint64_t our_counter = 3;

inline void add_text(v1::Texts& texts, const char* language, const char* text) {
    auto* made = texts.add_texts();
    made->set_language(language);
    made->set_text(text);
}

inline v1::CounterStatus counter_status(std::uint64_t counter, std::uint64_t ticket = 0, const std::string& number = "",
                                        v1::TicketState state = v1::TICKET_STATE_UNSPECIFIED) {
    v1::CounterStatus status;
    status.set_counter(counter);
    status.set_state(v1::COUNTER_STATE_OPEN);
    status.set_ticket(ticket);
    status.set_number(number);
    status.set_ticket_state(state);
    return status;
}

inline v1::TicketStatus ticket_status(std::uint64_t ticket, const std::string& number, v1::TicketState state, std::int64_t ended_us) {
    v1::TicketStatus status;
    status.set_ticket(ticket);
    status.set_number(number);
    status.set_state(state);
    status.set_ended_us(ended_us);
    return status;
}

inline v1::Snapshot rating_snapshot() {
    v1::Snapshot snapshot;
    snapshot.set_seq(100);
    snapshot.set_at_us(noon_us);
    auto& office = *snapshot.mutable_office();
    office.set_code("thanh-xuan");
    add_text(*office.mutable_name(), "vi", "Trung tâm Phục vụ hành chính công phường Thanh Xuân");
    add_text(*office.mutable_name(), "en", "Thanh Xuân Ward Public Service Centre");
    office.add_languages("vi");
    office.add_languages("en");
    office.mutable_desk()->mutable_rating()->set_on(true);
    office.mutable_desk()->mutable_rating()->set_seconds(30);
    snapshot.mutable_day()->set_business_day(today);
    snapshot.mutable_day()->set_open(true);
    *snapshot.add_counters() = counter_status(our_counter);
    *snapshot.add_counters() = counter_status(4);
    return snapshot;
}

// The screen, with what a program around it does at once: what is to be kept is on its disk, what is to be told is on its way.
struct Tablet {
    rating::RatingFsm fsm;
    Instant now{1'000'000};
    std::int64_t began_us;
    std::uint64_t seq = 100;
    std::vector<rating::KeptRating> disk;
    bool disk_full = false;
    std::size_t writes = 0;  // tried
    std::vector<rating::SendRating> sent;
    std::vector<rating::Settled> settled;

    explicit Tablet(const v1::Snapshot& snapshot = rating_snapshot(), std::vector<rating::KeptRating> kept = {})
        : fsm(our_counter, kept, shipped_words()), began_us(snapshot.at_us()), disk(kept) {
        connect(snapshot);
    }

    std::int64_t office_us() const { return began_us + (now.count() - 1'000'000) * 1'000; }
    void welcome(const std::string& office = "thanh-xuan", std::uint64_t epoch = 1) {
        v1::Welcome welcome;
        welcome.set_office(office);
        welcome.set_epoch(epoch);
        welcome.set_at_us(office_us());
        welcome.set_speed(1);
        fsm.welcome(welcome, now);
        fsm.link_changed(wire::LinkState::live, now);
    }
    void connect(v1::Snapshot snapshot) {
        welcome(snapshot.office().code());
        snapshot.set_at_us(office_us());
        fsm.snapshot(snapshot, now);
        act();
    }
    void cut() {
        fsm.link_changed(wire::LinkState::lost, now);
        act();
    }
    void act() {
        while (auto action = fsm.next()) {
            if (auto* keep = std::get_if<rating::Keep>(&*action)) write(*keep);
            if (auto* send = std::get_if<rating::SendRating>(&*action)) sent.push_back(*send);
            if (auto* done = std::get_if<rating::Settled>(&*action)) settled.push_back(*done);
        }
    }
    void write(const rating::Keep& keep) {
        ++writes;
        if (!disk_full) disk = keep.ratings;
        fsm.written(!disk_full, now);
    }
    void pass(Instant by) {
        const Instant until = now + by;
        for (auto at = fsm.deadline(); at && *at <= until; at = fsm.deadline()) {
            REQUIRE(*at > now);
            now = *at;
            fsm.wake(now);
            act();
        }
        now = until;
        fsm.wake(now);
        act();
    }
    bool touch(const std::string& target) {
        const bool there = fsm.touch(target, now);
        act();
        return there;
    }

    void event(const std::vector<v1::CounterStatus>& counters, const std::vector<v1::TicketStatus>& tickets = {}, std::int64_t at_us = 0) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(at_us == 0 ? office_us() : at_us);
        for (const auto& counter : counters) *event.add_changes()->mutable_counter() = counter;
        for (const auto& ticket : tickets) *event.add_changes()->mutable_ticket() = ticket;
        fsm.event(event, now);
        act();
    }
    void called(std::uint64_t ticket, const std::string& number) {
        event({counter_status(our_counter, ticket, number, v1::TICKET_STATE_CALLED)},
              {ticket_status(ticket, number, v1::TICKET_STATE_CALLED, 0)});
    }
    void started(std::uint64_t ticket, const std::string& number) {
        event({counter_status(our_counter, ticket, number, v1::TICKET_STATE_SERVING)},
              {ticket_status(ticket, number, v1::TICKET_STATE_SERVING, 0)});
    }
    void left(std::uint64_t ticket, const std::string& number, v1::TicketState state, std::int64_t ended_us = 0) {
        event({counter_status(our_counter)}, {ticket_status(ticket, number, state, ended_us == 0 ? office_us() : ended_us)});
    }
    // A whole visit, up to the question after it.
    void served(std::uint64_t ticket, const std::string& number) {
        called(ticket, number);
        started(ticket, number);
        pass(Instant{60'000});
        left(ticket, number, v1::TICKET_STATE_SERVED);
    }
    void answer(std::size_t which, const std::string& refusal = "") {
        v1::Reply reply;
        if (!refusal.empty()) reply.mutable_error()->set_code(refusal);
        fsm.answered(sent.at(which).request, reply, now);
        act();
    }
    rating::Screen screen() const { return fsm.page().screen; }
};

constexpr Instant a_moment{500};  // more than a touch that was meant for something else

inline const v1::Rate& told(const Tablet& tablet, std::size_t which) {
    return tablet.sent.at(which).command.rate();
}

// Asked about H012, a moment ago.
inline Tablet asked_tablet() {
    Tablet tablet;
    tablet.served(12, "H012");
    tablet.pass(a_moment);
    return tablet;
}

}  // namespace luot::testing
