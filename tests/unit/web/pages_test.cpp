#include "web/pages.hpp"

#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "support/office_driver.hpp"

using namespace luot;

namespace {

// A morning with three tickets, one of them called after ten minutes; everything told to the metrics.
struct Morning {
    Morning() {
        driver.set_time(test::monday_at(8, 0));
        issue("civil-status", false);
        issue("civil-status", false);
        issue("land", true);
        driver.pass(10 * core::minute_us);
        core::AtCounter desk{core::CounterId(1), core::ClerkCode("lan")};
        CHECK(driver.run(core::OpenCounter{desk, false}).has_value());
        CHECK(driver.run(core::CallNext{desk, {}}).has_value());
        CHECK(driver.run(core::Recall{desk}).has_value());
        core::State folded;
        for (const core::Event& event : driver.journal) {
            core::apply(folded, event);
            metrics.on_told(folded, event);
        }
        glance.told = &driver.state;
        glance.accepting = true;
    }
    void issue(const char* service, bool test) {
        core::Issue issue;
        issue.service = core::ServiceCode(service);
        issue.test = test;
        CHECK(driver.run(issue, core::Role::kiosk, "kiosk-1").has_value());
    }
    web::Page ask(std::string_view path) {
        const auto answer = web::make_pages([this] { return glance; }, metrics);
        return answer(web::Question{path, {}});
    }

    test::OfficeDriver driver;
    web::MetricsPage metrics;
    web::Glance glance;
};

bool says(const web::Page& page, const std::string& line) {
    return page.body.find(line) != std::string::npos;
}

}  // namespace

TEST_CASE("metrics say what happened and what is") {
    Morning morning;
    morning.glance.metrics.batches = 4;
    morning.glance.metrics.events = 12;
    morning.glance.metrics.commit_time = std::chrono::milliseconds(20);
    morning.glance.figures.push_back(web::Figure{"connections", "Devices connected now.", 7, false});
    const web::Page page = morning.ask("/metrics");
    CHECK(page.status == 200);
    CHECK(says(page, "luot_events_total{kind=\"ticket_issued\"} 3"));
    CHECK(says(page, "luot_events_total{kind=\"ticket_called\"} 1"));
    CHECK(says(page, "luot_waiting{field=\"civil-status\"} 1"));
    CHECK(says(page, "luot_waiting{field=\"land\"} 1"));
    CHECK(says(page, "luot_counters{state=\"open\"} 1"));
    CHECK(says(page, "luot_wait_seconds_count 1"));
    CHECK(says(page, "luot_wait_seconds_sum 600"));
    CHECK(says(page, "luot_wait_seconds_bucket{le=\"600\"} 1"));
    CHECK(says(page, "luot_wait_seconds_bucket{le=\"300\"} 0"));
    CHECK(says(page, "luot_commit_seconds_sum 0.02"));
    CHECK(says(page, "luot_commit_seconds_count 4"));
    CHECK(says(page, "luot_commit_events_sum 12"));
    CHECK(says(page, "luot_connections 7"));
}

TEST_CASE("metrics say how many counters ask for a supervisor until somebody is on the way") {
    Morning morning;
    const auto asking = [&] { return morning.ask("/metrics").body; };
    CHECK(asking().find("luot_counters_asking_for_help 0\n") != std::string::npos);
    const core::AtCounter desk{core::CounterId(1), core::ClerkCode("lan")};
    CHECK(morning.driver.run(core::AskForHelp{desk, true}).has_value());
    CHECK(asking().find("luot_counters_asking_for_help 1\n") != std::string::npos);
    CHECK(morning.driver.run(core::AnswerHelp{core::CounterId(1), false}).has_value());
    CHECK(asking().find("luot_counters_asking_for_help 0\n") != std::string::npos);
}

TEST_CASE("every line of metrics is in the text format and each family comes once") {
    Morning morning;
    std::istringstream lines(morning.ask("/metrics").body);
    const std::regex comment("# (HELP|TYPE) luot_[a-z0-9_]+ .+");
    const std::regex sample("luot_[a-z0-9_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [-+0-9.eInfNa]+");
    std::set<std::string> families;
    std::size_t samples = 0;
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        if (line.rfind("# TYPE ", 0) == 0) {
            const bool first_time = families.insert(line.substr(7, line.find(' ', 7) - 7)).second;
            CHECK(first_time);
        }
        const bool good = std::regex_match(line, line.front() == '#' ? comment : sample);
        CHECK(good);
        samples += line.front() == '#' ? 0 : 1;
    }
    CHECK(samples > 20);
    CHECK(families.size() > 15);
}

TEST_CASE("a field without a ticket yet and an office without fields have metrics too") {
    web::MetricsPage metrics;
    core::State empty;
    web::Glance glance;
    glance.told = &empty;
    CHECK(metrics.page(glance).body.find("luot_seq 0") != std::string::npos);
}

TEST_CASE("health says the state and is 200 while anybody answers") {
    Morning morning;
    web::Page page = morning.ask("/healthz");
    CHECK(page.status == 200);
    CHECK(page.type == "application/json");
    CHECK(says(page, "\"status\":\"serving\""));
    CHECK(says(page, "\"seq\":" + std::to_string(morning.driver.state.seq)));
    CHECK(says(page, "\"epoch\":1"));
    CHECK(says(page, "\"clock_suspect\":false"));
    morning.glance.health.state = engine::Health::State::recovering;
    morning.glance.health.reason = "disk I/O error: \"x\"";
    page = morning.ask("/healthz");
    CHECK(page.status == 200);
    CHECK(says(page, "\"status\":\"recovering\""));
    CHECK(says(page, "\"reason\":\"disk I/O error: \\\"x\\\"\""));
}

TEST_CASE("ready is 503 while nothing is decided") {
    Morning morning;
    CHECK(morning.ask("/readyz").status == 200);
    morning.glance.health.state = engine::Health::State::recovering;
    CHECK(morning.ask("/readyz").status == 503);
    morning.glance.health.state = engine::Health::State::serving;
    morning.glance.accepting = false;
    CHECK(morning.ask("/readyz").status == 503);
}

TEST_CASE("an unknown page says which ones there are") {
    Morning morning;
    const web::Page page = morning.ask("/healthz/");
    CHECK(page.status == 404);
    CHECK(says(page, "/metrics"));
}
