#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "keeper.hpp"

using namespace luot;
using fakes::Office;
using web::Method;

TEST_CASE("sessions - signing in gives a cookie that scripts and other sites do not see") {
    Office office;
    Office::Browser browser;
    const auto page = office.sign_in(browser, "thuy", "password of thuy");
    REQUIRE(page.status == 200);
    const auto said = boost::json::parse(page.body);
    CHECK(said.at("name").as_string() == "thuy");
    CHECK(said.at("role").as_string() == "supervisor");
    CHECK(Office::header(page, "Set-Cookie") == "luot_session=" + browser.cookie + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800");
    CHECK(browser.cookie.size() == 64);
    // The token itself is kept nowhere.
    for (const auto& session : office.keeper.book.sessions) CHECK(session.digest == "digest of " + browser.cookie);
    const auto who = office.ask(browser, Method::get, "/api/v1/session");
    CHECK(who.status == 200);
    CHECK(boost::json::parse(who.body) == said);
    auto secure = office.question(Method::post, "/api/v1/session", R"({"name":"thuy","password":"password of thuy"})");
    secure.secure = true;
    CHECK(Office::header(office.ask(secure), "Set-Cookie").ends_with("; Secure"));
}

TEST_CASE("sessions - a wrong password and an unknown name are one answer and both take a check") {
    Office office;
    Office::Browser browser;
    const auto wrong = office.sign_in(browser, "thuy", "password of an");
    const auto unknown = office.sign_in(browser, "nobody", "password of an");
    CHECK(wrong.status == 401);
    CHECK(Office::code(wrong) == "wrong_password");
    CHECK(wrong.body == unknown.body);
    CHECK(wrong.status == unknown.status);
    CHECK(wrong.headers == unknown.headers);
    CHECK(office.keeper.checks == 2);
    CHECK(office.keeper.book.sessions.empty());
    REQUIRE(office.keeper.audit.size() == 2);
    CHECK(office.keeper.audit[0].outcome == "wrong_password");
    CHECK(office.keeper.audit[0].detail == R"({"name":"thuy"})");
    CHECK(office.keeper.audit[1].detail == R"({"unknown":true})");  // it may have been a password
    CHECK(office.keeper.audit[1].peer == "10.0.0.1");
}

TEST_CASE("sessions - what is no sign-in is told so") {
    Office office;
    const std::vector<std::pair<std::string, std::string>> bodies = {{"", "bad_json"},
                                                                     {"[]", "bad_json"},
                                                                     {"{", "bad_json"},
                                                                     {R"({"name":"an"})", "bad_value"},
                                                                     {R"({"name":1,"password":"x"})", "bad_value"},
                                                                     {R"({"name":"AN","password":"password of an"})", "wrong_password"},
                                                                     {R"({"name":"","password":""})", "wrong_password"}};
    for (const auto& [body, code] : bodies) {
        CAPTURE(body);
        CHECK(Office::code(office.ask(office.question(Method::post, "/api/v1/session", body))) == code);
    }
    auto elsewhere = office.question(Method::post, "/api/v1/session", R"({"name":"an","password":"password of an"})");
    elsewhere.headers["origin"] = "http://evil";
    CHECK(Office::code(office.ask(elsewhere)) == "csrf");
    CHECK(office.keeper.book.sessions.empty());
}

TEST_CASE("sessions - a locked account says for how long and its sessions go on") {
    Office office;
    const auto owner = office.signed_in("thuy");
    Office::Browser attacker;
    attacker.peer = "10.0.0.66";
    for (int wrong = 0; wrong < 4; ++wrong) CHECK(office.sign_in(attacker, "thuy", "guess").status == 401);
    const auto locked = office.sign_in(attacker, "thuy", "guess");
    CHECK(locked.status == 429);
    CHECK(Office::code(locked) == "locked");
    CHECK(boost::json::parse(locked.body).at("error").at("params").at("seconds").as_int64() == 30);
    CHECK(Office::header(locked, "Retry-After") == "30");
    CHECK(office.keeper.audit.back().outcome == "locked");
    const auto noted = office.keeper.audit.size();
    const auto checks = office.keeper.checks;
    for (int flood = 0; flood < 1'000; ++flood) CHECK(office.sign_in(attacker, "thuy", "password of thuy").status == 429);
    CHECK(office.keeper.audit.size() == noted);  // a flood does not fill the audit
    CHECK(office.keeper.checks == checks);       // nor the processor
    CHECK(office.ask(owner, Method::post, "/supervisor").status == 200);
    Office::Browser owners_other = {"", "", owner.peer};
    CHECK(office.sign_in(owners_other, "thuy", "password of thuy").status == 200);
    office.keeper.pass(std::chrono::seconds(31));
    CHECK(office.sign_in(attacker, "thuy", "password of thuy").status == 200);
}

TEST_CASE("sessions - end after twelve hours without use and after seven days") {
    Office office;
    const auto idle = office.signed_in("thuy");
    office.keeper.pass(std::chrono::hours(12));
    CHECK(office.ask(idle, Method::get, "/viewer").status == 200);
    office.keeper.pass(std::chrono::hours(12) + std::chrono::seconds(1));
    CHECK(Office::code(office.ask(idle, Method::get, "/viewer")) == "not_signed_in");
    const auto used = office.signed_in("thuy");
    for (int hours = 0; hours < 7 * 24; ++hours) {
        office.keeper.pass(std::chrono::hours(1));
        CHECK(office.ask(used, Method::get, "/viewer").status == 200);
    }
    office.keeper.pass(std::chrono::seconds(1));
    CHECK(office.ask(used, Method::get, "/viewer").status == 401);
}

TEST_CASE("sessions - go on after a restart with the token that the page has") {
    Office before;
    const auto browser = before.signed_in("thuy");
    Office after;
    after.keeper.book = before.keeper.book;
    after.keeper.moment = before.keeper.moment;
    after.part.replace_book(after.keeper.book);
    CHECK(after.ask(browser, Method::post, "/supervisor").status == 200);
    // A sign of life is kept now and then, so that the idle time is counted over it.
    before.keeper.pass(std::chrono::minutes(10));
    CHECK(before.ask(browser, Method::get, "/viewer").status == 200);
    CHECK(before.keeper.book.sessions.at(0).seen_s == before.keeper.moment.wall_us / 1'000'000);
}

TEST_CASE("sessions - signing out ends this one alone") {
    Office office;
    const auto one = office.signed_in("thuy");
    const auto other = office.signed_in("thuy");
    const auto page = office.ask(one, Method::delete_, "/api/v1/session");
    CHECK(page.status == 204);
    CHECK(Office::header(page, "Set-Cookie") == "luot_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    CHECK(office.ask(one, Method::get, "/viewer").status == 401);
    CHECK(office.ask(other, Method::get, "/viewer").status == 200);
    CHECK(office.keeper.audit.back().what == "session.end");
    auto by_key = office.question(Method::delete_, "/api/v1/session");
    by_key.headers["authorization"] = "Bearer luot_key";
    CHECK(Office::code(office.ask(by_key)) == "not_a_session");
}

TEST_CASE("sessions - what cannot be kept or checked is not begun") {
    Office office;
    Office::Browser browser;
    office.keeper.broken = true;
    CHECK(Office::code(office.sign_in(browser, "thuy", "password of thuy")) == "audit_unavailable");
    CHECK(Office::code(office.sign_in(browser, "thuy", "guess")) == "audit_unavailable");
    office.keeper.broken = false;
    office.keeper.full = true;
    CHECK(Office::code(office.sign_in(browser, "thuy", "password of thuy")) == "busy");
    office.keeper.full = false;
    office.keeper.no_memory = true;
    CHECK(office.sign_in(browser, "thuy", "password of thuy").status == 503);
    CHECK(office.keeper.book.sessions.empty());
}

TEST_CASE("sessions - a password that was changed while it was checked is not the password") {
    Office office;
    std::optional<web::Page> got;
    office.answer(office.question(Method::post, "/api/v1/session", R"({"name":"thuy","password":"password of thuy"})"),
                  [&](const web::Page& page) { got = page; });
    office.keeper.book.accounts[1].password = "line of another";
    office.part.replace_book(office.keeper.book);
    office.keeper.run();
    REQUIRE(got.has_value());
    CHECK(got->status == 401);
}

TEST_CASE("sessions - a password that is changed on disk already but not in memory begins no session and changes no other") {
    Office office;
    const auto thief = office.signed_in("thuy");
    const auto sessions = office.keeper.book.sessions.size();
    office.keeper.book.accounts[1].password = "line of another";  // the book in memory is the old one
    Office::Browser browser;
    const auto page = office.sign_in(browser, "thuy", "password of thuy");
    CHECK(page.status == 401);
    CHECK(Office::code(page) == "wrong_password");
    CHECK(office.keeper.book.sessions.size() == sessions);
    const auto own = office.ask(thief, Method::post, "/api/v1/accounts/thuy/password",
                                R"({"current":"password of thuy","password":"password of the thief"})");
    CHECK(own.status == 401);
    CHECK(office.keeper.book.accounts[1].password == "line of another");
}

TEST_CASE("sessions - wrong passwords from fresh addresses of one IPv6 network are those of one peer") {
    Office office;
    Office::Browser attacker;
    for (int wrong = 0; wrong < 20; ++wrong) {
        attacker.peer = "2001:db8:1:2::" + std::to_string(wrong + 1);
        office.sign_in(attacker, "name-" + std::to_string(wrong), "guess");
    }
    CHECK(office.keeper.audit.back().peer == attacker.peer);  // the whole of it is written down
    attacker.peer = "2001:db8:1:2:ffff::1";
    CHECK(Office::code(office.sign_in(attacker, "an", "password of an")) == "locked");
    attacker.peer = "2001:db8:1:3::1";
    CHECK(office.sign_in(attacker, "an", "password of an").status == 200);
}

TEST_CASE("sessions - who signs out is signed out though nothing can be kept") {
    Office office;
    const auto one = office.signed_in("thuy");
    const auto other = office.signed_in("thuy");
    office.keeper.broken = true;
    const auto page = office.ask(one, Method::delete_, "/api/v1/session");
    CHECK(page.status == 503);
    CHECK(Office::header(page, "Set-Cookie") == "luot_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    CHECK(office.ask(one, Method::get, "/viewer").status == 401);
    CHECK(office.ask(other, Method::get, "/viewer").status == 200);
    // Neither does what is read from disk bring it back.
    office.part.replace_book(office.keeper.book);
    CHECK(office.ask(one, Method::get, "/viewer").status == 401);
    CHECK(office.ask(other, Method::get, "/viewer").status == 200);
    CHECK(office.part.parts().book.sessions_of("thuy") == 1);
}

TEST_CASE("sessions - an address from which an account had signed in before a restart is not locked out by a flood from others") {
    Office office;
    office.part.remember({{"an", "2001:db8:1:2::1"}, {"thuy", "10.0.0.9"}, {"gone", "10.0.0.9"}});
    Office::Browser attacker, owner, of_network, stranger;
    attacker.peer = "10.0.0.66";
    owner.peer = "10.0.0.9";
    of_network.peer = "2001:db8:1:2::77";
    stranger.peer = "10.0.0.10";
    for (const std::string name : {"thuy", "an", "gone"}) {
        for (int wrong = 0; wrong < 5; ++wrong) office.sign_in(attacker, name, "guess");
    }
    CHECK(office.sign_in(stranger, "thuy", "password of thuy").status == 429);
    CHECK(office.sign_in(owner, "thuy", "password of thuy").status == 200);
    CHECK(office.sign_in(of_network, "an", "password of an").status == 200);
    CHECK(office.sign_in(owner, "gone", "guess").status == 429);
}
