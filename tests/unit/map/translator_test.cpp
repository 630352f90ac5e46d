#include <doctest/doctest.h>

#include <random>

#include "core/limits.hpp"
#include "coverage.hpp"
#include "luot/v1/envelope.pb.h"
#include "map/wire_translator.hpp"

using namespace luot;

namespace {

const map::WireTranslator translator;

std::optional<net::Inbound> parse(const v1::Envelope& envelope) {
    return translator.parse(envelope.SerializeAsString());
}

template <class T>
T parsed(const v1::Envelope& envelope) {
    const auto inbound = parse(envelope);
    REQUIRE(inbound);
    REQUIRE(std::holds_alternative<T>(*inbound));
    return std::get<T>(*inbound);
}

v1::Envelope encoded(const net::Outbound& message) {
    const net::Bytes bytes = translator.encode(message);
    REQUIRE(bytes);
    v1::Envelope envelope;
    REQUIRE(envelope.ParseFromString(*bytes));
    return envelope;
}

v1::Envelope hello() {
    v1::Envelope envelope;
    v1::Hello& hello = *envelope.mutable_hello();
    hello.set_major(1);
    hello.set_minor(2);
    hello.set_role(v1::ROLE_KIOSK);
    hello.set_device("kiosk-1");
    hello.set_credential("secret");
    hello.set_session(11);
    hello.set_resume_from(12);
    hello.set_epoch(13);
    hello.set_no_pushes(true);
    return envelope;
}

v1::Envelope request() {
    v1::Envelope envelope;
    v1::Request& request = *envelope.mutable_request();
    request.set_no(9);
    request.set_acked_through(8);
    request.mutable_command()->mutable_issue()->set_service("land");
    return envelope;
}

}  // namespace

TEST_CASE("a hello is read whole") {
    const auto read = parsed<net::Hello>(hello());
    CHECK(read.major == 1);
    CHECK(read.minor == 2);
    CHECK(read.role == core::Role::kiosk);
    CHECK(read.device.value == "kiosk-1");
    CHECK(read.credential == "secret");
    CHECK(read.session.value == 11);
    CHECK(read.resume_from == 12);
    CHECK(read.epoch == 13);
    CHECK(read.no_pushes);
}

TEST_CASE("a hello out of bounds keeps its version and loses role and device") {
    v1::Envelope envelope = hello();
    SUBCASE("unknown role") {
        envelope.mutable_hello()->set_role(static_cast<v1::Role>(99));
    }
    SUBCASE("the role of the server itself") {
        envelope.mutable_hello()->set_role(v1::ROLE_SYSTEM);
    }
    SUBCASE("long device") {
        envelope.mutable_hello()->set_device(std::string(core::limits::code_bytes + 1, 'd'));
    }
    SUBCASE("device with control characters") {
        envelope.mutable_hello()->set_device("a\tb");
    }
    SUBCASE("long credential") {
        envelope.mutable_hello()->set_credential(std::string(2'000, 'c'));
    }
    const auto read = parsed<net::Hello>(envelope);
    CHECK(read.major == 1);
    CHECK(read.role == core::Role::unspecified);
    CHECK(read.device.empty());
    CHECK(read.credential.empty());
}

TEST_CASE("a request carries its numbers and its command") {
    const auto read = parsed<net::Request>(request());
    CHECK(read.no == 9);
    CHECK(read.acked_through == 8);
    REQUIRE(read.command);
    CHECK(std::get<core::Issue>(*read.command).service.value == "land");
}

TEST_CASE("a request that cannot be understood still carries its number") {
    v1::Envelope envelope = request();
    SUBCASE("no command") {
        envelope.mutable_request()->clear_command();
    }
    SUBCASE("no verb") {
        envelope.mutable_request()->mutable_command()->clear_verb();
    }
    SUBCASE("out of bounds") {
        envelope.mutable_request()->mutable_command()->mutable_issue()->set_service(std::string(65, 'x'));
    }
    const auto read = parsed<net::Request>(envelope);
    CHECK(read.no == 9);
    CHECK_FALSE(read.command);
}

TEST_CASE("pings pongs and goodbyes are read and nothing else is") {
    v1::Envelope envelope;
    envelope.mutable_ping()->set_stamp(5);
    CHECK(parsed<net::Ping>(envelope).stamp == 5);
    envelope.mutable_pong()->set_stamp(6);
    CHECK(parsed<net::Pong>(envelope).stamp == 6);
    envelope.mutable_goodbye()->set_code("bye");
    parsed<net::Goodbye>(envelope);

    envelope.mutable_welcome()->set_seq(1);
    CHECK_FALSE(parse(envelope));
    envelope.mutable_refused()->set_code("busy");
    CHECK_FALSE(parse(envelope));
    envelope.mutable_reply()->set_no(1);
    CHECK_FALSE(parse(envelope));
    envelope.mutable_snapshot()->set_seq(1);
    CHECK_FALSE(parse(envelope));
    envelope.mutable_event()->set_seq(1);
    CHECK_FALSE(parse(envelope));
    envelope.mutable_person_key()->set_key("k");
    CHECK_FALSE(parse(envelope));
    envelope.mutable_device_status()->set_device("d");
    CHECK_FALSE(parse(envelope));
    CHECK_FALSE(translator.parse(""));
    CHECK_FALSE(translator.parse("GET / HTTP/1.1\r\n\r\n"));
}

TEST_CASE("envelopes cut or garbled anywhere are no crash") {
    const unsigned seed = 5;
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (const std::string& whole : {hello().SerializeAsString(), request().SerializeAsString()}) {
        for (std::size_t length = 0; length < whole.size(); ++length) CHECK_FALSE(translator.parse(whole.substr(0, length)));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                std::string garbled = whole;
                garbled[at] = static_cast<char>(static_cast<unsigned char>(garbled[at]) ^ (1U << bit));
                const auto read = translator.parse(garbled);
                if (!read || !std::holds_alternative<net::Hello>(*read)) continue;
                CHECK(std::get<net::Hello>(*read).device.value.size() <= core::limits::code_bytes);
            }
        }
    }
    for (int round = 0; round < 20'000; ++round) {
        std::string noise(random() % 48, '\0');
        for (char& byte : noise) byte = static_cast<char>(random());
        (void)translator.parse(noise);
    }
}

TEST_CASE("a welcome says everything") {
    net::Welcome welcome;
    welcome.office = "phuong";
    welcome.epoch = 2;
    welcome.seq = 3;
    welcome.session = core::SessionId(4);
    welcome.frame_bytes = 5;
    welcome.unacknowledged = 6;
    welcome.ping_ms = 7;
    welcome.dead_ms = 8;
    welcome.at_us = 9;
    welcome.speed = 60;
    welcome.logo_digest = "digest";
    welcome.logo = "png";
    welcome.person_key = "key";
    welcome.credential = "secret";
    const v1::Welcome sent = encoded(welcome).welcome();
    CHECK(sent.office() == "phuong");
    CHECK(sent.epoch() == 2);
    CHECK(sent.seq() == 3);
    CHECK(sent.session() == 4);
    CHECK(sent.limits().frame_bytes() == 5);
    CHECK(sent.limits().unacknowledged() == 6);
    CHECK(sent.limits().ping_ms() == 7);
    CHECK(sent.limits().dead_ms() == 8);
    CHECK(sent.major() == 1);
    CHECK(sent.minor() == 0);
    CHECK(sent.at_us() == 9);
    CHECK(sent.speed() == 60);
    CHECK(sent.credential() == "secret");
    CHECK(sent.logo_digest() == "digest");
    CHECK(sent.logo() == "png");
    CHECK(sent.person_key() == "key");
}

TEST_CASE("how a device is comes and goes as it was said and what cannot be shown is left out") {
    v1::Envelope envelope;
    v1::DeviceReport& said = *envelope.mutable_device_report();
    said.set_version("0.1.0");
    said.set_shows("home");
    said.mutable_printer()->set_state(v1::PRINTER_STATE_PAPER_LOW);
    said.mutable_printer()->set_paper_left_mm(1'200);
    said.mutable_printer()->set_slips_printed(77);
    said.mutable_printer()->set_detail("near the end");
    net::DeviceStatus status;
    status.device = core::DeviceCode("kiosk-1");
    status.role = core::Role::kiosk;
    status.connected = true;
    status.since_us = 8;
    status.report = parsed<net::DeviceReport>(envelope);
    status.reported_us = 9;
    const v1::DeviceStatus told = encoded(status).device_status();
    CHECK(told.device() == "kiosk-1");
    CHECK(told.role() == v1::ROLE_KIOSK);
    CHECK(told.connected());
    CHECK(told.since_us() == 8);
    CHECK(told.reported_us() == 9);
    CHECK(told.report().SerializeAsString() == said.SerializeAsString());
    CHECK(encoded(net::PersonKey{"key"}).person_key().key() == "key");

    said.set_version(std::string(65, 'v'));
    said.set_shows("ho\x07me");
    said.mutable_printer()->set_detail(std::string(401, 'd'));
    said.mutable_printer()->clear_paper_left_mm();
    said.mutable_printer()->set_state(static_cast<v1::PrinterState>(99));
    const auto report = parsed<net::DeviceReport>(envelope);
    CHECK(report.version.empty());
    CHECK(report.shows.empty());
    CHECK(report.printer->detail.empty());
    CHECK_FALSE(report.printer->paper_left_mm);
    CHECK(report.printer->state == net::PrinterState::unspecified);
    said.clear_printer();
    CHECK_FALSE(parsed<net::DeviceReport>(envelope).printer);
}

TEST_CASE("what a board shows comes and goes as it was said and what is too much is left out") {
    v1::Envelope envelope;
    v1::BoardReport& said = *envelope.mutable_device_report()->mutable_board();
    std::string png("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xb4", 24);
    png += std::string(1'000, 'x');
    said.set_layout("hall");
    said.set_width(1920);
    said.set_height(1080);
    said.set_dark(true);
    said.set_seq(8);
    said.set_drawn_at_us(9);
    said.set_number("H012");
    said.set_counter(3);
    v1::CallMade& call = *said.add_last_calls();
    call.set_seq(7);
    call.set_at_us(6);
    call.set_ticket(5);
    call.set_number("C007");
    call.set_service("certification");
    call.set_counter(4);
    call.set_calls(2);
    said.set_thumbnail(png);
    said.set_speaks(true);
    said.set_announcements_waiting(2);
    v1::OutputReport& output = *said.add_outputs();
    output.set_address("ddp://10.0.0.9");
    output.set_working(true);
    output.set_detail("answers");
    said.add_troubles("no sound device");
    CHECK(test::unset_fields(said) == "");
    net::DeviceStatus status;
    status.report = parsed<net::DeviceReport>(envelope);
    CHECK(encoded(status).device_status().report().SerializeAsString() == envelope.device_report().SerializeAsString());

    const auto thumbnail = [&](const std::string& bytes) {
        said.set_thumbnail(bytes);
        return parsed<net::DeviceReport>(envelope).board->thumbnail.size();
    };
    CHECK(thumbnail(png + std::string(24 * 1024 - png.size(), 'x')) == 24 * 1024);
    CHECK(thumbnail(png + std::string(24 * 1024 - png.size() + 1, 'x')) == 0);
    for (std::size_t bytes = 0; bytes < 24; ++bytes) CHECK(thumbnail(png.substr(0, bytes)) == 0);
    CHECK(thumbnail("GIF89a" + png) == 0);
    CHECK(thumbnail(png.substr(0, 16) + std::string("\0\0\x01\x41\0\0\0\x01", 8)) == 0);  // 321 wide
    CHECK(thumbnail(png.substr(0, 16) + std::string("\0\0\0\0\0\0\0\x01", 8)) == 0);

    said.set_layout("ha\x07ll");
    said.set_width(4'000'000'000U);
    for (int i = 0; i < 200; ++i) {
        *said.add_last_calls() = call;
        *said.add_outputs() = output;
        said.add_troubles(std::string(201, 't'));
    }
    said.mutable_outputs(0)->set_address(std::string(201, 'a'));
    const net::BoardReport board = *parsed<net::DeviceReport>(envelope).board;
    CHECK(board.layout.empty());
    CHECK(board.width == 16'384);
    CHECK(board.last_calls.size() == 16);
    CHECK(board.outputs.size() == 32);
    CHECK(board.outputs[0].address.empty());
    CHECK(board.troubles.size() == 16);
    CHECK(board.troubles[0] == "no sound device");
    CHECK(board.troubles[1] == "?");
}

TEST_CASE("how a boards voice is comes as it was said and whose turn it is goes so") {
    v1::Envelope envelope;
    v1::VoiceReport& said = *envelope.mutable_voice_report();
    said.set_zone("hall");
    said.set_able(true);
    said.set_speaking(7);
    said.set_ends_within_ms(4'000);
    said.set_said_through(6);
    said.set_said_notice(5);
    CHECK(test::unset_fields(said) == "");
    auto report = parsed<net::VoiceReport>(envelope);
    CHECK(report.zone == "hall");
    CHECK(report.able);
    CHECK(report.speaking == 7);
    CHECK(report.ends_within_ms == 4'000);
    CHECK(report.said_through == 6);
    CHECK(report.said_notice == 5);
    said.set_zone(std::string(65, 'z'));
    CHECK(parsed<net::VoiceReport>(envelope).zone.empty());
    const v1::VoiceTurn turn = encoded(net::VoiceTurn{"hall", true, 6, 5}).voice_turn();
    CHECK(test::unset_fields(turn) == "");
    CHECK(turn.zone() == "hall");
    CHECK(turn.said_through() == 6);
    CHECK(turn.said_notice() == 5);
}

TEST_CASE("a Hello says which logo it has kept and a digest that is none counts as none") {
    v1::Envelope envelope = hello();
    envelope.mutable_hello()->set_logo_digest(std::string(32, '\xFF'));
    CHECK(parsed<net::Hello>(envelope).logo_digest == std::string(32, '\xFF'));
    envelope.mutable_hello()->set_logo_digest(std::string(65, 'x'));
    CHECK(parsed<net::Hello>(envelope).logo_digest.empty());
}

TEST_CASE("refusals before and after the welcome") {
    const v1::Refused refused = encoded(net::Refused{"busy", "come again"}).refused();
    CHECK(refused.code() == "busy");
    CHECK(refused.message() == "come again");
    CHECK(refused.major() == 1);
    const v1::Goodbye goodbye = encoded(net::OutGoodbye{"too_slow", "read faster"}).goodbye();
    CHECK(goodbye.code() == "too_slow");
    CHECK(goodbye.message() == "read faster");
    CHECK(encoded(net::Ping{77}).ping().stamp() == 77);
    CHECK(encoded(net::Pong{78}).pong().stamp() == 78);
}

TEST_CASE("a reply carries result or error") {
    net::Reply reply;
    reply.no = 5;
    reply.seq = 6;
    reply.at_us = 7;

    SUBCASE("issued") {
        core::Answer answer;
        answer.issued = core::Answer::Issued{core::TicketId(31),
                                             "H012",
                                             "abc",
                                             core::ServiceCode("land"),
                                             core::ClassCode("elderly"),
                                             core::Promise{4, core::WaitRange{60, 600}},
                                             1'000};
        reply.outcome = answer;
        const v1::Reply sent = encoded(reply).reply();
        CHECK(sent.no() == 5);
        CHECK(sent.seq() == 6);
        CHECK(sent.at_us() == 7);
        const v1::IssuedResult& issued = sent.result().issued();
        CHECK(issued.ticket() == 31);
        CHECK(issued.number() == "H012");
        CHECK(issued.token() == "abc");
        CHECK(issued.service() == "land");
        CHECK(issued.ticket_class() == "elderly");
        CHECK(issued.promise().ahead() == 4);
        CHECK(issued.promise().wait().low_us() == 60);
        CHECK(issued.promise().wait().high_us() == 600);
        CHECK(issued.issued_us() == 1'000);
        CHECK_FALSE(sent.result().has_called());
    }
    SUBCASE("called") {
        core::Answer answer;
        answer.called = core::Answer::Called{core::TicketId(32),
                                             "L003",
                                             core::CounterId(4),
                                             core::ServiceCode("land"),
                                             core::ClassCode("ordinary"),
                                             core::CallReason::head_start,
                                             99,
                                             2};
        answer.finished = core::TicketId(30);
        answer.ticket = core::TicketId(29);
        reply.outcome = answer;
        const v1::Result sent = encoded(reply).reply().result();
        CHECK(sent.called().ticket() == 32);
        CHECK(sent.called().number() == "L003");
        CHECK(sent.called().counter() == 4);
        CHECK(sent.called().service() == "land");
        CHECK(sent.called().ticket_class() == "ordinary");
        CHECK(sent.called().reason() == v1::CALL_REASON_HEAD_START);
        CHECK(sent.called().waited_us() == 99);
        CHECK(sent.called().calls() == 2);
        CHECK(sent.finished() == 30);
        CHECK(sent.ticket() == 29);
    }
    SUBCASE("accepted and nothing more to say") {
        reply.outcome = core::Answer{};
        CHECK(encoded(reply).reply().outcome_case() == v1::Reply::kResult);
    }
    SUBCASE("refused") {
        core::Refusal refusal;
        refusal.code = core::RefusalCode::taken_by_counter;
        refusal.params = {{"number", "H012"}, {"counter", "3"}};
        reply.outcome = refusal;
        const v1::Error sent = encoded(reply).reply().error();
        CHECK(sent.code() == "taken_by_counter");
        REQUIRE(sent.params_size() == 2);
        CHECK(sent.params(0).name() == "number");
        CHECK(sent.params(0).value() == "H012");
        CHECK(sent.params(1).name() == "counter");
        CHECK(sent.params(1).value() == "3");
    }
    SUBCASE("unavailable") {
        reply.outcome = net::ErrorReply{"unavailable"};
        CHECK(encoded(reply).reply().error().code() == "unavailable");
    }
}

TEST_CASE("a clerks sign-in and a note arrive as they were said and out of bounds not at all") {
    v1::Envelope envelope;
    envelope.mutable_sign_in()->set_clerk("cb-01");
    envelope.mutable_sign_in()->set_pin("0471");
    const auto sign_in = parsed<net::SignIn>(envelope);
    CHECK(sign_in.clerk.value == "cb-01");
    CHECK(sign_in.pin == "0471");
    envelope.mutable_sign_in()->set_pin(std::string(65, '1'));
    CHECK_FALSE(parse(envelope));
    envelope.mutable_sign_in()->set_pin("0471");
    envelope.mutable_sign_in()->set_clerk("cb\n01");
    CHECK_FALSE(parse(envelope));

    v1::TicketNote& note = *envelope.mutable_ticket_note();
    note.set_ticket(7);
    note.set_text(std::string(500, 'x'));
    note.set_counter(3);
    note.set_clerk("cb-01");
    note.set_at_us(99);  // the server's to say
    const auto said = parsed<net::TicketNote>(envelope);
    CHECK(said == net::TicketNote{core::TicketId{7}, std::string(500, 'x'), core::CounterId{3}, core::ClerkCode{"cb-01"}, 0});
    for (const std::string& text : {std::string(501, 'x'), std::string("two\nlines"), std::string("a\x7f")}) {
        note.set_text(text);
        CHECK_FALSE(parse(envelope));
    }
    note.clear_text();
    CHECK(parsed<net::TicketNote>(envelope).text.empty());
}

TEST_CASE("who the clerks are and what came of a sign-in and notes are told as they are") {
    const auto answer = encoded(net::SignedIn{core::ClerkCode{"cb-01"}, net::SignInOutcome::locked, 0, 60'000}).signed_in();
    CHECK(answer.clerk() == "cb-01");
    CHECK(answer.outcome() == v1::SIGN_IN_OUTCOME_LOCKED);
    CHECK(answer.locked_ms() == 60'000);
    CHECK(encoded(net::SignedIn{core::ClerkCode{"cb-01"}, net::SignInOutcome::wrong, 4, 0}).signed_in().tries_left() == 4);
    const auto staff =
        encoded(net::Staff{{{core::ClerkCode{"cb-01"}, "Nguyễn Thị Thu Hà", "Thu Hà"}, {core::ClerkCode{"cb-02"}, "", ""}}}).staff();
    REQUIRE(staff.clerks_size() == 2);
    CHECK(staff.clerks(0).clerk() == "cb-01");
    CHECK(staff.clerks(0).name() == "Nguyễn Thị Thu Hà");
    CHECK(staff.clerks(0).badge() == "Thu Hà");
    const net::TicketNote kept{core::TicketId{7}, "words", core::CounterId{3}, core::ClerkCode{"cb-01"}, 99};
    const auto note = encoded(kept).ticket_note();
    CHECK(note.at_us() == 99);
    CHECK(note.text() == "words");
    CHECK(note.counter() == 3);
}

TEST_CASE("a request says until when it makes sense") {
    v1::Envelope envelope;
    envelope.mutable_request()->set_no(1);
    envelope.mutable_request()->set_not_after_us(5'000);
    CHECK(parsed<net::Request>(envelope).not_after_us == 5'000);
}
