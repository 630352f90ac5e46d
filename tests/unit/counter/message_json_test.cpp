#include "message_json/message_json.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "luot/v1/envelope.pb.h"

namespace luot::message_json {

TEST_CASE("messages as scripts like them") {
    v1::CalledResult called;
    called.set_ticket(12);
    called.set_number("Đ012");
    called.set_reason(v1::CALL_REASON_HEAD_START);
    CHECK(boost::json::serialize(to_json(called)) ==
          R"({"ticket":12,"number":"Đ012","counter":0,"service":"","ticket_class":"","reason":"head_start","waited_us":0,"calls":0})");
}

TEST_CASE("absent messages and optionals are left out and lists are there") {
    v1::FieldStatus field;
    field.set_service("land");
    const auto bare = to_json(field);
    CHECK_FALSE(bare.contains("quota"));
    CHECK_FALSE(bare.contains("expected"));
    CHECK(bare.at("waiting") == 0);
    field.set_quota(0);
    field.mutable_expected()->set_low_us(5);
    const auto full = to_json(field);
    CHECK(full.at("quota") == 0);
    CHECK(full.at("expected").at("low_us") == 5);

    v1::Event event;
    event.set_seq(7);
    event.add_changes()->set_day_cleared(true);
    CHECK(boost::json::serialize(to_json(event)) == R"({"seq":7,"at_us":0,"changes":[{"day_cleared":true}]})");
    v1::CounterStatus counter;
    counter.add_holds(3);
    counter.add_serves("land");
    CHECK(boost::json::serialize(to_json(counter).at("holds")) == "[3]");
    CHECK(boost::json::serialize(to_json(counter).at("serves")) == R"(["land"])");
    CHECK(to_json(counter).at("state") == "unspecified");
}

TEST_CASE("an enum value from a newer server stays a number") {
    v1::TicketStatus ticket;
    ticket.set_state(static_cast<v1::TicketState>(77));
    CHECK(to_json(ticket).at("state") == "77");
}

}  // namespace luot::message_json
