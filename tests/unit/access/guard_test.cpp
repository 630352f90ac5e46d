#include <doctest/doctest.h>

#include "keeper.hpp"

using namespace luot;
using fakes::Office;
using web::Access;
using web::Method;

TEST_CASE("guard - each role may what those before it may") {
    Office office;
    const std::vector<std::pair<std::string, std::size_t>> sees = {{"vi", 2}, {"thuy", 3}, {"an", 4}};
    const std::vector<std::string> pages = {"/everybody", "/viewer", "/supervisor", "/administrator"};
    for (const auto& [name, may] : sees) {
        const auto browser = office.signed_in(name);
        for (std::size_t page = 0; page < pages.size(); ++page) {
            CAPTURE(name);
            CAPTURE(page);
            for (const Method method : {Method::get, Method::post}) {
                const auto got = office.ask(browser, method, pages[page]);
                CHECK(got.status == (page < may ? 200 : 403));
                if (page >= may) CHECK(Office::code(got) == "not_permitted");
                if (page > 0 && page < may) CHECK(office.visitor.name == name);
            }
        }
    }
}

TEST_CASE("guard - who says nothing or nonsense is nobody") {
    Office office;
    Office::Browser nobody;
    CHECK(Office::code(office.ask(nobody, Method::get, "/viewer")) == "not_signed_in");
    CHECK(office.ask(nobody, Method::get, "/everybody").status == 200);
    const auto browser = office.signed_in("an");
    for (const std::string& cookie : {std::string(64, '0'), browser.cookie.substr(1), browser.cookie + "0", std::string(64, 'Z'),
                                      std::string(100'000, 'a'), std::string()}) {
        CAPTURE(cookie.size());
        auto asked = office.question(Method::get, "/viewer");
        asked.headers["cookie"] = "luot_session=" + cookie;
        CHECK(office.ask(asked).status == 401);
    }
    auto asked = office.question(Method::get, "/viewer");
    for (const std::string& cookies : {std::string(";;;=;"), std::string("luot_session"), "xluot_session=" + browser.cookie}) {
        asked.headers["cookie"] = cookies;
        CHECK(office.ask(asked).status == 401);
    }
    asked.headers["cookie"] = "luot_session=;luot_session=" + browser.cookie;
    CHECK(office.ask(asked).status == 200);
}

TEST_CASE("guard - a call that changes something needs the session token and a page of this site") {
    Office office;
    const auto an = office.signed_in("an");
    const auto thuy = office.signed_in("thuy");
    auto asked = office.question(an, Method::post, "/viewer");
    CHECK(office.ask(asked).status == 200);
    for (const std::string& csrf : {std::string(), thuy.csrf, an.csrf.substr(1), an.csrf + "0", an.cookie}) {
        asked.headers["x-luot-csrf"] = csrf;
        const auto got = office.ask(asked);
        CHECK(got.status == 403);
        CHECK(Office::code(got) == "csrf");
    }
    asked.headers.erase("x-luot-csrf");
    CHECK(office.ask(asked).status == 403);
    asked.method = Method::get;
    CHECK(office.ask(asked).status == 200);  // reading changes nothing
    asked = office.question(an, Method::post, "/viewer");
    const std::vector<std::pair<std::string, unsigned>> origins = {{"http://office:8080", 200},
                                                                   {"https://office:8080", 200},
                                                                   {"http://evil:8080", 403},
                                                                   {"http://office:8081", 403},
                                                                   {"null", 403},
                                                                   {"office:8080", 403},
                                                                   {"ftp://office:8080", 403},
                                                                   {"http://office:8080.evil", 403}};
    for (const auto& [origin, status] : origins) {
        CAPTURE(origin);
        asked.headers["origin"] = origin;
        CHECK(office.ask(asked).status == status);
    }
    asked.headers.erase("origin");
    for (const auto& [site, status] : std::vector<std::pair<std::string, unsigned>>{
             {"same-origin", 200}, {"none", 200}, {"same-site", 403}, {"cross-site", 403}, {"?", 403}}) {
        CAPTURE(site);
        asked.headers["sec-fetch-site"] = site;
        CHECK(office.ask(asked).status == status);
    }
}

TEST_CASE("guard - a key needs no token and has its role") {
    Office office;
    auto asked = office.question(Method::post, "/supervisor");
    for (const auto& [said, status] : std::vector<std::pair<std::string, unsigned>>{{"Bearer luot_key", 200},
                                                                                    {"bearer   luot_key ", 200},
                                                                                    {"Bearer luot_kez", 401},
                                                                                    {"Bearer ", 401},
                                                                                    {"Bearer", 401},
                                                                                    {"Basic luot_key", 401},
                                                                                    {"", 401}}) {
        CAPTURE(said);
        asked.headers["authorization"] = said;
        CHECK(office.ask(asked).status == status);
    }
    CHECK(office.visitor.name == "key:zalo");
    CHECK(office.visitor.by_key);
    asked.headers["authorization"] = "Bearer luot_key";
    asked.path = "/administrator";
    CHECK(Office::code(office.ask(asked)) == "not_permitted");
    // A cookie beside a key that is none does not help: who says a key means it.
    const auto an = office.signed_in("an");
    asked = office.question(an, Method::get, "/viewer");
    asked.headers["authorization"] = "Bearer luot_kez";
    CHECK(Office::code(office.ask(asked)) == "unknown_key");
}

TEST_CASE("guard - an answer without an end ends with the session the key or the role") {
    Office office;
    const auto thuy = office.signed_in("thuy");
    REQUIRE(office.ask(thuy, Method::get, "/viewer").status == 200);
    const web::Visitor watching = office.visitor;
    web::AccessGuard& guard = office.part.guard();
    CHECK(guard.still_may(watching, Access::supervisor));
    CHECK(!guard.still_may(watching, Access::administrator));
    // A page that is open is used, for a week and no longer.
    for (int hours = 0; hours < 7 * 24; hours += 8) {
        CAPTURE(hours);
        CHECK(guard.still_may(watching, Access::viewer));
        office.keeper.run();
        office.keeper.pass(std::chrono::hours(8));
    }
    office.keeper.pass(std::chrono::seconds(1));
    CHECK(!guard.still_may(watching, Access::viewer));
    const auto again = office.signed_in("thuy");
    REQUIRE(office.ask(again, Method::get, "/viewer").status == 200);
    const web::Visitor other = office.visitor;
    CHECK(guard.still_may(other, Access::viewer));
    office.keeper.book.accounts[1].role = access::Role::viewer;  // by the command line
    office.part.replace_book(office.keeper.book);
    CHECK(!guard.still_may(other, Access::supervisor));
    CHECK(office.ask(again, Method::get, "/supervisor").status == 403);
    office.keeper.book.sessions.clear();
    office.part.replace_book(office.keeper.book);
    CHECK(!guard.still_may(other, Access::viewer));
    auto asked = office.question(Method::get, "/viewer");
    asked.headers["authorization"] = "Bearer luot_key";
    REQUIRE(office.ask(asked).status == 200);
    const web::Visitor key = office.visitor;
    CHECK(guard.still_may(key, Access::viewer));
    office.keeper.book.keys.clear();
    office.part.replace_book(office.keeper.book);
    CHECK(!guard.still_may(key, Access::viewer));
}
