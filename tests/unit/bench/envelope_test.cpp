#include "bench/envelope.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "bench/office.hpp"
#include "frame/frame.hpp"

using namespace luot;
using namespace luot::bench;

namespace {

std::string unframed(const std::string& bytes) {
    frame::Decoder decoder(frame::from_server_bytes_max);
    decoder.feed(bytes);
    const auto frame = decoder.next();
    REQUIRE(frame.has_value());
    std::string payload(*frame);
    CHECK_FALSE(decoder.next().has_value());
    return payload;
}

v1::Envelope parsed(const std::string& bytes) {
    v1::Envelope envelope;
    REQUIRE(envelope.ParseFromString(unframed(bytes)));
    return envelope;
}

std::string reply_bytes(bool accepted) {
    v1::Envelope envelope;
    v1::Reply& reply = *envelope.mutable_reply();
    reply.set_no(300);
    reply.set_seq(70'000);
    reply.set_at_us(1'772'000'000'000'000);
    if (accepted) {
        reply.mutable_result()->mutable_issued()->set_number("H012");
    } else {
        reply.mutable_error()->set_code("office_closed");
    }
    return envelope.SerializeAsString();
}

}  // namespace

TEST_CASE("a numbered request is what the encoder would have written") {
    const Request request(issue_command(5));
    for (const std::uint64_t no : {std::uint64_t{1}, std::uint64_t{127}, std::uint64_t{128}, std::numeric_limits<std::uint64_t>::max()}) {
        for (const std::uint64_t acked : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{16'384}}) {
            v1::Envelope envelope;
            envelope.mutable_request()->set_no(no);
            envelope.mutable_request()->set_acked_through(acked);
            *envelope.mutable_request()->mutable_command() = issue_command(5);
            std::string bytes;
            request.append(bytes, no, acked);
            CHECK(bytes == frame_of(envelope));
        }
    }
}

TEST_CASE("requests stand one behind the other") {
    const Request request(start_command(3));
    std::string bytes;
    request.append(bytes, 1, 0);
    const std::size_t first = bytes.size();
    request.append(bytes, 2, 1);
    CHECK(parsed(bytes.substr(first)).request().no() == 2);
    CHECK(parsed(bytes.substr(first)).request().acked_through() == 1);
    CHECK(parsed(bytes.substr(first)).request().command().start().at().counter() == 3);
}

TEST_CASE("a hello says who is there and whether it looks on") {
    const v1::Envelope shy = parsed(hello_frame(v1::ROLE_KIOSK, "kiosk-1", false));
    CHECK(shy.hello().role() == v1::ROLE_KIOSK);
    CHECK(shy.hello().device() == "kiosk-1");
    CHECK(shy.hello().no_pushes());
    CHECK(shy.hello().major() == 1);
    CHECK_FALSE(parsed(hello_frame(v1::ROLE_BOARD, "board-1", true)).hello().no_pushes());
    CHECK(parsed(pong_frame(9)).pong().stamp() == 9);
}

TEST_CASE("replies are skimmed for what counts") {
    const std::string accepted = reply_bytes(true);
    const auto opened = open_envelope(accepted);
    REQUIRE(opened.has_value());
    CHECK(opened->kind == v1::Envelope::kReply);
    const auto head = reply_head(opened->body);
    REQUIRE(head.has_value());
    CHECK(head->no == 300);
    CHECK(head->seq == 70'000);
    CHECK(head->accepted);

    const std::string refused = reply_bytes(false);
    CHECK_FALSE(reply_head(open_envelope(refused)->body)->accepted);
}

TEST_CASE("an event is skimmed for its number") {
    v1::Envelope envelope;
    envelope.mutable_event()->set_seq(5'000'000'000);
    envelope.mutable_event()->set_at_us(7);
    const std::string bytes = envelope.SerializeAsString();
    const auto opened = open_envelope(bytes);
    REQUIRE(opened.has_value());
    CHECK(opened->kind == v1::Envelope::kEvent);
    CHECK(first_number(opened->body) == 5'000'000'000);
    CHECK(first_number("") == 0);
}

TEST_CASE("an envelope cut anywhere is none") {
    const std::string whole = reply_bytes(true);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK_FALSE(open_envelope(std::string_view(whole).substr(0, cut)).has_value());
    }
    CHECK_FALSE(open_envelope(whole + "x").has_value());
    CHECK_FALSE(open_envelope(std::string(20, '\xff')).has_value());
    const std::string_view body = open_envelope(whole)->body;
    CHECK_FALSE(reply_head(body.substr(0, body.size() - 1)).has_value());
}
