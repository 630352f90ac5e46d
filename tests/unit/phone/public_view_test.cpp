#include "web/phone/public_view.hpp"

#include <boost/json/serialize.hpp>

#include "hall.hpp"

using namespace luot;
using namespace luot::web::phone;
using test::Hall;

namespace {

PublicField field(const Hall& hall, const std::string& code) {
    for (const PublicField& each : public_view(hall.driver.state, hall.now()).fields)
        if (each.service.value == code) return each;
    throw std::runtime_error("no such field");
}

}  // namespace

TEST_CASE("public view tells who waits and what somebody who comes now may expect") {
    Hall hall;
    CHECK(field(hall, "civil-status").at_once);
    CHECK(field(hall, "civil-status").open_counters == 1);
    CHECK(field(hall, "civil-status").waiting == 0);
    CHECK(field(hall, "civil-status").expected.value().wait.high_us == 0);
    hall.make_expectations();
    hall.issue();
    const PublicField busy = field(hall, "civil-status");
    CHECK(busy.waiting == 1);
    CHECK_FALSE(busy.at_once);
    CHECK(busy.expected.value().low_minutes == 5);
    CHECK(busy.expected.value().high_minutes == 12);
    CHECK(busy.last_called == "H008");
    CHECK(busy.open);
    hall.must(core::PauseCounter{Hall::at(2 - 1), core::ReasonCode("break")});
    CHECK(field(hall, "certification").open_counters == 0);
    CHECK_FALSE(field(hall, "certification").expected.has_value());
}

TEST_CASE("public view and phone promise no less than somebody waits already") {
    Hall hall;
    hall.make_expectations();
    const std::string longest = hall.issue();
    hall.driver.pass(30 * core::minute_us);
    CHECK(field(hall, "civil-status").expected.value().low_minutes == 5);
    CHECK(field(hall, "civil-status").expected.value().high_minutes == 30);
    CHECK(hall.view(hall.issue()).expected.value().high_minutes == 30);
    CHECK_FALSE(hall.view(longest).expected.has_value());
}

TEST_CASE("public view counts as the live page does who was not yet called and no test tickets") {
    Hall hall;
    hall.issue();
    hall.issue();
    hall.call();
    hall.must(core::Requeue{Hall::at(1)});
    core::Issue trial;
    trial.service = core::ServiceCode("civil-status");
    trial.test = true;
    hall.must(trial, core::Role::supervisor);
    CHECK(field(hall, "civil-status").waiting == 1);
}

TEST_CASE("public view is open exactly where the core would give a number") {
    Hall hall;
    hall.must(core::LimitService{core::ServiceCode("civil-status"), true, {}}, core::Role::supervisor);
    hall.must(core::LimitService{core::ServiceCode("land"), false, 1}, core::Role::supervisor);
    CHECK(field(hall, "land").open);
    hall.issue("land");
    const PublicField closed = field(hall, "civil-status");
    CHECK_FALSE(closed.open);
    CHECK(closed.why_not == "service_closed");
    CHECK(closed.why_detail == "supervisor");
    CHECK_FALSE(closed.expected.has_value());
    CHECK(field(hall, "land").why_not == "quota_reached");
    CHECK(field(hall, "certification").open);
    hall.driver.set_time(test::monday_at(12, 0));
    CHECK(field(hall, "certification").why_not == "not_yet_open");
    CHECK(field(hall, "certification").opens_minute == 13 * 60 + 30);
    hall.driver.set_time(test::monday_at(18, 0));
    CHECK(field(hall, "certification").why_not == "office_closed");
    CHECK(field(hall, "certification").why_detail == "hours");
    CHECK_FALSE(field(hall, "certification").opens_minute.has_value());
}

TEST_CASE("public view JSON and rows say nothing of anybody") {
    const PhoneSite site = test::phone_site();
    Hall hall;
    hall.make_expectations();
    const std::string number = hall.issue("land", "elderly");
    const PublicView view = public_view(hall.driver.state, hall.now());
    const std::string json = boost::json::serialize(public_json(view, hall.driver.state.office));
    CHECK(json.find(number) == std::string::npos);
    CHECK(json.find("clerk") == std::string::npos);
    CHECK(json.find("token") == std::string::npos);
    CHECK(json.find(R"("clock":"09:08")") != std::string::npos);
    // It may be hours ago.
    CHECK(public_rows(view, hall.driver.state.office, site.words.at("vi"), "vi").at(0).at("called_label") == "gọi gần nhất");
    for (const std::string language : {"vi", "en"}) {
        const auto rows = public_rows(view, hall.driver.state.office, site.words.at(language), language);
        REQUIRE(rows.size() == 3);
        for (const auto& row : rows) {
            for (const auto& [place, text] : row) {
                CAPTURE(place + ": " + text);
                CHECK(text.find("[public.") == std::string::npos);
                CHECK(text.find('{') == std::string::npos);
            }
            CHECK_FALSE(row.at("state").empty());
        }
    }
}
