// What is promised of a wait: by the slip, and from then on.
#include "core/expected_wait.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

#include <doctest/doctest.h>

#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

// 08:00: all counters are open but, of the two that serve civil status, the second.
struct WaitingHall {
    inline static const ServiceCode civil{"civil-status"};
    inline static const AtCounter an{CounterId{1}, ClerkCode("an")};
    inline static const AtCounter binh{CounterId{2}, ClerkCode("binh")};
    inline static const AtCounter chi{CounterId{3}, ClerkCode("chi")};

    OfficeDriver office;

    explicit WaitingHall(const Office& configured = small_office()) : office(configured) {
        office.set_time(monday_at(8, 0));
        for (const AtCounter& at : {an, chi}) run(OpenCounter{at, false});
    }
    void run(const Command& command, Role role = Role::counter) { REQUIRE(refused(office.run(command, role, "device-1")) == ""); }
    static Issue number_for(const ServiceCode& service) {
        Issue wish;
        wish.service = service;
        return wish;
    }
    std::string issue(const Issue& wish = number_for(civil)) {
        office.pass(second_us);
        run(wish, Role::kiosk);
        return office.state.tickets.rbegin()->second.number;
    }
    std::string call() {
        run(CallNext{an, {}});
        return office.state.tickets.at(office.state.counters.at(an.counter).current).number;
    }
    void serve() {
        call();
        run(Start{an});
        run(Finish{an, {}});
    }
    // So many waits of a minute each.
    void serve_quickly(int times) {
        for (int time = 0; time < times; ++time) {
            issue();
            office.pass(minute_us);
            serve();
        }
    }
    std::optional<WaitRange> now() const { return expected_wait_now(office.state, civil, office.now_us); }
    std::optional<WaitRange> left(const std::string& number) const {
        return expected_wait_of(office.state, office.ticket(number), office.now_us);
    }
};

// Of those who may be called by any counter and were not yet, looked for among all.
TimeUs longest_of(const State& state, const ServiceCode& service, TimeUs now_us) {
    TimeUs longest_us = 0;
    for (const auto& [id, ticket] : state.tickets) {
        if (ticket.state != TicketState::waiting || ticket.service != service || ticket.test || ticket.for_counter) continue;
        const bool awaits_slip = ticket.slip == SlipState::pending || ticket.slip == SlipState::failed;
        const Leg& leg = ticket.legs.back();
        if (awaits_slip || ticket.after != 0 || leg.called_first_us != 0) continue;
        longest_us = std::max(longest_us, now_us - std::max(leg.arrived_us, ticket.place.queue_since_us));
    }
    return longest_us;
}

}  // namespace

TEST_CASE("the expected wait is a range of the last waits or nothing") {
    WaitingHall hall;
    for (int number = 1; number <= 10; ++number) hall.issue();
    for (int number = 1; number <= 10; ++number) {
        hall.office.pass(minute_us);
        if (number == 8) CHECK(!hall.office.ticket("H010").promise.wait);
        hall.serve();
    }
    hall.issue();
    CHECK(hall.office.ticket("H011").promise.ahead == 0);
    CHECK(hall.office.ticket("H011").promise.wait == WaitRange{0, 0});  // the counter is free
    CHECK(hall.call() == "H011");
    hall.issue();
    const Promise& first = hall.office.ticket("H012").promise;  // nobody waits, and nobody is free
    CHECK(first.ahead == 0);
    REQUIRE(first.wait);
    CHECK(first.wait->low_us == 0);
    hall.issue();
    const Promise& promise = hall.office.ticket("H013").promise;
    CHECK(promise.ahead == 1);
    REQUIRE(promise.wait);
    CHECK(first.wait->high_us == promise.wait->high_us);
    const auto wait_of = [&](const char* number) {
        const Leg& leg = hall.office.ticket(number).legs.front();
        return leg.called_first_us - leg.arrived_us;
    };
    CHECK(promise.wait->low_us == wait_of("H001"));   // the 1st of 10
    CHECK(promise.wait->high_us == wait_of("H009"));  // the 9th of 10
}

TEST_CASE("nothing is known of a wait at counters that are not open") {
    WaitingHall hall;
    hall.serve_quickly(12);
    CHECK(hall.now() == WaitRange{0, 0});
    hall.issue();
    REQUIRE(hall.call() == "H013");
    REQUIRE(hall.now());
    CHECK(hall.now()->high_us > 0);
    hall.run(Start{hall.an});
    hall.run(Finish{hall.an, {}});
    hall.run(CloseCounter{hall.an});
    hall.run(CloseCounter{hall.chi});
    CHECK_FALSE(hall.now());
    // Nor is anything of who waits by then, and of who comes after them.
    hall.issue();
    CHECK_FALSE(hall.office.ticket("H014").promise.wait);
    CHECK_FALSE(hall.now());
    CHECK_FALSE(hall.left("H014"));
    hall.run(OpenCounter{hall.an});
    CHECK(hall.now());
    CHECK(hall.left("H014"));
    hall.run(PauseCounter{hall.an, ReasonCode("break")});
    CHECK_FALSE(hall.now());
    CHECK_FALSE(hall.left("H014"));
}

TEST_CASE("who comes is called at once where a counter has nobody and nobody goes before them") {
    WaitingHall hall;
    const auto at_once = [&](const char* service) {
        return expected_wait_now(hall.office.state, ServiceCode(service), hall.office.now_us) == WaitRange{0, 0};
    };
    CHECK(at_once("civil-status"));
    CHECK_FALSE(expected_wait_now(hall.office.state, ServiceCode("roads"), hall.office.now_us));
    hall.run(PauseCounter{hall.an, ReasonCode("break")});
    CHECK_FALSE(at_once("civil-status"));  // whatever other counters help it
    hall.run(ResumeCounter{hall.an});
    CHECK(at_once("civil-status"));
    hall.issue();
    CHECK_FALSE(at_once("civil-status"));
    CHECK(hall.call() == "H001");
    CHECK_FALSE(at_once("civil-status"));
    hall.run(Start{hall.an});
    hall.run(Hold{hall.an, ReasonCode("filling-form")});
    CHECK(at_once("civil-status"));
    hall.run(ReturnHold{hall.office.id("H001")});
    CHECK_FALSE(at_once("civil-status"));  // that one goes first
}

TEST_CASE("no less is promised than somebody waits already where nobody is called any more") {
    WaitingHall hall;
    hall.serve_quickly(10);
    hall.issue();
    REQUIRE(hall.call() == "H011");
    hall.run(Start{hall.an});
    CHECK(hall.issue() == "H012");
    CHECK(hall.now() == WaitRange{minute_us, minute_us});  // as the last ones waited
    CHECK(hall.left("H012") == WaitRange{minute_us, minute_us});

    hall.office.pass(40 * minute_us + 20 * second_us);
    CHECK(hall.now() == WaitRange{minute_us, 41 * minute_us});
    hall.office.pass(30 * second_us);
    CHECK(hall.now() == WaitRange{minute_us, 41 * minute_us});  // the same until the minute is over
    hall.office.pass(30 * second_us);
    CHECK(hall.now() == WaitRange{minute_us, 42 * minute_us});
    CHECK_FALSE(hall.left("H012"));  // longer than nearly everybody did

    // The slip, and the phone after it, say the same.
    CHECK(hall.issue() == "H013");
    CHECK(hall.office.ticket("H013").promise.wait == WaitRange{minute_us, 42 * minute_us});
    hall.office.pass(30 * second_us);
    CHECK(hall.left("H013") == WaitRange{30 * second_us, 42 * minute_us - 30 * second_us});

    hall.run(Finish{hall.an, {}});
    CHECK(hall.call() == "H012");
    CHECK(hall.now() == WaitRange{minute_us, minute_us});
}

TEST_CASE("who cannot be called was called before or is a test does not make a promise longer") {
    Office configured = small_office();
    configured.rules.slip_silent_us = hour_us;
    WaitingHall hall(configured);
    hall.serve_quickly(10);
    SUBCASE("no slip has come out yet") {
        Issue printed = hall.number_for(hall.civil);
        printed.slip = SlipWish::print;
        hall.issue(printed);
    }
    SUBCASE("sent back behind others") {
        hall.issue();
        hall.call();
        hall.issue();
        hall.run(Requeue{hall.an});
        hall.call();
    }
    SUBCASE("a technician's") {
        Issue tried = hall.number_for(hall.civil);
        tried.test = true;
        hall.issue(tried);
    }
    SUBCASE("an appointment that is not due") {
        Issue later = hall.number_for(hall.civil);
        later.appointment_us = monday_at(11, 0);
        hall.issue(later);
    }
    hall.office.pass(20 * minute_us);
    REQUIRE(hall.now());
    CHECK(hall.now()->high_us <= minute_us);
}

TEST_CASE("whatever happens the high end is that of the last waits or the longest wait of who may be called") {
    const char* chosen = std::getenv("LUOT_SEED");
    const std::uint64_t seed = chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : std::random_device{}();
    CAPTURE(seed);
    MESSAGE("LUOT_SEED=" << seed);
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t bound) { return random() % bound; };
    WaitingHall hall;
    hall.office.check_everything = false;
    hall.run(OpenCounter{hall.binh});
    const std::vector<ServiceCode> services{WaitingHall::civil, ServiceCode("land"), ServiceCode("certification")};
    std::size_t longer = 0;
    for (int step = 0; step < 2'000; ++step) {
        hall.office.pass(static_cast<TimeUs>(below(20)) * second_us);
        Issue wish = hall.number_for(services[below(3)]);
        if (below(4) == 0) wish.ticket_class = ClassCode("elderly");
        if (below(8) == 0) wish.slip = SlipWish::print;
        if (below(8) == 0) wish.appointment_us = hall.office.now_us + static_cast<TimeUs>(below(20)) * minute_us;
        wish.test = below(16) == 0;
        AtCounter at = hall.an;
        if (const std::uint64_t other = below(3); other != 0) at = other == 1 ? hall.binh : hall.chi;
        const Command commands[] = {wish,
                                    CallNext{at, {}},
                                    CallNext{at, {}},
                                    Start{at},
                                    Requeue{at},
                                    Transfer{at, services[below(3)], {}, static_cast<TransferKind>(1 + below(2)), {}},
                                    PauseCounter{at, ReasonCode("break")},
                                    ResumeCounter{at}};
        (void)hall.office.run(commands[below(std::size(commands))]);  // refused, often: that changes nothing
        for (const ServiceCode& service : services) {
            const auto wait = expected_wait_now(hall.office.state, service, hall.office.now_us);
            const FieldState& field = hall.office.state.fields.at(service);
            if (!wait || field.waiting == 0) continue;
            const TimeUs recent_us = expected_wait(field).value().high_us;
            const TimeUs longest_us = longest_of(hall.office.state, service, hall.office.now_us);
            if (longest_us <= recent_us) {
                REQUIRE(wait->high_us == recent_us);
                continue;
            }
            ++longer;
            REQUIRE(wait->high_us >= longest_us);
            REQUIRE(wait->high_us < longest_us + minute_us);
        }
    }
    CHECK(longer > 0);
}
