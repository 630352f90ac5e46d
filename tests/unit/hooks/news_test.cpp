#include "web/hooks/news.hpp"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/office_driver.hpp"
#include "web/hooks/target.hpp"

using namespace luot;
using namespace luot::web::hooks;

namespace {

struct Morning {
    Morning() { driver.set_time(test::monday_at(8, 0)); }

    void issue(const char* service, bool test = false) {
        core::Issue issue;
        issue.service = core::ServiceCode(service);
        issue.test = test;
        run(issue, core::Role::kiosk);
    }
    void run(const core::Command& command, core::Role role = core::Role::counter) { CHECK(driver.run(command, role).has_value()); }
    // All that hooks hear of, as it is told and as it is made up from the last state.
    std::vector<News> told() const {
        std::vector<News> all;
        core::State folded;
        for (const core::Event& event : driver.journal) {
            core::apply(folded, event);
            const auto news = news_of(folded, event);
            const auto later = news_of(driver.state, event);
            CHECK(news.has_value() == later.has_value());
            if (!news) continue;
            CHECK(later->name == news->name);
            CHECK(boost::json::serialize(later->fields) == boost::json::serialize(news->fields));
            all.push_back(*news);
        }
        return all;
    }

    test::OfficeDriver driver;
    core::AtCounter desk{core::CounterId(1), core::ClerkCode("lan")};
};

std::string body(const News& news, bool with_link, const std::string& base = "https://office.example",
                 const std::string& to = "https://gateway.example/luot") {
    Hook hook;
    hook.url = to;
    hook.with_link = with_link;
    core::Office office = test::small_office();
    office.phone_base_url = base;
    return body_of(news, hook, office);
}

}  // namespace

TEST_CASE("calls services and opinions are told - the same now and later") {
    Morning morning;
    morning.issue("civil-status");
    morning.driver.pass(7 * core::minute_us);
    morning.run(core::OpenCounter{morning.desk, false});
    morning.run(core::CallNext{morning.desk, {}});
    morning.run(core::Recall{morning.desk});
    morning.run(core::Start{morning.desk});
    morning.driver.pass(4 * core::minute_us);
    core::Transfer transfer;
    transfer.at = morning.desk;
    transfer.service = core::ServiceCode("land");
    transfer.kind = core::TransferKind::next_step;
    morning.run(transfer);
    morning.driver.pass(core::minute_us);
    morning.run(core::CallNext{morning.desk, {}});
    morning.run(core::Start{morning.desk});
    morning.run(core::Finish{morning.desk, core::OutcomeCode(""), 0});
    const auto told = morning.told();
    REQUIRE(told.size() == 3);
    CHECK(told[0].kind == Kind::called);
    CHECK(told[0].fields.at("service").as_string() == "civil-status");
    CHECK(told[0].fields.at("waited_s").to_number<int>() == 420);
    CHECK(told[0].fields.at("counter").to_number<int>() == 1);
    CHECK(told[0].fields.at("number").as_string() == "H001");
    CHECK(told[1].kind == Kind::called);
    CHECK(told[1].fields.at("service").as_string() == "land");
    CHECK(told[1].fields.at("waited_s").to_number<int>() == 60);
    CHECK(told[2].kind == Kind::served);
    CHECK(told[0].name != told[1].name);
}

TEST_CASE("tickets of technicians are no news") {
    Morning morning;
    morning.issue("civil-status", true);
    morning.run(core::OpenCounter{morning.desk, false});
    morning.run(core::CallNext{morning.desk, {}});
    CHECK(morning.told().empty());
}

TEST_CASE("an event whose ticket is gone is told by how it was issued") {
    core::State next_day;
    next_day.epoch = 3;
    core::Event event;
    event.seq = 88;
    event.at_us = 5;
    event.body = core::TicketFinished{core::TicketId(7), core::CounterId(2), core::OutcomeCode("accepted"), 0};
    core::TicketIssued issued;
    issued.number = "L004";
    issued.service = core::ServiceCode("land");
    issued.token = "tok";
    CHECK_FALSE(news_of(next_day, event).has_value());
    const auto news = news_of(next_day, event, &issued);
    REQUIRE(news.has_value());
    CHECK(body(*news, false) == R"({"id":"3-88","office":")" + test::small_office().code +
                                    R"(","kind":"served","at_us":5,"number":"L004","service":"land","counter":2,"outcome":"accepted"})");
    issued.test = true;
    CHECK_FALSE(news_of(next_day, event, &issued).has_value());
}

TEST_CASE("the page of a citizen is told to hooks with a link alone") {
    News news;
    news.token = "tok";
    CHECK(body(news, false).find("tok") == std::string::npos);
    CHECK(body(news, true).find(R"("phone_link":"https://office.example/t/tok")") != std::string::npos);
    CHECK(body(news, true, "https://office.example/").find(R"("phone_link":"https://office.example/t/tok")") != std::string::npos);
    CHECK(body(news, true, "").find("tok") == std::string::npos);
    for (const std::string to : {"http://gateway.example/luot", "http://10.0.0.7/", "http://127.example/", "http://localhost.example/"}) {
        CAPTURE(to);
        CHECK(body(news, true, "https://office.example", to).find("tok") == std::string::npos);
    }
    for (const std::string to : {"http://127.0.0.1:8099/", "http://[::1]:8099/", "http://localhost/", "https://10.0.0.7/"}) {
        CAPTURE(to);
        CHECK(body(news, true, "https://office.example", to).find("tok") != std::string::npos);
    }
}

TEST_CASE("an alert is told once under a name that stays") {
    const auto alert = boost::json::parse(R"({"key":"help:3","kind":"help","severity":"bad","since_us":77,"params":{"counter":3}})");
    const News news = news_of_alert(alert.as_object());
    CHECK(news.name == "alert-help:3-77");
    CHECK(body(news, true).find(R"("kind":"alert","at_us":77,"alert":"help","key":"help:3","severity":"bad","params":{"counter":3})") !=
          std::string::npos);
}

TEST_CASE("alerts are found in the live document and nothing in what is none") {
    const auto alerts =
        news_of_alerts(R"({"alerts":[{"key":"help:3","kind":"help","since_us":7},5,{"key":"journal","kind":"journal","since_us":8}]})");
    REQUIRE(alerts.size() == 2);
    CHECK(alerts[0].name == "alert-help:3-7");
    CHECK(alerts[1].name == "alert-journal-8");
    for (const char* none : {"", "{", "[]", "{}", R"({"alerts":7})"}) CHECK(news_of_alerts(none).empty());
}

TEST_CASE("kinds have words and hooks hear what they asked for") {
    for (const Kind kind : {Kind::called, Kind::served, Kind::rated, Kind::alert}) CHECK(kind_of(to_string(kind)) == kind);
    CHECK_FALSE(kind_of("issued").has_value());
    Hook hook;
    hook.kinds = {Kind::rated};
    CHECK(wants(hook, Kind::rated));
    CHECK_FALSE(wants(hook, Kind::called));
}

TEST_CASE("addresses of hooks are read") {
    const auto plain = target_of("http://127.0.0.1:8099/in?x=1");
    REQUIRE(plain.has_value());
    CHECK_FALSE(plain->secure);
    CHECK(plain->host == "127.0.0.1");
    CHECK(plain->port == 8099);
    CHECK(plain->target == "/in?x=1");
    CHECK(plain->authority == "127.0.0.1:8099");
    const auto secure = target_of("https://hooks.example");
    REQUIRE(secure.has_value());
    CHECK(secure->secure);
    CHECK(secure->port == 443);
    CHECK(secure->target == "/");
    CHECK(target_of("https://[::1]:9/")->host == "::1");
    for (const char* bad : {"", "hooks.example", "ftp://hooks.example/", "http://", "http:///x", "http://user:pass@hooks.example/",
                            "http://hooks.example/#x", "http://hooks.example:0/", "http://hooks.example:99999/", "http://hooks example/",
                            "http://hooks.example/\r\nX: y", "javascript:alert(1)"}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(target_of(bad).has_value());
    }
}
