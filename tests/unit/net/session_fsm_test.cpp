#include "net/session_fsm.hpp"

#include <doctest/doctest.h>

#include "words_translator.hpp"

using namespace luot;
using net::SessionFsm;

namespace {

// Speaks to the machine in words, and says in words what it wants done.
struct Talk {
    explicit Talk(net::Limits with = {}) : limits(with), fsm(limits, 0) {}

    std::vector<std::string> hear(const std::string& said) {
        net::Actions actions;
        fsm.received(words.parse(said), 40, 4'000, now_ms, actions);
        return in_words(actions);
    }
    std::vector<std::string> welcome(std::uint64_t session) {
        net::Actions actions;
        net::Welcome message;
        message.session = core::SessionId{session};
        message.seq = 40;
        fsm.welcome(message, now_ms, actions);
        return in_words(actions);
    }
    std::vector<std::string> refuse(const std::string& code) {
        net::Actions actions;
        fsm.refuse(net::Refused{code, "why"}, actions);
        return in_words(actions);
    }
    std::vector<std::string> wait_until(std::int64_t ms, bool reading = true) {
        now_ms = ms;
        net::Actions actions;
        fsm.time(now_ms, reading, actions);
        return in_words(actions);
    }
    std::vector<std::string> reply(std::uint64_t no, std::variant<core::Answer, core::Refusal, net::ErrorReply> outcome) {
        net::Actions actions;
        net::Reply message;
        message.no = no;
        message.outcome = std::move(outcome);
        fsm.reply(message, actions);
        return in_words(actions);
    }
    std::vector<std::string> end(const char* code) {
        net::Actions actions;
        fsm.end(code, "why", actions);
        return in_words(actions);
    }
    void greet(const std::string& hello = "hello 1 kiosk kiosk-1", std::uint64_t session = 7) {
        hear(hello);
        REQUIRE(fsm.state() == SessionFsm::State::admitting);
        welcome(session);
        REQUIRE(fsm.state() == SessionFsm::State::live);
    }

    std::vector<std::string> in_words(const net::Actions& actions) {
        std::vector<std::string> said;
        for (const net::Action& action : actions) {
            if (std::holds_alternative<net::Admit>(action)) said.emplace_back("admit");
            if (std::holds_alternative<net::Close>(action)) said.emplace_back("close");
            if (const auto* note = std::get_if<net::Note>(&action)) said.push_back("note " + note->report.shows);
            if (const auto* note = std::get_if<net::NoteVoice>(&action)) said.push_back("voice " + note->report.zone);
            if (const auto* note = std::get_if<net::NotePong>(&action)) said.push_back("ponged " + std::to_string(note->stamp));
            if (const auto* check = std::get_if<net::CheckPin>(&action)) said.push_back("check " + check->sign_in.clerk.value);
            if (const auto* written = std::get_if<net::NoteTicket>(&action)) said.push_back("note " + written->note.text);
            if (const auto* send = std::get_if<net::Send>(&action)) said.push_back(*words.encode(send->message));
            if (const auto* subscribe = std::get_if<net::Subscribe>(&action)) {
                said.push_back("subscribe from " + std::to_string(subscribe->resume_from) + " epoch " + std::to_string(subscribe->epoch));
            }
            if (const auto* submit = std::get_if<net::Submit>(&action)) {
                said.push_back("submit " + std::to_string(submit->origin.no) + (submit->origin.only_repeats ? " if a repeat" : ""));
                origins.push_back(submit->origin);
            }
        }
        return said;
    }

    fakes::Words words;
    net::Limits limits;
    SessionFsm fsm;
    std::int64_t now_ms = 0;
    std::vector<core::Origin> origins;
};

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("a Hello is admitted - welcomed and then shown what happens") {
    Talk talk;
    CHECK(talk.hear("hello 1 kiosk kiosk-1 session=7 from=30 epoch=2") == Said{"admit"});
    CHECK(talk.welcome(7) == Said{"welcome session=7 seq=40", "subscribe from 30 epoch 2"});
    CHECK(talk.fsm.session() == core::SessionId{7});
    CHECK(talk.hear("ask 1 issue") == Said{"submit 1"});
    CHECK(talk.origins.front().session == core::SessionId{7});
    CHECK(talk.origins.front().role == core::Role::kiosk);
    CHECK(talk.origins.front().device == core::DeviceCode{"kiosk-1"});
    CHECK(talk.fsm.under_way() == 1);
    CHECK(talk.reply(1, core::Answer{}) == Said{"reply 1 done"});
    CHECK(talk.fsm.under_way() == 0);
}

TEST_CASE("a device says how it is beside its requests and not before its welcome") {
    Talk talk;
    talk.hear("hello 1 kiosk kiosk-1");
    talk.welcome(7);
    CHECK(talk.hear("report 2 home") == Said{"note home"});
    CHECK(talk.fsm.under_way() == 0);
    CHECK(talk.hear("ask 1 issue") == Said{"submit 1"});
    Talk early;
    early.hear("hello 1 kiosk kiosk-1");
    CHECK(early.hear("report 2 home") == Said{"refused bad_hello", "close"});
    Talk first;
    CHECK(first.hear("report 2 home") == Said{"refused bad_hello", "close"});
}

TEST_CASE("boards say how their voice is and nobody else") {
    Talk talk;
    talk.hear("hello 1 board board-1");
    talk.welcome(0);
    CHECK(talk.hear("voice hall able 0 0 5") == Said{"voice hall"});
    CHECK(talk.hear("pong 17") == Said{"ponged 17"});
    for (const char* hello : {"hello 1 kiosk kiosk-1", "hello 1 counter counter-1", "hello 1 supervisor lead"}) {
        Talk other;
        other.greet(hello);
        CHECK(other.hear("pong 17").empty());
        CHECK(other.hear("voice hall able 0 0 5") == Said{"goodbye bad_frame", "close"});
    }
    Talk early;
    early.hear("hello 1 board board-1");
    CHECK(early.hear("voice hall able 0 0 5") == Said{"refused bad_hello", "close"});
}

TEST_CASE("who wants no pushes gets none") {
    Talk talk;
    talk.hear("hello 1 kiosk kiosk-1 pushes=no");
    CHECK(talk.welcome(7) == Said{"welcome session=7 seq=40"});
}

TEST_CASE("a Hello that cannot be is refused with one clear word") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"hello 2 kiosk kiosk-1", "refused protocol_version"},
        {"hello 0 kiosk kiosk-1", "refused protocol_version"},
        {"hello 1 nobody kiosk-1", "refused bad_hello"},
        {"hello 1 system kiosk-1", "refused bad_hello"},
        {"hello 1 kiosk", "refused bad_hello"},
        {"hello 1 kiosk " + std::string(65, 'x'), "refused bad_hello"},
        {"hello 1 kiosk a\x01"
         "b",
         "refused bad_hello"},
        {"ask 1 issue", "refused bad_hello"},
        {"ping 1", "refused bad_hello"},
        {"what", "refused bad_hello"},
    };
    for (const auto& [hello, refused] : cases) {
        Talk talk;
        CHECK(talk.hear(hello) == Said{refused, "close"});
        CHECK(talk.fsm.state() == SessionFsm::State::ended);
        CHECK(talk.hear("hello 1 kiosk kiosk-1").empty());
    }
    Talk talk;
    talk.hear("hello 1 kiosk kiosk-1");
    CHECK(talk.refuse("session_expired") == Said{"refused session_expired", "close"});
}

TEST_CASE("nothing is asked before the Welcome and Hello is said once") {
    Talk early;
    early.hear("hello 1 kiosk kiosk-1");
    CHECK(early.hear("ask 1 issue") == Said{"refused bad_hello", "close"});
    Talk twice;
    twice.greet();
    CHECK(twice.hear("hello 1 kiosk kiosk-1") == Said{"goodbye bad_frame", "close"});
}

TEST_CASE("numbers rise within a connection") {
    Talk talk;
    talk.greet();
    CHECK(talk.hear("ask 3 issue") == Said{"submit 3"});
    CHECK(talk.hear("ask 5 issue") == Said{"submit 5"});
    SUBCASE("the same again") {
        CHECK(talk.hear("ask 5 issue") == Said{"goodbye bad_frame", "close"});
    }
    SUBCASE("a smaller one") {
        CHECK(talk.hear("ask 4 issue") == Said{"goodbye bad_frame", "close"});
    }
    SUBCASE("zero") {
        CHECK(talk.hear("ask 0 issue") == Said{"goodbye bad_frame", "close"});
    }
    SUBCASE("after an answer") {
        talk.reply(5, core::Answer{});
        CHECK(talk.hear("ask 5 issue") == Said{"goodbye bad_frame", "close"});
    }
}

TEST_CASE("what was answered unavailable is asked again on the same connection - once for each answer") {
    Talk talk;
    talk.greet();
    talk.hear("ask 1 issue");
    talk.hear("ask 2 issue");
    CHECK(talk.reply(1, net::ErrorReply{"unavailable"}) == Said{"reply 1 unavailable"});
    CHECK(talk.reply(2, net::ErrorReply{"unavailable"}) == Said{"reply 2 unavailable"});
    CHECK(talk.hear("ask 3 issue") == Said{"submit 3"});
    CHECK(talk.hear("ask 1 issue") == Said{"submit 1"});
    CHECK(talk.hear("ask 2 issue") == Said{"submit 2"});
    CHECK(talk.hear("ask 1 issue") == Said{"goodbye bad_frame", "close"});
}

TEST_CASE("what a device may not or nobody understands - is refused without reaching the engine") {
    Talk talk;
    talk.greet();
    CHECK(talk.hear("ask 1 end-day") == Said{"reply 1 not_allowed"});
    CHECK(talk.hear("ask 2 juggle") == Said{"reply 2 bad_value"});
    CHECK(talk.hear("ask 3 open-session") == Said{"reply 3 not_allowed"});
    CHECK(talk.fsm.under_way() == 0);
    CHECK(talk.hear("ask 4 issue") == Said{"submit 4"});

    Talk board;
    board.greet("hello 1 board hall", 0);
    CHECK(board.hear("ask 1 issue") == Said{"reply 1 session_expired"});
}

TEST_CASE("so many requests are under way and no more") {
    net::Limits limits;
    limits.under_way = 3;
    Talk talk(limits);
    talk.greet();
    for (int no = 1; no <= 3; ++no) CHECK(talk.hear("ask " + std::to_string(no) + " issue").front().starts_with("submit"));
    CHECK(talk.hear("ask 4 issue") == Said{"reply 4 too_many_unacknowledged"});
    talk.reply(1, core::Answer{});
    CHECK(talk.hear("ask 5 issue") == Said{"submit 5"});
    CHECK(talk.fsm.under_way() == 3);
}

TEST_CASE("pings go both ways and silence ends it") {
    Talk talk;
    talk.greet();
    CHECK(talk.wait_until(4'999).empty());
    CHECK(talk.wait_until(5'000) == Said{"ping 5000"});
    CHECK(talk.wait_until(5'250).empty());
    CHECK(talk.hear("ping 12") == Said{"pong 12"});
    CHECK(talk.hear("pong 5000").empty());
    CHECK(talk.wait_until(10'000) == Said{"ping 10000"});
    CHECK(talk.wait_until(17'249) == Said{"ping 17249"});
    CHECK(talk.wait_until(17'250) == Said{"goodbye silent", "close"});
    CHECK(talk.wait_until(99'000).empty());
}

TEST_CASE("who is not read from cannot be silent") {
    Talk talk;
    talk.greet();
    talk.wait_until(5'000);
    talk.wait_until(10'000, false);
    talk.wait_until(20'000, false);
    CHECK(talk.wait_until(31'999).front().starts_with("ping"));
    CHECK(talk.wait_until(32'000) == Said{"goodbye silent", "close"});
}

// Not for good, as who says something wrong: the line may have been slow.
TEST_CASE("who says nothing at all is refused for the time being") {
    Talk talk;
    CHECK(talk.wait_until(4'999).empty());
    CHECK(talk.wait_until(5'000) == Said{"refused unavailable", "close"});
}

TEST_CASE("a welcome that is long in coming is given up - for the time being") {
    Talk talk;
    talk.hear("hello 1 kiosk kiosk-1");
    CHECK(talk.wait_until(11'999).empty());
    CHECK(talk.wait_until(12'000) == Said{"refused unavailable", "close"});
}

TEST_CASE("a draining session takes no new work and still delivers what is under way") {
    Talk talk;
    talk.greet();
    talk.hear("ask 1 issue");
    talk.fsm.drain();
    CHECK(talk.hear("ask 2 issue") == Said{"reply 2 unavailable"});
    CHECK(talk.hear("ask 2 issue") == Said{"reply 2 unavailable"});  // as often as it likes
    CHECK(talk.reply(1, core::Answer{}) == Said{"reply 1 done"});
    CHECK(talk.end(net::code::shutting_down) == Said{"goodbye shutting_down", "close"});

    Talk late;
    late.fsm.drain();
    CHECK(late.hear("hello 1 kiosk kiosk-1") == Said{"refused unavailable", "close"});
}

TEST_CASE("after the end nothing is decided and nothing is said") {
    Talk talk;
    talk.greet();
    talk.hear("ask 1 issue");
    CHECK(talk.end(net::code::replaced) == Said{"goodbye replaced", "close"});
    CHECK(talk.hear("ask 2 issue").empty());
    CHECK(talk.reply(1, core::Answer{}).empty());
    CHECK(talk.end(net::code::shutting_down).empty());
    CHECK(talk.fsm.under_way() == 0);
}

TEST_CASE("a clients goodbye is the end") {
    Talk talk;
    talk.greet();
    CHECK(talk.hear("goodbye") == Said{"close"});
    CHECK(talk.hear("ask 1 issue").empty());
}

namespace {

std::vector<std::string> signed_in(Talk& talk, const char* clerk, net::SignInOutcome outcome) {
    net::Actions actions;
    talk.fsm.signed_in(net::SignedIn{core::ClerkCode{clerk}, outcome}, actions);
    return talk.in_words(actions);
}

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("where PINs are asked for a counter commands as the clerk who signed in there and as no other") {
    Talk talk;
    talk.fsm.ask_for_pins(true);
    talk.greet("hello 1 counter counter-1");
    CHECK(talk.hear("ask 1 recall-an") == Said{"submit 1 if a repeat"});
    CHECK(talk.hear("ask 2 issue") == Said{"submit 2 if a repeat"});
    CHECK(talk.hear("ask 3 rate") == Said{"submit 3"});  // a citizen does
    CHECK(talk.hear("sign-in an 1234") == Said{"check an"});
    CHECK(talk.fsm.signing_in());
    CHECK(signed_in(talk, "an", net::SignInOutcome::wrong) == Said{"signed-in an wrong"});
    CHECK_FALSE(talk.fsm.signing_in());
    CHECK(talk.hear("ask 4 recall-an") == Said{"submit 4 if a repeat"});
    talk.hear("sign-in an 4321");
    CHECK(signed_in(talk, "an", net::SignInOutcome::done) == Said{"signed-in an done"});
    CHECK(talk.hear("ask 5 recall-an") == Said{"submit 5"});
    CHECK(talk.hear("ask 6 issue") == Said{"submit 6"});
    CHECK(talk.hear("ask 7 recall-binh") == Said{"submit 7 if a repeat"});
    // A colleague's try that fails signs nobody out; one that succeeds does.
    talk.hear("sign-in binh 0000");
    signed_in(talk, "binh", net::SignInOutcome::wrong);
    CHECK(talk.hear("ask 8 recall-an") == Said{"submit 8"});
    talk.hear("sign-in binh 1111");
    signed_in(talk, "binh", net::SignInOutcome::done);
    CHECK(talk.hear("ask 9 recall-an") == Said{"submit 9 if a repeat"});
    CHECK(talk.hear("ask 10 recall-binh") == Said{"submit 10"});
    CHECK(talk.hear("ask 11 end-day") == Said{"reply 11 not_allowed"});  // the role comes first
}

TEST_CASE("the core is told which clerk a counter speaks for") {
    Talk talk;
    talk.greet("hello 1 counter counter-1");
    talk.hear("ask 1 issue");
    talk.hear("ask 2 recall-an");
    talk.hear("ask 3 issue");
    talk.fsm.ask_for_pins(true);
    talk.hear("ask 4 issue");
    talk.hear("sign-in binh 1");
    signed_in(talk, "binh", net::SignInOutcome::done);
    talk.hear("ask 5 issue");
    std::vector<std::string> clerks;
    for (const core::Origin& origin : talk.origins) clerks.push_back(origin.clerk.value);
    CHECK(clerks == std::vector<std::string>{"", "an", "an", "", "binh"});
}

TEST_CASE("no clerk at all is signed in as nobody") {
    Talk talk;
    talk.fsm.ask_for_pins(true);
    talk.greet("hello 1 counter counter-1");
    CHECK(talk.hear("ask 1 recall-") == Said{"submit 1 if a repeat"});
    CHECK(talk.hear("note 7") == Said{});
}

TEST_CASE("other roles and offices without PINs need no sign-in") {
    Talk supervisor;
    supervisor.fsm.ask_for_pins(true);
    supervisor.greet("hello 1 supervisor chief");
    CHECK(supervisor.hear("ask 1 end-day") == Said{"submit 1"});
    Talk counter;
    counter.greet("hello 1 counter counter-1");
    CHECK(counter.hear("ask 1 recall-an") == Said{"submit 1"});
}

TEST_CASE("only counters sign in and only those at a desk write notes and nobody before the Welcome") {
    for (const std::string said : {"sign-in an 1234", "note 7 an text"}) {
        Talk early;
        CHECK(early.hear(said) == Said{"refused bad_hello", "close"});
        Talk admitting;
        admitting.hear("hello 1 counter counter-1");
        CHECK(admitting.hear(said) == Said{"refused bad_hello", "close"});
        for (const std::string role : {"kiosk", "board"}) {
            Talk other;
            other.greet("hello 1 " + role + " it");
            CHECK(other.hear(said) == Said{"goodbye bad_frame", "close"});
        }
    }
    Talk chief;
    chief.greet("hello 1 supervisor chief");
    CHECK(chief.hear("note 7 an text") == Said{"note text"});
    CHECK(chief.hear("sign-in an 1234") == Said{"goodbye bad_frame", "close"});
}

TEST_CASE("a note is taken of the clerk who signed in") {
    Talk talk;
    talk.fsm.ask_for_pins(true);
    talk.greet("hello 1 counter counter-1");
    CHECK(talk.hear("note 7 an text").empty());
    talk.hear("sign-in an 1");
    signed_in(talk, "an", net::SignInOutcome::done);
    CHECK(talk.hear("note 7 an text") == Said{"note text"});
    CHECK(talk.hear("note 7 binh text").empty());
}

TEST_CASE("an answer to a sign-in whose connection has ended is nobodys") {
    Talk talk;
    talk.greet("hello 1 counter counter-1");
    talk.hear("sign-in an 1");
    talk.fsm.gone();
    CHECK(signed_in(talk, "an", net::SignInOutcome::done).empty());
}
