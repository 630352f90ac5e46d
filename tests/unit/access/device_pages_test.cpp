#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "keeper.hpp"

using namespace luot;
using fakes::Office;
using web::Method;

TEST_CASE("devices - those that are enrolled and those that are in each once") {
    Office office;
    office.seen = {{"kiosk", "kiosk-1", true, 20, "paper_low"}, {"board", "board-1", false, 9, ""}};
    const auto vi = office.signed_in("vi");
    const auto page = office.ask(vi, Method::get, "/api/v1/devices");
    CHECK(boost::json::parse(page.body) == boost::json::parse(R"({"devices":[
        {"role":"board","name":"board-1","connected":false,"enrolled_at_us":null,"last_seen_us":9,"status":""},
        {"role":"kiosk","name":"kiosk-1","connected":true,"enrolled_at_us":7,"last_seen_us":20,"status":"paper_low"}],"codes":[]})"));
    office.seen.clear();
    const auto later = boost::json::parse(office.ask(vi, Method::get, "/api/v1/devices").body);
    CHECK(later.at("devices").at(0).at("last_seen_us").as_int64() == 8);
}

TEST_CASE("devices - a code is shown once to an administrator is for one device and runs out") {
    Office office;
    const auto an = office.signed_in("an");
    const auto page = office.ask(an, Method::post, "/api/v1/devices/codes", R"({"role":"board","name":"bảng 1"})");
    CHECK(page.status == 201);
    const auto said = boost::json::parse(page.body);
    CHECK(said.at("expires_s").as_int64() == 900);
    const std::string code(said.at("code").as_string());
    CHECK(code.size() == 9);
    REQUIRE(office.keeper.book.codes.size() == 1);
    CHECK(office.keeper.book.codes[0].digest == "digest of " + web::plain_code(code));
    CHECK(office.keeper.audit.back().detail.find(code) == std::string::npos);
    office.keeper.pass(std::chrono::seconds(600));
    auto listed = boost::json::parse(office.ask(an, Method::get, "/api/v1/devices").body);
    CHECK(listed.at("codes") == boost::json::parse(R"([{"role":"board","name":"bảng 1","expires_s":300}])"));
    office.keeper.pass(std::chrono::seconds(300));
    listed = boost::json::parse(office.ask(an, Method::get, "/api/v1/devices").body);
    CHECK(listed.at("codes").as_array().empty());
    const std::vector<std::string> bodies = {R"({"role":"supervisor","name":"x"})", R"({"role":"kiosk","name":""})", R"({"role":"kiosk"})",
                                             R"({"role":"kiosk","name":"a\u0007b"})",
                                             R"({"role":"kiosk","name":")" + std::string(65, 'x') + R"("})"};
    for (const std::string& body : bodies) {
        CAPTURE(body);
        CHECK(Office::code(office.ask(an, Method::post, "/api/v1/devices/codes", body)) == "bad_value");
    }
    CHECK(office.ask(office.signed_in("thuy"), Method::post, "/api/v1/devices/codes", "{}").status == 403);
}

TEST_CASE("devices - are taken back by administrators") {
    Office office;
    const auto an = office.signed_in("an");
    CHECK(office.ask(office.signed_in("thuy"), Method::delete_, "/api/v1/devices/kiosk/kiosk-1").status == 403);
    CHECK(office.ask(an, Method::delete_, "/api/v1/devices/phone/kiosk-1").status == 404);
    CHECK(office.ask(an, Method::delete_, "/api/v1/devices/kiosk/kiosk-1").status == 204);
    CHECK(office.keeper.book.devices.empty());
    CHECK(office.keeper.audit.back().what == "device.revoke");
}

TEST_CASE("devices - what is taken back in memory alone is told so") {
    Office office;
    const auto an = office.signed_in("an");
    const auto noted = office.keeper.audit.size();
    office.keeper.refuse_next = access::Outcome::until_restart;
    const auto page = office.ask(an, Method::delete_, "/api/v1/devices/kiosk/kiosk-1");
    CHECK(page.status == 503);
    CHECK(Office::code(page) == "until_restart");
    CHECK(office.keeper.audit.size() == noted);
}

TEST_CASE("devices - codes have letters that nobody mistakes typed in any way") {
    CHECK(web::new_code(std::string(5, '\0')) == "0000-0000");
    CHECK(web::new_code(std::string(5, '\xff')) == "ZZZZ-ZZZZ");
    CHECK(web::new_code(std::string("\x01\x23\x45\x67\x89", 5)) != web::new_code(std::string("\x01\x23\x45\x67\x88", 5)));
    CHECK(web::plain_code("k7qm-3f9x") == "K7QM3F9X");
    CHECK(web::plain_code(" K7QM 3F9X ") == "K7QM3F9X");
}

TEST_CASE("devices - a name that no path could end with gets no code") {
    Office office;
    const auto admin = office.signed_in("an");
    for (const std::string name : {"a/b", "/", ".", ".."}) {
        CAPTURE(name);
        const auto page = office.ask(admin, Method::post, "/api/v1/devices/codes", R"({"role":"kiosk","name":")" + name + "\"}");
        CHECK(page.status == 400);
        CHECK(Office::code(page) == "bad_value");
    }
    CHECK(office.keeper.book.codes.empty());
    CHECK(office.ask(admin, Method::post, "/api/v1/devices/codes", R"({"role":"kiosk","name":"a.b .."})").status == 201);
}
