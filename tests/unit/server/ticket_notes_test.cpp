// Notes on their way to the disk and back, with a visit's and a day's end.
#include "server/ticket_notes.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <iterator>

#include <boost/asio/io_context.hpp>

#include "app/pin.hpp"
#include "failing_disk.hpp"
#include "server/pin_thread.hpp"
#include "support/folder.hpp"

using namespace luot;
using namespace std::chrono_literals;

namespace {

struct Office {
    Office() { start(); }
    void start() {
        notes.reset();
        context.restart();
        desk = std::make_unique<net::Desk>(limits);
        notes = std::make_unique<server::TicketNotes>(context.get_executor(), folder.path, *desk, 10ms);
        notes->begin(state);
    }
    void ticket(std::uint64_t id) { state.tickets[core::TicketId{id}].id = core::TicketId{id}; }
    void tell(core::EventBody body) {
        core::Event event;
        event.body = std::move(body);
        notes->on_told(state, event);
    }
    void finish(std::uint64_t id) {
        state.tickets[core::TicketId{id}].ended_in = core::TicketState::served;
        core::TicketFinished finished;
        finished.ticket = core::TicketId{id};
        tell(finished);
    }
    void write(std::uint64_t id, const std::string& text) {
        net::TicketNote note;
        note.ticket = core::TicketId{id};
        note.text = text;
        CHECK(desk->write(note, writer) == net::Desk::Written::under_way);
    }
    std::string told(std::uint64_t id) const {
        const net::TicketNote* note = desk->note_of(core::TicketId{id});
        return note == nullptr ? "" : note->text;
    }
    std::string bytes() const {
        std::ifstream file(folder.path / "ticket.notes", std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    bool has_file() const { return std::filesystem::exists(folder.path / "ticket.notes"); }
    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(5ms);
        }
    }

    // What came of what was written, in its order.
    struct Writer final : net::DeskMember {
        void on_notes() override {}
        void on_written(const net::TicketNote& note, bool durable) override { heard.push_back(note.text + (durable ? "" : " lost")); }
        std::vector<std::string> heard;
    };

    testing::Folder folder;
    net::DeskLimits limits;
    std::shared_ptr<Writer> writer = std::make_shared<Writer>();
    core::State state = [] {
        core::State open;
        open.day = core::BusinessDay{20'514};
        open.day_open = true;
        open.epoch = 1;
        return open;
    }();
    boost::asio::io_context context;
    std::unique_ptr<net::Desk> desk;
    std::unique_ptr<server::TicketNotes> notes;
};

}  // namespace

TEST_CASE("a note is told once it is on the disk and comes back with the next start") {
    Office office;
    office.ticket(1);
    office.write(1, "some words");
    CHECK(office.told(1).empty());
    office.until([&] { return office.told(1) == "some words"; });
    CHECK(office.bytes().find("some words") != std::string::npos);
    office.start();
    CHECK(office.told(1) == "some words");
    office.write(1, "other words");
    office.until([&] { return office.told(1) == "other words"; });
    CHECK(office.bytes().find("some words") == std::string::npos);
}

TEST_CASE("with the visit its note goes from the desk at once and from the disk") {
    Office office;
    for (const std::uint64_t id : {1U, 2U}) {
        office.ticket(id);
        office.write(id, "words of " + std::to_string(id));
        office.until([&] { return !office.told(id).empty(); });
    }
    office.finish(1);
    CHECK(office.told(1).empty());
    office.until([&] { return office.bytes().find("words of 1") == std::string::npos; });
    CHECK(office.told(2) == "words of 2");
    office.start();
    CHECK(office.told(1).empty());
    CHECK(office.told(2) == "words of 2");
}

TEST_CASE("a note that is on its way when the visit ends is never told") {
    Office office;
    office.ticket(1);
    office.ticket(2);
    office.write(1, "too late");
    office.finish(1);
    office.write(2, "in time");
    office.until([&] { return office.told(2) == "in time"; });
    CHECK(office.told(1).empty());
    CHECK(office.bytes().find("too late") == std::string::npos);
}

TEST_CASE("of two notes of one ticket on their way both are told in their order") {
    Office office;
    office.ticket(1);
    office.write(1, "first");
    office.write(1, "second");
    office.until([&] { return office.writer->heard.size() == 2; });
    CHECK(office.writer->heard == std::vector<std::string>{"first", "second"});
    CHECK(office.told(1) == "second");
    office.start();
    CHECK(office.told(1) == "second");
}

TEST_CASE("an empty text takes the note away and that is told once it is gone from the disk") {
    Office office;
    office.ticket(1);
    office.write(1, "words");
    office.until([&] { return office.told(1) == "words"; });
    office.write(1, "");
    CHECK(office.told(1) == "words");
    office.until([&] { return office.told(1).empty(); });
    CHECK(office.bytes().find("words") == std::string::npos);
    CHECK(office.writer->heard == std::vector<std::string>{"words", ""});
}

TEST_CASE("a note that is on its way when it is taken away does not stay") {
    Office office;
    office.ticket(1);
    office.write(1, "words");
    office.write(1, "");
    office.write(1, "other");
    office.write(1, "");
    office.until([&] { return office.writer->heard.size() == 4; });
    CHECK(office.told(1).empty());
    CHECK(office.bytes().find("words") == std::string::npos);
    CHECK(office.bytes().find("other") == std::string::npos);
    office.write(1, "last");
    office.write(1, "");
    office.write(1, "last");
    office.until([&] { return office.writer->heard.size() == 7; });
    CHECK(office.told(1) == "last");
    office.finish(1);  // still known to be on the disk
    office.until([&] { return office.bytes().find("last") == std::string::npos; });
}

TEST_CASE("what could not be deleted is tried again until it is and is not told as gone before") {
    Office office;
    for (const std::uint64_t id : {1U, 2U}) {
        office.ticket(id);
        office.write(id, "words of " + std::to_string(id));
        office.until([&] { return !office.told(id).empty(); });
    }
    {
        const testing::FilesEndAt disk(1'024);
        office.write(1, "");
        office.until([&] { return office.writer->heard.size() == 3; });
        CHECK(office.writer->heard.back() == " lost");
        CHECK(office.told(1) == "words of 1");
        office.finish(2);
        office.until([&] { return office.notes->failures() > 4; });
        CHECK(office.bytes().find("words of 1") != std::string::npos);
        CHECK(office.bytes().find("words of 2") != std::string::npos);
    }
    office.until([&] { return office.bytes().find("words of") == std::string::npos; });
    office.write(1, "");  // said again
    office.until([&] { return office.told(1).empty(); });
}

TEST_CASE("the days end takes all notes and the file") {
    Office office;
    office.ticket(1);
    office.write(1, "words");
    office.until([&] { return office.told(1) == "words"; });
    core::TicketExpired expired;
    expired.ticket = core::TicketId{1};
    office.state.tickets[core::TicketId{1}].ended_in = core::TicketState::waiting;
    office.tell(expired);
    CHECK(office.told(1).empty());
    office.state.day_open = false;
    office.tell(core::DayClosed{});
    office.until([&] { return !office.has_file(); });
}

TEST_CASE("a start with no day open or with visits that have ended finds no notes") {
    Office office;
    office.ticket(1);
    office.write(1, "words");
    office.until([&] { return office.told(1) == "words"; });
    office.state.tickets[core::TicketId{1}].ended_in = core::TicketState::served;  // told of by a server that was killed then
    office.start();
    CHECK(office.told(1).empty());
    CHECK(office.bytes().find("words") == std::string::npos);
    office.ticket(2);
    office.write(2, "words");
    office.until([&] { return office.told(2) == "words"; });
    office.state.day_open = false;
    office.start();
    CHECK(office.told(2).empty());
    CHECK_FALSE(office.has_file());
}

TEST_CASE("what the disk does not take is not told and is counted") {
    Office office;
    std::filesystem::create_directory(office.folder.path / "ticket.notes");
    office.ticket(1);
    office.write(1, "words");
    office.until([&] { return office.notes->failures() == 1; });
    CHECK(office.told(1).empty());
    std::filesystem::remove(office.folder.path / "ticket.notes");
    office.write(1, "words");
    office.until([&] { return office.told(1) == "words"; });
}

TEST_CASE("a PIN is checked beside the thread that asks and more than may wait are turned away") {
    boost::asio::io_context context;
    const core::ClerkCode an{"an"};
    server::PinThread pins(context.get_executor(), {{an, {"", "", app::make_pin_hash("1234")}}, {core::ClerkCode{"binh"}, {}}});
    CHECK(pins.has_pin(an));
    CHECK_FALSE(pins.has_pin(core::ClerkCode{"binh"}));
    std::vector<bool> answers;
    std::size_t taken = 0, turned_away = 0;
    while (turned_away == 0 && taken < 1'000) {
        const bool right = taken % 2 == 0;
        const bool fits =
            pins.check(an, right ? "1234" : "1235", [&answers](net::PinCheck check) { answers.push_back(check == net::PinCheck::right); });
        ++(fits ? taken : turned_away);
    }
    CHECK(turned_away == 1);
    CHECK(answers.empty());
    const auto give_up = std::chrono::steady_clock::now() + 180s;
    while (answers.size() < taken && std::chrono::steady_clock::now() < give_up) {
        context.restart();
        context.run_one_for(5ms);
    }
    REQUIRE(answers.size() == taken);
    for (std::size_t i = 0; i < taken; ++i) CHECK(answers[i] == (i % 2 == 0));
}

TEST_CASE("PINs that wait when the server ends are dropped and notes are not") {
    boost::asio::io_context context;
    std::size_t answered = 0, taken = 0;
    {
        const core::ClerkCode an{"an"};
        server::PinThread pins(context.get_executor(), {{an, {"", "", app::make_pin_hash("1234")}}});
        while (pins.check(an, "1234", [&answered](net::PinCheck) { ++answered; })) ++taken;
    }
    context.run();
    CHECK(taken >= server::PinThread::waiting_max);
    CHECK(answered < taken);  // the one that it was at

    Office office;
    for (std::uint64_t id = 1; id <= 10; ++id) {
        office.ticket(id);
        office.write(id, "words of " + std::to_string(id));
    }
    office.start();
    for (std::uint64_t id = 1; id <= 10; ++id) CHECK(office.told(id) == "words of " + std::to_string(id));
}
