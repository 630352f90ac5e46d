#include "engine/engine.hpp"

#include <doctest/doctest.h>

#include "core/invariants.hpp"
#include "engine_fakes/fakes.hpp"

using namespace luot;
using fakes::at;
using fakes::issue;
using fakes::origin;

namespace {

// An engine with an office, an open day and one session, all durable; what it told, by seq.
struct Bench {
    explicit Bench(engine::Limits limits = {})
        : engine(
              core::State{}, codec,
              [this](const core::State& after, const core::Event& event) {
                  CHECK(after.seq == event.seq);
                  told.push_back(event);
              },
              limits) {
        core::Configure configure;
        configure.office = fakes::office();
        configure.digest = "one";
        submit(configure, core::Origin{}, 1);
        submit(fakes::open_session(), core::Origin{}, 2);
        commit_all();
        const auto* answer = answer_to(2);
        REQUIRE(answer != nullptr);
        REQUIRE(answer->session.has_value());
        session = *answer->session;
        engine.tick(at(0));
        commit_all();
        REQUIRE(engine.told().day_open);
    }

    void submit(const core::Command& command, const core::Origin& from, std::uint64_t reply_to, core::TimeUs seconds = 0) {
        engine.submit(command, from, reply_to, at(seconds), core::Entropy{"token-" + std::to_string(++tokens)});
    }
    void keep(engine::Replies replies) {
        for (engine::Reply& reply : replies) {
            CHECK(!replies_by_token.contains(reply.reply_to));  // answered once
            replies_by_token.emplace(reply.reply_to, std::move(reply));
        }
    }
    bool commit() {
        keep(engine.take_ready());
        auto batch = engine.take_batch();
        if (!batch) return false;
        batches.push_back(std::move(*batch));
        keep(engine.committed());
        return true;
    }
    void commit_all() {
        while (commit()) {}
    }
    const engine::Reply* reply_to(std::uint64_t token) const {
        const auto found = replies_by_token.find(token);
        return found == replies_by_token.end() ? nullptr : &found->second;
    }
    const core::Answer* answer_to(std::uint64_t token) const {
        const auto* reply = reply_to(token);
        return reply ? std::get_if<core::Answer>(&reply->outcome) : nullptr;
    }
    std::optional<core::RefusalCode> refusal_of(std::uint64_t token) const {
        const auto* reply = reply_to(token);
        const auto* refusal = reply ? std::get_if<core::Refusal>(&reply->outcome) : nullptr;
        return refusal ? std::optional(refusal->code) : std::nullopt;
    }
    bool is_unavailable(std::uint64_t token) const {
        const auto* reply = reply_to(token);
        return reply && std::holds_alternative<engine::Unavailable>(reply->outcome);
    }
    std::string number_of(std::uint64_t token) const {
        const auto* answer = answer_to(token);
        return answer && answer->issued ? answer->issued->number : "";
    }

    fakes::Codec codec;
    std::vector<core::Event> told;
    engine::Engine engine;
    core::SessionId session;
    std::map<std::uint64_t, engine::Reply> replies_by_token;
    std::vector<journal::Batch> batches;
    int tokens = 0;
};

}  // namespace

TEST_CASE("nobody hears of a ticket before it is durable") {
    Bench bench;
    const core::Seq before = bench.engine.told().seq;
    const std::size_t told_before = bench.told.size();
    bench.submit(issue(), origin(bench.session, 1), 10);
    CHECK(bench.engine.take_ready().empty());
    auto batch = bench.engine.take_batch();
    REQUIRE(batch.has_value());
    REQUIRE(batch->rows.size() == 1);
    CHECK(batch->rows.front().seq == before + 1);
    CHECK(bench.engine.take_ready().empty());
    CHECK(bench.engine.told().seq == before);
    CHECK(bench.engine.told().tickets.empty());
    CHECK(bench.told.size() == told_before);

    bench.keep(bench.engine.committed());
    CHECK(bench.told.size() == told_before + 1);
    CHECK(bench.number_of(10) == "H001");
    CHECK(bench.reply_to(10)->seq == before + 1);
    CHECK(bench.reply_to(10)->at_us == at(0).at_us);
    CHECK(bench.reply_to(10)->no == 1);
    CHECK(bench.engine.told() == bench.engine.decided());
    CHECK(core::invariants(bench.engine.told()).empty());
}

TEST_CASE("a refusal computed on what is not durable waits for it") {
    Bench bench;
    core::CallNext call;
    call.at = fakes::desk();
    bench.submit(call, origin(bench.session, 1), 10);  // on durable ground: at once
    bench.keep(bench.engine.take_ready());
    CHECK(bench.refusal_of(10) == core::RefusalCode::counter_closed);
    CHECK(bench.reply_to(10)->seq == bench.engine.told().seq);

    bench.submit(issue(), origin(bench.session, 2), 11);
    bench.submit(call, origin(bench.session, 3), 12);  // behind a forming event
    CHECK(bench.engine.take_ready().empty());
    REQUIRE(bench.engine.take_batch().has_value());
    bench.submit(call, origin(bench.session, 4), 13);  // behind the batch in flight, with nothing of its own
    CHECK(bench.engine.take_ready().empty());
    CHECK(!bench.engine.take_batch().has_value());
    bench.keep(bench.engine.committed());
    CHECK(bench.number_of(11) == "H001");
    CHECK(bench.refusal_of(12) == core::RefusalCode::counter_closed);
    CHECK(bench.refusal_of(13) == core::RefusalCode::counter_closed);
}

TEST_CASE("what is decided after its time is refused and the answer of what was in time is repeated") {
    Bench bench;
    const auto by = [&](std::uint64_t no, core::TimeUs seconds) {
        core::Origin from = origin(bench.session, no);
        from.not_after_us = at(seconds).at_us;
        return from;
    };
    bench.submit(issue(), by(1, 10), 10, 11);  // the line was gone for eleven seconds
    bench.submit(issue(), by(2, 20), 11, 20);
    bench.commit_all();
    CHECK(bench.refusal_of(10) == core::RefusalCode::too_late);
    CHECK(bench.number_of(11) == "H001");

    // The reply was lost: the same command comes again, long after its time.
    bench.submit(issue(), by(2, 20), 12, 90);
    bench.commit_all();
    CHECK(bench.number_of(12) == "H001");
    CHECK(bench.reply_to(12)->at_us == at(20).at_us);
    CHECK(bench.engine.told().tickets.size() == 1);
}

TEST_CASE("what may only be a repeat gets the kept answer wherever it is and does nothing anew") {
    Bench bench;
    core::Origin from = origin(bench.session, 1);
    const auto repeat = [&](std::uint64_t no) {
        core::Origin nobody = origin(bench.session, no);
        nobody.only_repeats = true;
        return nobody;
    };
    bench.submit(issue(), from, 10);
    bench.submit(issue(), repeat(1), 11);  // the first one is not durable yet
    bench.submit(issue(), repeat(2), 12);
    bench.commit_all();
    bench.submit(issue(), repeat(1), 13);
    bench.commit_all();
    CHECK(bench.number_of(10) == "H001");
    CHECK(bench.number_of(11) == "H001");
    CHECK(bench.number_of(13) == "H001");
    CHECK(bench.refusal_of(12) == core::RefusalCode::not_signed_in);
    CHECK(bench.engine.told().tickets.size() == 1);
    bench.submit(issue(), origin(bench.session, 2), 14);  // whoever signs in asks for it again
    bench.commit_all();
    CHECK(bench.number_of(14) == "H002");
}

TEST_CASE("whose outcome is unknown is done once or too late and never late") {
    Bench bench;
    core::Origin from = origin(bench.session, 1);
    from.not_after_us = at(10).at_us;
    bench.submit(issue(), from, 10, 5);
    const auto batch = bench.engine.take_batch();
    REQUIRE(batch.has_value());
    bench.keep(bench.engine.failed());
    CHECK(bench.is_unavailable(10));
    SUBCASE("it was on disk after all") {
        std::vector<core::Event> on_disk;
        for (const journal::Row& row : batch->rows) on_disk.push_back(bench.codec.decode(row).value());
        bench.keep(bench.engine.recovered(on_disk));
        bench.submit(issue(), from, 11, 60);
        bench.commit_all();
        CHECK(bench.number_of(11) == "H001");
    }
    SUBCASE("it was lost") {
        bench.keep(bench.engine.recovered({}));
        bench.submit(issue(), from, 11, 60);
        bench.commit_all();
        CHECK(bench.refusal_of(11) == core::RefusalCode::too_late);
        CHECK(bench.engine.told().tickets.empty());
    }
}

TEST_CASE("one batch is in flight and the next one forms behind it") {
    Bench bench;
    bench.submit(issue(), origin(bench.session, 1), 10);
    REQUIRE(bench.engine.take_batch().has_value());
    bench.submit(issue(), origin(bench.session, 2), 11);
    bench.submit(issue(), origin(bench.session, 3), 12);
    CHECK(!bench.engine.take_batch().has_value());
    bench.keep(bench.engine.committed());
    CHECK(bench.number_of(10) == "H001");
    CHECK(bench.reply_to(11) == nullptr);
    const auto second = bench.engine.take_batch();
    REQUIRE(second.has_value());
    CHECK(second->rows.size() == 2);
    bench.keep(bench.engine.committed());
    CHECK(bench.number_of(11) == "H002");
    CHECK(bench.number_of(12) == "H003");
}

TEST_CASE("a repeat gets the first answer - wherever the first one is and does nothing twice") {
    Bench bench;
    bench.submit(issue(), origin(bench.session, 1), 10);
    bench.submit(issue(), origin(bench.session, 1), 11);  // the first one is forming
    REQUIRE(bench.engine.take_batch().has_value());
    bench.submit(issue(), origin(bench.session, 1), 12);  // in flight
    CHECK(bench.engine.take_ready().empty());
    bench.keep(bench.engine.committed());
    bench.submit(issue(), origin(bench.session, 1), 13, 60);  // durable, a minute later
    bench.keep(bench.engine.take_ready());
    CHECK(!bench.engine.take_batch().has_value());
    REQUIRE(bench.answer_to(10) != nullptr);
    for (const std::uint64_t repeat : {11U, 12U, 13U}) {
        REQUIRE(bench.answer_to(repeat) != nullptr);
        CHECK(*bench.answer_to(repeat) == *bench.answer_to(10));
        CHECK(bench.reply_to(repeat)->seq == bench.reply_to(10)->seq);
        CHECK(bench.reply_to(repeat)->at_us == bench.reply_to(10)->at_us);
    }
    CHECK(bench.engine.told().tickets.size() == 1);
}

TEST_CASE("what a command of several events answers is what its repeat gets") {
    Bench bench;
    core::OpenCounter open;
    open.at = fakes::desk();
    bench.submit(open, origin(bench.session, 1), 10);
    bench.submit(issue(), origin(bench.session, 2), 11);
    bench.submit(issue(), origin(bench.session, 3), 12);
    core::CallNext call;
    call.at = fakes::desk();
    bench.submit(call, origin(bench.session, 4), 13);
    core::Start start;
    start.at = fakes::desk();
    bench.submit(start, origin(bench.session, 5), 14);
    bench.submit(call, origin(bench.session, 6), 15);  // finishes the one and calls the next
    bench.commit_all();
    bench.submit(call, origin(bench.session, 6), 16);
    bench.commit_all();
    REQUIRE(bench.answer_to(15) != nullptr);
    REQUIRE(bench.answer_to(16) != nullptr);
    CHECK(bench.answer_to(15)->finished.has_value());
    CHECK(bench.answer_to(15)->called.has_value());
    CHECK(*bench.answer_to(16) == *bench.answer_to(15));
}

TEST_CASE("an unknown session is told so and its command is never executed") {
    Bench bench;
    bench.submit(issue(), origin(core::SessionId{999}, 1), 10);
    bench.keep(bench.engine.take_ready());
    CHECK(bench.refusal_of(10) == core::RefusalCode::session_expired);
    CHECK(!bench.engine.take_batch().has_value());
}

TEST_CASE("a failed commit drops the batch and everything decided after it and everybody is told unavailable") {
    Bench bench;
    const core::State before = bench.engine.told();
    const std::size_t told_before = bench.told.size();
    bench.submit(issue(), origin(bench.session, 1), 10);
    REQUIRE(bench.engine.take_batch().has_value());
    bench.submit(issue(), origin(bench.session, 1), 11);  // a repeat of what is in flight
    bench.submit(issue(), origin(bench.session, 2), 12);  // the forming batch
    core::CallNext call;
    call.at = fakes::desk();
    bench.submit(call, origin(bench.session, 3), 13);  // a refusal behind it
    bench.keep(bench.engine.failed());
    for (const std::uint64_t token : {10U, 11U, 12U, 13U}) CHECK(bench.is_unavailable(token));
    CHECK(bench.engine.recovering());
    CHECK(!bench.engine.accepting());
    CHECK(bench.engine.decided() == before);
    CHECK(bench.engine.told() == before);
    CHECK(bench.told.size() == told_before);
    CHECK(!bench.engine.take_batch().has_value());
    bench.engine.tick(at(100'000));  // nothing is decided meanwhile
    CHECK(bench.engine.decided() == before);

    SUBCASE("it is not on disk: the repeat is decided afresh, with the same number") {
        CHECK(bench.engine.recovered({}).empty());
        CHECK(bench.engine.accepting());
        bench.submit(issue(), origin(bench.session, 1), 20);
        bench.commit_all();
        CHECK(bench.number_of(20) == "H001");
        CHECK(bench.engine.told().tickets.size() == 1);
        CHECK(bench.told.size() == told_before + 1);
    }
}

TEST_CASE("a commit that failed but is on disk is told after reopening and its repeat gets its answer") {
    Bench bench;
    bench.submit(issue(), origin(bench.session, 1), 10);
    const auto batch = bench.engine.take_batch();
    REQUIRE(batch.has_value());
    bench.submit(issue(), origin(bench.session, 2), 11);  // decided after it: never written
    bench.keep(bench.engine.failed());
    const std::size_t told_before = bench.told.size();

    std::vector<core::Event> on_disk;
    for (const journal::Row& row : batch->rows) on_disk.push_back(bench.codec.decode(row).value());
    bench.engine.recovered(on_disk);
    CHECK(bench.told.size() == told_before + 1);
    CHECK(bench.engine.told().tickets.size() == 1);
    CHECK(bench.engine.told() == bench.engine.decided());

    bench.submit(issue(), origin(bench.session, 1), 20);
    bench.submit(issue(), origin(bench.session, 2), 21);
    bench.commit_all();
    CHECK(bench.number_of(20) == "H001");
    CHECK(bench.number_of(21) == "H002");
    CHECK(bench.engine.told().tickets.size() == 2);
    CHECK(core::invariants(bench.engine.told()).empty());
}

TEST_CASE("a full batch is not added to") {
    engine::Limits limits;
    limits.commands_in_batch = 3;
    Bench bench(limits);
    for (std::uint64_t no = 1; no <= 3; ++no) {
        CHECK(bench.engine.accepting());
        bench.submit(issue(), origin(bench.session, no), 10 + no);
    }
    CHECK(!bench.engine.accepting());
    const core::State full = bench.engine.decided();
    bench.engine.tick(at(100'000));  // due, but not accepted
    CHECK(bench.engine.decided() == full);
    REQUIRE(bench.engine.take_batch().has_value());
    CHECK(bench.engine.accepting());
    // Behind the batch in flight, without events of their own: bounded as well.
    core::CallNext call;
    call.at = fakes::desk();
    for (std::uint64_t no = 4; no <= 6; ++no) bench.submit(call, origin(bench.session, no), 10 + no);
    CHECK(!bench.engine.accepting());
    bench.keep(bench.engine.committed());
    CHECK(bench.engine.accepting());
    CHECK(bench.refusal_of(16).has_value());
}

TEST_CASE("events count too") {
    engine::Limits limits;
    limits.events_in_batch = 2;
    Bench bench(limits);
    bench.submit(issue(), origin(bench.session, 1), 10);
    CHECK(bench.engine.accepting());
    bench.submit(issue(), origin(bench.session, 2), 11);
    CHECK(!bench.engine.accepting());
}

TEST_CASE("what is due is decided before the command that comes at that time") {
    Bench bench;
    bench.submit(issue(), origin(bench.session, 1), 10);
    bench.commit_all();
    const std::size_t told_before = bench.told.size();
    bench.submit(issue(), origin(bench.session, 2), 11, 24 * 3600);  // the next morning
    bench.commit_all();
    CHECK(bench.number_of(11) == "H001");  // numbers restart
    std::vector<std::size_t> closed, opened, issued;
    for (std::size_t i = told_before; i < bench.told.size(); ++i) {
        const auto& body = bench.told[i].body;
        if (std::holds_alternative<core::DayClosed>(body)) closed.push_back(i);
        if (std::holds_alternative<core::DayOpened>(body)) opened.push_back(i);
        if (std::holds_alternative<core::TicketIssued>(body)) issued.push_back(i);
    }
    REQUIRE(closed.size() == 1);
    REQUIRE(opened.size() == 1);
    REQUIRE(issued.size() == 1);
    CHECK(closed[0] < opened[0]);
    CHECK(opened[0] < issued[0]);
    CHECK(bench.batches.back().checkpoint.has_value());  // a day was closed
}

TEST_CASE("a tick decides what is due and nothing else") {
    Bench bench;
    bench.engine.tick(at(10));
    CHECK(!bench.engine.take_batch().has_value());
    bench.submit(issue(core::SlipWish::print), origin(bench.session, 1), 10);
    bench.commit_all();
    bench.engine.tick(at(29));
    CHECK(!bench.engine.take_batch().has_value());
    bench.engine.tick(at(31));  // the kiosk was silent for 30 s
    CHECK(bench.commit());
    const auto* settled = std::get_if<core::SlipSettled>(&bench.told.back().body);
    REQUIRE(settled != nullptr);
    CHECK(settled->slip == core::SlipState::unknown);
    bench.engine.tick(at(31));
    CHECK(!bench.engine.take_batch().has_value());
}

TEST_CASE("a checkpoint comes with the batch that makes it due and a failed one does not count") {
    engine::Limits limits;
    limits.events_between_checkpoints = 5;  // the bench has made three events
    Bench bench(limits);
    REQUIRE(bench.engine.told().seq == 3);
    for (const auto& batch : bench.batches) CHECK(!batch.checkpoint.has_value());
    bench.submit(issue(), origin(bench.session, 1), 10);
    CHECK(!bench.engine.take_batch()->checkpoint.has_value());
    bench.keep(bench.engine.committed());

    bench.submit(issue(), origin(bench.session, 2), 11);
    auto due = bench.engine.take_batch();
    REQUIRE(due->checkpoint.has_value());
    CHECK(due->checkpoint->seq == 5);
    CHECK(due->checkpoint->format == 7);
    CHECK(due->checkpoint->state == "state at 5");
    bench.keep(bench.engine.failed());
    bench.keep(bench.engine.recovered({}));

    bench.submit(issue(), origin(bench.session, 2), 12);
    auto again = bench.engine.take_batch();
    REQUIRE(again->checkpoint.has_value());
    CHECK(again->checkpoint->seq == 5);
    bench.keep(bench.engine.committed());
    bench.submit(issue(), origin(bench.session, 3), 13);
    CHECK(!bench.engine.take_batch()->checkpoint.has_value());
}

TEST_CASE("events behind the last checkpoint at the start count towards the next") {
    fakes::Codec codec;
    engine::Limits limits;
    limits.events_between_checkpoints = 10;
    engine::Engine engine(core::State{}, codec, nullptr, limits, 9);
    core::Configure configure;
    configure.office = fakes::office();
    configure.digest = "one";
    engine.submit(configure, core::Origin{}, 1, at(0), core::Entropy{});
    CHECK(engine.take_batch()->checkpoint.has_value());
}

TEST_CASE("a batch carries what the tables for reports need") {
    Bench bench;
    core::OpenCounter open;
    open.at = fakes::desk();
    bench.submit(open, origin(bench.session, 1), 10);
    bench.submit(issue(), origin(bench.session, 2), 11);
    core::CallNext call;
    call.at = fakes::desk();
    bench.submit(call, origin(bench.session, 3), 12);
    core::Start start;
    start.at = fakes::desk();
    bench.submit(start, origin(bench.session, 4), 13);
    bench.commit_all();
    CHECK(bench.batches.back().report.ended.empty());
    core::Finish finish;
    finish.at = fakes::desk();
    bench.submit(finish, origin(bench.session, 5), 14, 300);
    bench.commit_all();
    REQUIRE(bench.batches.back().report.ended.size() == 1);
    CHECK(bench.batches.back().report.ended.front().number == "H001");
}
