#include <doctest/doctest.h>
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/write.hpp>
#include <fstream>

#include "printing.hpp"
#include "screen/canvas.hpp"

namespace luot::transport {

namespace {

using namespace luot::testing;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("the address of a printer is read or refused in one line") {
    CHECK(parse_address("tcp://10.0.0.5:9100").value() == Address{Address::Kind::tcp, "10.0.0.5", "9100", {}});
    CHECK(parse_address("tcp://printer").value() == Address{Address::Kind::tcp, "printer", "9100", {}});
    CHECK(parse_address("tcp://[::1]:9101").value() == Address{Address::Kind::tcp, "::1", "9101", {}});
    CHECK(parse_address("file:///dev/usb/lp0").value() == Address{Address::Kind::file, {}, {}, "/dev/usb/lp0"});
    CHECK(parse_address("png://out/slips").value() == Address{Address::Kind::png, {}, {}, "out/slips"});
    CHECK(parse_address("serial:///dev/ttyS0").value() == Address{Address::Kind::serial, {}, {}, "/dev/ttyS0", 9'600});
    CHECK(parse_address("serial:///dev/ttyUSB1?baud=115200&flow=hardware").value() ==
          Address{Address::Kind::serial, {}, {}, "/dev/ttyUSB1", 115'200, Address::Flow::hardware});
    CHECK(parse_address("cups://slips").value() == Address{Address::Kind::cups, {}, "631", "slips"});
    CHECK(parse_address("cups://print.local:8631/slips?done=printed").value() ==
          Address{Address::Kind::cups, "print.local", "8631", "slips", 0, Address::Flow::none, true});
    for (const char* wrong : {"serial://",
                              "serial://ttyS0",
                              "serial:///dev/ttyS0?",
                              "serial:///dev/ttyS0?baud=",
                              "serial:///dev/ttyS0?baud=9601",
                              "serial:///dev/ttyS0?flow=some",
                              "serial:///dev/ttyS0?parity=odd",
                              "cups://",
                              "cups:///slips",
                              "cups://a/b/c",
                              "cups://h:0/q",
                              "cups://two words",
                              "cups://slips?done=hoped",
                              "cups://slips?x",
                              "",
                              "tcp://",
                              "tcp://:9100",
                              "tcp://h:",
                              "tcp://h:0",
                              "tcp://h:65536",
                              "tcp://h:9x",
                              "tcp://[::1",
                              "file://",
                              "png://",
                              "lpd://h",
                              "10.0.0.5:9100"}) {
        CAPTURE(wrong);
        REQUIRE(parse_address(wrong).has_error());
        CHECK(parse_address(wrong).error().reason.find(wrong) != std::string::npos);
    }
}

TEST_CASE("no printer at the address fails the slip") {
    boost::asio::io_context io;
    std::string port;
    {
        VirtualPrinter gone(io, {});
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
    VirtualPrinter virtual_printer(io, {});
    const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), quick());
    for (int i = 0; i < 3; ++i) {
        const auto outcome = print(io, *printer, {"H001", striped(576, 100 + i)});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
        REQUIRE(virtual_printer.paper().slips().size() == static_cast<std::size_t>(i) + 1);
        CHECK(is_alone(virtual_printer.paper().slips().back(), striped(576, 100 + i)));
        CHECK(virtual_printer.lines() == i + 1);
    }
}

TEST_CASE("stopping ends a job at once with what is known of it") {
    boost::asio::io_context io;
    VirtualPrinter virtual_printer(io, {.knows_done = false});
    Options patient = quick();
    patient.profile.pace_mm_a_second = 1;
    const auto printer = create_printer(io.get_executor(), address_of(virtual_printer), patient);
    std::optional<Outcome> outcome;
    printer->print({"H001", striped(576, 300)}, [&](const Outcome& done) {
        outcome = done;
        virtual_printer.close();
    });
    while (virtual_printer.paper().slips().empty()) REQUIRE(io.run_one_for(180s) > 0);
    printer->stop();
    io.run_for(180s);
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
    Paper paper;
    for (int byte = input.get(); byte >= 0; byte = input.get()) paper.feed(static_cast<std::uint8_t>(byte));
    REQUIRE(paper.slips().size() == 2);
    CHECK(shows(paper.slips().back(), striped(576, 300)));

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

TEST_CASE("a disk that was full is tried again") {
    boost::asio::io_context io;
    auto options = quick();
    options.limits.watch_every = std::chrono::milliseconds(20);
    const auto printer = create_file_printer(io.get_executor(), {Address::Kind::file, {}, {}, "/dev/full"}, options);
    std::vector<Condition> told;
    printer->watch([&](const State& state) { told.push_back(state.condition); });
    REQUIRE(print(io, *printer, {"H001", striped(576, 300)}));
    io.restart();
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(180);
    while (told.size() < 3 && std::chrono::steady_clock::now() < give_up) io.run_one_for(std::chrono::milliseconds(100));
    CHECK(told == std::vector{Condition::ready, Condition::fault, Condition::ready});
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

// A pseudo-terminal stands for a device and for a serial line; behind it is a printer that is always well.
class Terminal {
  public:
    explicit Terminal(boost::asio::io_context& io) : master_(io, ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
        const int master = master_.native_handle();
        REQUIRE(::grantpt(master) == 0);
        REQUIRE(::unlockpt(master) == 0);
        name_ = ::ptsname(master);
        // Held open, so that the line is not at its end between two jobs.
        held_ = ::open(name_.c_str(), O_RDWR | O_NOCTTY);
        REQUIRE(held_ >= 0);
    }
    ~Terminal() { ::close(held_); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    const std::string& name() const { return name_; }
    termios mode() const {
        termios is{};
        REQUIRE(::tcgetattr(held_, &is) == 0);
        return is;
    }
    void make_raw() {
        auto is = mode();
        ::cfmakeraw(&is);
        REQUIRE(::tcsetattr(held_, TCSANOW, &is) == 0);
    }
    void print() {
        master_.async_read_some(boost::asio::buffer(buffer_), [this](const auto& error, std::size_t count) {
            if (error) return;
            for (std::size_t i = 0; i < count; ++i) {
                const auto command = paper.feed(buffer_[i]);
                if (!command) continue;
                const std::uint8_t answer = command->name == "done?" ? 0x00 : 0x12;
                const bool asks = command->name == "done?" || command->name.starts_with("status");
                if (asks) boost::asio::write(master_, boost::asio::buffer(&answer, 1));
            }
            print();
        });
    }

    Paper paper;

  private:
    boost::asio::posix::stream_descriptor master_;
    std::string name_;
    int held_ = -1;
    std::array<std::uint8_t, 4'096> buffer_{};
};

TEST_CASE("a device is spoken to like a printer on a line") {
    boost::asio::io_context io;
    Terminal terminal(io);
    terminal.make_raw();
    terminal.print();
    const auto printer = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, terminal.name()}, quick());
    for (int slip = 1; slip <= 2; ++slip) {
        const auto outcome = print(io, *printer, {"H001", striped(576, 600, slip)});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
        REQUIRE(terminal.paper.slips().size() == static_cast<std::size_t>(slip));
        CHECK(is_alone(terminal.paper.slips().back(), striped(576, 600, slip)));
    }

    const auto missing = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, "/dev/luot-no-such"}, quick());
    const auto none = print(io, *missing, {"H001", striped(16, 8)});
    REQUIRE(none);
    CHECK(none->trouble == Trouble::unreachable);
}

TEST_CASE("a serial line is set as its address says and every byte gets through it") {
    struct Case {
        const char* options;
        speed_t speed;
        tcflag_t input_flow;
        tcflag_t hardware_flow;
    };
    for (const auto& [options, speed, input_flow, hardware_flow] :
         {Case{"", B9600, 0, 0}, Case{"?baud=19200&flow=software", B19200, IXON, 0},
          Case{"?flow=hardware&baud=115200", B115200, 0, CRTSCTS}}) {
        CAPTURE(options);
        boost::asio::io_context io;
        Terminal terminal(io);
        terminal.print();
        const auto printer = create_printer(io.get_executor(), parse_address("serial://" + terminal.name() + options).value(), quick());
        // A terminal would echo, translate and cut into lines; the picture has all bytes that it would do that to.
        escpos::Bitmap picture(256, 256);
        for (int y = 0; y < 256; ++y) {
            for (int x = 0; x < 256; ++x) picture.set(x, y, ((((x / 8) * 8 + y) >> (7 - x % 8)) & 1) != 0);
        }
        const auto outcome = print(io, *printer, {"H001", picture});
        REQUIRE(outcome);
        CHECK(outcome->result == Result::printed);
        REQUIRE(terminal.paper.slips().size() == 1);
        CHECK(is_alone(terminal.paper.slips().front(), picture));
        const auto mode = terminal.mode();
        CHECK(::cfgetospeed(&mode) == speed);
        CHECK(::cfgetispeed(&mode) == speed);
        CHECK((mode.c_cflag & CSIZE) == CS8);
        CHECK((mode.c_cflag & (PARENB | CSTOPB)) == 0);
        CHECK((mode.c_iflag & IXON) == input_flow);
        CHECK((mode.c_cflag & CRTSCTS) == hardware_flow);
    }
}

TEST_CASE("a serial printer that takes nothing more fails the slip within bounds and holds up nobody") {
    boost::asio::io_context io;
    Terminal terminal(io);  // nobody reads
    const auto printer = create_printer(io.get_executor(), parse_address("serial://" + terminal.name()).value(), quick());
    const auto outcome = print(io, *printer, {"H001", striped(576, 600)});
    REQUIRE(outcome);
    CHECK(outcome->result == Result::failed);
    CHECK(outcome->trouble == Trouble::broken_off);

    const auto missing = create_printer(io.get_executor(), parse_address("serial:///dev/luot-no-such").value(), quick());
    const auto none = print(io, *missing, {"H001", striped(16, 8)});
    REQUIRE(none);
    CHECK(none->trouble == Trouble::unreachable);
    CHECK(none->detail.find("/dev/luot-no-such") != std::string::npos);
}

TEST_CASE("a folder and a file are watched and what cannot be written is a fault") {
    boost::asio::io_context io;
    const auto folder = empty_folder("watched-folder");
    const auto printer = create_printer(io.get_executor(), {Address::Kind::file, {}, {}, (folder / "no" / "jobs.bin").string()}, quick());
    std::vector<State> said;
    printer->watch([&](const State& is) { said.push_back(is); });
    CHECK(said.empty());
    REQUIRE(run_until(io, [&] { return said.size() == 1; }));
    CHECK(said.back().condition == Condition::ready);
    REQUIRE(print(io, *printer, {"H001", striped(16, 8)}));
    REQUIRE(said.size() == 2);
    CHECK(said.back().condition == Condition::fault);
    CHECK(printer->state() == said.back());
    std::filesystem::create_directories(folder / "no");
    REQUIRE(print(io, *printer, {"H001", striped(16, 8)}));
    CHECK(said.back().condition == Condition::ready);
    printer->stop();
    REQUIRE(print(io, *printer, {"H001", striped(16, 8)}).value().trouble == Trouble::stopped);
}

}  // namespace luot::transport
