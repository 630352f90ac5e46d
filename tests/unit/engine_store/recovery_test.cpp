// What callers and boards hear while the journal fails and when it is well again.
#include <doctest/doctest.h>

#include "audit.hpp"

using namespace luot;
using namespace luot::test;
using engine::Health;

namespace {

const core::AtCounter desk{core::CounterId(1), core::ClerkCode("an")};
const core::Issue one_ticket{core::ServiceCode("civil-status"), core::ClassCode("ordinary"), core::SlipWish::none, {}, false};

// A kiosk and a clerk at an open counter, two people waiting.
struct Morning {
    Morning() : disk("faulty"), office(disk) {
        REQUIRE(office.start());
        kiosk = opened(core::Role::kiosk, "kiosk-1");
        clerk = opened(core::Role::counter, "counter-1");
        REQUIRE(answered(office.ask(core::OpenCounter{desk, false}, clerk_says(1))));
        REQUIRE(number(office.ask(one_ticket, kiosk_says(1))) == "H001");
        REQUIRE(number(office.ask(one_ticket, kiosk_says(2))) == "H002");
    }

    core::SessionId opened(core::Role role, const char* device) {
        const engine::Reply reply = office.ask(core::OpenSession{core::DeviceCode(device), role, {}}, core::Origin{});
        return *std::get<core::Answer>(reply.outcome).session;
    }
    static core::Origin says(core::SessionId session, std::uint64_t no, core::Role role, const char* device) {
        return core::Origin{session, no, no - 1, role, core::DeviceCode(device)};
    }
    core::Origin kiosk_says(std::uint64_t no) const { return says(kiosk, no, core::Role::kiosk, "kiosk-1"); }
    core::Origin clerk_says(std::uint64_t no) const { return says(clerk, no, core::Role::counter, "counter-1"); }

    static bool answered(const engine::Reply& reply) { return std::holds_alternative<core::Answer>(reply.outcome); }
    static bool unavailable(const engine::Reply& reply) { return std::holds_alternative<engine::Unavailable>(reply.outcome); }
    static std::string number(const engine::Reply& reply) {
        const auto* answer = std::get_if<core::Answer>(&reply.outcome);
        if (!answer) return "";
        return answer->issued ? answer->issued->number : answer->called ? answer->called->number : "";
    }

    // A ticket and a call, decided together: one batch.
    std::vector<engine::Reply> issue_and_call() {
        std::vector<engine::Reply> replies;
        const auto keep = [&](const engine::Reply& reply) { replies.push_back(reply); };
        office.service().submit(one_ticket, kiosk_says(3), keep);
        office.service().submit(core::CallNext{desk, {}}, clerk_says(2), keep);
        REQUIRE(office.until([&] { return replies.size() == 2; }));
        return replies;
    }
    const Health& health() { return office.service().health(); }
    std::string audited() { return joined(audit_office(office)); }

    FaultVfs disk;
    OfficeOnADisk office;
    core::SessionId kiosk, clerk;
};

// What the last two numbers give when they are repeated.
void check_repeats(Morning& day) {
    const auto issued = day.office.ask(one_ticket, day.kiosk_says(3));
    const auto called = day.office.ask(core::CallNext{desk, {}}, day.clerk_says(2));
    CHECK(Morning::number(issued) == "H003");
    CHECK(Morning::number(called) == "H001");
    const core::Seq seq = day.office.told().seq;
    CHECK(day.office.ask(one_ticket, day.kiosk_says(3)).seq == issued.seq);
    CHECK(day.office.ask(core::CallNext{desk, {}}, day.clerk_says(2)).seq == called.seq);
    CHECK(day.office.told().seq == seq);
    CHECK(day.office.told().tickets.size() == 3);
}

}  // namespace

TEST_CASE("a commit that fails and is not on disk is as if nothing had been asked") {
    Morning day;
    const core::State before = day.office.told();
    const std::size_t heard = day.office.board.told.size();
    day.disk.fail(Operation::write, 1, Fault::refused);
    for (const engine::Reply& reply : day.issue_and_call()) {
        CHECK(Morning::unavailable(reply));
        CHECK(reply.seq == before.seq);
    }
    // Pages and boards go on from what was told.
    CHECK(day.office.told() == before);
    CHECK(day.office.board.told.size() == heard);
    REQUIRE(!day.office.board.healths.empty());
    CHECK(day.office.board.healths.front().state == Health::State::recovering);
    CHECK(!day.office.board.healths.front().reason.empty());
    CHECK(!day.office.board.healths.front().disk_full);

    REQUIRE(day.office.wait_until_serving());
    CHECK(day.office.told() == before);  // nothing was there
    check_repeats(day);
    CHECK(day.office.service().metrics().recoveries == 1);
    CHECK(day.audited() == "");
}

TEST_CASE("a commit that fails and is on disk is published before anything else and its repeat does nothing twice") {
    Morning day;
    const core::Seq before = day.office.told().seq;
    day.disk.fail(Operation::sync, 1, Fault::refused);
    for (const engine::Reply& reply : day.issue_and_call()) CHECK(Morning::unavailable(reply));
    CHECK(day.office.told().seq == before);
    CHECK(day.health().state == Health::State::recovering);

    REQUIRE(day.office.wait_until_serving());
    // Told to the boards though nobody has repeated anything yet.
    CHECK(day.office.told().seq == before + 2);
    CHECK(day.office.board.told.back().seq == before + 2);
    CHECK(day.office.told().tickets.size() == 3);
    CHECK(day.office.told().counters.at(core::CounterId(1)).current);
    check_repeats(day);
    CHECK(day.office.told().seq == before + 2);
    CHECK(day.audited() == "");
}

TEST_CASE("what was found on disk after a failure survives a power cut right behind it") {
    Morning day;
    day.disk.fail(Operation::sync, 1, Fault::refused);
    day.issue_and_call();
    REQUIRE(day.office.wait_until_serving());
    day.disk.fail(Operation::write, 1, Fault::power_cut);
    CHECK(Morning::unavailable(day.office.ask(one_ticket, day.kiosk_says(4))));
    day.office.cut_off();
    day.disk.restore_power();
    REQUIRE(day.office.start());
    CHECK(day.office.told().tickets.size() == 3);
    check_repeats(day);
    CHECK(day.audited() == "");
}

TEST_CASE("on a full disk every command is unavailable until there is room and nothing told is lost") {
    Morning day;
    const core::State before = day.office.told();
    day.disk.fail(Operation::write, 1, Fault::disk_full, true);
    for (const engine::Reply& reply : day.issue_and_call()) CHECK(Morning::unavailable(reply));
    for (int attempt = 0; attempt < 5; ++attempt) {
        CHECK(Morning::unavailable(day.office.ask(one_ticket, day.kiosk_says(3))));
        CHECK(Morning::unavailable(day.office.ask(core::CallNext{desk, {}}, day.clerk_says(2))));
        CHECK(Morning::unavailable(day.office.ask(core::OpenSession{core::DeviceCode("kiosk-2"), core::Role::kiosk, {}}, core::Origin{})));
    }
    // Looked at again and again, and said so each time.
    CHECK_FALSE(day.office.wait_until_serving());
    CHECK(day.health().state == Health::State::recovering);
    CHECK(day.health().disk_full);
    CHECK(day.health().reason.find("full") != std::string::npos);
    CHECK(day.office.told() == before);

    day.disk.heal();
    REQUIRE(day.office.wait_until_serving(1'000));
    CHECK(!day.health().disk_full);
    CHECK(day.health().reason.empty());
    check_repeats(day);
    CHECK(day.audited() == "");
}

TEST_CASE("a disk that stays full while the server is stopped and started") {
    Morning day;
    const core::State before = day.office.told();
    day.disk.fail(Operation::write, 1, Fault::disk_full, true);
    day.issue_and_call();
    day.office.cut_off();
    const bool started = day.office.start();
    if (started) {
        CHECK(day.office.told() == before);
        CHECK(Morning::unavailable(day.office.ask(one_ticket, day.kiosk_says(3))));
        day.office.cut_off();
    }
    day.disk.heal();
    REQUIRE(day.office.start());
    CHECK(day.office.told() == before);
    check_repeats(day);
    CHECK(day.audited() == "");
}
