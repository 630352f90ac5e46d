#include "tls/end.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tls/context.hpp"
#include "tls/self_signed.hpp"

using namespace luot::tls;

namespace {

std::shared_ptr<const Context> good(const MadeContext& made) {
    const auto* context = std::get_if<std::shared_ptr<const Context>>(&made);
    REQUIRE(context != nullptr);
    return *context;
}

std::string why_not(const MadeContext& made) {
    const auto* why = std::get_if<std::string>(&made);
    return why == nullptr ? std::string() : *why;
}

struct Certified {
    explicit Certified(const std::vector<std::string>& names = {"office"}, const std::vector<std::string>& addresses = {})
        : own(make_self_signed(names, addresses)), server(good(Context::server(own.certificate_pem, own.key_pem))) {}
    SelfSigned own;
    std::shared_ptr<const Context> server;
};

const Certified& office() {
    static const Certified certified({"office", "bad,IP:1.2.3.4", ""}, {"192.0.2.7", "2001:db8::7"});
    return certified;
}

std::shared_ptr<const Context> pinning(const std::string& fingerprint) {
    return good(Context::client({fingerprint, {}}));
}

std::shared_ptr<const Context> trusting(const SelfSigned& authority) {
    return good(Context::client({{}, authority.certificate_pem}));
}

void hand_over(End& from, End& to, std::size_t piece) {
    const std::string output = from.take_output();
    for (std::size_t at = 0; at < output.size(); at += piece) to.received(std::string_view(output).substr(at, piece));
}

// Until neither has anything to say to the other.
void talk(End& client, End& server, std::size_t piece = 100'000) {
    for (int round = 0; round < 6; ++round) {
        hand_over(client, server, piece);
        hand_over(server, client, piece);
    }
}

}  // namespace

TEST_CASE("tls - two ends agree and hear each other however what they say is cut") {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
        CAPTURE(piece);
        End server(office().server);
        End client(pinning(office().server->fingerprint()), "127.0.0.1");
        client.begin();
        talk(client, server, piece);
        REQUIRE(client.established());
        REQUIRE(server.established());
        const std::string long_text(70'000, 'x');
        client.say("hello");
        server.say(long_text);
        talk(client, server, piece);
        CHECK(server.take_heard() == "hello");
        CHECK(client.take_heard() == long_text);
        CHECK(server.take_heard().empty());
        client.say("last");
        client.end();
        talk(client, server, piece);
        CHECK(server.take_heard() == "last");
        CHECK(server.ended());
        CHECK_FALSE(server.failure().has_value());
    }
}

TEST_CASE("tls - a pin is one certificate and no other however it is written") {
    const std::string pin = office().server->fingerprint();
    std::string bare;
    for (const char letter : pin) {
        if (letter != ':') bare += static_cast<char>(letter >= 'A' ? letter - 'A' + 'a' : letter);
    }
    CHECK(bare.size() == 64);
    for (const auto& right : {pin, bare}) {
        End server(office().server);
        End client(pinning(right), "whatever.example");
        client.begin();
        talk(client, server);
        CHECK(client.established());
    }
    const Certified other;
    End server(other.server);
    End client(pinning(pin), "office");
    client.begin();
    talk(client, server);
    CHECK_FALSE(client.established());
    REQUIRE(client.failure().has_value());
    CHECK(*client.failure() ==
          "the server's certificate is not the one that --tls-fingerprint names; its own is " + other.server->fingerprint());
    CHECK(server.failure().has_value());
}

TEST_CASE("tls - an authority is trusted for the names and addresses that it says") {
    const auto reaches = [](const std::string& host) {
        End server(office().server);
        End client(trusting(office().own), host);
        client.begin();
        talk(client, server);
        return client.established();
    };
    for (const char* host : {"office", "localhost", "127.0.0.1", "::1", "192.0.2.7", "2001:db8::7"}) {
        CAPTURE(host);
        CHECK(reaches(host));
    }
    for (const char* host : {"elsewhere", "1.2.3.4", "192.0.2.8"}) {
        CAPTURE(host);
        CHECK_FALSE(reaches(host));
    }
    End server(office().server);
    End client(trusting(Certified().own), "office");
    client.begin();
    talk(client, server);
    REQUIRE(client.failure().has_value());
    CHECK(client.failure()->starts_with("the server's certificate is not trusted: "));
}

TEST_CASE("tls - who speaks plainly is noticed at both ends") {
    End client(pinning(office().server->fingerprint()), "office");
    client.begin();
    client.received(std::string("\0\0\0\x05hello", 9));
    REQUIRE(client.failure().has_value());
    CHECK(*client.failure() == "the other end does not speak TLS here");
    End server(office().server);
    server.received("GET / HTTP/1.1\r\n\r\n");
    CHECK(server.failure() == "the other end does not speak TLS here");
    CHECK_FALSE(begins_like_tls("GET"));
    CHECK_FALSE(begins_like_tls(""));
    End hello(pinning(office().server->fingerprint()));
    hello.begin();
    CHECK(begins_like_tls(hello.take_output()));
}

TEST_CASE("tls - every prefix of an agreement is no agreement and noise in a line breaks it") {
    End server(office().server);
    End client(pinning(office().server->fingerprint()), "office");
    client.begin();
    const std::string hello = client.take_output();
    server.received(std::string_view(hello).substr(0, hello.size() - 1));
    CHECK_FALSE(server.established());
    CHECK(server.take_output().empty());
    server.received(std::string_view(hello).substr(hello.size() - 1));
    CHECK_FALSE(server.take_output().empty());

    End other_server(office().server);
    End other(pinning(office().server->fingerprint()), "office");
    other.begin();
    talk(other, other_server);
    other.say("secret");
    std::string sealed = other.take_output();
    CHECK(sealed.find("secret") == std::string::npos);
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    other_server.received(sealed);
    CHECK(other_server.failure().has_value());
    CHECK(other_server.take_heard().empty());
    other_server.say("nothing goes over a broken line");
}

TEST_CASE("tls - what is no certificate - key or pin is told") {
    const auto& own = office().own;
    CHECK(why_not(Context::server("", own.key_pem)) == "the certificate is no PEM");
    CHECK(why_not(Context::server(own.certificate_pem, "")) == "the key is no PEM without a passphrase");
    CHECK(why_not(Context::server(own.certificate_pem, Certified().own.key_pem)) == "the key is not the certificate's");
    CHECK(why_not(Context::client({"AB:CD", {}})).starts_with("a fingerprint is SHA-256"));
    CHECK(why_not(Context::client({std::string(64, 'g'), {}})).starts_with("a fingerprint is SHA-256"));
    CHECK(why_not(Context::client({{}, "none"})).starts_with("there is no certificate of an authority"));
}

TEST_CASE("tls - a certificate of ones own is good for ten years") {
    CHECK(days_left(office().own.certificate_pem) >= 3'649);
    CHECK(days_left(office().own.certificate_pem) <= 3'650);
    CHECK(days_left("none") == 0);
    CHECK(office().server->fingerprint().size() == 95);
}
