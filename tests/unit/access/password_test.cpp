#include "app/password.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "app/secret_line.hpp"

using namespace luot;
using app::PasswordMatch;

TEST_CASE("password - is told from every other and is not in its line") {
    const std::string line = app::make_password_hash("mười chữ nhé");
    CHECK(line.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    // No word of it: two letters alone are in every sixtieth line by chance.
    for (const char* word : {"mười", "chữ", "nhé"}) CHECK(line.find(word) == std::string::npos);
    CHECK(app::check_password(line, "mười chữ nhé") == PasswordMatch::right);
    CHECK(app::check_password(line, "mười chữ nhe") == PasswordMatch::wrong);
    CHECK(app::check_password(line, "") == PasswordMatch::wrong);
    // Nobody's.
    CHECK(app::check_password("", "mười chữ nhé") == PasswordMatch::wrong);
    CHECK(app::check_password("no line of ours", "mười chữ nhé") == PasswordMatch::wrong);
}

TEST_CASE("password - is the same from a keyboard that puts accents on in another way") {
    const std::string composed = "nh\u00e9 \u1ea5y", apart = "nhe\u0301 a\u0302\u0301y";
    REQUIRE(composed != apart);
    CHECK(app::check_password(app::make_password_hash(apart), composed) == PasswordMatch::right);
    // What is no UTF-8 is itself and nothing else.
    CHECK(app::check_password(app::make_password_hash("ab\xff"
                                                      "cd"),
                              "ab\xff"
                              "cd") == PasswordMatch::right);
    CHECK(app::check_password(app::make_password_hash("ab\xff"
                                                      "cd"),
                              "abcd") == PasswordMatch::wrong);
}

TEST_CASE("password - a line of standard input is taken without its end") {
    for (const auto& [given, taken] : {std::pair("secret\nmore\n", "secret"), std::pair("secret\r\n", "secret"),
                                       std::pair("secret", "secret"), std::pair("", ""), std::pair(" a b \n", " a b ")}) {
        std::istringstream in(given);
        std::ostringstream err;
        CHECK(app::read_secret_line(in, err, "Password") == taken);
    }
}
