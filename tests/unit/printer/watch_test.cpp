// An idle printer is looked at, so that its trouble is known before somebody takes a number.
#include <doctest/doctest.h>

#include "printing.hpp"

namespace luot::transport {

namespace {

using namespace std::chrono_literals;
using namespace luot::testing;
using Behaviour = VirtualPrinter::Behaviour;

// A printer, a driver that watches it, and all that it said.
struct Watched {
    explicit Watched(const Behaviour& behaviour, const Options& options = quick())
        : virtual_printer(io, behaviour), printer(create_printer(io.get_executor(), address_of(virtual_printer), options)) {
        printer->watch([this](const State& is) { said.push_back(is); });
    }
    bool until(Condition condition) {
        return run_until(io, [&] { return !said.empty() && said.back().condition == condition; });
    }
    std::vector<Condition> conditions() const {
        std::vector<Condition> list;
        for (const auto& is : said) list.push_back(is.condition);
        return list;
    }

    boost::asio::io_context io;
    VirtualPrinter virtual_printer;
    std::vector<State> said;
    std::unique_ptr<Printer> printer;
};

Options keeping(bool questions = true) {
    auto options = quick();
    options.profile.reports_by_itself = true;
    options.profile.keeps_line = true;
    options.profile.answers_questions = questions;
    options.profile.drop = escpos::Drop::always;
    return options;
}

}  // namespace

TEST_CASE("watching tells each change once and what it is") {
    Watched watched({});
    CHECK_FALSE(watched.printer->state().has_value());
    REQUIRE(watched.until(Condition::ready));
    watched.virtual_printer.change([](Behaviour& is) { is.near_end = true; });
    REQUIRE(watched.until(Condition::paper_low));
    watched.virtual_printer.change([](Behaviour& is) { is.paper_out = true; });
    REQUIRE(watched.until(Condition::paper_end));
    watched.virtual_printer.change([](Behaviour& is) { is.cover_open = true; });
    REQUIRE(watched.until(Condition::cover_open));
    watched.virtual_printer.mend();
    REQUIRE(watched.until(Condition::ready));
    watched.virtual_printer.change([](Behaviour& is) { is.offline = true; });
    REQUIRE(watched.until(Condition::fault));
    CHECK(watched.printer->state()->detail == "the printer is offline");
    CHECK_FALSE(watched.printer->state()->can_print());
    watched.virtual_printer.change([](Behaviour& is) {
        is.offline = false;
        is.silent = true;
    });
    REQUIRE(watched.until(Condition::silent));
    CHECK(watched.printer->state()->can_print());
    watched.virtual_printer.close();
    REQUIRE(watched.until(Condition::unreachable));
    CHECK(watched.conditions() == std::vector{Condition::ready, Condition::paper_low, Condition::paper_end, Condition::cover_open,
                                              Condition::ready, Condition::fault, Condition::silent, Condition::unreachable});
}

TEST_CASE("between two looks the port is free for others unless the profile keeps it") {
    Watched watched({});
    REQUIRE(watched.until(Condition::ready));
    REQUIRE(run_until(watched.io, [&] { return !watched.virtual_printer.has_line(); }));
    REQUIRE(run_until(watched.io, [&] { return watched.virtual_printer.lines() >= 3; }));

    Watched kept({}, keeping());
    REQUIRE(kept.until(Condition::ready));
    REQUIRE(print(kept.io, *kept.printer, {"H001", striped(576, 100)}).value().result == Result::printed);
    kept.virtual_printer.change([](Behaviour& is) { is.near_end = true; });
    REQUIRE(kept.until(Condition::paper_low));
    CHECK(kept.virtual_printer.lines() == 1);
}

TEST_CASE("a printer that reports by itself is known without a question") {
    auto options = keeping(false);
    options.limits.watch_every = 1h;
    Watched watched({}, options);
    REQUIRE(watched.until(Condition::ready));
    watched.virtual_printer.change([](Behaviour& is) { is.cover_open = true; });
    REQUIRE(watched.until(Condition::cover_open));
    watched.virtual_printer.mend();
    REQUIRE(watched.until(Condition::ready));
    for (const auto& command : watched.virtual_printer.paper().commands()) CHECK_FALSE(command.starts_with("status"));
    // And it need not be asked to print either.
    const auto said = print(watched.io, *watched.printer, {"H001", striped(576, 300)});
    REQUIRE(said);
    CHECK(said->result == Result::printed);
}

TEST_CASE("a job comes before the next look and its outcome is the state") {
    auto options = keeping();
    options.limits.watch_every = 1h;
    Watched watched({}, options);
    REQUIRE(watched.until(Condition::ready));
    watched.virtual_printer.change([](Behaviour& is) { is.paper_ends_at_row = 100; });
    const auto said = print(watched.io, *watched.printer, {"H001", striped(576, 300)});
    REQUIRE(said);
    CHECK(said->result == Result::failed);
    CHECK(watched.printer->state()->condition == Condition::paper_end);
    CHECK(watched.said.back().condition == Condition::paper_end);
}

TEST_CASE("what a failed slip has left is parted off as soon as the printer is well") {
    Watched watched({.paper_ends_at_row = 100});
    REQUIRE(watched.until(Condition::ready));
    REQUIRE(print(watched.io, *watched.printer, {"H001", striped(576, 300)}).value().trouble == Trouble::paper_end);
    watched.virtual_printer.mend();
    REQUIRE(watched.until(Condition::ready));
    CHECK(watched.virtual_printer.paper().hanging().rows.empty());
    const auto pieces = watched.virtual_printer.paper().slips().size();
    REQUIRE(print(watched.io, *watched.printer, {"H002", striped(576, 300, 5)}).value().result == Result::printed);
    // Nothing more than the slip itself.
    REQUIRE(watched.virtual_printer.paper().slips().size() == pieces + 1);
    CHECK(is_alone(watched.virtual_printer.paper().slips().back(), striped(576, 300, 5)));
}

TEST_CASE("an idle line that the printer has closed does not cost a slip") {
    auto options = keeping();
    options.limits.watch_every = 1h;
    Watched watched({}, options);
    REQUIRE(watched.until(Condition::ready));
    watched.virtual_printer.change([](Behaviour& is) { is.drop_after = 0; });
    const auto picture = striped(576, 300);
    std::optional<Outcome> said;
    watched.printer->print({"H001", picture}, [&](const Outcome& outcome) { said = outcome; });
    REQUIRE(run_until(watched.io, [&] { return watched.virtual_printer.lines() >= 2 || said; }));
    watched.virtual_printer.change([](Behaviour& is) { is.drop_after = VirtualPrinter::never; });
    REQUIRE(run_until(watched.io, [&] { return said.has_value(); }));
    CHECK(watched.virtual_printer.paper().slips().size() <= 1);
    if (said->result == Result::printed) CHECK(is_alone(watched.virtual_printer.paper().slips().front(), picture));
}

TEST_CASE("a stopped printer says nothing more and prints nothing more") {
    Watched watched({});
    REQUIRE(watched.until(Condition::ready));
    watched.printer->stop();
    watched.virtual_printer.change([](Behaviour& is) { is.paper_out = true; });
    const auto said = print(watched.io, *watched.printer, {"H001", striped(576, 300)});
    REQUIRE(said);
    CHECK(said->result == Result::failed);
    CHECK(said->trouble == Trouble::stopped);
    CHECK(watched.said.size() == 1);
    CHECK(watched.virtual_printer.paper().slips().empty());
}

TEST_CASE("paper is counted and is low by count where nothing senses it") {
    auto options = quick();
    options.profile.near_end_sensor = false;
    const auto file = empty_folder("paper-count-watch") / "paper";
    // Three slips of 300 rows, 24 of feed and the way to the knife take 168 mm.
    options.paper = std::make_shared<PaperCounter>(PaperCounter::begin(file, {1'000, 850}));
    Watched watched({}, options);
    REQUIRE(watched.until(Condition::ready));
    for (int slip = 1; slip <= 3; ++slip) {
        const auto said = print(watched.io, *watched.printer, {"H001", striped(576, 300)});
        REQUIRE(said);
        CHECK(said->result == Result::printed);
        CHECK(said->paper_near_end == (slip == 3));
    }
    REQUIRE(watched.until(Condition::paper_low));
    CHECK(options.paper->printed_mm() == 168);
    CHECK(options.paper->slips() == 3);
    CHECK(watched.said.back().detail.find("832 mm") != std::string::npos);

    // A roll that ends and is there again is a new one.
    watched.virtual_printer.change([](Behaviour& is) { is.paper_out = true; });
    REQUIRE(watched.until(Condition::paper_end));
    watched.virtual_printer.mend();
    REQUIRE(watched.until(Condition::ready));
    CHECK(options.paper->printed_mm() == 0);
}

}  // namespace luot::transport
