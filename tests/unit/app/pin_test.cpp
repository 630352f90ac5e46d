#include "app/pin.hpp"

#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "app/office_file.hpp"
#include "small_office.hpp"
#include "support/folder.hpp"

using namespace luot;
using namespace luot::testing;

namespace {

// What the command prints for this input; empty: it refused, in one line.
std::string printed(const std::string& input) {
    std::istringstream in(input);
    std::ostringstream out, err;
    const int result = app::run_pin(in, out, err);
    CHECK((result == 0) == err.str().empty());
    CHECK((result == 0) != out.str().empty());
    if (result != 0) CHECK(err.str().find('\n') == err.str().size() - 1);
    CHECK(err.str().find(input.substr(0, 3)) == std::string::npos);
    return out.str();
}

// Of this process's memory, what RLIMIT_DATA counts.
rlim_t data_bytes() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != "VmData:") {}
    rlim_t kib = 0;
    status >> kib;
    REQUIRE(kib > 0);
    return kib * 1024;
}

}  // namespace

TEST_CASE("a PIN that was read makes a line for the office file that knows it and no other") {
    const std::string line = printed("0471\n");
    REQUIRE(line.starts_with("pin = \"$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(line.find("0471") == std::string::npos);
    const auto file = app::parse_office_file(with_tail("[[clerks]]\ncode = \"b\"\n[[clerks]]\ncode = \"a\"\nbadge = \"A\"\n" + line).text(),
                                             "small.toml");
    REQUIRE_MESSAGE(file.has_value(), app::to_string(file.error().mistakes.front()));
    CHECK(file->office.desk.pin);
    const std::string hash = file->staff.at(core::ClerkCode("a")).pin;
    CHECK(app::check_pin(hash, "0471") == app::PinMatch::right);
    CHECK(app::check_pin(hash, "0472") == app::PinMatch::wrong);
    CHECK(app::check_pin(hash, "04710") == app::PinMatch::wrong);
    CHECK(app::check_pin(hash, "") == app::PinMatch::wrong);
    // Nothing of a clerk but the code is in what is journalled and sent.
    CHECK(app::canonical_form(file->office).find("argon2") == std::string::npos);
    REQUIRE(file->warnings.size() == 1);
    CHECK(file->warnings[0].what.find("cannot work at a counter: b") != std::string::npos);
}

TEST_CASE("the same PIN makes another line each time") {
    CHECK(printed("1234\r\n") != printed("1234"));
}

TEST_CASE("what is no PIN is refused") {
    for (const char* input : {"", "\n", "123\n", "1234567890123\n", "12a4\n", " 1234\n", "1234 \n", "-1234\n", "１２３４\n"}) {
        CAPTURE(input);
        std::istringstream in(input);
        std::ostringstream out, err;
        CHECK(app::run_pin(in, out, err) == 1);
        CHECK(out.str().empty());
        CHECK(err.str().find("4 to 12 digits") != std::string::npos);
    }
    CHECK(app::is_pin("123456789012"));
}

TEST_CASE("a line cut at any byte is no PIN line") {
    const std::string hash = app::make_pin_hash("1234");
    CHECK(app::form_of_pin_hash(hash) == app::PinHashForm::good);
    for (std::size_t cut = 0; cut < hash.size(); ++cut) CHECK(app::form_of_pin_hash(hash.substr(0, cut)) == app::PinHashForm::other);
    CHECK(app::form_of_pin_hash(hash + "A") == app::PinHashForm::other);
}

TEST_CASE("without memory a PIN is neither right nor wrong") {
    const std::string hash = app::make_pin_hash("1234");
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_DATA, &before) == 0);
    // A PIN takes 19 MiB. What else asks, the sanitizers' own records among it, is given a little.
    rlimit none = before;
    none.rlim_cur = data_bytes() + 8 * 1024 * 1024;
    REQUIRE(::setrlimit(RLIMIT_DATA, &none) == 0);
    const app::PinMatch right = app::check_pin(hash, "1234"), wrong = app::check_pin(hash, "1235");
    REQUIRE(::setrlimit(RLIMIT_DATA, &before) == 0);
    CHECK(right == app::PinMatch::no_memory);
    CHECK(wrong == app::PinMatch::no_memory);
    CHECK(app::check_pin(hash, "1234") == app::PinMatch::right);
}

TEST_CASE("an office file with PINs that everybody may read is warned of") {
    const testing::Folder folder;
    const auto path = folder.path / "office.toml";
    const auto warnings = [&](const std::string& clerk, std::filesystem::perms permissions) {
        std::ofstream(path, std::ios::trunc) << with_tail("[[clerks]]\ncode = \"a\"\n" + clerk).text();
        std::filesystem::permissions(path, permissions);
        const auto file = app::load_office_file(path.string());
        REQUIRE_MESSAGE(file.has_value(), app::to_string(file.error().mistakes.front()));
        return file->warnings;
    };
    using std::filesystem::perms;
    const std::string pin = printed("1234");
    const auto all = perms::owner_all | perms::group_read | perms::others_read;
    REQUIRE(warnings(pin, all).size() == 1);
    CHECK(warnings(pin, all)[0].what.find("chmod o-r") != std::string::npos);
    CHECK(warnings(pin, perms::owner_all | perms::group_read).empty());
    CHECK(warnings("", all).empty());
}
