#include "web/phone/visit_streams.hpp"

#include <doctest/doctest.h>

using namespace luot::web;
using namespace luot::web::phone;
using luot::core::TicketState;

namespace {

VisitView visit(const std::string& number, TicketState state = TicketState::waiting) {
    VisitView view;
    view.number = number;
    view.state = state;
    return view;
}

// Visits by token, as they are now.
struct Visits {
    Visits()
        : streams(
              limits(), [this](const std::string& token) { return look_at(token); },
              [](const VisitView& view, const std::string& language) { return view.number + language; },
              [] { return R"({"clock":"09:42"})"; }) {}

    static Limits limits() {
        Limits limits;
        limits.streams = 5;
        limits.streams_a_token = 2;
        return limits;
    }
    std::optional<VisitView> look_at(const std::string& token) {
        ++asked;
        const auto found = visits.find(token);
        return found == visits.end() ? std::nullopt : std::optional<VisitView>(found->second);
    }

    std::map<std::string, VisitView> visits{{"a", visit("A")}, {"b", visit("B")}};
    int asked = 0;
    VisitStreams streams;
};

const std::string alive = "event: alive\ndata: {\"clock\":\"09:42\"}\n\n";

}  // namespace

TEST_CASE("phone stream begins with how it is and tells what changed alone") {
    Visits house;
    const auto stream = house.streams.open("a", "vi");
    int woken = 0;
    stream->set_wake([&] { ++woken; });
    CHECK(stream->next() == "event: visit\ndata: Avi\n\n" + alive);
    CHECK_FALSE(stream->next().has_value());
    house.streams.look();
    CHECK(woken == 1);
    CHECK_FALSE(stream->next().has_value());
    house.visits["a"].number = "A2";
    house.streams.look("b");
    CHECK(woken == 1);
    house.streams.look("a");
    house.streams.look();
    CHECK(woken == 2);  // it is awake already
    CHECK(stream->next() == "event: visit\ndata: A2vi\n\n" + alive);
    house.streams.alive();
    CHECK(stream->next() == alive);
    CHECK_FALSE(stream->over());
}

TEST_CASE("phone stream who reads slowly gets the last of it and nothing is kept meanwhile") {
    Visits house;
    const auto stream = house.streams.open("a", "vi");
    for (int i = 0; i < 100; ++i) {
        house.visits["a"].number = std::to_string(i);
        house.streams.look();
    }
    CHECK(house.asked == 0);
    CHECK(stream->next() == "event: visit\ndata: 99vi\n\n" + alive);
}

TEST_CASE("phone stream ends with the visit and with the day") {
    Visits house;
    const auto first = house.streams.open("a", "vi");
    const auto second = house.streams.open("b", "vi");
    CHECK(first->next().has_value());
    CHECK(second->next().has_value());
    house.visits["a"] = visit("over", TicketState::served);
    house.visits.erase("b");
    house.streams.look();
    CHECK(first->next() == "event: visit\ndata: overvi\n\n" + alive);
    CHECK(first->over());
    CHECK(second->next() == "event: gone\ndata: {}\n\n");
    CHECK(second->over());
    CHECK_FALSE(second->next().has_value());
    CHECK(house.streams.open_streams() == 0);
}

TEST_CASE("phone stream of one token the oldest gives way and beyond all of them nobody comes in") {
    Visits house;
    const auto first = house.streams.open("a", "vi");
    const auto second = house.streams.open("a", "vi");
    bool woken = false;
    first->set_wake([&] { woken = true; });
    auto third = house.streams.open("a", "vi");
    CHECK(woken);
    CHECK(first->over());
    CHECK_FALSE(second->over());
    CHECK(house.streams.open_streams() == 2);
    const auto b1 = house.streams.open("b", "vi");
    const auto b2 = house.streams.open("b", "vi");
    const auto c = house.streams.open("c", "vi");
    CHECK(house.streams.open_streams() == 5);
    CHECK(house.streams.open("d", "vi") == nullptr);
    third.reset();  // its reader is gone
    CHECK(house.streams.open_streams() == 4);
    CHECK(house.streams.open("d", "vi") != nullptr);
}

TEST_CASE("phone stream whoever goes while others are woken does no harm") {
    Visits house;
    std::shared_ptr<Stream> one = house.streams.open("a", "vi");
    std::shared_ptr<Stream> other = house.streams.open("b", "vi");
    CHECK(one->next().has_value());
    CHECK(other->next().has_value());
    one->set_wake([&] { other.reset(); });
    other->set_wake([&] { one.reset(); });
    house.streams.look();
    CHECK((one == nullptr) != (other == nullptr));
    CHECK(house.streams.open_streams() == 1);
}

TEST_CASE("phone stream when the server stops all are over and nobody comes in") {
    Visits house;
    const auto stream = house.streams.open("a", "vi");
    house.streams.end();
    CHECK(stream->over());
    CHECK(house.streams.open("b", "vi") == nullptr);
}

TEST_CASE("phone stream outlives the pages as one that is over") {
    std::shared_ptr<Stream> stream;
    {
        Visits house;
        stream = house.streams.open("a", "vi");
    }
    CHECK(stream->over());
    CHECK_FALSE(stream->next().has_value());
}
