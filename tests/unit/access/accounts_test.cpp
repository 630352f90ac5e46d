#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "keeper.hpp"

using namespace luot;
using fakes::Office;
using web::Method;

TEST_CASE("accounts - administrators add list and remove them") {
    Office office;
    const auto an = office.signed_in("an");
    const auto added = office.ask(an, Method::post, "/api/v1/accounts", R"({"name":"binh","role":"viewer","password":"mười chữ nhé"})");
    CHECK(added.status == 201);
    CHECK(boost::json::parse(added.body) == boost::json::parse(R"({"name":"binh","role":"viewer"})"));
    CHECK(office.keeper.book.accounts.back().password == "line of mười chữ nhé");
    const auto listed = boost::json::parse(office.ask(an, Method::get, "/api/v1/accounts").body);
    CHECK(listed.at("accounts").as_array().size() == 4);
    CHECK(listed.at("accounts").at(2).at("sessions").as_int64() == 1);
    CHECK(listed.at("accounts").at(3).at("role").as_string() == "viewer");
    const auto binh = [&] {
        Office::Browser browser;
        REQUIRE(office.sign_in(browser, "binh", "mười chữ nhé").status == 200);
        return browser;
    }();
    CHECK(office.ask(an, Method::delete_, "/api/v1/accounts/binh").status == 204);
    CHECK(office.ask(binh, Method::get, "/viewer").status == 401);
    std::vector<std::string> what;
    for (const auto& row : office.keeper.audit) what.push_back(row.who + " " + row.what + " " + row.detail + " " + row.outcome);
    CHECK(what == std::vector<std::string>{R"(an session.begin {"name":"an"} done)",
                                           R"(an account.add {"name":"binh","role":"viewer"} done)",
                                           R"(binh session.begin {"name":"binh"} done)", R"(an account.remove {"name":"binh"} done)"});
    const auto thuy = office.signed_in("thuy");
    for (const Method method : {Method::get, Method::post}) CHECK(office.ask(thuy, method, "/api/v1/accounts").status == 403);
    CHECK(office.ask(thuy, Method::delete_, "/api/v1/accounts/vi").status == 403);
}

TEST_CASE("accounts - a body that is wrong is told where") {
    Office office;
    const auto an = office.signed_in("an");
    const std::vector<std::pair<std::string, std::string>> bodies = {
        {"x", "bad_json"},
        {"{}", "bad_value"},
        {R"({"name":"Binh","role":"viewer","password":"0123456789"})", "bad_value"},
        {R"({"name":".binh","role":"viewer","password":"0123456789"})", "bad_value"},
        {R"({"name":"a-name-of-more-than-thirty-two-letters","role":"viewer","password":"0123456789"})", "bad_value"},
        {R"({"name":"binh","role":"everybody","password":"0123456789"})", "bad_value"},
        {R"({"name":"binh","role":"viewer"})", "bad_value"},
        {R"({"name":"binh","role":"viewer","password":"012345678"})", "weak_password"},
        {R"({"name":"binh","role":"viewer","password":"ấấấấấấấấấ"})", "weak_password"},
        {R"({"name":"binh","role":"viewer","password":"0123456789\u0000"})", "weak_password"},
        {R"({"name":"binh","role":"viewer","password":")" + std::string(257, 'x') + R"("})", "weak_password"}};
    for (const auto& [body, code] : bodies) {
        CAPTURE(body);
        const auto page = office.ask(an, Method::post, "/api/v1/accounts", body);
        CHECK(page.status == 400);
        CHECK(Office::code(page) == code);
    }
    CHECK(office.keeper.book.accounts.size() == 3);
}

TEST_CASE("accounts - what the store refuses is told and noted") {
    Office office;
    const auto an = office.signed_in("an");
    const std::string body = R"({"name":"binh","role":"viewer","password":"0123456789"})";
    for (const auto& [outcome, status, code] : std::vector<std::tuple<access::Outcome, unsigned, std::string>>{
             {access::Outcome::name_taken, 409, "name_taken"},
             {access::Outcome::too_many, 409, "too_many"},
             {access::Outcome::unknown, 404, "unknown"},
             {access::Outcome::last_administrator, 409, "last_administrator"}}) {
        office.keeper.refuse_next = outcome;
        const auto page = office.ask(an, Method::post, "/api/v1/accounts", body);
        CHECK(page.status == status);
        CHECK(Office::code(page) == code);
        CHECK(office.keeper.audit.back().outcome == code);
    }
    office.keeper.broken = true;
    CHECK(Office::code(office.ask(an, Method::post, "/api/v1/accounts", body)) == "audit_unavailable");
    office.keeper.broken = false;
    office.keeper.full = true;
    CHECK(Office::code(office.ask(an, Method::post, "/api/v1/accounts", body)) == "busy");
}

TEST_CASE("accounts - everybody changes their own password with the old one and administrators those of others") {
    Office office;
    const auto vi = office.signed_in("vi");
    const auto elsewhere = office.signed_in("vi");
    const std::string path = "/api/v1/accounts/vi/password";
    CHECK(Office::code(office.ask(vi, Method::post, path, R"({"password":"another one"})")) == "bad_value");
    CHECK(Office::code(office.ask(vi, Method::post, path, R"({"password":"another one","current":"guess"})")) == "wrong_password");
    CHECK(office.ask(vi, Method::post, path, R"({"password":"another one","current":"password of vi"})").status == 204);
    CHECK(office.keeper.book.accounts[0].password == "line of another one");
    CHECK(office.ask(vi, Method::get, "/viewer").status == 200);
    CHECK(office.ask(elsewhere, Method::get, "/viewer").status == 401);  // everywhere else it is asked for again
    CHECK(Office::code(office.ask(vi, Method::post, "/api/v1/accounts/an/password", R"({"password":"another one"})")) == "not_permitted");
    const auto an = office.signed_in("an");
    CHECK(office.ask(an, Method::post, path, R"({"password":"a third one"})").status == 204);
    CHECK(office.ask(vi, Method::get, "/viewer").status == 401);
    CHECK(office.ask(an, Method::post, "/api/v1/accounts/nobody/password", R"({"password":"a third one"})").status == 404);
    // Who guesses at a page that was left open is locked out as anybody else.
    for (int wrong = 0; wrong < 4; ++wrong)
        CHECK(office.ask(an, Method::post, "/api/v1/accounts/an/password", R"({"password":"another one","current":"guess"})").status ==
              401);
    CHECK(office.ask(an, Method::post, "/api/v1/accounts/an/password", R"({"password":"another one","current":"guess"})").status == 429);
}

TEST_CASE("keys - are shown once open what their role may and end") {
    Office office;
    const auto an = office.signed_in("an");
    const auto added = office.ask(an, Method::post, "/api/v1/keys", R"({"name":"sms","role":"viewer"})");
    CHECK(added.status == 201);
    const std::string key(boost::json::parse(added.body).at("key").as_string());
    CHECK(key.size() == 5 + 64);
    CHECK(office.keeper.book.keys.back().digest == "digest of " + key);
    CHECK(office.keeper.audit.back().detail == R"({"name":"sms","role":"viewer"})");
    const auto listed = office.ask(an, Method::get, "/api/v1/keys");
    CHECK(listed.body.find(key) == std::string::npos);
    CHECK(boost::json::parse(listed.body).at("keys").as_array().size() == 2);
    auto asked = office.question(Method::get, "/viewer");
    asked.headers["authorization"] = "Bearer " + key;
    CHECK(office.ask(asked).status == 200);
    CHECK(office.ask(an, Method::delete_, "/api/v1/keys/sms").status == 204);
    CHECK(office.ask(asked).status == 401);
    CHECK(Office::code(office.ask(an, Method::post, "/api/v1/keys", R"({"name":"sms","role":"king"})")) == "bad_value");
}
