// What a board lives through in the months that it hangs: servers that are newer, restored or away, office files that change, zones that
// nobody knows; and what it says of itself meanwhile.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/json.hpp>

#include "live/live_office.hpp"
#include "screen/canvas.hpp"
#include "scripted_server.hpp"

namespace luot::live {
namespace {

constexpr std::int64_t morning_us = 1'772'409'600'000'000;  // 2026-03-02 07:00 in Hà Nội

v1::Office ward() {
    v1::Office made;
    made.set_code("ward");
    auto& name = *made.mutable_name()->add_texts();
    name.set_language("vi");
    name.set_text("UBND phường Thử");
    made.set_zone("Asia/Ho_Chi_Minh");
    made.add_languages("vi");
    auto& field = *made.add_services();
    field.set_code("land");
    auto& words = *field.mutable_name()->add_texts();
    words.set_language("vi");
    words.set_text("Đất đai");
    made.add_counters()->set_id(1);
    return made;
}

// The server's end of one life: what it says, and how far it has come.
struct Teller {
    ScriptedServer& server;
    std::uint64_t seq = 10;
    std::uint64_t epoch = 1;
    std::uint32_t minor = frame::protocol_minor;
    v1::Office office = ward();

    void welcome() {
        v1::Envelope envelope;
        auto& said = *envelope.mutable_welcome();
        said.set_office("ward");
        said.set_epoch(epoch);
        said.set_seq(seq);
        said.set_major(frame::protocol_major);
        said.set_minor(minor);
        said.set_at_us(morning_us);
        said.set_speed(1);
        auto& limits = *said.mutable_limits();
        limits.set_frame_bytes(256 * 1024);
        limits.set_unacknowledged(64);
        limits.set_ping_ms(5'000);
        limits.set_dead_ms(12'000);
        server.say(envelope);
        v1::Envelope snapshot;
        auto& shown = *snapshot.mutable_snapshot();
        shown.set_seq(seq);
        shown.set_at_us(morning_us);
        *shown.mutable_office() = office;
        shown.mutable_day()->set_business_day(20'514);
        shown.mutable_day()->set_open(true);
        shown.add_fields()->set_service("land");
        shown.add_counters()->set_counter(1);
        for (const auto& call : young) *shown.add_calls() = call;
        server.say(snapshot);
    }
    v1::CallMade call(const std::string& number) {
        v1::Envelope envelope;
        auto& event = *envelope.mutable_event();
        event.set_seq(++seq);
        event.set_at_us(morning_us);
        auto& counter = *event.add_changes()->mutable_counter();
        counter.set_counter(1);
        counter.set_state(v1::COUNTER_STATE_OPEN);
        counter.set_ticket(seq);
        counter.set_number(number);
        counter.set_ticket_state(v1::TICKET_STATE_CALLED);
        auto& made = *event.add_changes()->mutable_call();
        made.set_seq(seq);
        made.set_at_us(morning_us);
        made.set_ticket(seq);
        made.set_number(number);
        made.set_service("land");
        made.set_counter(1);
        made.set_calls(1);
        server.say(envelope);
        return made;
    }
    void turn() {
        v1::Envelope envelope;
        envelope.mutable_voice_turn()->set_zone("hall");
        envelope.mutable_voice_turn()->set_yours(true);
        server.say(envelope);
    }
    std::vector<v1::CallMade> young{};  // for the next snapshot
};

std::vector<std::string> board(const ScriptedServer& server, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"--server", server.address(), "--board", "board-1", "--headless",
                                          "--sound",  "none",           "--size",  "640x360"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

// Numbers in the order in which they were announced.
std::vector<std::string> announced(const Program& program) {
    std::vector<std::string> numbers;
    for (const auto& line : lines_of(program.out())) {
        const auto object = boost::json::parse(line).as_object();
        if (object.contains("announce")) numbers.emplace_back(object.at("number").as_string());
    }
    return numbers;
}

const auto any = [](const v1::BoardReport&) { return true; };

}  // namespace

TEST_CASE("a board says what it shows with a picture of it") {
    ScriptedServer server;
    const Folder folder;
    Program program(folder, "display-board", board(server));
    CHECK(server.take_board().role() == v1::ROLE_BOARD);
    Teller teller{server};
    teller.welcome();
    teller.call("Đ041");
    const v1::DeviceReport report =
        server.report_until([](const auto& said) { return !said.thumbnail().empty() && said.number() == "Đ041"; });
    CHECK(!report.version().empty());
    CHECK(report.shows() == "calling");
    CHECK(report.board().layout() == "hall");
    CHECK(report.board().width() == 640);
    CHECK(report.board().counter() == 1);
    CHECK(report.board().seq() == 11);
    CHECK(report.board().troubles_size() == 0);
    screen::Fonts fonts;
    const std::string& png = report.board().thumbnail();
    CHECK(png.size() <= 24 * 1024);
    const auto picture = screen::Canvas::read_png(fonts, {reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
    REQUIRE(picture.has_value());
    CHECK(picture->width() == 320);
    program.terminate();
    CHECK(program.wait() == 0);
}

TEST_CASE("a server that speaks a newer minor is followed and its unknown fields are passed over") {
    ScriptedServer server;
    const Folder folder;
    Program program(folder, "display-board", board(server));
    server.take_board();
    Teller teller{server};
    teller.minor = 99;
    // A field and a message that this board has never heard of.
    auto& unknown = *teller.office.GetReflection()->MutableUnknownFields(&teller.office);
    unknown.AddLengthDelimited(9'000, "what offices will have some day");
    teller.welcome();
    v1::Envelope newer;
    newer.GetReflection()->MutableUnknownFields(&newer)->AddLengthDelimited(900, "a message of another day");
    server.say(newer);
    teller.call("Đ001");
    CHECK(server.report_until([](const auto& said) { return said.number() == "Đ001"; }).board().layout() == "hall");
}

TEST_CASE("a restored server that counts from less is followed and no call is said twice") {
    ScriptedServer server;
    const Folder folder;
    Program program(folder, "display-board", board(server));
    server.take_board();
    Teller teller{server};
    teller.seq = 500;
    teller.welcome();
    server.read_until([](const v1::Envelope& said) { return said.has_voice_report(); });
    teller.turn();
    const v1::CallMade first = teller.call("Đ001");
    CHECK(program.until([&] { return announced(program).size() == 1; }));
    server.drop_board();
    // The restored journal has the call that was said, and goes on from less.
    const v1::Hello again = server.take_board();
    CHECK(again.resume_from() >= 501);
    teller.seq = 40;
    teller.epoch = 2;
    teller.young = {first};
    teller.young.back().set_seq(40);
    teller.welcome();
    server.read_until([](const v1::Envelope& said) { return said.has_voice_report(); });
    teller.turn();
    teller.call("Đ002");
    CHECK(server.report_until([](const auto& said) { return said.seq() == 41; }).board().width() == 640);
    CHECK(program.until([&] { return announced(program).size() == 2; }));
    CHECK(announced(program) == std::vector<std::string>{"Đ001", "Đ002"});
}

TEST_CASE("a zone and a layout and a language that nobody knows are told and survived") {
    ScriptedServer server;
    const Folder folder;
    Program program(folder, "display-board", board(server));
    server.take_board();
    Teller teller{server};
    teller.office.set_zone("Mars/Olympus");
    auto& listed = *teller.office.add_boards();
    listed.set_name("board-1");
    listed.set_layout("spiral");
    listed.set_zone("hall");
    listed.set_language("tay");
    teller.welcome();
    teller.call("Đ001");
    const auto report = server.report_until([](const auto& said) { return said.number() == "Đ001"; }).board();
    std::string troubles;
    for (const auto& trouble : report.troubles()) troubles += trouble + "\n";
    CHECK(troubles.find("Mars/Olympus") != std::string::npos);
    CHECK(troubles.find("spiral") != std::string::npos);
    CHECK(troubles.find("words in 'tay'") != std::string::npos);
    // A new office file puts it right, without a start.
    v1::Envelope changed;
    changed.mutable_event()->set_seq(++teller.seq);
    changed.mutable_event()->set_at_us(morning_us);
    teller.office.set_zone("Asia/Ho_Chi_Minh");
    teller.office.mutable_boards(0)->set_layout("fields");
    teller.office.mutable_boards(0)->set_language("vi");
    *changed.mutable_event()->add_changes()->mutable_office() = teller.office;
    server.say(changed);
    const auto after = server.report_until([](const auto& said) { return said.layout() == "fields"; }).board();
    CHECK(after.troubles_size() == 0);
}

TEST_CASE("a board without a window speaks only where it is told to") {
    const std::vector<std::string> shows = {"--board", "board-1", "--headless", "--size", "640x360"};
    for (const bool told : {false, true}) {
        CAPTURE(told);
        ScriptedServer server;
        const Folder folder;
        std::vector<std::string> arguments = shows;
        arguments.insert(arguments.end(), {"--server", server.address()});
        if (told) arguments.insert(arguments.end(), {"--sound", "none"});
        Program program(folder, "display-board", arguments);
        server.take_board();
        Teller teller{server};
        teller.welcome();
        const auto said = server.read_until([](const v1::Envelope& envelope) { return envelope.has_voice_report(); });
        CHECK(said.voice_report().able() == told);
    }
}

TEST_CASE("a board goes on when nobody reads what it says") {
    ScriptedServer server;
    const Folder folder;
    const auto out = folder.path / "display-board.out";
    REQUIRE(::mkfifo(out.c_str(), 0600) == 0);
    const int reader = ::open(out.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    Program program(folder, "display-board", board(server));
    server.take_board();
    Teller teller{server};
    teller.office.mutable_voice()->set_gap_ms(100);
    teller.office.mutable_voice()->set_times(1);
    teller.welcome();
    server.read_until([](const v1::Envelope& said) { return said.has_voice_report(); });
    teller.turn();
    teller.call("Đ001");
    pollfd waiting{reader, POLLIN, 0};
    REQUIRE(::poll(&waiting, 1, 180'000) == 1);
    ::close(reader);
    teller.call("Đ002");
    // In the place of the one before, which is skipped: two lines.
    const std::uint64_t third = teller.call("Đ003").seq();
    server.read_until([&](const v1::Envelope& said) { return said.has_voice_report() && said.voice_report().speaking() == third; });
    CHECK(program.until([&] { return program.err().find("nobody takes standard output any more") != std::string::npos; }));
    teller.call("Đ004");
    CHECK(server.report_until([](const auto& said) { return said.number() == "Đ004"; }).board().width() == 640);
    program.terminate();
    CHECK(program.wait() == 0);
    const std::string told = program.err();
    CHECK(told.find("nobody takes") == told.rfind("nobody takes"));
}

TEST_CASE("a board ends when it is told to though its sound device hangs") {
    ScriptedServer server;
    const Folder folder;
    const auto device = folder.path / "device";
    REQUIRE(::mkfifo(device.c_str(), 0600) == 0);
    const int reader = ::open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    ::setenv("SDL_AUDIODRIVER", "disk", 1);
    ::setenv("SDL_DISKAUDIOFILE", device.c_str(), 1);
    Program program(folder, "display-board",
                    {"--server", server.address(), "--board", "board-1", "--headless", "--sound", "device", "--size", "640x360"});
    ::unsetenv("SDL_AUDIODRIVER");
    ::unsetenv("SDL_DISKAUDIOFILE");
    server.take_board();
    // Nobody reads: the device's thread waits for ever as soon as the pipe is full.
    CHECK(program.until([&] {
        int waiting = 0;
        return ::ioctl(reader, FIONREAD, &waiting) == 0 && waiting > 60'000;
    }));
    program.terminate();
    CHECK(program.wait() == 0);
    ::close(reader);
}

TEST_CASE("a window follows a server that goes and comes") {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    ScriptedServer server;
    const Folder folder;
    Program program(folder, "display-board",
                    {"--server", server.address(), "--board", "board-1", "--size", "640x360", "--full-screen", "--sound", "none"});
    for (int life = 0; life < 3; ++life) {
        server.take_board();
        Teller teller{server};
        teller.seq = 100 + static_cast<std::uint64_t>(life);
        teller.welcome();
        CHECK(server.report_until(any).board().width() > 0);
        server.drop_board();
    }
    program.terminate();
    CHECK(program.wait() == 0);
}

}  // namespace luot::live
