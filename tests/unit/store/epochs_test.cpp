#include "store/epochs.hpp"

#include <doctest/doctest.h>

#include "journal_support.hpp"
#include "store/files.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

TEST_CASE("an epoch is pending from its restore until it has begun") {
    const TemporaryFolder folder;
    CHECK_FALSE(pending_epoch(folder.path())->has_value());
    CHECK(epoch_begun(folder.path(), 5));
    REQUIRE(add_restore_record(folder.path(), {2, {20'514}, 100, false}));
    CHECK((*pending_epoch(folder.path()))->epoch == 2);
    CHECK((*pending_epoch(folder.path()))->restores_of_day == 1);
    REQUIRE(add_restore_record(folder.path(), {3, {20'514}, 90, false}));
    CHECK((*pending_epoch(folder.path()))->epoch == 3);
    CHECK((*pending_epoch(folder.path()))->restores_of_day == 2);
    CHECK(epoch_begun(folder.path(), 2));
    CHECK((*pending_epoch(folder.path()))->epoch == 3);
    CHECK(epoch_begun(folder.path(), 3));
    CHECK(epoch_begun(folder.path(), 3));
    CHECK_FALSE(pending_epoch(folder.path())->has_value());
    REQUIRE(add_restore_record(folder.path(), {4, {20'515}, 120, false}));
    CHECK((*pending_epoch(folder.path()))->restores_of_day == 1);
    CHECK(restore_records(folder.path())->size() == 3);
}

TEST_CASE("a cut or garbled record of restores is refused at every byte") {
    const TemporaryFolder folder;
    REQUIRE(add_restore_record(folder.path(), {2, {20'514}, 100, true}));
    REQUIRE(add_restore_record(folder.path(), {3, {-1}, 90, false}));
    const std::string whole = *read_whole(restores_file(folder.path()), 1'000);
    const std::size_t first_line_end = whole.find('\n') + 1;
    const std::size_t second_line_end = whole.find('\n', first_line_end) + 1;
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        REQUIRE(write_whole(restores_file(folder.path()), whole.substr(0, cut)));
        // Cut at a line's end it is an older record, which the whole-file write makes impossible.
        CHECK(pending_epoch(folder.path()).has_value() == (cut == first_line_end || cut == second_line_end));
    }
    REQUIRE(write_whole(restores_file(folder.path()), whole + "epoch x day 1 seq 1 begun\n"));
    const auto garbled = pending_epoch(folder.path());
    REQUIRE_FALSE(garbled);
    CHECK(garbled.error().what == restores_file(folder.path()).string() + ", line 4: not what a restore writes");
}
