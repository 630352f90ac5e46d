#include "engine/journal_worker.hpp"

#include <doctest/doctest.h>

#include "fakes.hpp"

using namespace luot;

namespace {

// So many events on a disk, decoded from what was appended.
void append_ticks(fakes::Journal& journal, const fakes::Codec& codec, core::Seq count) {
    journal::Batch batch;
    for (core::Seq seq = 1; seq <= count; ++seq) {
        core::Event event;
        event.seq = seq;
        event.body = core::ClockConfirmed{};
        const journal::EncodedEvent encoded = codec.encode(event);
        journal::Row row;
        row.seq = seq;
        row.kind = encoded.kind;
        row.payload = encoded.payload;
        batch.rows.push_back(std::move(row));
    }
    REQUIRE(journal.append(batch).has_value());
}

}  // namespace

TEST_CASE("reopening gives what follows and nothing of before") {
    fakes::Codec codec;
    fakes::Journal journal;
    append_ticks(journal, codec, 5);
    const auto events = engine::reopen(journal, codec, 3);
    REQUIRE(events.has_value());
    REQUIRE(events->size() == 2);
    CHECK(events->front().seq == 4);
    CHECK(events->back().seq == 5);
    const auto nothing = engine::reopen(journal, codec, 5);
    REQUIRE(nothing.has_value());
    CHECK(nothing->empty());
}

TEST_CASE("a gap or a row that cannot be read is a failure with its number and what follows a later attempt is whole") {
    fakes::Codec codec;
    fakes::Journal journal;
    append_ticks(journal, codec, 4);
    SUBCASE("a gap") {
        journal.skip_once();
        const auto events = engine::reopen(journal, codec, 2);
        REQUIRE(events.has_error());
        CHECK(events.error().what == "after reopening, event 4 stands where 3 should");
    }
    SUBCASE("garbled") {
        journal.garble_once();
        const auto events = engine::reopen(journal, codec, 2);
        REQUIRE(events.has_error());
        CHECK(events.error().what == "row 3 cannot be read");
    }
    SUBCASE("a disk that does not open") {
        journal.script_reopens({fakes::Journal::Step::fail});
        const auto events = engine::reopen(journal, codec, 2);
        REQUIRE(events.has_error());
        CHECK(events.error().disk_full);
    }
    const auto again = engine::reopen(journal, codec, 2);
    REQUIRE(again.has_value());
    CHECK(again->size() == 2);
}
