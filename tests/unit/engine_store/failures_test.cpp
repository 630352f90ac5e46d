// A quarter of an hour with a failure at each write and each sync of the disk in turn, and with the power cut at each.
#include <doctest/doctest.h>

#include <optional>

#include "audit.hpp"
#include "quarter_of_an_hour.hpp"

using namespace luot;
using namespace luot::test;

namespace {

using Words = std::vector<std::vector<std::string>>;

Words words_of(const std::vector<Device>& devices) {
    Words words;
    for (const Device& device : devices) words.push_back(device.words);
    return words;
}

// The quarter of an hour as it goes on a sound disk.
struct Undisturbed {
    Undisturbed() {
        FaultVfs disk("sound");
        OfficeOnADisk office(disk);
        auto devices = two_kiosks_and_two_clerks();
        REQUIRE(office.start());
        REQUIRE(play(office, devices));
        REQUIRE(joined(audit(office, devices)) == "");
        writes = disk.count(Operation::write);
        syncs = disk.count(Operation::sync);
        words = words_of(devices);
    }
    std::uint64_t writes = 0, syncs = 0;
    Words words;
};

const Undisturbed& undisturbed() {
    static const Undisturbed once;
    return once;
}

std::size_t told_unavailable(const std::vector<Device>& devices) {
    std::size_t sum = 0;
    for (const Device& device : devices) sum += device.unavailable;
    return sum;
}

void with_failure(Operation operation, std::uint64_t nth, Fault fault) {
    CAPTURE(nth);
    CAPTURE(static_cast<int>(fault));
    FaultVfs disk("faulty");
    OfficeOnADisk office(disk);
    auto devices = two_kiosks_and_two_clerks();
    disk.fail(operation, nth, fault);
    while (!office.start()) REQUIRE(disk.met());  // at the very beginning it is started again by hand
    REQUIRE(play(office, devices));
    CHECK(disk.met());
    CHECK(joined(audit(office, devices)) == "");
    CHECK(words_of(devices) == undisturbed().words);
    if (office.service().metrics().commit_failures == 0) CHECK(told_unavailable(devices) == 0);
}

void with_power_cut(Operation operation, std::uint64_t nth, std::optional<std::uint32_t> seed) {
    CAPTURE(nth);
    FaultVfs disk("faulty");
    OfficeOnADisk office(disk);
    auto devices = two_kiosks_and_two_clerks();
    disk.fail(operation, nth, Fault::power_cut);
    if (office.start()) CHECK_FALSE(play(office, devices));
    office.cut_off();
    CHECK(disk.met());
    disk.restore_power(seed);
    REQUIRE(office.start());
    CHECK(joined(audit_told(office, devices)) == "");
    REQUIRE(play(office, devices));
    CHECK(joined(audit(office, devices)) == "");
    CHECK(words_of(devices) == undisturbed().words);
}

std::uint64_t count_of(Operation operation) {
    return operation == Operation::write ? undisturbed().writes : undisturbed().syncs;
}

void fail_at_each(Operation operation, Fault fault) {
    REQUIRE(count_of(operation) > 100);
    for (std::uint64_t nth = 1; nth <= count_of(operation); ++nth) with_failure(operation, nth, fault);
}

// With a seed, a random part of what was not synced is on the disk all the same.
void cut_power_at_each(Operation operation, std::optional<std::uint32_t> seed) {
    for (std::uint64_t nth = 1; nth <= count_of(operation); ++nth)
        with_power_cut(operation, nth, seed ? std::optional(*seed + static_cast<std::uint32_t>(nth)) : std::nullopt);
}

}  // namespace

TEST_CASE("a quarter of an hour on a sound disk") {
    CHECK(undisturbed().words.size() == 4);
    std::size_t words = 0, called = 0;
    for (const auto& device : undisturbed().words) {
        words += device.size();
        for (const std::string& word : device) called += word.rfind("called", 0) == 0 ? 1U : 0U;
    }
    CHECK(words > 100);
    CHECK(called > 15);
}

TEST_CASE("the audit sees what it is there to see") {
    FaultVfs disk("sound");
    OfficeOnADisk office(disk);
    auto devices = two_kiosks_and_two_clerks();
    REQUIRE(office.start());
    REQUIRE(play(office, devices));
    const auto found = [&](const char* what) { return joined(audit(office, devices)).find(what) != std::string::npos; };
    Device& kiosk = devices.front();
    SUBCASE("an answer that was never given") {
        kiosk.answers.pop_back();
        CHECK(found("numbers were answered"));
    }
    SUBCASE("an answer that the journal does not give") {
        kiosk.answers.back().answer.at_us += 1;
        CHECK(found("is not what the journal gives"));
    }
    SUBCASE("a refusal without a reason") {
        devices[2].refusals.front().command = core::ReportSlip{};
        CHECK(found("does not follow from the state"));
    }
    SUBCASE("a lost event") {
        const std::uint64_t last = office.told().seq;
        office.cut_off();
        execute(office.folder / "journal.db", "DELETE FROM event WHERE seq = " + std::to_string(last));
        const std::string problems = joined(audit_told(office, devices));
        CHECK(problems.find("which is not in the journal") != std::string::npos);
        CHECK(problems.find("is not what the journal gives") != std::string::npos);
    }
    SUBCASE("an event that the board was not told") {
        office.board.last -= 1;
        CHECK(found("the last events"));
    }
}

TEST_CASE("each write is refused in turn") {
    fail_at_each(Operation::write, Fault::refused);
}

TEST_CASE("each write is half done in turn") {
    fail_at_each(Operation::write, Fault::half);
}

TEST_CASE("each write is done and reported as failed in turn") {
    fail_at_each(Operation::write, Fault::done_but_reported);
}

TEST_CASE("the disk is full at each write in turn") {
    fail_at_each(Operation::write, Fault::disk_full);
}

TEST_CASE("each sync is refused in turn") {
    fail_at_each(Operation::sync, Fault::refused);
}

TEST_CASE("each sync is done and reported as failed in turn") {
    fail_at_each(Operation::sync, Fault::done_but_reported);
}

TEST_CASE("the power is cut at each write and nothing that was not synced is there") {
    cut_power_at_each(Operation::write, std::nullopt);
}

TEST_CASE("the power is cut at each write and part of what was not synced is there") {
    cut_power_at_each(Operation::write, 10'000);
}

TEST_CASE("the power is cut at each sync and nothing that was not synced is there") {
    cut_power_at_each(Operation::sync, std::nullopt);
}

TEST_CASE("the power is cut at each sync and part of what was not synced is there") {
    for (const std::uint32_t seed : {20'000u, 30'000u, 40'000u}) {
        CAPTURE(seed);
        cut_power_at_each(Operation::sync, seed);
    }
}
