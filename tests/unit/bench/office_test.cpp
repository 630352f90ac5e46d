#include "bench/office.hpp"

#include <doctest/doctest.h>

#include "bench/core_office.hpp"
#include "bench/failure.hpp"
#include "support/office_driver.hpp"

using namespace luot;
using namespace luot::bench;

TEST_CASE("the benchs office is an office without mistakes or warnings") {
    const app::OfficeFile file = office_file();
    CHECK(file.warnings.empty());
    CHECK(file.office.services.size() == fields);
    CHECK(file.office.counters.size() == counters);
    CHECK(file.office.sessions.empty());
}

TEST_CASE("it takes every command that a bench sends at any hour") {
    for (const int hour : {5, 12, 23}) {
        CoreOffice office(test::monday_at(hour, 0));
        office.run(core::OpenCounter{at_counter(16)});
        for (std::size_t visit = 0; visit < fields * 8; ++visit) office.run(issue(visit));
        CHECK(office.state().tickets.size() == fields * 8);
        office.run(core::CallNext{at_counter(16), {}});
        office.run(core::Start{at_counter(16)});
        office.run(core::Finish{at_counter(16), core::OutcomeCode("accepted")});
        CHECK_THROWS_AS(office.run(core::Start{at_counter(16)}), Failure);
    }
}

TEST_CASE("every field has people of both classes") {
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t visit = 0; visit < fields * 8; ++visit) seen.insert({service_code(visit % fields), class_code(visit)});
    CHECK(seen.size() == fields * 2);
}
