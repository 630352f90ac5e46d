#include <doctest/doctest.h>
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "screen/canvas.hpp"
#include "transport/printer.hpp"
#include "virtual_printer.hpp"

namespace luot::transport {

namespace {

using Behaviour = testing::VirtualPrinter::Behaviour;
using namespace std::chrono_literals;

escpos::Bitmap striped(int width, int height) {
    escpos::Bitmap picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) picture.set(x, y, (x * 7 + y * 3) % 11 < 4);
    }
    return picture;
}

bool same(const testing::Paper::Slip& slip, const escpos::Bitmap& picture) {
    if (slip.width != picture.width() || slip.rows.size() < static_cast<std::size_t>(picture.height())) return false;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (slip.rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] != picture.dot(x, y)) return false;
        }
    }
    return true;
}

Options quick() {
    Options options;
    options.limits = {.connect = 500ms, .status_answer = 60ms, .write_stall = 150ms, .dots_a_second = 20'000, .after_slip = 200ms};
    return options;
}

std::optional<Outcome> print(boost::asio::io_context& io, Printer& printer, Job job) {
    std::optional<Outcome> outcome;
    printer.print(std::move(job), [&](const Outcome& done) {
        outcome = done;
        io.stop();
    });
    io.restart();
    io.run_for(20s);
    return outcome;
}

struct Printed {
    Outcome outcome;
    testing::Paper paper;
};

// One job to a printer that behaves like that.
Printed print_to(const Behaviour& behaviour, const Options& options = quick(), int height = 600) {
    boost::asio::io_context io;
    testing::VirtualPrinter virtual_printer(io, behaviour);
    const Address address{Address::Kind::tcp, "127.0.0.1", virtual_printer.port(), {}};
    const auto printer = create_printer(io.get_executor(), address, options);
    auto outcome = print(io, *printer, {"H001", striped(576, height)});
    REQUIRE(outcome);
    virtual_printer.close();
    return {*outcome, virtual_printer.paper};
}

std::filesystem::path empty_folder(const char* name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace

TEST_CASE("the address of a printer is read or refused in one line") {
    CHECK(parse_address("tcp://10.0.0.5:9100").value() == Address{Address::Kind::tcp, "10.0.0.5", "9100", {}});
    CHECK(parse_address("tcp://printer").value() == Address{Address::Kind::tcp, "printer", "9100", {}});
    CHECK(parse_address("tcp://[::1]:9101").value() == Address{Address::Kind::tcp, "::1", "9101", {}});
    CHECK(parse_address("file:///dev/usb/lp0").value() == Address{Address::Kind::file, {}, {}, "/dev/usb/lp0"});
    CHECK(parse_address("png://out/slips").value() == Address{Address::Kind::png, {}, {}, "out/slips"});
    for (const char* wrong : {"", "tcp://", "tcp://:9100", "tcp://h:", "tcp://h:0", "tcp://h:65536", "tcp://h:9x", "tcp://[::1", "file://",
                              "png://", "lpd://h", "10.0.0.5:9100"}) {
        CAPTURE(wrong);
        REQUIRE(parse_address(wrong).has_error());
        CHECK(parse_address(wrong).error().reason.find(wrong) != std::string::npos);
    }
}

TEST_CASE("a healthy printer gets the picture and says that it is done") {
    const auto printed = print_to({});
    CHECK(printed.outcome.result == Result::printed);
    CHECK(printed.outcome.trouble == Trouble::none);
    REQUIRE(printed.paper.slips().size() == 1);
    CHECK(same(printed.paper.slips().front(), striped(576, 600)));
    // All questions come before the job or after it, none inside.
    const std::vector<std::string> expected{"status1", "status2", "status3", "status4", "init", "raster",
                                            "raster",  "raster",  "feed",    "cut",     "done?"};
    CHECK(printed.paper.commands() == expected);
}

TEST_CASE("a healthy printer that does not know GS r is asked how it is") {
    const auto printed = print_to({.knows_done = false});
    CHECK(printed.outcome.result == Result::printed);
    CHECK(printed.paper.commands().back() == "status4");
}

TEST_CASE("near the end of the paper slips are printed with a warning") {
    const auto printed = print_to({.status = {0, 0x12, 0x12, 0x12, 0x1E}, .knows_done = false});
    CHECK(printed.outcome.result == Result::printed);
    CHECK(printed.outcome.paper_near_end);
}

TEST_CASE("a printer that cannot print is sent nothing") {
    struct Case {
        std::array<std::uint8_t, 5> status;
        Trouble trouble;
    };
    for (const auto& [status, trouble] :
         {Case{{0, 0x1A, 0x32, 0x12, 0x72}, Trouble::paper_end}, Case{{0, 0x1A, 0x16, 0x12, 0x12}, Trouble::cover_open},
          Case{{0, 0x1A, 0x52, 0x1A, 0x12}, Trouble::printer_error}, Case{{0, 0x1A, 0x52, 0x32, 0x12}, Trouble::printer_error},
          Case{{0, 0x1A, 0x12, 0x12, 0x12}, Trouble::printer_error}}) {
        const auto printed = print_to({.status = status});
        CHECK(printed.outcome.result == Result::failed);
        CHECK(printed.outcome.trouble == trouble);
        CHECK_FALSE(printed.outcome.detail.empty());
        for (const auto& command : printed.paper.commands()) CHECK((command.starts_with("status") || command == "recover"));
    }
}

TEST_CASE("an error that a printer recovers from does not cost a slip") {
    const auto printed = print_to({.status = {0, 0x1A, 0x52, 0x1A, 0x12}, .recovers = true});
    CHECK(printed.outcome.result == Result::printed);
    CHECK(printed.paper.slips().size() == 1);
}

TEST_CASE("a silent printer gets the slip and its outcome is unknown") {
    const auto printed = print_to({.silent = true});
    CHECK(printed.outcome.result == Result::unknown);
    CHECK(printed.outcome.trouble == Trouble::silent);
}

TEST_CASE("paper that ends in the middle of a slip is a failed slip") {
    const auto printed = print_to({.paper_ends_at_band = 1});
    CHECK(printed.outcome.result == Result::failed);
    CHECK(printed.outcome.trouble == Trouble::paper_end);
    CHECK(printed.paper.slips().empty());
}

TEST_CASE("a printer that stops taking data fails the slip within bounds") {
    // More than the buffers between the two can hold.
    const auto printed = print_to({.stall_after = 9'000}, quick(), 60'000);
    CHECK(printed.outcome.result == Result::failed);
    CHECK(printed.outcome.trouble == Trouble::broken_off);
    CHECK(printed.outcome.detail.find("bytes") != std::string::npos);
}

TEST_CASE("a line that drops in the middle of a slip is never a printed one") {
    for (const std::size_t after : {std::size_t{13}, std::size_t{500}, std::size_t{20'000}, std::size_t{43'000}}) {
        const auto printed = print_to({.drop_after = after});
        CAPTURE(after);
        CHECK(printed.outcome.result != Result::printed);
        CHECK(printed.outcome.trouble == Trouble::broken_off);
        CHECK(printed.paper.slips().empty());
    }
}

TEST_CASE("the slip after one that broke off is whole even where the printer still waits for the rest") {
    boost::asio::io_context io;
    testing::VirtualPrinter virtual_printer(io, {.drop_after = 20'001, .keeps_its_place = true});
    const auto printer = create_printer(io.get_executor(), {Address::Kind::tcp, "127.0.0.1", virtual_printer.port(), {}}, quick());
    const auto broken = print(io, *printer, {"H001", striped(576, 600)});
    REQUIRE(broken);
    CHECK(broken->trouble == Trouble::broken_off);
    CHECK(virtual_printer.paper.in_command());
    virtual_printer.behaviour.drop_after = testing::VirtualPrinter::never;
    const auto next = print(io, *printer, {"H002", striped(576, 600)});
    REQUIRE(next);
    CHECK(next->result == Result::printed);
    REQUIRE(virtual_printer.paper.slips().size() == 1);
    // The spoilt one hangs above it on the same piece of paper.
    auto slip = virtual_printer.paper.slips().front();
    REQUIRE(slip.rows.size() > 624);
    slip.rows.erase(slip.rows.begin(), slip.rows.end() - 624);
    CHECK(same(slip, striped(576, 600)));
    virtual_printer.close();
}

TEST_CASE("a slow printer is waited for") {
    const auto printed = print_to({.pause = 5ms});
    CHECK(printed.outcome.result == Result::printed);
    CHECK(printed.paper.slips().size() == 1);
}

TEST_CASE("no printer at the address fails the slip") {
    boost::asio::io_context io;
    std::string port;
    {
        testing::VirtualPrinter gone(io, {});
        port = gone.port();
        gone.close();
    }
    const auto printer = create_printer(io.get_executor(), {Address::Kind::tcp, "127.0.0.1", port, {}}, quick());
    const auto outcome = print(io, *printer, {"H001", striped(16, 8)});
    REQUIRE(outcome);
    CHECK(outcome->result == Result::failed);
    CHECK(outcome->trouble == Trouble::unreachable);
    CHECK(outcome->detail.find(port) != std::string::npos);
}

TEST_CASE("slips follow one another each over a line of its own") {
    boost::asio::io_context io;
    testing::VirtualPrinter virtual_printer(io, {});
    const auto printer = create_printer(io.get_executor(), {Address::Kind::tcp, "127.0.0.1", virtual_printer.port(), {}}, quick());
    for (int i = 0; i < 3; ++i) {
        const auto outcome = print(io, *printer, {"H001", striped(576, 100 + i)});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
        REQUIRE(virtual_printer.paper.slips().size() == 1);
        CHECK(same(virtual_printer.paper.slips().front(), striped(576, 100 + i)));
    }
    virtual_printer.close();
}

TEST_CASE("stopping ends a job at once with what is known of it") {
    boost::asio::io_context io;
    testing::VirtualPrinter virtual_printer(io, {.knows_done = false});
    Options patient = quick();
    patient.limits.dots_a_second = 10;
    const auto printer = create_printer(io.get_executor(), {Address::Kind::tcp, "127.0.0.1", virtual_printer.port(), {}}, patient);
    std::optional<Outcome> outcome;
    printer->print({"H001", striped(576, 300)}, [&](const Outcome& done) {
        outcome = done;
        virtual_printer.close();
    });
    while (virtual_printer.paper.slips().empty()) REQUIRE(io.run_one_for(5s) > 0);
    printer->stop();
    io.run_for(5s);
    REQUIRE(outcome);
    CHECK(outcome->result == Result::unknown);
    CHECK(outcome->trouble == Trouble::stopped);
}

TEST_CASE("a file gets the bytes of one job after another or none of a job") {
    boost::asio::io_context io;
    const auto file = empty_folder("file-printer") / "jobs.bin";
    const auto printer = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, file.string()}, quick());
    for (int i = 0; i < 2; ++i) {
        const auto outcome = print(io, *printer, {"H001", striped(576, 300)});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
    }
    std::ifstream input(file, std::ios::binary);
    testing::Paper paper;
    for (int byte = input.get(); byte >= 0; byte = input.get()) paper.feed(static_cast<std::uint8_t>(byte));
    REQUIRE(paper.slips().size() == 2);
    CHECK(same(paper.slips().back(), striped(576, 300)));

    const auto nowhere = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, (file / "x").string()}, quick());
    const auto outcome = print(io, *nowhere, {"H001", striped(16, 8)});
    REQUIRE(outcome);
    CHECK(outcome->result == Result::failed);
    CHECK(outcome->trouble == Trouble::storage);
}

TEST_CASE("a full disk fails the slip") {
    boost::asio::io_context io;
    const auto printer = create_file_printer(io.get_executor(), {Address::Kind::file, {}, {}, "/dev/full"}, quick());
    const auto outcome = print(io, *printer, {"H001", striped(576, 300)});
    REQUIRE(outcome);
    CHECK(outcome->result == Result::failed);
    CHECK(outcome->trouble == Trouble::storage);
}

TEST_CASE("a folder gets one picture of the printed dots for each slip") {
    boost::asio::io_context io;
    const auto folder = empty_folder("png-printer") / "slips";
    const auto printer = create_printer(io.get_executor(), {Address::Kind::png, {}, {}, folder.string()}, quick());
    const auto picture = striped(384, 90);
    for (int i = 0; i < 2; ++i) {
        const auto outcome = print(io, *printer, {"Đ001-20260302/../x", picture});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
    }
    screen::Fonts fonts;
    for (const char* name : {"Đ001-20260302_.._x.png", "Đ001-20260302_.._x-2.png"}) {
        const auto loaded = screen::Canvas::load_png(fonts, folder / name);
        REQUIRE(loaded.has_value());
        REQUIRE(loaded->width() == 384);
        REQUIRE(loaded->height() == 90);
        int wrong = 0;
        for (int y = 0; y < 90; ++y) {
            for (int x = 0; x < 384; ++x) wrong += (loaded->pixel(x, y).r == 0) != picture.dot(x, y) ? 1 : 0;
        }
        CHECK(wrong == 0);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 2);
}

TEST_CASE("a device is spoken to like a printer on a line") {
    // A pseudo-terminal in raw mode stands for /dev/usb/lp0.
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    REQUIRE(master >= 0);
    REQUIRE(::grantpt(master) == 0);
    REQUIRE(::unlockpt(master) == 0);
    const std::string name = ::ptsname(master);
    const int hold = ::open(name.c_str(), O_RDWR | O_NOCTTY);
    REQUIRE(hold >= 0);
    termios mode{};
    REQUIRE(::tcgetattr(hold, &mode) == 0);
    ::cfmakeraw(&mode);
    REQUIRE(::tcsetattr(hold, TCSANOW, &mode) == 0);

    boost::asio::io_context io;
    boost::asio::posix::stream_descriptor device(io, master);
    testing::Paper paper;
    std::array<std::uint8_t, 4'096> buffer{};
    std::function<void()> read = [&] {
        device.async_read_some(boost::asio::buffer(buffer), [&](const auto& error, std::size_t count) {
            if (error) return;
            for (std::size_t i = 0; i < count; ++i) {
                const auto asked = paper.feed(buffer[i]);
                const std::uint8_t answer = asked == 100 ? 0x00 : 0x12;
                if (asked) boost::asio::write(device, boost::asio::buffer(&answer, 1));
            }
            read();
        });
    };
    read();
    const auto printer = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, name}, quick());
    const auto outcome = print(io, *printer, {"H001", striped(576, 600)});
    REQUIRE(outcome);
    CHECK(outcome->result == Result::printed);
    REQUIRE(paper.slips().size() == 1);
    CHECK(same(paper.slips().front(), striped(576, 600)));
    ::close(hold);

    const auto missing = create_device_printer(io.get_executor(), {Address::Kind::file, {}, {}, "/dev/luot-no-such"}, quick());
    const auto none = print(io, *missing, {"H001", striped(16, 8)});
    REQUIRE(none);
    CHECK(none->trouble == Trouble::unreachable);
}

}  // namespace luot::transport
