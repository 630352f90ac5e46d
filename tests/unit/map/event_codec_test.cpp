#include <doctest/doctest.h>

#include <random>
#include <set>

#include "coverage.hpp"
#include "fill.hpp"
#include "luot/v1/journal.pb.h"
#include "map/codec.hpp"
#include "map/kinds.hpp"

using namespace luot;
using luot::test::Filler;
using luot::test::for_each_alternative;
using luot::test::members;

namespace {

const map::ProtobufCodec codec;

core::Event event_with(core::EventBody body) {
    core::Event event;
    event.seq = 901;
    event.at_us = 1'772'411'000'000'123;
    event.business_day.days = 20'514;
    event.session = core::SessionId(71);
    event.no = 72;
    event.acked_through = 69;
    event.body = std::move(body);
    return event;
}

journal::Row row_of(const core::Event& event) {
    const journal::EncodedEvent encoded = codec.encode(event);
    journal::Row row;
    row.seq = event.seq;
    row.at_us = event.at_us;
    row.business_day = event.business_day;
    row.kind = encoded.kind;
    row.payload = encoded.payload;
    return row;
}

// Calls visit(event) for each alternative, filled.
template <class Visit>
void for_each_event(const Visit& visit) {
    for_each_alternative<core::EventBody>([&]<class Body>(std::type_identity<Body>) { visit(event_with(Filler().make<Body>())); });
}

std::string refusal(const journal::Row& row) {
    const auto decoded = codec.decode(row);
    return decoded ? "" : decoded.error().what;
}

std::string hex(const std::string& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4];
        out += digits[value & 15];
    }
    return out;
}

}  // namespace

TEST_CASE("every kind of event comes back from the journal as it was") {
    for_each_alternative<core::EventBody>([]<class Body>(std::type_identity<Body>) {
        const core::Event event = event_with(Filler().make<Body>());
        const journal::Row row = row_of(event);
        CAPTURE(row.kind);
        auto decoded = codec.decode(row);
        REQUIRE(decoded.has_value());
        CHECK(decoded->seq == event.seq);
        CHECK(decoded->at_us == event.at_us);
        CHECK(decoded->business_day == event.business_day);
        CHECK(decoded->session == event.session);
        CHECK(decoded->no == event.no);
        CHECK(decoded->acked_through == event.acked_through);
        REQUIRE(std::holds_alternative<Body>(decoded->body));
        Body expected = std::get<Body>(event.body);
        CHECK((members(std::get<Body>(decoded->body)) == members(expected)));
        CHECK(row_of(*decoded).payload == row.payload);
    });
}

TEST_CASE("an event of defaults comes back too") {
    for_each_alternative<core::EventBody>([]<class Body>(std::type_identity<Body>) {
        core::Event event;
        event.seq = 1;
        event.body = Body{};
        const journal::Row row = row_of(event);
        CAPTURE(row.kind);
        const auto decoded = codec.decode(row);
        REQUIRE(decoded.has_value());
        CHECK(row_of(*decoded).payload == row.payload);
    });
}

TEST_CASE("no field of a payload is forgotten") {
    for_each_event([](const core::Event& event) {
        v1::JournalPayload payload;
        REQUIRE(payload.ParseFromString(codec.encode(event).payload));
        CHECK(test::unset_fields(payload) == "");
    });
}

TEST_CASE("each kind of event has a number of its own and it stays") {
    std::set<std::uint16_t> numbers;
    for_each_event([&](const core::Event& event) { CHECK(numbers.insert(codec.encode(event).kind).second); });
    const std::set<std::uint16_t> for_ever{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 30, 31, 32, 33, 34, 35, 36, 37, 38,
                                           39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 60, 61, 62, 63, 64, 65, 66, 67};
    CHECK(numbers == for_ever);
    CHECK(codec.encode(event_with(core::TicketIssued{})).kind == 30);
    CHECK(codec.encode(event_with(core::TicketCalled{})).kind == 33);
    CHECK(codec.encode(event_with(core::OfficeConfigured{})).kind == 10);
}

TEST_CASE("what was written before there were cards and scanners reads as an office without them") {
    v1::JournalPayload payload;
    payload.set_version(1);
    v1::TicketIssued& issued = *payload.mutable_ticket_issued();
    issued.set_number("H012");
    issued.set_slip(v1::SLIP_STATE_PENDING);
    journal::Row row = row_of(event_with(core::TicketIssued{}));
    row.payload = payload.SerializeAsString();
    const auto ticket = codec.decode(row);
    REQUIRE(ticket.has_value());
    CHECK(std::get<core::TicketIssued>(ticket->body).person.empty());
    CHECK(std::get<core::TicketIssued>(ticket->body).present_by_us == 0);

    v1::OfficeConfigured& configured = *payload.mutable_office_configured();
    configured.mutable_office()->set_code("old");
    configured.mutable_office()->add_classes()->set_code("elderly");
    configured.mutable_office()->mutable_policy()->set_kind(v1::POLICY_KIND_STRICT);
    row = row_of(event_with(core::OfficeConfigured{}));
    row.payload = payload.SerializeAsString();
    const auto office = codec.decode(row);
    REQUIRE(office.has_value());
    const core::Office& read = std::get<core::OfficeConfigured>(office->body).office;
    CHECK(read.kiosk == core::KioskRules{});
    CHECK(read.kiosk.card == core::CardUse::none);
    CHECK(read.slip == core::SlipLayout{});
    CHECK(read.voice == core::VoiceRules{});
    CHECK(read.voice.chime);
    CHECK(read.boards.empty());
    CHECK(read.screens == core::ScreenRules{});
    CHECK(read.classes.at(0).min_age == 0);
}

TEST_CASE("what was written before counters were handed over and ends put right reads as neither") {
    // Rows as an earlier version wrote them, byte for byte.
    const auto decoded_of = [](const core::EventBody& body, const std::string& payload) {
        journal::Row row = row_of(event_with(body));
        row.payload = payload;
        const auto decoded = codec.decode(row);
        REQUIRE(decoded.has_value());
        return decoded->body;
    };
    // version 1, ticket_finished{300, counter 4, "accepted"}; version 1, counter_opened{4, "lan", "minh"}
    const auto finished = decoded_of(core::TicketFinished{},
                                     "\x08\x01\xe2\x02\x0f\x08\xac\x02\x10\x04\x1a\x08"
                                     "accepted");
    CHECK(std::get<core::TicketFinished>(finished).outcome.value == "accepted");
    CHECK(std::get<core::TicketFinished>(finished).ended_us == 0);
    const auto opened = decoded_of(core::CounterOpened{}, "\x08\x01\xe2\x03\x0d\x08\x04\x12\x03lan\x1a\x04minh");
    CHECK(std::get<core::CounterOpened>(opened).taken_from.value == "minh");
    CHECK_FALSE(std::get<core::CounterOpened>(opened).handed_over);

    // And what is written now of an end that is right and a counter that is opened is the same as then.
    const auto payload_of = [](const core::EventBody& body) {
        core::Event event;
        event.body = body;
        return hex(codec.encode(event).payload);
    };
    CHECK(payload_of(core::TicketFinished{core::TicketId(300), core::CounterId(4), core::OutcomeCode("accepted")}) ==
          "0801e2020f08ac0210041a086163636570746564");
    CHECK(payload_of(core::CounterOpened{core::CounterId(4), core::ClerkCode("lan"), core::ClerkCode("minh")}) ==
          "0801e2030d080412036c616e1a046d696e68");
}

TEST_CASE("the bytes of a payload stay what they were in the first version") {
    core::TicketCalled called;
    called.ticket = core::TicketId(300);
    called.counter = core::CounterId(4);
    called.clerk = core::ClerkCode("lan");
    called.reason = core::CallReason::chosen;
    called.code = core::ReasonCode("no-form");
    called.helping = true;
    CHECK(hex(codec.encode(event_with(called)).payload) ==
          "0801104718482045"
          "8a021708ac0210041a036c616e200a2a076e6f2d666f726d3001");
}

TEST_CASE("a payload cut anywhere is refused") {
    for_each_event([](const core::Event& event) {
        const journal::Row whole = row_of(event);
        for (std::size_t length = 0; length < whole.payload.size(); ++length) {
            journal::Row cut = whole;
            cut.payload.resize(length);
            CAPTURE(whole.kind);
            CAPTURE(length);
            CHECK_FALSE(codec.decode(cut).has_value());
        }
    });
}

TEST_CASE("a garbled payload is refused or is another event and never a crash") {
    const unsigned seed = 20260302;
    CAPTURE(seed);
    std::mt19937 random(seed);
    for_each_event([&](const core::Event& event) {
        const journal::Row whole = row_of(event);
        for (std::size_t at = 0; at < whole.payload.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                journal::Row garbled = whole;
                garbled.payload[at] = static_cast<char>(static_cast<unsigned char>(garbled.payload[at]) ^ (1U << bit));
                if (const auto decoded = codec.decode(garbled)) CHECK(codec.encode(*decoded).kind == whole.kind);
            }
        }
    });
    for (int round = 0; round < 5'000; ++round) {
        journal::Row noise;
        noise.kind = static_cast<std::uint16_t>(random() % 80);
        noise.payload.resize(random() % 64);
        for (char& byte : noise.payload) byte = static_cast<char>(random());
        if (const auto decoded = codec.decode(noise)) CHECK(codec.encode(*decoded).kind == noise.kind);
    }
}

TEST_CASE("what this version does not know is refused with a reason") {
    const journal::Row row = row_of(event_with(Filler().make<core::TicketIssued>()));

    SUBCASE("a kind that is not the payload's") {
        journal::Row other = row;
        other.kind = 31;
        CHECK(refusal(other) == "event 901 cannot be read: its payload is of another kind than its row");
    }
    SUBCASE("an erased payload") {
        journal::Row erased = row;
        erased.payload.clear();
        CHECK(refusal(erased) == "event 901 cannot be read: written by a version that this one does not know");
    }
    SUBCASE("a newer version") {
        v1::JournalPayload payload;
        REQUIRE(payload.ParseFromString(row.payload));
        payload.set_version(2);
        journal::Row newer = row;
        newer.payload = payload.SerializeAsString();
        CHECK(refusal(newer) == "event 901 cannot be read: written by a version that this one does not know");
    }
    SUBCASE("a newer kind") {
        journal::Row newer = row;
        newer.kind = 999;
        newer.payload = std::string("\x08\x01\xba\x3e\x00", 5);  // version 1, and field 999
        CHECK(refusal(newer) == "event 901 cannot be read: no event of a kind that this version knows");
    }
    SUBCASE("a newer value of an enum") {
        v1::JournalPayload payload;
        REQUIRE(payload.ParseFromString(row.payload));
        payload.mutable_ticket_issued()->set_slip(static_cast<v1::SlipState>(99));
        journal::Row newer = row;
        newer.payload = payload.SerializeAsString();
        CHECK(refusal(newer) == "event 901 cannot be read: a state of a slip that this version does not know");
    }
    SUBCASE("a number that does not fit") {
        v1::JournalPayload payload;
        payload.set_version(1);
        payload.mutable_ticket_rated()->set_grade(256);
        journal::Row wide = row;
        wide.kind = 48;
        wide.payload = payload.SerializeAsString();
        CHECK(refusal(wide) == "event 901 cannot be read: grade");
    }
    SUBCASE("text that is not UTF-8") {
        journal::Row broken = row_of(event_with(core::NoticeSet{"abc"}));
        broken.payload.replace(broken.payload.find("abc"), 3, "a\xff\xfe");
        CHECK(refusal(broken) == "event 901 cannot be read: its payload is garbled");
    }
}
