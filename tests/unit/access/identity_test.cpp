#include "enrolment/identity.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "support/folder.hpp"

using namespace luot;
using enrolment::read_identity;
using testing::Folder;

namespace {

// What a program that is started so says in its Hello.
wire::LinkOptions started(const std::string& code, const std::filesystem::path& file) {
    const auto identity = read_identity(code, file);
    REQUIRE_MESSAGE(identity.has_value(), identity.error().what);
    wire::LinkOptions link;
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
    const auto identity = read_identity("K7QM-3F9X", folder.path / "credential");
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
    const auto mistake = read_identity("K7QM-3F9X", "");
    REQUIRE(!mistake.has_value());
    CHECK(mistake.error().what.find("--credential") != std::string::npos);
    started("c", file).on_enrolled("secret");
    std::ifstream in(file, std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        CAPTURE(cut);
        std::ofstream(file, std::ios::binary) << whole.substr(0, cut);
        CHECK(read_identity("", file).has_value() == (cut == whole.size()));
    }
    for (const std::string& text :
         {whole + "more\n", std::string("x") + whole, std::string(10'000, 'a'), std::string("luot credential 1\nzz\n-\n")}) {
        std::ofstream(file, std::ios::binary) << text;
        CHECK(!read_identity("", file).has_value());
    }
}
