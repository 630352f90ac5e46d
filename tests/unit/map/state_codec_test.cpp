#include <doctest/doctest.h>

#include <random>
#include <set>

#include "busy_office.hpp"
#include "core/invariants.hpp"
#include "core/limits.hpp"
#include "coverage.hpp"
#include "fill.hpp"
#include "luot/v1/checkpoint.pb.h"
#include "map/bytes.hpp"
#include "map/codec.hpp"

using namespace luot;
using luot::test::Filler;

namespace {

const map::ProtobufCodec codec;

// A state in which every member that is kept has a value of its own. It is no state that an office could come to.
core::State filled_state() {
    Filler filler;
    core::State state;
    filler.fill(state.seq);
    filler.fill(state.at_us);
    filler.fill(state.epoch);
    filler.fill(state.office);
    filler.fill(state.office_digest);
    state.clock_suspect = state.day_open = state.issuing_ended = state.marker_stays = true;
    filler.fill(state.day);
    filler.fill(state.day_ends_at_us);
    filler.fill(state.number_marker);
    filler.fill(state.notice);
    state.notice_urgent = true;
    filler.fill(state.notice_seq);
    filler.fill(state.notice_at_us);
    filler.fill(state.last_ordinal);
    filler.fill(state.recent_calls);
    for (int i = 0; i < 3; ++i) {
        const auto service = filler.make<core::ServiceCode>();
        state.fields.emplace(service, filler.make<core::FieldState>());
        const auto counter = filler.make<core::Counter>();
        state.counters.emplace(counter.id, counter);
        const auto session = filler.make<core::Session>();
        state.sessions.emplace(session.id, session);
        auto ticket = filler.make<core::Ticket>();
        ticket.state = static_cast<core::TicketState>(1 + i);  // waiting, called, serving
        ticket.service = service;
        ticket.for_counter = counter.id;
        state.tickets.emplace(ticket.id, ticket);
        state.clerk_days.emplace(filler.make<core::ClerkCode>(), filler.make<core::ClerkDay>());
    }
    core::derive(state);
    return state;
}

journal::Checkpoint checkpoint_of(const core::State& state) {
    journal::Checkpoint checkpoint;
    checkpoint.seq = state.seq;
    checkpoint.format = codec.state_format();
    checkpoint.state = codec.encode(state);
    return checkpoint;
}

v1::Checkpoint message_of(const core::State& state) {
    v1::Checkpoint message;
    REQUIRE(message.ParseFromString(codec.encode(state)));
    return message;
}

std::string refusal(const journal::Checkpoint& checkpoint) {
    const auto decoded = codec.decode_state(checkpoint);
    return decoded ? "" : decoded.error().what;
}

}  // namespace

TEST_CASE("a checkpoint that is written ticket by ticket has the bytes of the message in one piece") {
    const core::State state = filled_state();
    REQUIRE(state.tickets.size() > 1);
    CHECK(codec.encode(state) == map::to_bytes(message_of(state)));
    CHECK(codec.encode(core::State()) == map::to_bytes(message_of(core::State())));
}

TEST_CASE("a state comes back from its checkpoint as it was") {
    const core::State state = filled_state();
    const auto decoded = codec.decode_state(checkpoint_of(state));
    REQUIRE(decoded.has_value());
    CHECK((*decoded == state));
    CHECK(codec.encode(*decoded) == codec.encode(state));
}

TEST_CASE("an empty state comes back too") {
    const core::State state;
    const auto decoded = codec.decode_state(checkpoint_of(state));
    REQUIRE(decoded.has_value());
    CHECK((*decoded == state));
}

TEST_CASE("no field of a checkpoint is forgotten") {
    CHECK(test::unset_fields(message_of(filled_state())) == "");
}

TEST_CASE("states of a busy day come back from journal and checkpoint alike") {
    const std::uint64_t seed = test::seed_or(7);
    CAPTURE(seed);
    const test::BusyOffice busy(seed, 3'000);
    core::State folded;
    std::size_t compared = 0;
    std::set<std::uint16_t> kinds;
    for (const core::Event& event : busy.journal()) {
        const journal::EncodedEvent encoded = codec.encode(event);
        const auto decoded = codec.decode(journal::Row{event.seq, event.at_us, event.business_day, encoded.kind, encoded.payload});
        REQUIRE(decoded.has_value());
        REQUIRE(codec.encode(*decoded).payload == encoded.payload);
        kinds.insert(encoded.kind);
        core::apply(folded, *decoded);
        if (event.seq % 97 != 0) continue;
        const auto loaded = codec.decode_state(checkpoint_of(folded));
        REQUIRE(loaded.has_value());
        REQUIRE((*loaded == folded));
        REQUIRE(codec.encode(*loaded) == codec.encode(folded));
        ++compared;
    }
    CHECK(compared > 10);
    if (seed == 7) CHECK(kinds.size() >= 34);  // all but the start of an epoch, the end of a session, and two
    CHECK((folded == busy.state()));
}

TEST_CASE("the base of a prune that knew nothing of clerks days has those that its tickets tell of") {
    const std::uint64_t seed = test::seed_or(9);
    CAPTURE(seed);
    const test::BusyOffice busy(seed, 1'400);
    core::State old = busy.state();
    REQUIRE(old.clerk_days.size() >= 2);
    // Format 3 had no such fields.
    v1::Checkpoint message = message_of(old);
    message.mutable_state()->clear_clerk_days();
    for (auto& counter : *message.mutable_state()->mutable_counters()) {
        counter.clear_help();
        counter.clear_help_since_us();
    }
    for (auto& field : *message.mutable_state()->mutable_fields()) field.clear_recent_services_us();
    journal::Checkpoint checkpoint = checkpoint_of(old);
    checkpoint.format = 3;
    checkpoint.state = message.SerializeAsString();
    REQUIRE(codec.reads_state_of(3));
    const auto decoded = codec.decode_state(checkpoint);
    REQUIRE(decoded.has_value());
    CHECK(core::invariants(*decoded) == std::vector<std::string>());

    // But for what it did not know, it is the state.
    for (auto& [clerk, day] : old.clerk_days) day.paused_us = 0;
    std::erase_if(old.clerk_days, [](const auto& entry) { return entry.second.services_us.empty(); });
    for (auto& [code, field] : old.fields) field.recent_services_us.clear();
    for (auto& [id, counter] : old.counters) {
        counter.help = core::HelpState::none;
        counter.help_since_us = 0;
    }
    CHECK((*decoded == old));
}

TEST_CASE("a checkpoint cut anywhere is refused") {
    const journal::Checkpoint whole = checkpoint_of(filled_state());
    for (std::size_t length = 0; length < whole.state.size(); ++length) {
        journal::Checkpoint cut = whole;
        cut.state.resize(length);
        CAPTURE(length);
        CHECK_FALSE(codec.decode_state(cut).has_value());
    }
}

TEST_CASE("a garbled checkpoint is refused or is another state and never a crash") {
    const unsigned seed = 42;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const journal::Checkpoint whole = checkpoint_of(filled_state());
    std::size_t refused = 0;
    for (std::size_t at = 0; at < whole.state.size(); ++at) {
        journal::Checkpoint garbled = whole;
        garbled.state[at] = static_cast<char>(random());
        if (!codec.decode_state(garbled)) ++refused;
    }
    CHECK(refused > 0);
}

TEST_CASE("a checkpoint out of bounds is refused with a reason") {
    const core::State state = filled_state();
    v1::Checkpoint message = message_of(state);
    journal::Checkpoint checkpoint = checkpoint_of(state);
    const std::string at = "checkpoint at " + std::to_string(state.seq) + " cannot be read: ";
    std::string expected;

    SUBCASE("another format") {
        checkpoint.format = codec.state_format() + 1;  // of a program to come
        CHECK(refusal(checkpoint) == at + "format " + std::to_string(codec.state_format() + 1) + " is not known");
        return;
    }
    SUBCASE("of another event") {
        checkpoint.seq = 1;
        CHECK(refusal(checkpoint) == "checkpoint at 1 cannot be read: its state is of event " + std::to_string(state.seq));
        return;
    }
    SUBCASE("a ticket twice") {
        *message.mutable_state()->add_tickets() = message.state().tickets(0);
        expected = "tickets out of order";
    }
    SUBCASE("a ticket without a leg") {
        message.mutable_state()->mutable_tickets(1)->clear_legs();
        expected = "a ticket without a leg";
    }
    SUBCASE("a ticket without a state") {
        message.mutable_state()->mutable_tickets(0)->set_state(v1::TICKET_STATE_UNSPECIFIED);
        expected = "a ticket without a state";
    }
    SUBCASE("an unknown state") {
        message.mutable_state()->mutable_tickets(0)->set_state(static_cast<v1::TicketState>(12));
        expected = "a value of an enum that this version does not know";
    }
    SUBCASE("too many answers of a session") {
        auto& session = *message.mutable_state()->mutable_sessions(0);
        session.clear_answers();
        for (std::uint64_t no = 1; no <= 65; ++no) session.add_answers()->set_no(no);
        expected = "too many answers of one session";
    }
    SUBCASE("sessions out of order") {
        message.mutable_state()->mutable_sessions()->SwapElements(0, 2);
        expected = "sessions out of order";
    }
    SUBCASE("too many legs") {
        auto& ticket = *message.mutable_state()->mutable_tickets(0);
        for (int i = 0; i < 40; ++i) *ticket.add_legs() = ticket.legs(0);
        expected = "too many legs";
    }
    SUBCASE("a language twice") {
        auto& name = *message.mutable_state()->mutable_office()->mutable_name();
        *name.add_texts() = name.texts(0);
        expected = "a language twice in one text";
    }
    SUBCASE("who waits in no field") {
        auto& ticket = *message.mutable_state()->mutable_tickets(0);
        ticket.set_state(v1::TICKET_STATE_WAITING);
        ticket.set_service("nowhere");
        expected = "a ticket waits in a field that is not there";
    }
    SUBCASE("who waits for no counter") {
        auto& ticket = *message.mutable_state()->mutable_tickets(0);
        ticket.set_state(v1::TICKET_STATE_WAITING);
        ticket.set_service(message.state().fields(0).service());
        ticket.set_for_counter(7'777);
        expected = "a ticket waits for a counter that is not there";
    }
    SUBCASE("clerks' days out of order") {
        message.mutable_state()->mutable_clerk_days()->SwapElements(0, 2);
        expected = "clerks' days out of order";
    }
    SUBCASE("services of a clerk out of order") {
        message.mutable_state()->mutable_clerk_days(0)->mutable_services_us()->SwapElements(0, 1);
        expected = "services of a clerk out of order";
    }
    SUBCASE("too many services of a clerk") {
        auto& day = *message.mutable_state()->mutable_clerk_days(0);
        day.clear_services_us();
        for (std::size_t i = 0; i <= core::limits::services_of_clerk; ++i) day.add_services_us(5);
        expected = "too many services of one clerk";
    }
    SUBCASE("too many service times of a field") {
        auto& field = *message.mutable_state()->mutable_fields(0);
        for (std::size_t i = 0; i <= core::limits::recent_services; ++i) field.add_recent_services_us(5);
        expected = "too many service times of one field";
    }
    SUBCASE("a hold twice") {
        auto& counter = *message.mutable_state()->mutable_counters(0);
        counter.add_holds(counter.holds(0));
        expected = "a hold twice";
    }
    checkpoint.state = message.SerializeAsString();
    CHECK(refusal(checkpoint) == at + expected);
}
