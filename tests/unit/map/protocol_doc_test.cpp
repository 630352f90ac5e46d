// docs/protocol.md cannot lie about bytes and codes: what it says is compared with what the encoders make.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "frame/frame.hpp"
#include "luot/v1/envelope.pb.h"
#include "map/wire_translator.hpp"

using namespace luot;

namespace {

std::string document() {
    std::ifstream file(LUOT_SOURCE_DIR "/docs/protocol.md");
    std::ostringstream text;
    text << file.rdbuf();
    REQUIRE_FALSE(text.str().empty());
    return text.str();
}

// The bytes of the block ```hex NAME: in each line the hexadecimal pairs up to two spaces, behind which words explain them.
std::string documented(const std::string& name) {
    const std::string text = document();
    const std::string head = "```hex " + name + "\n";
    const std::size_t begin = text.find(head);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find("```", begin + head.size());
    REQUIRE(end != std::string::npos);
    std::istringstream block(text.substr(begin + head.size(), end - begin - head.size()));
    std::string bytes;
    for (std::string line; std::getline(block, line);) {
        std::istringstream pairs(line.substr(0, line.find("  ")));
        for (std::string pair; pairs >> pair;) {
            REQUIRE(pair.size() == 2);
            bytes += static_cast<char>(std::stoi(pair, nullptr, 16));
        }
    }
    return bytes;
}

std::string framed(const std::string& envelope) {
    std::string out;
    frame::append(out, envelope);
    return out;
}

std::string hex(const std::string& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4];
        out += digits[value & 15];
        out += ' ';
    }
    return out;
}

}  // namespace

TEST_CASE("the documented bytes of a hello are those of the encoder") {
    v1::Envelope envelope;
    envelope.mutable_hello()->set_major(1);
    envelope.mutable_hello()->set_role(v1::ROLE_KIOSK);
    envelope.mutable_hello()->set_device("kiosk-1");
    CHECK(hex(documented("hello")) == hex(framed(envelope.SerializeAsString())));
}

TEST_CASE("the documented bytes of a request are those of the encoder") {
    v1::Envelope envelope;
    envelope.mutable_request()->set_no(1);
    v1::Issue& issue = *envelope.mutable_request()->mutable_command()->mutable_issue();
    issue.set_service("civil-status");
    issue.set_slip(v1::SLIP_WISH_PRINT);
    CHECK(hex(documented("request")) == hex(framed(envelope.SerializeAsString())));
}

TEST_CASE("the documented bytes of a reply are those of the encoder") {
    core::Answer::Issued issued;
    issued.ticket = core::TicketId(41);
    issued.number = "H012";
    issued.token = "5f3a";
    issued.service = core::ServiceCode("civil-status");
    issued.ticket_class = core::ClassCode("ordinary");
    issued.promise.ahead = 3;
    issued.issued_us = 1'772'413'200'000'000;
    core::Answer answer;
    answer.issued = issued;
    net::Reply reply;
    reply.no = 1;
    reply.seq = 41;
    reply.at_us = issued.issued_us;
    reply.outcome = answer;
    CHECK(hex(documented("reply")) == hex(framed(*map::WireTranslator().encode(reply))));
}

TEST_CASE("every refusal stands in the protocol document") {
    const std::string text = document();
    int codes = 0;
    for (int value = 1; value < 1'000; ++value) {
        const std::string code = core::to_string(static_cast<core::RefusalCode>(value));
        if (code == "unspecified") continue;
        CAPTURE(code);
        CHECK(text.find("`" + code + "`") != std::string::npos);
        ++codes;
    }
    CHECK(codes >= 44);
}

TEST_CASE("every verb and every message of a connection stands in the protocol document") {
    const std::string text = document();
    const auto* verbs = v1::Command::descriptor();
    for (int i = 0; i < verbs->field_count(); ++i) {
        CAPTURE(verbs->field(i)->name());
        CHECK(text.find("`" + verbs->field(i)->name() + "`") != std::string::npos);
    }
    const auto* messages = v1::Envelope::descriptor();
    for (int i = 0; i < messages->field_count(); ++i) {
        const std::string name = messages->field(i)->message_type()->name();
        CAPTURE(name);
        CHECK((text.find("`" + name + "`") != std::string::npos || text.find("`" + name + "{") != std::string::npos));
    }
    const auto* hello = v1::Hello::descriptor();
    for (int i = 0; i < hello->field_count(); ++i) {
        CAPTURE(hello->field(i)->name());
        CHECK(text.find("`" + hello->field(i)->name() + "`") != std::string::npos);
    }
}
