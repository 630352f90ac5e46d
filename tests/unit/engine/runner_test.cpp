#include "engine/journal_runner.hpp"

#include <thread>

#include <doctest/doctest.h>
#include <boost/asio/io_context.hpp>

#include "engine_fakes/fakes.hpp"

using namespace luot;
using namespace std::chrono_literals;
using Step = fakes::Journal::Step;

namespace {

journal::Batch batch_of(const journal::Codec& codec, core::Seq first, std::size_t count) {
    journal::Batch batch;
    for (std::size_t i = 0; i < count; ++i) {
        core::Event event;
        event.seq = first + i;
        event.body = core::NoticeSet{"x"};
        const auto encoded = codec.encode(event);
        journal::Row row;
        row.seq = event.seq;
        row.kind = encoded.kind;
        row.payload = encoded.payload;
        batch.rows.push_back(row);
    }
    return batch;
}

constexpr engine::BackOff quick{1ms, 4ms};

}  // namespace

TEST_CASE("the runner appends on a thread of its own and comes back on the executor") {
    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    engine::JournalRunner runner(context.get_executor(), journal, codec, quick);
    std::vector<bool> results;
    const auto here = std::this_thread::get_id();
    runner.append(batch_of(codec, 1, 3), [&](const engine::Appended& appended) {
        CHECK(std::this_thread::get_id() == here);
        results.push_back(appended.result.has_value());
        runner.append(batch_of(codec, 4, 2), [&](const engine::Appended& second) { results.push_back(second.result.has_value()); });
    });
    context.run_for(180s);  // ends by itself: outstanding work is known to the executor
    CHECK(results == std::vector<bool>{true, true});
    CHECK(journal.rows().size() == 5);
}

TEST_CASE("recovery goes on until the journal is well and says what it holds beyond") {
    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    journal.script_appends({Step::succeed, Step::fail_but_keep});
    journal.script_reopens({Step::fail, Step::fail, Step::fail});
    engine::JournalRunner runner(context.get_executor(), journal, codec, quick);
    std::vector<std::string> failures;
    std::vector<core::Seq> on_disk;
    runner.append(batch_of(codec, 1, 2), [&](const engine::Appended& first) {
        CHECK(first.result.has_value());
        runner.append(batch_of(codec, 3, 2), [&](const engine::Appended& second) {
            REQUIRE(!second.result.has_value());
            CHECK(second.result.error().disk_full);
            runner.recover(
                2, [&](const journal::Failure& failure) { failures.push_back(failure.what); },
                [&](const std::vector<core::Event>& events) {
                    for (const auto& event : events) on_disk.push_back(event.seq);
                });
        });
    });
    context.run_for(180s);
    CHECK(failures == std::vector<std::string>{"still no", "still no", "still no"});
    CHECK(on_disk == std::vector<core::Seq>{3, 4});
    CHECK(journal.reopens() == 4);
}

TEST_CASE("rows that cannot be read or do not follow are no recovery") {
    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    journal.script_appends({Step::fail_but_keep});
    SUBCASE("garbled") {
        journal.garble_once();
    }
    SUBCASE("a gap") {
        journal.skip_once();
    }
    engine::JournalRunner runner(context.get_executor(), journal, codec, quick);
    std::vector<std::string> failures;
    std::size_t recovered = 0;
    runner.append(batch_of(codec, 1, 1), [&](const engine::Appended&) {
        runner.recover(
            0, [&](const journal::Failure& failure) { failures.push_back(failure.what); },
            [&](const std::vector<core::Event>& events) { recovered = events.size(); });
    });
    context.run_for(180s);
    CHECK(failures.size() == 1);
    CHECK(recovered == 1);
}

TEST_CASE("stopping finishes what was handed over and gives up a recovery") {
    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    SUBCASE("an append") {
        engine::JournalRunner runner(context.get_executor(), journal, codec, quick);
        bool appended = false;
        runner.append(batch_of(codec, 1, 1), [&](const engine::Appended& result) { appended = result.result.has_value(); });
        runner.stop();
        CHECK(journal.rows().size() == 1);
        context.run_for(180s);
        CHECK(appended);
    }
    SUBCASE("a recovery that would wait for an hour") {
        journal.script_reopens(std::deque<Step>(100, Step::fail));
        engine::JournalRunner runner(context.get_executor(), journal, codec, engine::BackOff{3'600s, 3'600s});
        int failures = 0;
        runner.recover(
            0,
            [&](const journal::Failure&) {
                ++failures;
                context.stop();
            },
            [](const std::vector<core::Event>&) { FAIL("not recovered"); });
        context.run_for(180s);
        CHECK(failures == 1);
        runner.stop();  // returns
    }
}
