#include "net/rounds.hpp"

#include <vector>

#include <doctest/doctest.h>

using luot::net::Rounds;

TEST_CASE("rounds - all are visited in pieces and who comes meanwhile is next time") {
    std::vector<std::shared_ptr<int>> members;
    Rounds<int> rounds;
    const auto add = [&](int value) {
        members.push_back(std::make_shared<int>(value));
        rounds.add(members.back());
    };
    for (int value = 1; value <= 5; ++value) add(value);
    std::vector<int> visited;
    const auto visit = [&](int value) { visited.push_back(value); };
    CHECK(!rounds.go_on(9, visit));  // none has begun
    rounds.begin();
    CHECK(rounds.go_on(2, visit));
    add(6);
    CHECK(rounds.go_on(2, visit));
    CHECK(visited == std::vector<int>{1, 2, 3, 4});
    CHECK(!rounds.go_on(2, visit));
    CHECK(visited == std::vector<int>{1, 2, 3, 4, 5});
    CHECK(!rounds.go_on(2, visit));
    visited.clear();
    rounds.begin();
    CHECK(!rounds.go_on(6, visit));
    CHECK(visited == std::vector<int>{1, 2, 6, 3, 4, 5});
}

TEST_CASE("rounds - who has gone is passed over and forgotten") {
    std::vector<std::shared_ptr<int>> members;
    Rounds<int> rounds;
    for (int value = 1; value <= 4; ++value) rounds.add(members.emplace_back(std::make_shared<int>(value)));
    std::vector<int> visited;
    rounds.begin();
    members[2].reset();
    CHECK(!rounds.go_on(4, [&](int value) {
        visited.push_back(value);
        members.back().reset();  // by whoever is visited
    }));
    CHECK(visited == std::vector<int>{1, 2});
    visited.clear();
    rounds.begin();
    CHECK(!rounds.go_on(2, [&](int value) { visited.push_back(value); }));
    CHECK(visited == std::vector<int>{1, 2});
}
