#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "keeper.hpp"
#include "web/access/audited.hpp"
#include "web/json_page.hpp"

using namespace luot;
using fakes::Office;
using web::Method;

TEST_CASE("audit - an act is noted before it is done and again after it and then answered") {
    Office office;
    std::vector<std::string> order;
    web::AuditEntry entry;
    entry.who = "thuy";
    entry.what = "command";
    std::optional<web::Page> got;
    web::audited(
        office.part.audit(), entry,
        [&](const web::Finish& finish) {
            order.push_back("acts, and the entry says " + office.keeper.audit.at(0).outcome);
            finish("refused_for_a_reason", web::error_page(409, "refused_for_a_reason"));
        },
        [&](const web::Page& page) {
            order.push_back("answered, and the entry says " + office.keeper.audit.at(0).outcome);
            got = page;
        });
    CHECK(order.empty());
    office.keeper.run();
    CHECK(order == std::vector<std::string>{"acts, and the entry says asked", "answered, and the entry says refused_for_a_reason"});
    REQUIRE(got.has_value());
    CHECK(got->status == 409);
    CHECK(office.keeper.audit.at(0).at_us == office.keeper.moment.at_us);
    CHECK(office.keeper.audit.at(0).wall_us == office.keeper.moment.wall_us);
}

TEST_CASE("audit - what cannot be noted is not done and what was done is answered") {
    Office office;
    bool acted = false;
    std::optional<web::Page> got;
    const web::AuditEntry entry{"thuy", "supervisor", "10.0.0.1", "command", "{}", ""};
    const auto act = [&](const web::Finish& finish) {
        acted = true;
        office.keeper.broken = true;  // from here on
        finish("done", web::Page{});
    };
    office.keeper.broken = true;
    web::audited(office.part.audit(), entry, act, [&](const web::Page& page) { got = page; });
    office.keeper.run();
    CHECK(!acted);
    CHECK(got->status == 503);
    CHECK(Office::code(*got) == "audit_unavailable");
    office.keeper.broken = false;
    web::audited(office.part.audit(), entry, act, [&](const web::Page& page) { got = page; });
    office.keeper.run();
    CHECK(acted);
    CHECK(got->status == 200);
    CHECK(office.keeper.audit.at(0).outcome == "asked");  // nobody knows
}

TEST_CASE("audit - what is too long is kept within bounds and in whole letters") {
    Office office;
    web::AuditEntry entry;
    entry.who = std::string(127, 'x') + "ấ";
    entry.what = std::string(200, 'w');
    entry.detail = "{\"x\":\"" + std::string(3'000, 'y') + "\"}";
    entry.outcome = "";
    office.part.audit().note(entry, [](bool) {});
    office.keeper.run();
    const auto& row = office.keeper.audit.at(0);
    CHECK(row.who == std::string(127, 'x'));
    CHECK(row.what.size() == 64);
    CHECK(row.detail == R"({"too_long":true})");
    CHECK(row.outcome == "done");
}

TEST_CASE("audit - an entry is of nobody where nobody was signed in") {
    Office office;
    Office::Browser stranger;
    office.sign_in(stranger, "an", "guess");
    office.part.audit().note({"", "phone", "", "visit.rate", "{}", "done"}, [](bool) {});
    office.signed_in("an");
    REQUIRE(office.keeper.audit.size() == 3);
    CHECK(office.keeper.audit[0].anonymous);
    CHECK(office.keeper.audit[1].anonymous);
    CHECK(!office.keeper.audit[2].anonymous);
}

TEST_CASE("audit - is read by administrators newest first and a piece at a time") {
    Office office;
    const auto an = office.signed_in("an");
    for (int entry = 0; entry < 250; ++entry)
        office.part.audit().note({"thuy", "supervisor", "", "command", R"({"a":[1]})", "done"}, [](bool) {});
    office.keeper.run();
    auto asked = office.question(an, Method::get, "/api/v1/audit");
    auto entries = boost::json::parse(office.ask(asked).body).at("entries").as_array();
    REQUIRE(entries.size() == 100);
    CHECK(entries.front().at("id").as_int64() == 251);
    CHECK(entries.front().at("detail") == boost::json::parse(R"({"a":[1]})"));
    asked.query = "before=3&limit=500";
    entries = boost::json::parse(office.ask(asked).body).at("entries").as_array();
    REQUIRE(entries.size() == 2);
    CHECK(entries.back().at("what").as_string() == "session.begin");
    for (const std::string query : {"limit=0", "limit=501", "limit=x", "before=-1", "before=99999999999999999999", "limit="}) {
        CAPTURE(query);
        asked.query = query;
        CHECK(Office::code(office.ask(asked)) == "bad_value");
    }
    asked.query.clear();
    office.keeper.broken = true;
    CHECK(office.ask(asked).status == 503);
    office.keeper.broken = false;
    CHECK(office.ask(office.signed_in("thuy"), Method::get, "/api/v1/audit").status == 403);
}
