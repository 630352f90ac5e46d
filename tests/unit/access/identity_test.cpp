#include "enrolment/identity.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <memory>

#include "support/folder.hpp"
#include "tls/context.hpp"
#include "tls/self_signed.hpp"

using namespace luot;
using enrolment::read_identity;
using testing::Folder;

namespace {

// What a program that is started so says in its Hello.
wire::LinkOptions started(const std::string& code, const std::filesystem::path& file, std::shared_ptr<const tls::Context> tls = nullptr) {
    const auto identity = read_identity(code, file, tls != nullptr);
    REQUIRE_MESSAGE(identity.has_value(), identity.error().what);
    wire::LinkOptions link;
    link.tls = std::move(tls);
    enrolment::show(*identity, link);
    return link;
}

}  // namespace

TEST_CASE("identity - a code is shown until it has brought a credential and that from then on") {
    const Folder folder;
    const auto file = folder.path / "credential";
    CHECK(started("", "").credential.empty());
    CHECK(started("", file).credential.empty());
    auto link = started("k7qm-3f9x", file);
    CHECK(link.credential == "code:k7qm-3f9x");
    const std::string credential("a\0\xff\n", 4);
    link.on_enrolled(credential);
    CHECK(started("", file).credential == credential);
    CHECK(started("k7qm-3f9x", file).credential == credential);
    CHECK(started("K7QM 3F9X", file).credential == credential);
    CHECK(std::filesystem::status(file).permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    // Another code enrols anew.
    auto anew = started("AAAA-BBBB", file);
    CHECK(anew.credential == "code:AAAA-BBBB");
    anew.on_enrolled("another");
    CHECK(started("", file).credential == "another");
}

TEST_CASE("identity - a program that begins anew within itself does not show the code again") {
    const Folder folder;
    const auto identity = read_identity("K7QM-3F9X", folder.path / "credential", false);
    REQUIRE(identity.has_value());
    wire::LinkOptions first, second;
    enrolment::show(*identity, first);
    first.on_enrolled("kept");
    enrolment::show(*identity, second);
    CHECK(second.credential == "kept");
}

TEST_CASE("identity - a file that is none of ours is told of and left alone") {
    const Folder folder;
    const auto file = folder.path / "credential";
    const auto mistake = read_identity("K7QM-3F9X", "", false);
    REQUIRE(!mistake.has_value());
    CHECK(mistake.error().what.find("--credential") != std::string::npos);
    started("c", file).on_enrolled("secret");
    std::ifstream in(file, std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        CAPTURE(cut);
        std::ofstream(file, std::ios::binary) << whole.substr(0, cut);
        CHECK(read_identity("", file, true).has_value() == (cut == whole.size()));
    }
    for (const std::string& text :
         {whole + "more\n", std::string("x") + whole, std::string(10'000, 'a'), std::string("luot credential 1\nzz\n-\ntls\n"),
          std::string("luot credential 1\n00\n-\nmaybe\n"), std::string("luot credential 1\n00\n-\n")}) {
        std::ofstream(file, std::ios::binary) << text;
        CHECK(!read_identity("", file, true).has_value());
    }
}

TEST_CASE("identity - a credential that came over TLS is said over nothing else") {
    const Folder folder;
    const auto file = folder.path / "credential";
    const auto own = tls::make_self_signed({"office"}, {});
    const auto server = std::get<std::shared_ptr<const tls::Context>>(tls::Context::server(own.certificate_pem, own.key_pem));
    const auto trust = std::get<std::shared_ptr<const tls::Context>>(tls::Context::client({server->fingerprint(), {}}));
    started("K7QM-3F9X", file, trust).on_enrolled("secret");
    CHECK(started("", file, trust).credential == "secret");
    for (const std::string code : {"", "K7QM-3F9X"}) {
        const auto plain = read_identity(code, file, false);
        REQUIRE(!plain.has_value());
        CHECK(plain.error().what.find("--tls-fingerprint") != std::string::npos);
    }
    // Another code enrols anew, over whatever line; what came in the clear may be said over TLS.
    started("AAAA-BBBB", file).on_enrolled("in the clear");
    CHECK(started("", file).credential == "in the clear");
    CHECK(started("", file, trust).credential == "in the clear");
}

TEST_CASE("identity - nobody but its owner may ever read the file of a credential") {
    const Folder folder;
    const auto file = folder.path / "credential";
    const auto beside = folder.path / "credential.new";
    const auto only_owner = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    std::ofstream(beside) << "left by a crash";
    std::filesystem::permissions(beside, std::filesystem::perms(0644));
    started("c", file).on_enrolled("secret");
    CHECK(std::filesystem::status(file).permissions() == only_owner);
    // A program that ends before the file has its name leaves what nobody else may read.
    const auto link = started("d", file);
    std::filesystem::remove(file);
    std::filesystem::create_directories(file / "in the way");
    link.on_enrolled("another");
    CHECK(std::filesystem::status(beside).permissions() == only_owner);
}
