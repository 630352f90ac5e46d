#include "web/pages.hpp"

#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

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
        web::Router router;
        const auto figures = [this] {
            ++figures_taken;
            return glance.figures;
        };
        web::add_probes(
            router, [this] { return glance; }, figures, metrics);
        web::Question question;
        question.path = path;
        web::Page page;
        router.answerer()(question, [&page](web::Page made) { page = std::move(made); });
        return page;
    }

    test::OfficeDriver driver;
    core::State folded;  // of what was told to the metrics
    web::MetricsPage metrics;
    web::Glance glance;
    int figures_taken = 0;
};

bool says(const web::Page& page, const std::string& line) {
    return page.body.find(line) != std::string::npos;
}

}  // namespace

TEST_CASE("metrics say what happened and what is") {
    Morning morning;
    morning.glance.metrics.events = 12;
    for (const int took_ms : {3, 5, 12, 20'000}) morning.glance.metrics.commits.observe(std::chrono::milliseconds(took_ms));
    morning.glance.now_us = morning.driver.now_us;
    morning.glance.figures.push_back(web::Figure{"connections", "Devices connected now.", 7, false});
    const web::Page page = morning.ask("/metrics");
    CHECK(page.status == 200);
    CHECK(says(page, "luot_events_total{kind=\"ticket_issued\"} 3"));
    CHECK(says(page, "luot_events_total{kind=\"ticket_called\"} 1"));
    CHECK(says(page, "luot_waiting{field=\"civil-status\"} 1"));
    CHECK(says(page, "luot_waiting{field=\"land\"} 1"));
    CHECK(says(page, "luot_counters{state=\"open\"} 1"));
    CHECK(says(page, "luot_waiting_longest_seconds{field=\"civil-status\"} 600"));
    CHECK(says(page, "luot_waiting_longest_seconds{field=\"land\"} 0"));  // a technician's
    CHECK(says(page, "luot_field_counters_open{field=\"certification\"} 1"));
    CHECK(says(page, "luot_counters_idle 0"));
    CHECK(says(page, "luot_wait_target_seconds 1800"));
    CHECK(says(page, "luot_tickets_issued_total{field=\"civil-status\"} 2"));
    CHECK_FALSE(says(page, "luot_tickets_issued_total{field=\"land\"}"));
    CHECK(says(page, "luot_wait_seconds_count{field=\"civil-status\"} 1"));
    CHECK(says(page, "luot_wait_seconds_sum{field=\"civil-status\"} 600"));
    CHECK(says(page, "luot_wait_seconds_bucket{field=\"civil-status\",le=\"600\"} 1"));
    CHECK(says(page, "luot_wait_seconds_bucket{field=\"civil-status\",le=\"300\"} 0"));
    CHECK(says(page, "luot_commit_seconds_sum 20.02"));
    CHECK(says(page, "luot_commit_seconds_count 4"));
    CHECK(says(page, "luot_commit_seconds_bucket{le=\"0.0025\"} 0"));
    CHECK(says(page, "luot_commit_seconds_bucket{le=\"0.005\"} 2"));  // a bound is in its bucket
    CHECK(says(page, "luot_commit_seconds_bucket{le=\"10\"} 3"));
    CHECK(says(page, "luot_commit_seconds_bucket{le=\"+Inf\"} 4"));
    CHECK(says(page, "luot_commit_longest_seconds 20"));
    CHECK(says(page, "luot_commit_events_total 12"));
    CHECK(says(page, "luot_connections 7"));
}

TEST_CASE("services and ends are counted by field and tickets of technicians are not") {
    Morning morning;
    morning.driver.pass(2 * core::minute_us);
    const core::AtCounter desk{core::CounterId(1), core::ClerkCode("lan")};
    const auto tell = [&](const core::Command& command) {
        const auto events = morning.driver.run(command);
        CHECK(events.has_value());
        if (!events) return;
        for (const core::Event& event : *events) {
            core::apply(morning.folded, event);
            morning.metrics.on_told(morning.folded, event);
        }
    };
    tell(core::Start{desk});
    morning.driver.pass(4 * core::minute_us);
    tell(core::Finish{desk, core::OutcomeCode(""), 0});
    tell(core::CallNext{desk, {}});
    tell(core::NoShow{desk});
    tell(core::CallNext{desk, {}});  // the technician's
    tell(core::NoShow{desk});
    const web::Page page = morning.ask("/metrics");
    CHECK(says(page, "luot_service_seconds_sum{field=\"civil-status\"} 240"));
    CHECK(says(page, "luot_service_seconds_bucket{field=\"civil-status\",le=\"180\"} 0"));
    CHECK(says(page, "luot_service_seconds_bucket{field=\"civil-status\",le=\"300\"} 1"));
    CHECK(says(page, "luot_tickets_ended_total{field=\"civil-status\",how=\"served\"} 1"));
    CHECK(says(page, "luot_tickets_ended_total{field=\"civil-status\",how=\"no_show\"} 1"));
    CHECK_FALSE(says(page, "luot_tickets_ended_total{field=\"land\""));
    CHECK_FALSE(says(page, "luot_wait_seconds_count{field=\"land\""));
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

TEST_CASE("requests are counted by their route and never by their path") {
    Morning morning;
    web::Router router;
    router.set_watch([&](const web::Question& question, const web::Route* route, web::Reply reply) {
        return morning.metrics.requests().watched(question.method, route, std::move(reply));
    });
    std::vector<web::Reply> later;
    router.add(web::Method::get, "/t/{token}", web::Access::everybody, [&](const web::Asked& asked, const web::Reply& reply) {
        if (asked.parts.front() == "slow") return later.push_back(reply);
        reply({});
    });
    int answers = 0;  // outlives the reply that comes later
    const auto ask = [&](const char* path) {
        web::Question question;
        question.path = path;
        const int before = answers;
        router.answerer()(question, [&answers](const web::Page&) { ++answers; });
        return answers - before;
    };
    CHECK(morning.ask("/metrics").body.find("luot_http_request") == std::string::npos);
    CHECK(ask("/t/secret") == 1);
    CHECK(ask("/t/other") == 1);
    CHECK(ask("/t/slow") == 0);
    CHECK(ask("/nowhere/secret") == 1);
    web::Page page = morning.ask("/metrics");
    CHECK(says(page, "luot_http_requests_total{route=\"/t/{token}\",method=\"GET\",status=\"2xx\"} 2\n"));
    CHECK(says(page, "luot_http_requests_total{route=\"none\",method=\"GET\",status=\"4xx\"} 1\n"));
    CHECK(says(page, "luot_http_request_seconds_count{route=\"/t/{token}\",method=\"GET\"} 2\n"));
    CHECK_FALSE(says(page, "secret"));
    web::Page busy;
    busy.status = 503;
    later.front()(busy);
    page = morning.ask("/metrics");
    CHECK(says(page, "luot_http_requests_total{route=\"/t/{token}\",method=\"GET\",status=\"5xx\"} 1\n"));
    CHECK(says(page, "luot_http_request_seconds_count{route=\"/t/{token}\",method=\"GET\"} 3\n"));
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

TEST_CASE("figures of devices and disks are for metrics and no probe waits for them") {
    Morning morning;
    for (const char* probe : {"/healthz", "/readyz"}) CHECK(morning.ask(probe).status == 200);
    CHECK(morning.figures_taken == 0);
    CHECK(morning.ask("/metrics").status == 200);
    CHECK(morning.figures_taken == 1);
}
