#include "bench/figures.hpp"

#include <doctest/doctest.h>

#include "bench/report.hpp"

using namespace luot::bench;

TEST_CASE("percentiles are of the nearest rank") {
    const std::vector<double> values{40, 10, 30, 20};
    CHECK(percentile(values, 0.5) == 20);
    CHECK(percentile(values, 0.51) == 30);
    CHECK(percentile(values, 0.99) == 40);
    CHECK(percentile(values, 1) == 40);
    CHECK(percentile(values, 0.01) == 10);
    CHECK(percentile({}, 0.5) == 0);
    CHECK(percentile({7}, 0.5) == 7);
}

TEST_CASE("rounds have a median and a spread") {
    CHECK(Rounds({3, 1, 2}).median() == 2);
    CHECK(Rounds({4, 1, 2, 3}).median() == doctest::Approx(2.5));
    CHECK(Rounds({3, 1, 2}).spread() == 3);
    CHECK(Rounds({0, 1}).spread() == 0);
    CHECK(Rounds().median() == 0);
    CHECK(sum(Rounds({1, 2}), Rounds({10, 20, 30})).values() == std::vector<double>{11, 22});
}

TEST_CASE("a floor that spreads too far decides nothing") {
    const Target target{Target::Kind::at_most, 2};
    const Rounds figure({10, 10, 10, 10, 10});
    const Verdict steady = judge(figure, Rounds({5, 5, 6, 6, 7}), target);
    CHECK(steady.ratio == doctest::Approx(10.0 / 6));
    CHECK(steady.met());
    CHECK_FALSE(steady.inconclusive);
    CHECK(judge(figure, Rounds({4, 5, 6, 6, 7}), target).inconclusive);
    CHECK(judge(figure, Rounds({5, 5, 5, 5}), target).inconclusive);
    CHECK_FALSE(judge(Rounds({13, 13, 13}), Rounds({6, 6, 6, 6, 6}), target).met());
    CHECK(judge(figure, Rounds({40, 40, 40, 40, 40}), {Target::Kind::at_least, 0.25}).met());
    CHECK_FALSE(judge(figure, Rounds({41, 41, 41, 41, 41}), {Target::Kind::at_least, 0.25}).met());
    CHECK(target.text() == "<= 2");
    CHECK(Target{Target::Kind::at_least, 0.25}.text() == ">= 0.25");
}

TEST_CASE("both sides alternate and take turns at going first") {
    std::string order;
    alternate(
        3, [&](std::size_t round) { order += "L" + std::to_string(round); },
        [&](std::size_t round) { order += "R" + std::to_string(round); });
    CHECK(order == "L0R0R1L1L2R2");
}

TEST_CASE("figures are printed with their rounds") {
    boost::json::object out = json_of(Rounds({1.00049, 2, 4}));
    CHECK(out.at("median").as_double() == 2);
    CHECK(out.at("spread").as_double() == doctest::Approx(3.998));
    CHECK(out.at("rounds").as_array().at(0).as_double() == 1);
    put_verdict(out, judge(Rounds({1}), Rounds({2, 2, 2, 2, 2}), {Target::Kind::at_most, 1}));
    CHECK(out.at("ratio").as_double() == 0.5);
    CHECK(out.at("met").as_bool());
    CHECK_FALSE(out.at("inconclusive").as_bool());
}

TEST_CASE("numbers are printed in plain digits") {
    const boost::json::object out{{"a", 1500.0}, {"b", 0.25}, {"c", 7}, {"d", {1.5, true, "x\"y"}}, {"e", boost::json::object()}};
    CHECK(text_of(out) == R"({"a": 1500, "b": 0.25, "c": 7, "d": [1.5, true, "x\"y"], "e": {}})");
}
