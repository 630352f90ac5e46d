// An hour with a failure at each write, each sync, each truncation and each opening of the disk in turn, and with the power cut at each.
//
// The hour is played in stretches of a few minutes, each begun by a server that is started on what the one before left when it was killed,
// so that a failure costs a stretch and not an hour. What was told since the hour began is held against the journal after each. Some go on
// to the hour's end.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <set>

#include "audit.hpp"
#include "hour.hpp"
#include "map/kinds.hpp"

using namespace luot;
using namespace luot::test;

namespace {

constexpr int hour_seconds = 3'600;
constexpr int stretch_seconds = 225;
constexpr std::size_t kinds = 4;
// Of so many failures, one is played to the end of the hour; of so many journals, one is verified.
constexpr std::uint64_t to_the_end_every = 100;
constexpr std::uint64_t verified_every = 10;
// Every operation, but for builds that take many times as long and look for something else.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t operations_step = 5;
#else
constexpr std::uint64_t operations_step = 1;
#endif

using Words = std::vector<std::vector<std::string>>;

Words words_of(const std::vector<Device>& devices) {
    Words words;
    for (const Device& device : devices) words.push_back(device.words);
    return words;
}

struct Stretch {
    Remains begin;
    std::vector<Device> devices;  // as they are when it begins
    core::TimeUs until_us = 0;
    std::array<std::uint64_t, kinds> operations{};
    Words words;  // told when it ends

    std::uint64_t count(Operation operation) const { return operations[static_cast<std::size_t>(operation)]; }
};

struct Hour {
    Hour() {
        Remains remains;
        remains.now_us = into_the_hour(0);
        std::vector<Device> devices = people_of_the_hour();
        for (int second = 0; second < hour_seconds; second += stretch_seconds) remains = play_stretch(remains, devices, second);
    }

    // On a sound disk.
    Remains play_stretch(const Remains& begin, std::vector<Device>& devices, int second) {
        Stretch stretch{begin, devices, into_the_hour(second + stretch_seconds), {}, {}};
        FaultVfs disk("sound");
        OfficeOnADisk office(disk, begin);
        office.configured = office_of_the_hour();
        REQUIRE(office.start());
        REQUIRE(play(office, devices, stretch.until_us));
        REQUIRE(joined(audit(office, devices)) == "");
        for (const Operation operation : {Operation::write, Operation::sync, Operation::truncate, Operation::open})
            stretch.operations[static_cast<std::size_t>(operation)] = disk.count(operation);
        stretch.words = words_of(devices);
        stretches.push_back(std::move(stretch));
        events = office.told().seq;
        return office.kill();
    }

    std::uint64_t count(Operation operation) const {
        std::uint64_t sum = 0;
        for (const Stretch& stretch : stretches) sum += stretch.count(operation);
        return sum;
    }
    const Words& last_words() const { return stretches.back().words; }

    std::vector<Stretch> stretches;
    core::Seq events = 0;
};

const Hour& hour() {
    static const Hour once;
    return once;
}

std::size_t told_unavailable(const std::vector<Device>& devices) {
    std::size_t sum = 0;
    for (const Device& device : devices) sum += device.unavailable;
    return sum;
}

// One failure.
struct Case {
    const Stretch& stretch;
    Operation operation;
    std::uint64_t nth;  // of the stretch
    bool to_the_end;
    Look look;

    core::TimeUs until_us() const { return to_the_end ? core::never : stretch.until_us; }
    const Words& words() const { return to_the_end ? hour().last_words() : stretch.words; }
};

// `again`: what is to fail in recovering from it, too: the first opening behind those of the start.
enum class Again : std::uint8_t { nothing, opening };

void with_failure(const Case& at, Fault fault, Again again = Again::nothing) {
    CAPTURE(at.nth);
    FaultVfs disk("faulty");
    OfficeOnADisk office(disk, at.stretch.begin);
    office.configured = office_of_the_hour();
    std::vector<Device> devices = at.stretch.devices;
    const std::size_t unavailable = told_unavailable(devices);
    disk.fail(at.operation, at.nth, fault);
    if (again == Again::opening) disk.fail(Operation::open, at.stretch.count(Operation::open) + 1, Fault::refused);
    while (!office.start()) REQUIRE(disk.met());  // at the very beginning it is started again by hand
    REQUIRE(play(office, devices, at.until_us()));
    CHECK(disk.met());
    CHECK(joined(audit(office, devices, at.look)) == "");
    CHECK(words_of(devices) == at.words());
    if (office.service().metrics().commit_failures == 0) CHECK(told_unavailable(devices) == unavailable);
}

// With a seed, a random part of what was not synced is on the disk all the same.
void with_power_cut(const Case& at, std::optional<std::uint32_t> seed) {
    CAPTURE(at.nth);
    CAPTURE(seed.value_or(0));
    FaultVfs disk("faulty");
    OfficeOnADisk office(disk, at.stretch.begin);
    office.configured = office_of_the_hour();
    std::vector<Device> devices = at.stretch.devices;
    disk.fail(at.operation, at.nth, Fault::power_cut);
    if (office.start()) CHECK_FALSE(play(office, devices, at.stretch.until_us));
    office.cut_off();
    CHECK(disk.met());
    disk.restore_power(seed);
    REQUIRE(office.start());
    CHECK(joined(audit_told(office, devices)) == "");
    REQUIRE(play(office, devices, at.until_us()));
    CHECK(joined(audit(office, devices, at.look)) == "");
    CHECK(words_of(devices) == at.words());
}

// Every operation of this kind in the hour.
template <class Fail>
void at_each(Operation operation, Fail fail) {
    std::uint64_t cases = 0;
    for (std::size_t number = 0; number < hour().stretches.size(); ++number) {
        const Stretch& stretch = hour().stretches[number];
        CAPTURE(number);
        for (std::uint64_t nth = 1; nth <= stretch.count(operation); nth += operations_step, ++cases) {
            const Look look = cases % verified_every == 0 ? Look::whole : Look::at_the_end;
            fail(Case{stretch, operation, nth, cases % to_the_end_every == 0, look}, cases);
        }
    }
    MESSAGE(cases, " failures, one at a time");
}

void fail_at_each(Operation operation, Fault fault) {
    at_each(operation, [fault](const Case& at, std::uint64_t) { with_failure(at, fault); });
}

void cut_power_at_each(Operation operation, std::optional<std::uint32_t> seed) {
    at_each(operation, [seed](const Case& at, std::uint64_t number) {
        with_power_cut(at, seed ? std::optional(*seed + static_cast<std::uint32_t>(number)) : std::nullopt);
    });
}

}  // namespace

TEST_CASE("an hour on a sound disk") {
    std::size_t words = 0, called = 0;
    for (const auto& device : hour().last_words()) {
        words += device.size();
        for (const std::string& word : device) called += word.rfind("called", 0) == 0 ? 1U : 0U;
    }
    CHECK(words > 300);
    CHECK(called > 50);
    CHECK(hour().count(Operation::write) > 1'000);
    CHECK(hour().count(Operation::sync) > 300);
    MESSAGE(hour().events, " events; ", hour().count(Operation::write), " writes, ", hour().count(Operation::sync), " syncs, ",
            hour().count(Operation::truncate), " truncations, ", hour().count(Operation::open), " openings");
}

TEST_CASE("the hour has every kind of event that people bring about") {
    std::set<std::uint16_t> kinds_seen;
    FaultVfs disk("sound");
    OfficeOnADisk office(disk);
    office.configured = office_of_the_hour();
    office.now_us = into_the_hour(0);
    auto devices = people_of_the_hour();
    REQUIRE(office.start());
    REQUIRE(play(office, devices));
    CHECK(joined(audit(office, devices)) == "");
    CHECK(words_of(devices) == hour().last_words());  // starting it again on the way makes no difference
    for (const journal::Row& row : office.board.told) kinds_seen.insert(row.kind);
    using map::Kind;
    const std::set<Kind> of_nobody_here{Kind::epoch_began, Kind::clock_suspected, Kind::clock_confirmed, Kind::session_closed};
    const auto has_all = [&](Kind first, Kind last) {
        for (auto kind = static_cast<std::uint16_t>(first); kind <= static_cast<std::uint16_t>(last); ++kind) {
            CAPTURE(kind);
            CHECK((kinds_seen.contains(kind) || of_nobody_here.contains(static_cast<Kind>(kind))));
        }
    };
    has_all(Kind::office_configured, Kind::issuing_ended);
    has_all(Kind::ticket_issued, Kind::presence_confirmed);
    has_all(Kind::counter_opened, Kind::service_limited);
}

TEST_CASE("the audit sees what it is there to see") {
    FaultVfs disk("sound");
    OfficeOnADisk office(disk);
    office.configured = office_of_the_hour();
    office.now_us = into_the_hour(0);
    auto devices = people_of_the_hour();
    REQUIRE(office.start());
    REQUIRE(play(office, devices, into_the_hour(600)));
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

TEST_CASE("each sync is refused in turn and so is the next opening") {
    at_each(Operation::sync, [](const Case& at, std::uint64_t) { with_failure(at, Fault::refused, Again::opening); });
}

TEST_CASE("each truncation and each opening is refused in turn") {
    fail_at_each(Operation::truncate, Fault::refused);
    fail_at_each(Operation::truncate, Fault::done_but_reported);
    fail_at_each(Operation::open, Fault::refused);
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
    cut_power_at_each(Operation::sync, 20'000);
    cut_power_at_each(Operation::sync, 30'000);
}

TEST_CASE("the power is cut at each truncation and each opening") {
    cut_power_at_each(Operation::truncate, std::nullopt);
    cut_power_at_each(Operation::truncate, 40'000);
    cut_power_at_each(Operation::open, std::nullopt);
}
