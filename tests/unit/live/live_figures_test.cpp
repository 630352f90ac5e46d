// What the live page says of today and of the usual day, from an office driven through its days.
#include "server/live_figures.hpp"

#include <doctest/doctest.h>

#include "server/usual_day.hpp"
#include "store/report_reader.hpp"
#include "store_office/office_journal.hpp"
#include "support/folder.hpp"

using namespace luot;
using namespace luot::server;
using test::monday_at;

namespace {

const core::BusinessDay monday{20'514};  // 2026-03-02

app::BusinessTime hanoi() {
    auto time = app::BusinessTime::make("Asia/Ho_Chi_Minh", 4 * 60);
    REQUIRE(time.has_value());
    return *time;
}

web::live::Usual usual(const testing::Folder& folder, const test::OfficeJournal& office, core::BusinessDay day) {
    auto read = usual_before(folder.path, day, office.office.state.office, hanoi());
    REQUIRE(read.has_value());
    return *read;
}

}  // namespace

TEST_CASE("the usual day is that of the last eight same weekdays that people came on") {
    const testing::Folder folder;
    test::OfficeJournal office(folder.path);
    CHECK(usual(folder, office, monday).days == 0);
    CHECK(usual(folder, office, monday).waiting.empty());
    for (int week = 0; week < 10; ++week) {
        if (week != 4) office.run_day(7 * week);  // a holiday
        if (week == 2) office.run_day(7 * week + 1);
        if (week == 6) {
            CHECK(usual(folder, office, core::BusinessDay{monday.days + 49}).days == 6);
            CHECK(usual(folder, office, core::BusinessDay{monday.days + 49}).pauses.empty());  // six pauses say nothing yet
        }
    }
    CHECK(usual(folder, office, core::BusinessDay{monday.days + 8}).days == 0);  // a Tuesday, before any other
    CHECK(usual(folder, office, core::BusinessDay{monday.days + 22}).days == 1);

    const auto after = usual(folder, office, core::BusinessDay{monday.days + 70});
    CHECK(after.days == 8);
    REQUIRE(after.pauses.contains(core::ReasonCode("break")));
    CHECK(after.pauses.at(core::ReasonCode("break")) == 15 * core::minute_us);

    // All those days are the same: the median of them is any of them, counted by hand.
    auto reader = store::ReportReader::open(folder.path);
    REQUIRE(reader.has_value());
    std::vector<core::Leg> legs;
    REQUIRE(reader->for_each_visit(monday, monday, [&](const store::VisitRow& visit) {
        if (!visit.test && visit.state != core::TicketState::expired) legs.insert(legs.end(), visit.legs.begin(), visit.legs.end());
        return true;
    }));
    CHECK(after.waiting.front().minute == 7 * 60 + 30);
    std::uint32_t most = 0;
    for (const web::live::CurvePoint& point : after.waiting) {
        const core::TimeUs at_us = monday_at(0, point.minute);
        std::uint32_t waiting = 0;
        for (const core::Leg& leg : legs) {
            const core::TimeUs over_us = leg.called_first_us != 0 ? leg.called_first_us : leg.ended_us;
            waiting += leg.arrived_us <= at_us && at_us < over_us ? 1U : 0U;
        }
        CHECK(point.waiting == waiting);
        most = std::max(most, waiting);
    }
    CHECK(most > 3);
}

TEST_CASE("a new day forgets what was usual on another weekday and a disk that cannot be read is tried again") {
    using std::chrono::milliseconds;
    UsualDay of;
    const milliseconds at{1'000};
    const core::BusinessDay tuesday{monday.days + 1};
    web::live::Usual eight;
    eight.days = 8;
    CHECK(of.wants(monday, at));
    CHECK(!of.wants(monday, at));  // it is being read
    of.came(monday, eight);
    CHECK(of.usual().days == 8);
    CHECK(!of.wants(monday, at + 2 * usual_again_after));

    CHECK(of.wants(tuesday, at));
    CHECK(of.usual().days == 0);  // at once, not when it has been read
    of.came(monday, eight);
    CHECK(of.usual().days == 0);
    of.came(tuesday, std::nullopt);
    CHECK(!of.wants(tuesday, at + usual_again_after - milliseconds(1)));
    CHECK(of.wants(tuesday, at + usual_again_after));
    of.came(tuesday, eight);
    CHECK(of.usual().days == 8);
}

TEST_CASE("today is counted as the reports will count it") {
    test::OfficeDriver office;
    const core::AtCounter an{core::CounterId(1), core::ClerkCode("an")};
    const auto run = [&](const core::Command& command) { REQUIRE(test::refused(office.run(command)) == ""); };
    office.set_time(monday_at(8, 0));
    run(core::OpenCounter{an, false});
    for (int each = 0; each < 3; ++each) {
        core::Issue issue;
        issue.service = core::ServiceCode("civil-status");
        run(issue);
        office.pass(5 * core::minute_us);
    }
    run(core::CallNext{an, {}});
    run(core::Start{an});
    office.pass(10 * core::minute_us);
    run(core::Finish{an, core::OutcomeCode("accepted")});
    run(core::Rate{office.state.tickets.begin()->first, 5});
    run(core::CallNext{an, {}});
    run(core::NoShow{an});
    const auto today = today_of(office.state, test::moment_of(office.now_us), hanoi());
    CHECK(today.issued == 3);
    CHECK(today.served == 1);
    CHECK(today.no_show == 1);
    CHECK(today.wait.count == 2);
    CHECK(today.wait.p50_s == 15 * 60);
    CHECK(today.wait.p90_s == 20 * 60);
    REQUIRE(today.levels.size() == 2);
    CHECK(*today.levels[0].share == doctest::Approx(0.5));
    CHECK(*today.levels[1].share == doctest::Approx(1));
    const auto& field = today.fields.at(core::ServiceCode("civil-status"));
    CHECK(field.issued == 3);
    CHECK(field.rated == 1);
    CHECK(field.satisfied == 1);
    CHECK(today.counters.at(core::CounterId(1)).served == 1);
    CHECK(today.counters.at(core::CounterId(1)).service_p50_s == 600);
    CHECK(today.waiting.front().minute == 7 * 60 + 30);
    CHECK(today.waiting.back() == web::live::CurvePoint{8 * 60 + 25, 1});
    CHECK(web::live::waiting_at(today.waiting, 8 * 60 + 10) == 3);

    // Whoever nobody has called waits on to the end of the day, and not beyond it where nobody has closed it yet.
    const auto late = [&](int hour) { return today_of(office.state, test::moment_of(monday_at(hour, 0)), hanoi()).waiting.back(); };
    CHECK(late(27) == web::live::CurvePoint{27 * 60, 1});
    CHECK(late(28) == web::live::CurvePoint{28 * 60, 1});
    CHECK(late(33) == web::live::CurvePoint{28 * 60, 1});
}
