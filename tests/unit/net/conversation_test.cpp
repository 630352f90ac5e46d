// Conversations without sockets: bytes in, envelopes out, and what has to wait for the engine waits.
#include "net/conversation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "engine_fakes/fakes.hpp"
#include "frame/frame.hpp"
#include "words_translator.hpp"

using namespace luot;
using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

namespace {

// A line that takes what is written when told to.
class Line final : public net::Conversation {
  public:
    explicit Line(net::Hall& hall) : Conversation(hall, "10.0.0.7") {}

    void say(const std::string& text) {
        std::string framed;
        frame::append(framed, text);
        say_raw(framed);
    }
    void say_raw(const std::string& bytes, std::size_t at_most = 1'000) {
        feed(bytes);
        waits = !digest(at_most);
    }
    // The peer reads all that was written.
    void read() {
        for (const net::Bytes& envelope : std::exchange(unread, {})) heard.push_back(*envelope);
        if (is_writing()) written(1);
    }
    bool has_heard(const std::string& text) const { return std::find(heard.begin(), heard.end(), text) != heard.end(); }

    Texts heard;
    std::vector<net::Bytes> unread;
    Texts last_words;  // that fitted
    bool waits = false;
    bool shut_down = false;
    bool line_closed = false;

  private:
    void wake_reader() override {}
    void write(std::vector<net::Bytes> envelopes) override { unread = std::move(envelopes); }
    void shut_down_writing() override { shut_down = true; }
    void write_if_it_fits(const net::Bytes& envelope) override { last_words.push_back(*envelope); }
    void close_line() override { line_closed = true; }
};

class Hall final : public net::Hall {
  public:
    using net::Hall::Hall;
    std::int64_t now_ms() const override { return at_ms; }
    void wants_flush(net::Conversation& conversation) override {
        if (!std::exchange(conversation.flush_wanted, true)) to_flush.push_back(conversation.shared_from_this());
    }
    void closed(net::Conversation&) override { ++closes; }
    void idle() override {}
    void flush() {
        for (const auto& conversation : std::exchange(to_flush, {})) {
            conversation->flush_wanted = false;
            conversation->flush();
        }
    }
    std::vector<std::shared_ptr<net::Conversation>> to_flush;
    std::int64_t at_ms = 0;
    int closes = 0;
};

// Whoever brings a code waits until it says what came of it.
class Door final : public net::Admission {
  public:
    std::optional<net::Refused> refuses(const net::Hello&, const std::string& peer) override {
        peers.push_back(peer);
        return std::nullopt;
    }
    bool brings_code(const net::Hello& hello) const override { return hello.credential == "code"; }
    void enrol(const net::Hello&, const std::string& peer, OnEnrolled on_enrolled) override {
        peers.push_back(peer);
        waiting.push_back(std::move(on_enrolled));
    }
    void joined(net::AdmissionMember& member, const net::Hello&, const std::string& credential) override { in[&member] = credential; }
    void left(net::AdmissionMember& member) override { in.erase(&member); }

    std::vector<OnEnrolled> waiting;
    Texts peers;
    std::map<net::AdmissionMember*, std::string> in;
};

struct Office {
    explicit Office(engine::Limits engine_limits = {}, net::Admission* door = nullptr) {
        engine::ServiceOptions options;
        options.limits = engine_limits;
        service = std::make_unique<engine::Service>(context.get_executor(), core::State{}, journal, codec, moments, entropy, options);
        core::Configure configure;
        configure.office = fakes::office();
        configure.digest = "one";
        bool configured = false;
        service->submit(configure, core::Origin{}, [&](const engine::Reply&) { configured = true; });
        service->start();
        hall = std::make_unique<Hall>(*service, words, door == nullptr ? admission : *door, directory, net::Limits{}, 1.0);
        until([&] { return configured && service->told().day_open; });
    }
    ~Office() { journal.let_go(); }

    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(5ms);
            hall->flush();
        }
    }
    std::shared_ptr<Line> kiosk(const std::string& hello = "hello 1 kiosk kiosk-1") {
        auto line = std::make_shared<Line>(*hall);
        line->say(hello);
        until([&] {
            line->read();
            return std::any_of(line->heard.begin(), line->heard.end(), [](const std::string& text) { return text.starts_with("welcome"); });
        });
        return line;
    }
    void until_heard(Line& line, const std::string& text) {
        until([&] {
            line.read();
            return line.has_heard(text);
        });
    }

    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    fakes::Moments moments;
    fakes::Entropy entropy;
    fakes::Words words;
    net::TrustedNetwork admission;
    net::SessionDirectory directory;
    std::unique_ptr<engine::Service> service;
    std::unique_ptr<Hall> hall;
};

std::string framed(const std::string& text) {
    std::string bytes;
    frame::append(bytes, text);
    return bytes;
}

}  // namespace

TEST_CASE("bytes may come one by one and are answered as if they came at once") {
    Office office;
    const auto line = office.kiosk();
    for (const char byte : framed("ask 1 issue") + framed("ask 2 issue")) line->say_raw(std::string(1, byte));
    office.until_heard(*line, "reply 1 H001");
    office.until_heard(*line, "reply 2 H002");
    CHECK(office.hall->counters.frames_in == 3);
}

TEST_CASE("what comes while the engine is full waits in its line and goes on when it accepts again") {
    engine::Limits small;
    small.commands_in_batch = 2;
    Office office(small);
    const auto line = office.kiosk();
    office.journal.hold();
    std::string many;
    for (int no = 1; no <= 8; ++no) many += framed("ask " + std::to_string(no) + " issue");
    line->say_raw(many);
    CHECK(line->waits);
    CHECK(!office.service->accepting());
    CHECK(office.hall->counters.requests < 8);

    office.journal.let_go();
    office.until([&] {
        if (line->waits && office.service->accepting()) line->say_raw("");
        line->read();
        return line->has_heard("reply 8 H008");
    });
    CHECK(office.service->told().tickets.size() == 8);
}

TEST_CASE("a turn ends after so many envelopes and the rest has the next one") {
    Office office;
    const auto line = office.kiosk();
    std::string many;
    for (int no = 1; no <= 5; ++no) many += framed("ask " + std::to_string(no) + " issue");
    line->say_raw(many, 2);
    CHECK(line->waits);
    CHECK(office.hall->counters.requests == 2);
    line->say_raw("", 2);
    CHECK(office.hall->counters.requests == 4);
    line->say_raw("", 2);
    CHECK(!line->waits);
    office.until_heard(*line, "reply 5 H005");
}

TEST_CASE("nothing that is still buffered for a session is decided once another line has it") {
    engine::Limits small;
    small.commands_in_batch = 2;
    Office office(small);
    const auto first = office.kiosk();
    office.journal.hold();
    std::string many;
    for (int no = 1; no <= 8; ++no) many += framed("ask " + std::to_string(no) + " issue");
    first->say_raw(many);
    REQUIRE(first->waits);
    const auto asked = office.hall->counters.requests;

    const auto session = office.service->told().sessions.begin()->first.value;
    const auto second = std::make_shared<Line>(*office.hall);
    second->say("hello 1 kiosk kiosk-1 session=" + std::to_string(session) + " from=0 epoch=1");
    office.journal.let_go();
    office.until([&] {
        first->read();
        return first->has_heard("goodbye replaced");
    });
    first->say_raw("");
    CHECK(office.hall->counters.requests == asked);
    office.until([&] {
        second->read();
        return !second->heard.empty() && second->heard.front().starts_with("welcome");
    });
}

TEST_CASE("one write at a time and after the last word the line is shut down and closed in time") {
    Office office;
    const auto line = office.kiosk();
    line->say("ask 1 issue");
    office.until([&] { return !line->unread.empty(); });
    const auto under_way = line->unread.size();
    line->say("ping 7");
    office.hall->flush();
    CHECK(line->unread.size() == under_way);  // the pong waits for the write
    line->read();
    office.hall->flush();
    office.until_heard(*line, "pong 7");

    line->end(net::code::shutting_down, "the server stops");
    office.hall->flush();
    line->read();
    CHECK(line->heard.back() == "goodbye shutting_down");
    line->flush();
    CHECK(line->shut_down);
    CHECK(!line->is_closed());
    office.hall->at_ms += office.hall->limits.linger.count();
    line->look_at_clock(office.hall->at_ms);
    CHECK(line->is_closed());
    CHECK(line->line_closed);
    CHECK(office.hall->closes == 1);
}

TEST_CASE("who asks without reading is cut off and another line goes on") {
    Office office;
    const auto line = office.kiosk();
    line->read();
    for (std::size_t stamp = 0; stamp <= office.hall->limits.outbox_controls + 40 && !line->is_closed(); ++stamp) {
        line->say("ping " + std::to_string(stamp));
        office.hall->flush();  // the first write is never read
    }
    CHECK(line->is_closed());
    CHECK(office.hall->counters.too_slow == 1);
    CHECK(line->last_words.empty());  // it would only wait behind what is not read
    const auto other = office.kiosk("hello 1 kiosk kiosk-2");
    other->say("ask 1 issue");
    office.until_heard(*other, "reply 1 H001");
}

TEST_CASE("a device with a code is welcomed with its credential once that is kept and sent away when it is revoked") {
    Door door;
    Office office({}, &door);
    const auto line = std::make_shared<Line>(*office.hall);
    line->say("hello 1 kiosk kiosk-1 credential=code");
    REQUIRE(door.waiting.size() == 1);
    CHECK(door.peers == Texts{"10.0.0.7", "10.0.0.7"});
    CHECK(door.in.empty());
    CHECK(line->heard.empty());
    CHECK(!line->is_idle());
    door.waiting.front()(std::string("secret"));
    office.until([&] {
        line->read();
        return !line->heard.empty();
    });
    CHECK(line->heard.front().ends_with(" credential=secret"));
    REQUIRE(door.in.size() == 1);
    CHECK(door.in.begin()->second == "secret");
    door.in.begin()->first->revoked();
    CHECK(door.in.empty());
    line->say("ask 1 issue");  // came too late
    office.until_heard(*line, "goodbye revoked");
    CHECK(office.hall->counters.requests == 0);
    const auto known = office.kiosk("hello 1 kiosk kiosk-1 credential=secret");
    CHECK(known->heard.front().find("credential") == std::string::npos);
}

TEST_CASE("a device whose code came to nothing is told why and one that went meanwhile does not come in") {
    Door door;
    Office office({}, &door);
    const auto refused = std::make_shared<Line>(*office.hall), gone = std::make_shared<Line>(*office.hall);
    for (const auto& line : {refused, gone}) line->say("hello 1 board board-1 credential=code");
    REQUIRE(door.waiting.size() == 2);
    gone->close();
    door.waiting[1](std::string("secret"));
    door.waiting[0](net::Refused{net::code::unavailable, "later"});
    office.until_heard(*refused, "refused unavailable");
    CHECK(door.in.empty());
    CHECK(gone->heard.empty());
}

TEST_CASE("kiosks are given the key and the logo and boards the logo alone") {
    Office office;
    office.hall->devices.set_logo({"png", "digest"});
    office.hall->devices.set_person_key("today");
    const auto kiosk = office.kiosk();
    const auto keeper = office.kiosk("hello 1 kiosk kiosk-2 logo=digest");
    const auto board = office.kiosk("hello 1 board board-1 logo=old");
    const auto counter = office.kiosk("hello 1 counter counter-1");
    const auto said = [](const Line& line, const std::string& part) {
        return std::any_of(line.heard.begin(), line.heard.end(),
                           [&](const std::string& text) { return text.find(part) != std::string::npos; });
    };
    CHECK(said(*kiosk, "digest=digest logo=png key=today"));
    CHECK(said(*keeper, "digest=digest logo= key=today"));
    CHECK(said(*board, "digest=digest logo=png"));
    CHECK_FALSE(said(*board, "key="));
    CHECK_FALSE(said(*counter, "digest="));
    CHECK_FALSE(said(*counter, "key="));

    office.hall->devices.set_person_key("today");  // the same: nothing new
    office.hall->devices.set_person_key("");
    office.hall->devices.set_person_key("tomorrow");
    office.until_heard(*kiosk, "person-key tomorrow");
    office.until_heard(*keeper, "person-key tomorrow");
    CHECK(std::count_if(kiosk->heard.begin(), kiosk->heard.end(), [](const std::string& text) { return text.starts_with("person-key"); }) ==
          2);
    kiosk->close();
    office.hall->devices.set_person_key("the day after");
    office.until_heard(*keeper, "person-key the day after");
    board->read();
    counter->read();
    CHECK_FALSE(said(*board, "person-key"));
    CHECK_FALSE(said(*counter, "person-key"));
    CHECK_FALSE(kiosk->has_heard("person-key the day after"));
}

TEST_CASE("a supervisor hears how kiosks and boards are and clerks and boards do not") {
    Office office;
    const auto kiosk = office.kiosk();
    kiosk->say("report 2 home");
    const auto supervisor = office.kiosk("hello 1 supervisor lead");
    office.until_heard(*supervisor, "device kiosk kiosk-1 in 2 home");
    const auto board = office.kiosk("hello 1 board board-1");
    office.until_heard(*supervisor, "device board board-1 in");
    const auto counter = office.kiosk("hello 1 counter counter-1");
    counter->say("report 1 desk");  // of no interest
    kiosk->say("report 3 paper");
    office.until_heard(*supervisor, "device kiosk kiosk-1 in 3 paper");
    kiosk->close();
    office.until_heard(*supervisor, "device kiosk kiosk-1 gone 3 paper");
    for (const auto& line : {board, counter}) {
        line->read();
        CHECK(std::none_of(line->heard.begin(), line->heard.end(), [](const std::string& text) { return text.starts_with("device"); }));
    }
    CHECK(std::none_of(supervisor->heard.begin(), supervisor->heard.end(),
                       [](const std::string& text) { return text.find("counter-1") != std::string::npos; }));
    // The next one who comes hears the last of each.
    const auto later = office.kiosk("hello 1 administrator it");
    office.until_heard(*later, "device kiosk kiosk-1 gone 3 paper");
    CHECK_FALSE(later->has_heard("device kiosk kiosk-1 in 3 paper"));
}

TEST_CASE("what the clock alone changes is shown to everybody once and to who comes back without having seen it") {
    Office office;
    const auto board = office.kiosk("hello 1 board board-1");
    const auto script = office.kiosk("hello 1 kiosk kiosk-1 pushes=no");
    const auto snapshots = [](const Line& line) {
        return std::count_if(line.heard.begin(), line.heard.end(), [](const std::string& text) { return text.starts_with("snapshot"); });
    };
    const auto pass = [&](std::int64_t ms, const std::vector<std::shared_ptr<Line>>& lines) {
        office.hall->at_ms += ms;
        office.moments.now_us += ms * 1'000;
        for (const auto& line : lines) {
            line->say("pong 1");
            line->look_at_clock(office.hall->at_ms);
        }
        office.hall->flush();
        for (const auto& line : lines) line->read();
    };
    for (int i = 0; i < 3; ++i) pass(10'000, {board, script});
    CHECK(snapshots(*board) == 1);
    office.words.clock_changes_at_us = office.moments.now_us + 1;
    for (int i = 0; i < 4; ++i) pass(10'000, {board, script});
    CHECK(snapshots(*board) == 2);
    CHECK(snapshots(*script) == 0);
    const std::string seq = std::to_string(office.service->told().seq);
    const auto back = office.kiosk("hello 1 board board-1 epoch=1 from=" + seq);
    CHECK(snapshots(*back) == 0);
    for (int i = 0; i < 2; ++i) pass(1'000, {back});
    CHECK(snapshots(*back) == 1);
}

TEST_CASE("boards hear whose turn it is to speak behind the calls that it is about") {
    Office office;
    const auto first = office.kiosk("hello 1 board board-1");
    const auto second = office.kiosk("hello 1 board board-2");
    const auto script = office.kiosk("hello 1 board board-3 pushes=no");
    first->say("voice hall able 0 0 0");
    second->say("voice hall able 0 0 0");
    script->say("voice hall able 0 0 0");
    office.until_heard(*first, "turn hall yours 0");
    office.until_heard(*second, "turn hall others 0");
    script->read();
    CHECK(script->heard.size() == 1);

    // An event, and then it was said: the other board, which has not been told of the event yet, hears of them in this order.
    const auto kiosk = office.kiosk();
    const core::Seq seq = office.service->told().seq;
    kiosk->say("ask 1 issue");
    office.until_heard(*kiosk, "reply 1 H001");
    const std::string said = std::to_string(office.service->told().seq);
    REQUIRE(office.service->told().seq > seq);
    core::Event event;
    event.seq = office.service->told().seq;
    event.body = core::NoticeSet{"x", false};
    office.hall->fan_out.told(office.service->told(), event);
    first->say("voice hall able 0 0 " + said);
    office.until_heard(*second, "turn hall others " + said);
    const auto place = [&](const std::string& text) { return std::find(second->heard.begin(), second->heard.end(), text); };
    CHECK(place("event " + said) < place("turn hall others " + said));

    SUBCASE("one that says goodbye hands over at once") {
        first->say("goodbye");
        office.until_heard(*second, "turn hall yours " + said);
    }
    SUBCASE("one that is silent does so when nobody can be heard any more") {
        const auto beat = [&](std::int64_t ms) {
            office.hall->at_ms += ms;
            second->say("pong 1");
            for (const auto& line : {first, second}) line->look_at_clock(office.hall->at_ms);
            office.hall->flush();
            second->read();
        };
        for (int second_no = 0; second_no < 23; ++second_no) beat(1'000);
        CHECK(first->is_closed());
        CHECK_FALSE(second->has_heard("turn hall yours " + said));
        beat(500);
        beat(0);
        CHECK(second->has_heard("turn hall yours " + said));
    }
    SUBCASE("one whose sound fails is pinged behind its word") {
        first->say("voice hall dumb 0 0 " + said);
        office.until_heard(*first, "turn hall others " + said);
        first->read();
        CHECK_FALSE(second->has_heard("turn hall yours " + said));
        REQUIRE(first->heard.back().starts_with("ping "));
        first->say("pong " + first->heard.back().substr(5));
        office.until_heard(*second, "turn hall yours " + said);
    }
}

TEST_CASE("a server that starts within half an hour of a call waits for whoever may be saying one") {
    Office office;
    const auto notice = [&](bool urgent) {
        core::SetNotice set;
        set.text = "x";
        set.urgent = urgent;
        core::Origin origin;
        origin.role = core::Role::supervisor;
        bool done = false;
        office.service->submit(set, origin, [&](const engine::Reply&) { done = true; });
        office.until([&] { return done; });
    };
    const auto first_heard = [&](core::TimeUs later_us) {
        office.moments.now_us += later_us;
        office.hall = std::make_unique<Hall>(*office.service, office.words, office.admission, office.directory, net::Limits{}, 1.0);
        const auto board = office.kiosk("hello 1 board board-1");
        board->say("voice hall able 0 0 0");
        office.until([&] {
            board->read();
            return board->heard.back().starts_with("turn hall");
        });
        const std::string heard = board->heard.back();
        board->close();
        return heard;
    };
    CHECK(first_heard(0) == "turn hall yours 0");  // nothing was called today
    notice(true);
    REQUIRE(office.service->told().notice_urgent);
    CHECK(first_heard(60 * core::second_us) == "turn hall others 0");
    CHECK(first_heard(1'739 * core::second_us) == "turn hall others 0");
    CHECK(first_heard(2 * core::second_us) == "turn hall yours 0");
}

TEST_CASE("a supervisor who does not read is told the last of each device and not cut off") {
    Office office;
    const auto supervisor = office.kiosk("hello 1 supervisor lead");
    std::vector<std::shared_ptr<Line>> boards;
    for (int number = 0; number < 400; ++number) boards.push_back(office.kiosk("hello 1 board board-" + std::to_string(number)));
    for (int round = 0; round < 10; ++round) {
        for (const auto& board : boards) board->say("report 1 round-" + std::to_string(round));
        office.hall->flush();  // the supervisor's line is full with the first write
    }
    CHECK_FALSE(supervisor->is_closed());
    office.until_heard(*supervisor, "device board board-399 in 1 round-9");
    office.until_heard(*supervisor, "device board board-0 in 1 round-9");
    CHECK(supervisor->heard.size() < 1'000);  // not the four thousand that were said
}
