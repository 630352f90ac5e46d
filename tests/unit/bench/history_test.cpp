#include "bench/history_fill.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include "map/codec.hpp"
#include "store/load.hpp"
#include "store/verify.hpp"

using namespace luot;
using namespace luot::bench;

TEST_CASE("a made history is a journal like any other and ends yesterday") {
    std::string name = (std::filesystem::temp_directory_path() / "luot-bench-history-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const std::filesystem::path folder = name;
    const Filled filled = fill_history(folder, 2'600);
    CHECK(filled.visits == 2'600);
    CHECK(filled.days == 2);
    CHECK(filled.events > 4 * 2'600);

    const map::ProtobufCodec codec;
    const auto report = store::verify(folder, codec);
    REQUIRE(report.has_value());
    CHECK(report->sound());
    CHECK(report->visits_checked == 2'600);
    CHECK(report->last_seq == filled.events);

    const auto loaded = store::load(folder, codec);
    REQUIRE(loaded.has_value());
    CHECK(loaded->state.tickets.empty());
    CHECK(loaded->events_applied < 10);  // whatever came before stands in the checkpoint
    std::filesystem::remove_all(folder);
}
