// Every condition that a printer can be in, with each way to send a picture: what the driver says, what is on the paper, that the two
// agree, and that the slip after it is whole, alone, and there once.
#include <doctest/doctest.h>

#include "printing.hpp"

namespace luot::transport {

namespace {

using namespace std::chrono_literals;
using namespace luot::testing;
using Behaviour = VirtualPrinter::Behaviour;
using escpos::Drop;
using escpos::RasterCommand;

constexpr int height = 600;
constexpr std::size_t mid_slip = 200;
constexpr RasterCommand both[] = {RasterCommand::raster_image, RasterCommand::graphics};

struct Expected {
    Result result = Result::printed;
    Trouble trouble = Trouble::none;
    int whole_slips = 1;  // of the first picture, in the end
};

int whole(const VirtualPrinter& printer, const escpos::Bitmap& picture) {
    int count = has(printer.paper().hanging(), picture) ? 1 : 0;
    for (const auto& slip : printer.paper().slips()) count += has(slip, picture) ? 1 : 0;
    for (const auto& end : printer.paper().torn()) count += has(end, picture) ? 1 : 0;
    return count;
}

int alone(const VirtualPrinter& printer, const escpos::Bitmap& picture) {
    int count = 0;
    for (const auto& slip : printer.paper().slips()) count += is_alone(slip, picture) ? 1 : 0;
    return count;
}

// What is said of a slip and what is on the paper are the same: printed is there once, failed is nowhere.
void check_agreement(const Outcome& said, int on_paper) {
    if (said.result == Result::printed) CHECK(on_paper == 1);
    if (said.result == Result::failed) CHECK(on_paper == 0);
    CHECK(on_paper <= 1);
}

Options options_for(RasterCommand raster, Drop drop = Drop::after_error) {
    auto options = quick();
    options.profile.raster = raster;
    options.profile.drop = drop;
    return options;
}

// One slip to a printer in that condition, then it is mended, then another slip.
void play(const Behaviour& behaviour, const Options& options, const Expected& expected, bool well_again = true) {
    const auto first = striped(576, height, 3);
    const auto second = striped(576, height, 5);
    boost::asio::io_context io;
    VirtualPrinter virtual_printer(io, behaviour);
    const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options);
    const auto said = print(io, *printer, {"H001", first});
    REQUIRE(said);
    CAPTURE(said->detail);
    CHECK(said->result == expected.result);
    CHECK(said->trouble == expected.trouble);
    CHECK(said->detail.empty() == (expected.trouble == Trouble::none));
    // The printer's own word comes after the cut, not before it.
    if (behaviour.knows_done && said->result == Result::printed) CHECK(alone(virtual_printer, first) == 1);

    virtual_printer.mend();
    const auto next = print(io, *printer, {"H002", second});
    REQUIRE(next);
    CAPTURE(next->detail);
    if (well_again) CHECK(next->result == Result::printed);
    if (behaviour.knows_done && next->result == Result::printed) CHECK(alone(virtual_printer, second) == 1);
    run_until(io, [&] { return virtual_printer.quiet(); });
    CHECK(alone(virtual_printer, second) == 1);
    CHECK(whole(virtual_printer, second) == 1);
    CHECK(whole(virtual_printer, first) == expected.whole_slips);
    check_agreement(*said, whole(virtual_printer, first));
}

}  // namespace

TEST_CASE("conditions - a healthy printer prints and says so") {
    for (const auto raster : both) play({}, options_for(raster), {});
}

TEST_CASE("conditions - the paper ends in the middle of a slip") {
    for (const auto raster : both) {
        play({.paper_ends_at_row = mid_slip}, options_for(raster), {Result::failed, Trouble::paper_end, 0});
        // A printer that can forget the rest of it never prints that rest.
        play({.paper_ends_at_row = mid_slip, .knows_drop = true}, options_for(raster, Drop::always),
             {Result::failed, Trouble::paper_end, 0});
        // One that has no memory to speak of stops taking the slip.
        play({.paper_ends_at_row = mid_slip, .buffer_bytes = 8'192}, options_for(raster), {Result::failed, Trouble::broken_off, 0});
    }
}

TEST_CASE("conditions - the cover is opened in the middle of a slip") {
    for (const auto raster : both) {
        // Closed again, it prints the rest: nobody can say that there is no slip.
        play({.cover_opens_at_row = mid_slip}, options_for(raster), {Result::unknown, Trouble::cover_open, 1});
        play({.cover_opens_at_row = mid_slip, .knows_drop = true}, options_for(raster, Drop::always),
             {Result::failed, Trouble::cover_open, 0});
        // That it can forget the rest is believed of a printer that says it has.
        play({.cover_opens_at_row = mid_slip}, options_for(raster, Drop::always), {Result::unknown, Trouble::cover_open, 1});
    }
}

TEST_CASE("conditions - the knife jams under a slip that is printed") {
    for (const auto raster : both) {
        play({.knife_jams = true}, options_for(raster), {Result::unknown, Trouble::printer_error, 1});
        play({.knife_jams = true, .knows_drop = true}, options_for(raster, Drop::always), {Result::unknown, Trouble::printer_error, 1});
    }
}

TEST_CASE("conditions - a printer that cannot print is sent nothing") {
    for (const auto raster : both) {
        play({.offline = true}, options_for(raster), {Result::failed, Trouble::printer_error, 0});
        play({.paper_out = true}, options_for(raster), {Result::failed, Trouble::paper_end, 0});
        play({.cover_open = true}, options_for(raster), {Result::failed, Trouble::cover_open, 0});
    }
}

TEST_CASE("conditions - a slow printer is waited for") {
    for (const auto raster : both) {
        auto options = options_for(raster);
        options.limits.late = 10s;
        play({.row_time = 300us}, options, {});
        // Its buffer is small, too: it takes the slip as it prints it.
        play({.buffer_bytes = 8'192, .row_time = 300us}, options, {});
    }
}

TEST_CASE("conditions - what is left of a slip is printed late and is not taken for the end of the next") {
    for (const auto raster : both) {
        auto options = options_for(raster);
        options.limits.late = 10s;
        options.profile.pace_mm_a_second = 100;
        play({.paper_ends_at_row = mid_slip, .row_time = 300us}, options, {Result::failed, Trouble::paper_end, 0});
    }
}

TEST_CASE("conditions - the line drops while the picture is sent") {
    for (const auto raster : both) {
        for (const std::size_t after : {std::size_t{14}, std::size_t{500}, std::size_t{20'001}, std::size_t{43'000}}) {
            for (const bool keeps_its_place : {false, true}) {
                CAPTURE(after);
                CAPTURE(keeps_its_place);
                const auto first = striped(576, height, 3);
                const auto second = striped(576, height, 5);
                boost::asio::io_context io;
                VirtualPrinter virtual_printer(io, {.drop_after = after, .keeps_its_place = keeps_its_place});
                const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options_for(raster));
                const auto said = print(io, *printer, {"H001", first});
                REQUIRE(said);
                CHECK(said->result != Result::printed);
                CHECK(said->trouble == Trouble::broken_off);
                virtual_printer.change([](Behaviour& is) { is.drop_after = VirtualPrinter::never; });
                const auto next = print(io, *printer, {"H002", second});
                REQUIRE(next);
                CHECK(next->result == Result::printed);
                CHECK(alone(virtual_printer, second) == 1);
                CHECK(whole(virtual_printer, second) == 1);
                check_agreement(*said, whole(virtual_printer, first));
            }
        }
    }
}

TEST_CASE("conditions - a printer that answers nothing gets the slip and nobody knows") {
    for (const auto raster : both) play({.silent = true}, options_for(raster), {Result::unknown, Trouble::silent, 1}, false);
}

TEST_CASE("conditions - a printer that is known to answer nothing is asked nothing") {
    for (const auto raster : both) {
        auto options = options_for(raster);
        options.profile.answers_questions = false;
        options.limits.status_answer = 1h;  // is not waited for
        play({.silent = true}, options, {Result::unknown, Trouble::silent, 1}, false);
    }
}

TEST_CASE("conditions - answers that make no sense are no answers") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        INFO("seed ", seed);
        play({.nonsense = true, .seed = seed}, options_for(both[seed % 2]), {Result::unknown, Trouble::silent, 1}, false);
    }
}

TEST_CASE("conditions - a question that is swallowed is asked again") {
    // Before the slip and, of a printer that does not know GS r, after it.
    for (int which = 1; which <= 8; ++which) {
        CAPTURE(which);
        play({.swallows_question = which, .knows_done = which <= 4}, options_for(both[which % 2]), {});
    }
}

TEST_CASE("conditions - a printer that does not know GS r is asked how it is") {
    for (const auto raster : both) {
        play({.knows_done = false}, options_for(raster), {});
        play({.paper_ends_at_row = mid_slip, .knows_done = false}, options_for(raster), {Result::failed, Trouble::paper_end, 0});
    }
}

TEST_CASE("conditions - a printer that stops taking data fails the slip within bounds") {
    for (const auto raster : both) {
        boost::asio::io_context io;
        VirtualPrinter virtual_printer(io, {.stall_after = 9'000});
        const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options_for(raster));
        const auto said = print(io, *printer, {"H001", striped(576, height)});
        REQUIRE(said);
        CHECK(said->result == Result::failed);
        CHECK(said->trouble == Trouble::broken_off);
        CHECK(said->detail.find("of 43") != std::string::npos);
    }
}

TEST_CASE("conditions - automatic status tells at once why a slip is not taken") {
    for (const auto raster : both) {
        auto options = options_for(raster, Drop::always);
        options.profile.reports_by_itself = true;
        options.limits.write_stall = 30s;  // is not waited for
        options.limits.after_slip = 30s;
        boost::asio::io_context io;
        VirtualPrinter virtual_printer(io, {.paper_ends_at_row = mid_slip, .knows_drop = true, .buffer_bytes = 8'192});
        const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options);
        const auto said = print(io, *printer, {"H001", striped(576, height)});
        REQUIRE(said);
        CHECK(said->result == Result::failed);
        CHECK(said->trouble == Trouble::paper_end);
    }
}

TEST_CASE("conditions - a program that went in mid-slip does not spoil the next ones first slip") {
    for (const auto raster : both) {
        const auto picture = striped(576, height, 5);
        boost::asio::io_context io;
        VirtualPrinter virtual_printer(io, {.drop_after = 20'001, .keeps_its_place = true});
        {
            const auto gone = create_printer(io.get_executor(), address_of(virtual_printer), options_for(raster));
            REQUIRE(print(io, *gone, {"H001", striped(576, height, 3)}));
        }
        CHECK(virtual_printer.in_command());
        virtual_printer.change([](Behaviour& is) { is.drop_after = VirtualPrinter::never; });
        const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options_for(raster));
        const auto said = print(io, *printer, {"H001", picture});
        REQUIRE(said);
        CHECK(said->result == Result::printed);
        CHECK(alone(virtual_printer, picture) == 1);
    }
}

TEST_CASE("conditions - nothing is asked inside of a job") {
    for (const auto raster : both) {
        boost::asio::io_context io;
        VirtualPrinter virtual_printer(io, {});
        const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options_for(raster));
        REQUIRE(print(io, *printer, {"H001", striped(576, 400)}));
        std::vector<std::string> expected{"status1", "status2", "status3", "status4", "init"};
        const auto band =
            raster == RasterCommand::graphics ? std::vector<std::string>{"store", "print"} : std::vector<std::string>{"raster"};
        for (int bands = 0; bands < 2; ++bands) expected.insert(expected.end(), band.begin(), band.end());
        expected.insert(expected.end(), {"feed", "cut", "done?"});
        CHECK(virtual_printer.paper().commands() == expected);
    }
}

TEST_CASE("conditions - an unrecoverable error is no reason to go on trying") {
    boost::asio::io_context io;
    VirtualPrinter virtual_printer(io, {.out_of_order = true});
    const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), quick());
    const auto said = print(io, *printer, {"H001", striped(576, height)});
    REQUIRE(said);
    CHECK(said->result == Result::failed);
    CHECK(said->trouble == Trouble::printer_error);
    CHECK(said->detail.find("service") != std::string::npos);
    for (const auto& command : virtual_printer.paper().commands()) CHECK(command != "recover");
}

TEST_CASE("conditions - an error that a printer recovers from does not cost a slip") {
    play({.knife_stuck = true}, quick(), {});
}

TEST_CASE("conditions - near the end of the paper slips are printed with a warning where there is a sensor") {
    for (const bool sensor : {true, false}) {
        auto options = quick();
        options.profile.near_end_sensor = sensor;
        boost::asio::io_context io;
        VirtualPrinter virtual_printer(io, {.near_end = true});
        const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options);
        const auto said = print(io, *printer, {"H001", striped(576, height)});
        REQUIRE(said);
        CHECK(said->result == Result::printed);
        CHECK(said->paper_near_end == sensor);
    }
}

TEST_CASE("conditions - a slip that is wider than the paper is not sent") {
    auto options = quick();
    options.profile.width_dots = 384;
    boost::asio::io_context io;
    VirtualPrinter virtual_printer(io, {});
    const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), options);
    const auto said = print(io, *printer, {"H001", striped(576, height)});
    REQUIRE(said);
    CHECK(said->result == Result::failed);
    CHECK(said->detail.find("576") != std::string::npos);
    CHECK(virtual_printer.paper().commands().empty());
}

}  // namespace luot::transport
